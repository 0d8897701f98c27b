"""When answers from paper can be entered, and how they are numbered."""

from datetime import date, timedelta

import pytest

from dialog.consultation.rules import NotOpen
from dialog.consultation.rules import entry as rules
from dialog.consultation.rules.answered import unforced
from dialog.consultation.rules.questions import judge
from dialog.consultation.rules.values import Typed
from dialog.core.errors import Faulty
from dialog.process.rules import Channel, Publication
from tests.consultation.questionnaire import chained
from tests.consultation.rows import DAY, NOW

OPENS, CLOSES = NOW - 10 * DAY, NOW + 20 * DAY
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("publication", "now", "can_be"),
    [
        (Publication.PUBLISHED, NOW, True),
        (Publication.PUBLISHED, OPENS - SECOND, False),
        (Publication.PUBLISHED, CLOSES + 14 * DAY - SECOND, True),
        (Publication.PUBLISHED, CLOSES + 14 * DAY, False),
        (Publication.DRAFT, NOW, False),
        (Publication.STOPPED, NOW, False),
    ],
)
def test_answers_are_entered_from_the_first_day_until_two_weeks_after_the_last(
    publication: Publication, now: object, *, can_be: bool
) -> None:
    assert rules.is_enterable(publication, OPENS, CLOSES, now) is can_be  # type: ignore[arg-type]


def test_what_cannot_be_entered_is_refused() -> None:
    with pytest.raises(NotOpen):
        rules.ensure_enterable(Publication.DRAFT, OPENS, CLOSES, NOW)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 2), "inte varit än"),
        (date(2026, 11, 20), "innan steget öppnade"),
    ],
)
def test_the_day_of_arrival_must_be_one_on_which_people_could_answer(day: date, words: str) -> None:
    with pytest.raises(Faulty, match=words):
        rules.ensure_in_time(OPENS, CLOSES, day, NOW)


def test_paper_that_came_in_time_counts_afterwards_and_late_paper_does_not() -> None:
    later = CLOSES + 5 * DAY
    rules.ensure_in_time(OPENS, CLOSES, date(2026, 12, 21), later)
    with pytest.raises(Faulty, match="efter sista dagen"):
        rules.ensure_in_time(OPENS, CLOSES, date(2026, 12, 22), later)


@pytest.mark.parametrize(
    ("latest", "following"), [("17", "18"), ("009", "010"), ("", ""), ("A7", ""), ("²", "")]
)
def test_the_next_number_is_proposed_where_one_can_count(latest: str, following: str) -> None:
    assert rules.next_number(latest) == following


@pytest.mark.parametrize("text", ["", "   ", "x" * 21, "19121212-1212", "1\u202e7"])
def test_what_is_no_number_of_a_paper_is_refused(text: str) -> None:
    with pytest.raises(Faulty) as fault:
        rules.entry_number(text, Channel.PAPER)
    assert fault.value.field == "number"


def test_a_call_needs_no_number() -> None:
    assert rules.entry_number("", Channel.PHONE) == ""
    assert rules.entry_number(" 1  7 ", Channel.PAPER) == "1 7"


def test_paper_can_be_left_empty_where_the_screen_demands_an_answer() -> None:
    assert judge(chained(), Typed()).faults
    assert not judge(unforced(chained()), Typed()).faults
