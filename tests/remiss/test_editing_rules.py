"""What becomes of the sections when one is moved, shifted, joined, split, added or removed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.core.errors import Faulty
from dialog.process.rules import Handling, Publication
from dialog.remiss.rules import editing
from dialog.remiss.rules.content import Block, BlockKind, Body, Footnote, Heading
from dialog.remiss.rules.editing import ChangedMeanwhile, Cut, Entry, Gone, NotChangeable


def entry(key: str, level: int = 1, *texts: str) -> Entry:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    return Entry(key, Heading(level, key[1:], f"Rubrik {key}", Body(blocks)))


BOOK = [entry("k1", 1, "a"), entry("k2", 2, "b"), entry("k3", 2, "c", "d"), entry("k4", 1, "e")]
levels = st.lists(st.integers(1, 4), min_size=1, max_size=10)


def keys(entries: list[Entry]) -> list[tuple[str, int]]:
    return [(each.key, each.level) for each in entries]


def words(entries: list[Entry]) -> list[str]:
    return [block.text for each in entries for block in each.heading.body.blocks]


def test_a_section_moves_with_what_lies_below_it() -> None:
    assert keys(editing.moved(BOOK, "k1", up=False)) == [("k4", 1), ("k1", 1), ("k2", 2), ("k3", 2)]
    assert keys(editing.moved(BOOK, "k3", up=True)) == [("k1", 1), ("k3", 2), ("k2", 2), ("k4", 1)]


def test_a_section_stays_in_its_chapter() -> None:
    for key, up in (("k1", True), ("k2", True), ("k3", False), ("k4", False)):
        with pytest.raises(Faulty):
            editing.moved(BOOK, key, up=up)


@given(levels, st.data())
def test_moving_there_and_back_changes_nothing(depths: list[int], data: st.DataObject) -> None:
    book = [entry(f"k{n}", level, str(n)) for n, level in enumerate(depths)]
    at = data.draw(st.integers(0, len(book) - 1))
    if editing.sibling_after(book, at) is None:
        return
    there = editing.moved(book, f"k{at}", up=False)
    assert sorted(keys(there)) == sorted(keys(book))
    assert editing.moved(there, f"k{at}", up=True) == book


def test_a_section_shifts_with_what_lies_below_it() -> None:
    assert keys(editing.shifted(BOOK, "k3", deeper=True))[2] == ("k3", 3)
    assert keys(editing.shifted(BOOK, "k2", deeper=False))[1] == ("k2", 1)
    assert keys(editing.shifted(BOOK, "k4", deeper=True))[3] == ("k4", 2)
    for key, deeper in (("k1", True), ("k1", False), ("k2", True), ("k4", False)):
        with pytest.raises(Faulty):
            editing.shifted(BOOK, key, deeper=deeper)


@given(levels)
def test_no_section_gets_deeper_than_the_deepest_level(depths: list[int]) -> None:
    book = [entry(f"k{n}", level) for n, level in enumerate(depths)]
    for at in range(len(book)):
        if editing.can_shift(book, at, deeper=True):
            book = editing.shifted(book, f"k{at}", deeper=True)
    assert all(1 <= each.level <= editing.DEEPEST for each in book)


def test_joining_keeps_every_word() -> None:
    whole = editing.joined(BOOK, "k3", keep_title=True)
    assert keys(whole) == [("k1", 1), ("k2", 2), ("k4", 1)]
    assert words(whole) == ["a", "b", "3 Rubrik k3", "c", "d", "e"]
    assert words(editing.joined(BOOK, "k3", keep_title=False)) == ["a", "b", "c", "d", "e"]
    with pytest.raises(Faulty):
        editing.joined(BOOK, "k1", keep_title=True)


def test_splitting_and_joining_again_changes_nothing() -> None:
    parts = editing.split(BOOK, "k3", Cut(1, "9", "Mitt"), "k9")
    assert keys(parts)[2:4] == [("k3", 2), ("k9", 2)]
    assert words(parts) == words(BOOK)
    assert parts[3].heading.title == "Mitt"
    assert editing.joined(parts, "k9", keep_title=False) == BOOK


def test_without_a_title_the_chosen_line_becomes_it() -> None:
    parts = editing.split(BOOK, "k3", Cut(1), "k9")
    assert (parts[3].heading.title, words(parts)) == ("d", ["a", "b", "c", "e"])


@pytest.mark.parametrize("cut", [Cut(2, "", "Mitt"), Cut(-1, "", "Mitt"), Cut(0)])
def test_a_split_that_cannot_be_made_is_refused(cut: Cut) -> None:
    long = [entry("k1", 1, "x" * 500)]
    with pytest.raises(Faulty):
        editing.split(long, "k1", cut, "k9")


def test_a_note_goes_where_its_mark_stands() -> None:
    notes = (Footnote("1", "ett"), Footnote("2", "två"), Footnote("3", "båda"))
    blocks = tuple(Block(BlockKind.PARAGRAPH, each) for each in ("a[1][3]", "b[^2][3]"))
    book = [Entry("k1", Heading(1, "", "Mål", Body(blocks, notes)))]
    first, second = editing.split(book, "k1", Cut(1, "", "Ny"), "k2")
    assert [note.mark for note in first.heading.body.notes] == ["1", "3"]
    assert [note.mark for note in second.heading.body.notes] == ["2"]


def test_removing_leaves_what_lies_below_or_takes_it_along() -> None:
    assert keys(editing.removed(BOOK, "k1", with_below=False)) == keys(BOOK[1:])
    assert keys(editing.removed(BOOK, "k1", with_below=True)) == [("k4", 1)]
    with pytest.raises(Faulty):
        editing.removed(BOOK[:1], "k1", with_below=True)


def test_a_new_section_stands_after_everything_below_the_other() -> None:
    new = entry("k9")
    assert keys(editing.added(BOOK, "k1", new))[3] == ("k9", 1)
    assert keys(editing.added(BOOK, "", new))[0] == ("k9", 1)


@pytest.mark.parametrize(
    "act",
    [
        lambda: editing.moved(BOOK, "k7", up=True),
        lambda: editing.joined(BOOK, "k7", keep_title=True),
        lambda: editing.removed(BOOK, "k7", with_below=True),
        lambda: editing.split(BOOK, "k7", Cut(0, "", "x"), "k9"),
    ],
    ids=["moved", "joined", "removed", "split"],
)
def test_a_section_that_is_gone_is_said_to_be(act: Callable[[], object]) -> None:
    with pytest.raises(Gone):
        act()


def test_a_mark_tells_every_change() -> None:
    seen = BOOK[1].mark()
    editing.ensure_seen(entry("k2", 2, "b"), seen)
    for other in (entry("k2", 2, "B"), entry("k2", 1, "b"), entry("k3", 2, "b")):
        with pytest.raises(ChangedMeanwhile):
            editing.ensure_seen(other, seen)
    with pytest.raises(ChangedMeanwhile):
        editing.ensure_as_many(2, 1)


@pytest.mark.parametrize("publication", Publication)
@pytest.mark.parametrize("handling", Handling)
def test_a_document_changes_until_the_work_with_the_answers_begins(
    publication: Publication, handling: Handling
) -> None:
    may = publication in {Publication.DRAFT, Publication.PUBLISHED} and handling is Handling.NONE
    if may:
        editing.ensure_changeable(publication, handling)
    else:
        with pytest.raises(NotChangeable):
            editing.ensure_changeable(publication, handling)
