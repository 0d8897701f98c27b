"""Positions and questions in order."""

import pytest

from dialog.core.errors import DomainError, Faulty
from dialog.remiss.rules import arranging
from dialog.remiss.rules.arranging import NotThere
from dialog.remiss.rules.content import WHOLE, Position, Question, Tone, about
from dialog.remiss.rules.golive import Settled

POSITIONS = [
    Position("a", "Ja", Tone.FOR),
    Position("b", "Kanske", Tone.PARTLY),
    Position("c", "Nej", Tone.AGAINST),
]
QUESTIONS = [
    Question("q1", WHOLE, "Ett?"),
    Question("q2", "s1", "Två?"),
    Question("q3", WHOLE, "3"),
]


def keys(items: list[Position] | list[Question]) -> str:
    return " ".join(each.key for each in items)


def test_a_position_gets_a_key_that_none_has() -> None:
    found = arranging.with_position(POSITIONS, "Vet inte", Tone.NONE)
    assert (found[-1].label, found[-1].tone) == ("Vet inte", Tone.NONE)
    again = arranging.with_position(arranging.without_position(found, "a"), "Ny", Tone.FOR)
    assert len({each.key for each in again}) == len(again)


def test_labels_are_unlike_and_not_too_many() -> None:
    for label in ("", "NEJ"):
        with pytest.raises(Faulty) as fault:
            arranging.with_position(POSITIONS, label, Tone.FOR)
        assert fault.value.field == "label"
    many = [Position(f"p{n}", f"Val {n}", Tone.FOR) for n in range(arranging.MOST_POSITIONS)]
    with pytest.raises(DomainError):
        arranging.with_position(many, "Ett till", Tone.FOR)


def test_a_position_may_keep_its_label_when_its_meaning_changes() -> None:
    found = arranging.renamed(POSITIONS, "b", "Kanske", Tone.NONE)
    assert found[1] == Position("b", "Kanske", Tone.NONE)
    with pytest.raises(Faulty):
        arranging.renamed(POSITIONS, "b", "Ja", Tone.NONE)


def test_two_positions_stay() -> None:
    two = arranging.without_position(POSITIONS, "b")
    assert keys(two) == "a c"
    with pytest.raises(Settled):
        arranging.without_position(two, "a")


def test_moving_changes_places_with_the_neighbour_and_stops_at_the_end() -> None:
    assert keys(arranging.moved(POSITIONS, "b", POSITIONS, up=True)) == "b a c"
    assert keys(arranging.moved(POSITIONS, "b", POSITIONS, up=False)) == "a c b"
    assert keys(arranging.moved(POSITIONS, "a", POSITIONS, up=True)) == "a b c"
    assert keys(arranging.moved(POSITIONS, "c", POSITIONS, up=False)) == "a b c"


def test_a_question_moves_among_those_of_its_section() -> None:
    likes = list(about(QUESTIONS, WHOLE))
    assert keys(arranging.moved(QUESTIONS, "q3", likes, up=True)) == "q3 q2 q1"
    assert keys(arranging.moved(QUESTIONS, "q2", [QUESTIONS[1]], up=True)) == "q1 q2 q3"
    closed = arranging.without_question(QUESTIONS, "q1", is_answered=True)
    likes = list(about(closed, WHOLE))
    assert keys(arranging.moved(closed, "q1", likes, up=False)) == "q1 q2 q3"


def test_an_answered_question_is_closed_and_not_asked_any_more() -> None:
    assert keys(arranging.without_question(QUESTIONS, "q1", is_answered=False)) == "q2 q3"
    closed = arranging.without_question(QUESTIONS, "q1", is_answered=True)
    assert closed[0] == Question("q1", WHOLE, "Ett?", is_closed=True)
    assert keys(list(about(closed, WHOLE))) == "q3"


def test_a_new_question_does_not_take_the_key_of_one_that_was_there() -> None:
    first = arranging.with_question(QUESTIONS, "s1", "Ny?")
    again = arranging.with_question(
        arranging.without_question(first, first[-1].key, is_answered=False), "s1", "Ny?"
    )
    assert len({each.key for each in [*first, *again]}) == len(QUESTIONS) + 2


def test_what_a_colleague_took_away_is_not_there() -> None:
    for act in (
        lambda: arranging.renamed(POSITIONS, "x", "X", Tone.FOR),
        lambda: arranging.without_position(POSITIONS, "x"),
        lambda: arranging.moved(POSITIONS, "x", POSITIONS, up=True),
        lambda: arranging.reworded(QUESTIONS, "x", WHOLE, "X?"),
        lambda: arranging.without_question(QUESTIONS, "x", is_answered=False),
    ):
        with pytest.raises(NotThere):
            act()
    with pytest.raises(Faulty):
        arranging.reworded(QUESTIONS, "q1", WHOLE, "")
