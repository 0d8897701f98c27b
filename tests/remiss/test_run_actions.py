"""Running a remiss: more time, a stop, the end of the last day, and the way to the decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.feedback.models import Decision
from dialog.feedback.records import AlreadyDone, Answer, Plan
from dialog.feedback.rules import NoAnswer
from dialog.process.rules import Handling, Publication
from dialog.process.rules.moments import closing
from dialog.registry.models import RegisterEntry
from dialog.remiss.actions.run import (
    answer,
    close,
    complete,
    extend,
    finish_step,
    implement,
    prepare,
    register,
    stop,
)
from dialog.remiss.models import Remiss
from dialog.remiss.reactions.running import close_what_is_over, open_what_begins
from dialog.remiss.rules.golive import Settled
from tests.remiss import rows
from tests.remiss.rows import DAY, NOW

GIVEN = Answer(
    decision=Decision.DECIDED,
    body="Tekniska nämnden",
    decided_on=date(2026, 11, 30),
    paragraph="§ 112",
    reasons="Vägen byggs.",
    effect="Många ville ha belysning.",
    time_plan="Nästa år.",
)


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def open_one(system: Context) -> Remiss:
    return rows.remiss(system.session, system.keys)


@pytest.fixture
def closed(system: Context) -> Remiss:
    row = rows.remiss(system.session, system.keys, closes_at=NOW - DAY)
    close(system, row)
    system.session.commit()
    return row


def count(ctx: Context, name: str) -> int:
    return ctx.session.scalar(select(func.count(Event.id)).where(Event.name == name)) or 0


def test_the_worker_closes_once_when_the_last_day_has_passed(system: Context) -> None:
    row = rows.remiss(system.session, system.keys, closes_at=NOW + DAY)
    close_what_is_over(system)
    assert row.handling is Handling.NONE
    for later in (1, 2):
        close_what_is_over(replace(system, now=NOW + later * DAY))
    assert (row.handling, row.handed_over_at) == (Handling.HANDED_OVER, NOW + DAY)
    assert count(system, "remiss.close") == 1


def test_that_it_opens_is_written_down_once(system: Context) -> None:
    rows.remiss(system.session, system.keys, opens_at=NOW + DAY)
    open_what_begins(system)
    assert count(system, "remiss.begin") == 0
    for later in (1, 2):
        open_what_begins(replace(system, now=NOW + later * DAY))
    assert count(system, "remiss.begin") == 1


def test_nobody_closes_by_hand(officer: Context, open_one: Remiss) -> None:
    with pytest.raises(NotPermitted):
        close(officer, open_one)


def test_everybody_gets_more_time(officer: Context, open_one: Remiss) -> None:
    extend(officer, open_one, closing(date(2027, 3, 15), None) or NOW)
    assert open_one.last_day() == date(2027, 3, 15)
    event = officer.session.scalars(select(Event).where(Event.name == "remiss.extend")).one()
    assert event.data == {"before": "2027-02-19", "until": "2027-03-15"}


def test_the_time_is_neither_shortened_nor_moved_beyond_the_promise(
    officer: Context, open_one: Remiss
) -> None:
    for day in (date(2027, 1, 15), date(2027, 2, 18), date(2027, 5, 1)):
        with pytest.raises(Faulty) as fault:
            extend(officer, open_one, closing(day, None) or NOW)
        assert fault.value.field == "closes_on"


def test_what_has_closed_or_is_a_draft_is_not_extended(officer: Context, closed: Remiss) -> None:
    with pytest.raises(Settled):
        extend(officer, closed, NOW + 30 * DAY)
    draft = rows.remiss(officer.session, officer.keys, publication=Publication.DRAFT)
    with pytest.raises(Settled):
        extend(officer, draft, NOW + 90 * DAY)


def test_a_stop_says_why_in_public(officer: Context, open_one: Remiss) -> None:
    for reason in ("  ", "Ring 19900602-2397"):
        with pytest.raises(Faulty) as fault:
            stop(officer, open_one, reason=reason)
        assert fault.value.field == "reason"
    stop(officer, open_one, reason="Förslaget är tillbakadraget.")
    assert open_one.publication is Publication.STOPPED
    assert open_one.refusal_text == "Förslaget är tillbakadraget."
    entry = officer.session.scalars(select(RegisterEntry)).one()
    assert entry.concerns == "Stoppad remiss: Trafikplan för Ekby"


def test_a_registrar_numbers_and_an_officer_decides(
    acting: Callable[[str], Context], officer: Context, closed: Remiss
) -> None:
    registrar = acting("registrar")
    register(registrar, closed, case_number=" KS 2026/7 ")
    assert closed.case_number == "KS 2026/7"
    with pytest.raises(NotPermitted):
        prepare(registrar, closed, Plan("Möte", date(2027, 1, 10)))
    step = prepare(officer, closed, Plan("Nämnden möts", date(2026, 11, 29)))
    finish_step(officer, closed, step, done_on=date(2026, 11, 30))
    assert closed.handling is Handling.IN_PREPARATION
    with pytest.raises(NoAnswer):
        complete(officer, closed)
    outcome = answer(officer, closed, GIVEN)
    assert (closed.handling, closed.outcome) == (Handling.DECIDED, outcome)
    with pytest.raises(AlreadyDone):
        stop(officer, closed, reason="Ångrar oss.")
    with pytest.raises(AlreadyDone):
        answer(officer, closed, GIVEN)
    implement(officer, closed, Plan("Vägen invigs", date(2027, 9, 1), kind="milestone"))
    complete(officer, closed)
    assert closed.handling is Handling.COMPLETED


def test_feedback_tells_what_the_answers_changed(officer: Context, closed: Remiss) -> None:
    for lacking in ("effect", "reasons", "time_plan"):
        with pytest.raises(NoAnswer) as fault:
            answer(officer, closed, replace(GIVEN, **{lacking: " "}))
        assert fault.value.field == lacking
    with pytest.raises(Faulty):
        answer(officer, closed, replace(GIVEN, reasons="Som 19900602-2397 skrev."))
