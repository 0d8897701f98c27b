"""Points and picks: what may be given."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.consultation.rules import priorities
from dialog.consultation.rules.content import Choice, Method, PrioritiesContent
from dialog.consultation.rules.values import Typed
from dialog.core.errors import Faulty

OPTIONS = tuple(Choice(key, key.upper()) for key in "abcd")
POINTS = PrioritiesContent(method=Method.POINTS, amount=10, options=OPTIONS)
PICK = PrioritiesContent(method=Method.PICK, amount=2, options=OPTIONS)


def typed(**fields: str) -> Typed:
    return Typed({f"svar-{name}": [text] for name, text in fields.items()})


def test_points_are_read_from_fields_and_nothing_is_none() -> None:
    judged = priorities.judge(POINTS, typed(a=" 7 ", b="", c="0", d="3", e="9"))
    assert priorities.given(POINTS, judged) == {"points": {"a": 7, "d": 3}}
    assert judged.faults == {}


@pytest.mark.parametrize("text", ["-1", "1,5", "tre", "1e3", "٣", "9" * 40])
def test_what_is_no_whole_number_is_blamed_on_its_field(text: str) -> None:
    judged = priorities.judge(POINTS, typed(b=text))
    assert [fault.name for fault in judged.faults.values()] == ["svar-b"]


def test_what_is_wrong_with_the_whole_is_said_at_the_first_that_was_given_points() -> None:
    judged = priorities.judge(POINTS, typed(c="6", d="6"))
    assert judged.faults["c"].words.startswith("Du har gett 2 poäng för mycket")
    assert priorities.left(POINTS, typed(c="6", d="6", a="x")) == -2


def test_picks_are_judged_as_a_question_with_several_answers() -> None:
    judged = priorities.judge(PICK, Typed({"svar-picks": ["b", "a", "b"]}))
    assert priorities.given(PICK, judged) == {"picks": ["a", "b"]}


@pytest.mark.parametrize(
    ("content", "data"), [(POINTS, {"points": {"a": 7, "c": 1}}), (PICK, {"picks": ["a", "d"]})]
)
def test_what_is_kept_can_be_typed_again(content: PrioritiesContent, data: dict[str, Any]) -> None:
    judged = priorities.judge(content, priorities.typed_of(content, data))
    assert priorities.given(content, judged) == data


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 20)))
def test_no_more_points_are_taken_than_there_are(points: dict[str, int]) -> None:
    total = sum(points.values())
    if 0 < total <= 10:
        sound = priorities.ensure_points(POINTS, points)
        assert sum(sound.values()) == total
        assert all(sound.values())
    else:
        with pytest.raises(Faulty):
            priorities.ensure_points(POINTS, points)


@given(st.lists(st.sampled_from("abcd")))
def test_no_more_options_are_picked_than_may_be(picks: list[str]) -> None:
    if 0 < len(set(picks)) <= 2:
        assert priorities.ensure_picks(PICK, picks) == sorted(set(picks))
    else:
        with pytest.raises(Faulty):
            priorities.ensure_picks(PICK, picks)


@pytest.mark.parametrize("content", [POINTS, PICK])
def test_an_option_that_is_gone_is_said_to_be(content: PrioritiesContent) -> None:
    with pytest.raises(Faulty, match="har ändrats"):
        priorities.ensure_sound(content, {"points": {"z": 1}, "picks": ["z"]})


def test_the_receipt_says_what_was_given_in_words() -> None:
    assert priorities.labelled(POINTS, {"points": {"a": 7}}) == [("A", "7 poäng")]
    assert priorities.labelled(PICK, {"picks": ["b"]}) == [("Du valde", "B")]
