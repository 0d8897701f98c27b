"""Stopping, closing and telling what came of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from dialog.consultation.actions.run import (
    answer,
    close,
    complete,
    finish_step,
    implement,
    prepare,
    register,
    stop,
)
from dialog.consultation.models import Consultation
from dialog.consultation.reactions.running import close_what_is_over
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.core.workflow import IllegalMove
from dialog.feedback.models import Decision
from dialog.feedback.records import AlreadyDone, Answer, Plan
from dialog.feedback.rules import NoAnswer
from dialog.process.rules import Handling, Publication
from dialog.registry.models import RegisterEntry
from tests.consultation import rows
from tests.consultation.rows import DAY, NOW

GIVEN = Answer(
    decision=Decision.DECIDED,
    body="Tekniska nämnden",
    decided_on=date(2026, 11, 30),
    paragraph="§ 112",
    reasons="Det blir bänkar.",
    time_plan="I april.",
    effect="Många ville ha bänkar.",
)
MILESTONE = Plan("Bänkarna ställs ut", date(2027, 4, 1), kind="milestone")


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def closed(system: Context) -> Consultation:
    """One whose last step has closed."""
    row = rows.consultation(system.session, system.keys, closes_at=NOW - DAY)
    close(system, row)
    system.session.commit()
    return row


def count(ctx: Context, name: str) -> int:
    return ctx.session.scalar(select(func.count(Event.id)).where(Event.name == name)) or 0


def test_the_worker_closes_once_when_the_last_step_has_closed(system: Context) -> None:
    row = rows.consultation(system.session, system.keys, closes_at=NOW + DAY)
    close_what_is_over(system)
    assert row.handling is Handling.NONE
    for later in (1, 2):
        close_what_is_over(replace(system, now=NOW + later * DAY))
    assert (row.handling, row.handed_over_at) == (Handling.HANDED_OVER, NOW + DAY)
    assert count(system, "consultation.close") == 1


def test_nobody_closes_by_hand(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    with pytest.raises(NotPermitted):
        close(officer, row)


def test_a_stop_says_why_in_public(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    for reason in ("  ", "Ring 19900602-2397"):
        with pytest.raises(Faulty) as fault:
            stop(officer, row, reason=reason)
        assert fault.value.field == "reason"
    stop(officer, row, reason="Frågan är redan avgjord.")
    assert row.publication is Publication.STOPPED
    assert row.refusal_text == "Frågan är redan avgjord."
    assert "Stoppad" in officer.session.scalars(select(RegisterEntry)).one().concerns


def test_what_has_been_decided_is_not_stopped(officer: Context, closed: Consultation) -> None:
    answer(officer, closed, GIVEN)
    with pytest.raises(AlreadyDone):
        stop(officer, closed, reason="Ångrar oss.")


def test_feedback_says_what_was_decided_and_what_changed_what(
    officer: Context, closed: Consultation
) -> None:
    outcome = answer(officer, closed, GIVEN)
    assert (outcome.effect, str(outcome.decision_name)) == (
        "Många ville ha bänkar.",
        "Beslut fattat",
    )
    assert (closed.handling, closed.decided_at) == (Handling.DECIDED, NOW)
    assert closed.outcome is not None
    with pytest.raises(AlreadyDone):
        answer(officer, closed, GIVEN)


@pytest.mark.parametrize("name", ["reasons", "time_plan", "effect"])
def test_feedback_without_reasons_effect_and_time_plan_is_refused(
    name: str, officer: Context, closed: Consultation
) -> None:
    with pytest.raises(NoAnswer) as fault:
        answer(officer, closed, replace(GIVEN, **{name: " "}))
    assert fault.value.field == name
    assert closed.handling is Handling.HANDED_OVER


def test_feedback_points_at_what_has_been_decided(officer: Context, closed: Consultation) -> None:
    with pytest.raises(NoAnswer):
        answer(officer, closed, replace(GIVEN, decided_on=date(2026, 12, 2)))


def test_while_people_take_part_nothing_has_come_of_it(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    with pytest.raises(IllegalMove):
        answer(officer, row, GIVEN)


def test_the_way_to_the_end(officer: Context, closed: Consultation) -> None:
    meeting = prepare(officer, closed, Plan("Nämnden möts", date(2026, 12, 10)))
    assert closed.handling is Handling.IN_PREPARATION
    finish_step(officer, closed, meeting, done_on=date(2026, 12, 1))
    with pytest.raises(NoAnswer):
        complete(officer, closed)
    answer(officer, closed, GIVEN)
    implement(officer, closed, MILESTONE)
    with pytest.raises(AlreadyDone):
        implement(officer, closed, MILESTONE)
    complete(officer, closed)
    assert closed.handling is Handling.COMPLETED


def test_the_registrar_numbers_it_and_reads_and_does_no_more(
    registrar: Context, closed: Consultation
) -> None:
    register(registrar, closed, case_number="TN 2026/12")
    assert closed.case_number == "TN 2026/12"
    with pytest.raises(NotPermitted):
        answer(registrar, closed, GIVEN)
