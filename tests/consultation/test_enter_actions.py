"""Entering, correcting and withdrawing answers that came on paper or by telephone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from dialog.consultation.actions.enter import (
    Entry,
    correct_entry,
    enter_response,
    withdraw_entry,
)
from dialog.consultation.actions.respond import Sent, respond
from dialog.consultation.models import Answer, Part, Participation
from dialog.consultation.queries.entries import counts
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules import NotOpen
from dialog.consultation.rules.admission import Basis, Who
from dialog.consultation.rules.content import PrioritiesContent
from dialog.consultation.rules.entry import NumberTaken
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotFound, NotPermitted
from dialog.core.journal import Event
from dialog.process.rules import Channel, Publication
from tests.consultation import rows
from tests.consultation.questionnaire import chained, every_kind
from tests.consultation.rows import DAY, NOW
from tests.consultation.test_priorities_views import OPTIONS

RED = {"single": {"choice": "red"}}
BLUE = {"single": {"choice": "blue"}}


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def part(officer: Context) -> Part:
    row = rows.consultation(officer.session, officer.keys, who=Who.RESIDENTS)
    return rows.add_part(officer.session, row, every_kind())


def paper(part: Part, number: str = "17", **given: object) -> Entry:
    values: dict[str, object] = {"answers": RED, "channel": Channel.PAPER, **given}
    return Entry(part.version, arrived_on=date(2026, 12, 1), number=number, **values)  # type: ignore[arg-type]


def all_answers(ctx: Context) -> list[Answer]:
    return list(ctx.session.scalars(select(Answer).order_by(Answer.id)))


def test_what_stands_on_paper_counts_and_is_shown_apart(officer: Context, part: Part) -> None:
    receipt = enter_response(officer, part, paper(part), once="form one")
    answer = all_answers(officer)[0]
    assert (answer.channel, answer.entry_number) == (Channel.PAPER, "17")
    assert (answer.entered_by, answer.author_id) == (officer.actor.id, None)
    assert (answer.arrived_on, answer.receipt_number) == (date(2026, 12, 1), receipt.number)
    figure = officer.session.scalars(select(Participation)).one()
    assert (figure.basis, figure.channel) == (Basis.STAFF, Channel.PAPER)
    assert counts(officer, part) == {Channel.PAPER: 1}


def test_the_journal_says_who_entered_and_which_paper(officer: Context, part: Part) -> None:
    enter_response(officer, part, paper(part), once="one")
    stmt = select(Event).where(Event.name == "consultation.enter_response")
    event = officer.session.scalars(stmt).one()
    assert event.actor_id == officer.actor.id
    assert event.data == {"part": part.id, "channel": "paper", "number": "17"}


def test_a_form_that_is_sent_twice_makes_one_answer(officer: Context, part: Part) -> None:
    first = enter_response(officer, part, paper(part), once="one")
    again = enter_response(officer, part, paper(part), once="one")
    assert first.number == again.number
    assert len(all_answers(officer)) == 1


def test_a_number_is_used_once_in_a_part(officer: Context, part: Part) -> None:
    enter_response(officer, part, paper(part), once="one")
    with pytest.raises(NumberTaken) as taken:
        enter_response(officer, part, paper(part, " 17"), once="two")
    assert taken.value.answer == all_answers(officer)[0].id
    other = rows.add_part(officer.session, part.stage.consultation, every_kind())
    enter_response(officer, other, paper(other), once="three")


def test_calls_need_no_number_and_are_many(officer: Context, part: Part) -> None:
    for once in ("one", "two"):
        enter_response(officer, part, paper(part, "", channel=Channel.PHONE), once=once)
    assert counts(officer, part) == {Channel.PHONE: 2}


def test_what_must_be_answered_on_the_web_can_be_illegible_on_paper(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, chained())
    words = {"last": {"words": "Fler bänkar"}}
    enter_response(officer, part, paper(part, answers=words), once="one")
    assert all_answers(officer)[0].texts[0].data == {"answers": words}


@pytest.mark.parametrize("answers", [{}, {"single": {"choice": "yellow"}}])
def test_an_empty_or_unsound_paper_is_refused(
    answers: dict[str, object], officer: Context, part: Part
) -> None:
    with pytest.raises(Faulty):
        enter_response(officer, part, paper(part, answers=answers), once="one")
    assert all_answers(officer) == []


def test_a_paper_on_an_older_version_is_entered_as_it_stands(officer: Context, part: Part) -> None:
    older = paper(part)
    rows.add_version(officer.session, part, chained(), title="Nya frågor")
    enter_response(officer, part, older, once="one")
    answer = all_answers(officer)[0]
    assert answer.version_id == older.version.id != part.version.id


def test_points_are_entered_too(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, PrioritiesContent(options=OPTIONS))
    points = {"points": {"trees": 9}}
    enter_response(officer, part, paper(part, answers=points), once="one")
    assert all_answers(officer)[0].texts[0].data == points
    many = {"points": {"trees": 11}}
    with pytest.raises(Faulty, match="1 poäng för mycket"):
        enter_response(officer, part, paper(part, "18", answers=many), once="two")


def test_what_came_in_time_is_entered_for_two_weeks_and_late_paper_never(
    officer: Context, part: Part
) -> None:
    after = replace(officer, now=NOW + 30 * DAY)
    enter_response(after, part, paper(part), once="one")
    late = replace(paper(part, "18"), arrived_on=date(2026, 12, 22))
    with pytest.raises(Faulty, match="efter sista dagen"):
        enter_response(after, part, late, once="two")
    long_after = replace(officer, now=NOW + 40 * DAY)
    with pytest.raises(NotOpen):
        enter_response(long_after, part, paper(part, "19"), once="three")


def test_an_entry_is_corrected_and_what_was_entered_first_stays(
    officer: Context, part: Part
) -> None:
    enter_response(officer, part, paper(part), once="one")
    answer = all_answers(officer)[0]
    mended = paper(part, "18", answers=BLUE, channel=Channel.MEETING)
    correct_entry(officer, answer, mended)
    assert [text.data["answers"] for text in answer.texts] == [RED, BLUE]
    assert (answer.entry_number, answer.channel) == ("18", Channel.MEETING)
    figure = officer.session.scalars(select(Participation)).one()
    assert figure.channel is Channel.MEETING
    enter_response(officer, part, paper(part), once="two")
    with pytest.raises(NumberTaken):
        correct_entry(officer, answer, paper(part, "17"))


def test_only_the_number_is_corrected_without_a_new_version(officer: Context, part: Part) -> None:
    enter_response(officer, part, paper(part), once="one")
    answer = all_answers(officer)[0]
    correct_entry(officer, answer, paper(part, "71"))
    assert (answer.entry_number, len(answer.texts)) == ("71", 1)


def test_an_entry_is_withdrawn_and_its_number_is_free(officer: Context, part: Part) -> None:
    enter_response(officer, part, paper(part), once="one")
    answer = all_answers(officer)[0]
    withdraw_entry(officer, answer)
    assert answer.publication is Publication.WITHDRAWN
    assert counts(officer, part) == {}
    enter_response(officer, part, paper(part), once="two")


def test_what_people_sent_themselves_is_not_for_staff_to_mend(
    acting: Callable[[str], Context], part: Part
) -> None:
    officer, resident = acting("officer"), acting("resident")
    who = logged_in(resident, part.stage.consultation, 36)
    respond(resident, part, replace(who, loa="loa3"), Sent(part.version, RED))
    answer = all_answers(officer)[0]
    with pytest.raises(NotFound):
        correct_entry(officer, answer, paper(part))
    with pytest.raises(NotFound):
        withdraw_entry(officer, answer)


def test_only_officers_enter(acting: Callable[[str], Context], part: Part) -> None:
    with pytest.raises(NotPermitted):
        enter_response(acting("moderator"), part, paper(part), once="one")
