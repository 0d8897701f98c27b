"""The tree of contents, and the way from one section to the next."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from dialog.remiss.rules.contents import Node, neighbours, span, tree


@dataclass(frozen=True)
class Part:
    level: int
    name: str = ""


def flat(nodes: list[Node[Part]]) -> list[Part]:
    return [part for node in nodes for part in (node.section, *flat(node.below))]


@given(st.lists(st.integers(1, 9).map(Part), max_size=20))
def test_every_section_stands_in_the_tree_in_order(parts: list[Part]) -> None:
    assert flat(tree(parts)) == parts


@given(st.lists(st.integers(1, 9).map(Part), min_size=1, max_size=20))
def test_what_stands_together_is_all_that_lies_below(parts: list[Part]) -> None:
    length = span(parts, 0)
    assert all(part.level > parts[0].level for part in parts[1:length])
    assert length == len(parts) or parts[length].level <= parts[0].level


def test_a_level_that_was_skipped_leaves_no_gap() -> None:
    parts = [Part(1, "a"), Part(3, "b"), Part(2, "c"), Part(1, "d")]
    top, last = tree(parts)
    assert [node.section.name for node in top.below] == ["b", "c"]
    assert last.section.name == "d"


def test_before_is_what_holds_it_or_stands_beside_it_and_after_is_past_its_own() -> None:
    parts = [Part(1, "1"), Part(2, "1.1"), Part(2, "1.2"), Part(1, "2")]
    names = [tuple(each and each.name for each in neighbours(parts, at)) for at in range(4)]
    assert names == [(None, "2"), ("1", "1.2"), ("1.1", "2"), ("1", None)]
