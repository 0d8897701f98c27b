"""Handling: number, steps, answer, follow-up; what is refused, and who may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import DomainError, Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.core.workflow import IllegalMove
from dialog.feedback.models import Decision, Outcome
from dialog.feedback.rules import NoAnswer
from dialog.folkmotion.actions import handle
from dialog.folkmotion.actions.handle import AlreadyDone, Answer, Plan
from dialog.folkmotion.models import Folkmotion
from dialog.process.models import Step
from dialog.process.rules import Handling, Publication
from dialog.registry.models import Document, RegisterEntry
from tests import make
from tests.make import NOW

Acting = Callable[[str], Context]
MEETING = Plan("Tekniska nämnden tar upp förslaget", date(2027, 2, 15), "Tekniska nämnden")
MILESTONE = Plan("Bänkarna beställs", date(2027, 5, 1), kind="milestone")
ANSWER = Answer(
    decision=Decision.APPROVED,
    body="Kommunfullmäktige",
    decided_on=date(2026, 11, 30),
    paragraph="§ 112",
    reasons="Fler vill vila på vägen.",
    time_plan="Bänkarna ställs ut i maj 2027.",
    minutes_url="https://www.ekby.example/protokoll",
)


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


@pytest.fixture
def case(system: Context) -> Folkmotion:
    return make.handed_over(system)


def test_hand_over_starts_the_clock_and_keeps_a_document(system: Context) -> None:
    each = make.handed_over(system, count_valid=120, count_unverified=7)
    assert (each.handling, each.handed_over_at) == (Handling.HANDED_OVER, NOW)
    assert each.answer_due_at is not None
    assert each.answer_due_at > NOW + timedelta(days=181)
    document = system.session.scalars(select(Document)).one()
    assert (document.kind, document.content["valid"], document.content["unverified"]) == (
        "hand_over",
        120,
        7,
    )
    entry = system.session.scalars(select(RegisterEntry)).one()
    assert (entry.direction, entry.case_number) == ("made", "")


def test_it_is_handed_over_once(system: Context, case: Folkmotion) -> None:
    with pytest.raises(IllegalMove):
        handle.hand_over(system, case)


def test_no_person_hands_over_by_hand(registrar: Context, case: Folkmotion) -> None:
    with pytest.raises(NotPermitted):
        handle.hand_over(registrar, case)


def test_the_number_reaches_every_entry_of_the_register(
    registrar: Context, case: Folkmotion
) -> None:
    handle.register(registrar, case, case_number=" KS 2026/00123 ", department_id=1)
    assert (case.case_number, case.department_id) == ("KS 2026/00123", 1)
    assert entries(registrar) == ["KS 2026/00123"]


def test_a_mistyped_number_can_be_corrected(registrar: Context, case: Folkmotion) -> None:
    handle.register(registrar, case, case_number="KS 2026/00132", department_id=None)
    handle.register(registrar, case, case_number="KS 2026/00123", department_id=None)
    assert entries(registrar) == ["KS 2026/00123"]


def test_a_later_document_bears_the_number_from_the_start(
    registrar: Context, case: Folkmotion
) -> None:
    handle.register(registrar, case, case_number="KS 2026/00123", department_id=None)
    handle.answer(registrar, case, ANSWER)
    assert entries(registrar) == ["KS 2026/00123"] * 2


def test_a_case_needs_a_number_and_a_department_of_our_own(
    registrar: Context, case: Folkmotion
) -> None:
    with pytest.raises(Faulty) as refusal:
        handle.register(registrar, case, case_number=" ", department_id=None)
    assert refusal.value.field == "case_number"
    bjorkbys_board = 2
    with pytest.raises(Faulty) as refusal:
        handle.register(registrar, case, case_number="KS 1", department_id=bjorkbys_board)
    assert refusal.value.field == "department_id"


def test_a_planned_meeting_begins_the_preparation(officer: Context, case: Folkmotion) -> None:
    step = handle.prepare(officer, case, MEETING)
    assert case.handling is Handling.IN_PREPARATION
    assert (step.title, step.body, step.planned_on) == (
        MEETING.title,
        MEETING.body,
        MEETING.planned_on,
    )
    event = officer.session.scalars(select(Event).where(Event.name == "folkmotion.prepare")).one()
    assert event.data == {"step": step.id, "kind": "meeting", "on": "2027-02-15"}


def test_the_same_step_twice_would_write_twice_to_everyone(
    officer: Context, case: Folkmotion
) -> None:
    handle.prepare(officer, case, MEETING)
    with pytest.raises(AlreadyDone, match="finns redan"):
        handle.prepare(officer, case, replace(MEETING, title=f" {MEETING.title} "))
    handle.prepare(officer, case, replace(MEETING, planned_on=date(2027, 3, 15)))
    assert officer.session.scalar(select(func.count(Step.id))) == 2


def test_a_step_needs_a_name(officer: Context, case: Folkmotion) -> None:
    with pytest.raises(Faulty) as refusal:
        handle.prepare(officer, case, replace(MEETING, title="  "))
    assert refusal.value.field == "title"


def test_a_step_is_finished_once(officer: Context, case: Folkmotion) -> None:
    step = handle.prepare(officer, case, MEETING)
    handle.finish_step(officer, case, step, done_on=date(2026, 12, 1))
    assert step.done_on == date(2026, 12, 1)
    with pytest.raises(AlreadyDone, match="redan markerad"):
        handle.finish_step(officer, case, step, done_on=date(2026, 11, 30))


def test_a_step_cannot_be_done_tomorrow(officer: Context, case: Folkmotion) -> None:
    step = handle.prepare(officer, case, MEETING)
    with pytest.raises(Faulty) as refusal:
        handle.finish_step(officer, case, step, done_on=date(2026, 12, 2))
    assert refusal.value.field == "done_on"


def test_a_planned_step_is_moved_to_another_day(officer: Context, case: Folkmotion) -> None:
    step = handle.prepare(officer, case, MEETING)
    before = step.planned_on
    handle.move_step(officer, case, step, planned_on=date(2027, 5, 3))
    assert step.planned_on == date(2027, 5, 3)
    event = officer.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.name, event.data["on"], event.data["before"]) == (
        "folkmotion.move_step",
        "2027-05-03",
        before.isoformat(),
    )


@pytest.mark.parametrize("day", [MEETING.planned_on, date(2026, 11, 30)])
def test_a_step_is_moved_to_another_day_that_is_to_come(
    officer: Context, case: Folkmotion, day: date
) -> None:
    step = handle.prepare(officer, case, MEETING)
    with pytest.raises(Faulty) as refusal:
        handle.move_step(officer, case, step, planned_on=day)
    assert refusal.value.field == "planned_on"


def test_what_is_done_is_not_moved(officer: Context, case: Folkmotion) -> None:
    step = handle.prepare(officer, case, MEETING)
    handle.finish_step(officer, case, step, done_on=date(2026, 12, 1))
    with pytest.raises(AlreadyDone, match="redan markerad"):
        handle.move_step(officer, case, step, planned_on=date(2027, 5, 3))


def test_today_is_today_in_sweden(officer: Context, case: Folkmotion) -> None:
    late = replace(officer, now=datetime(2026, 12, 1, 23, 30, tzinfo=UTC))  # half past midnight
    step = handle.prepare(late, case, MEETING)
    handle.finish_step(late, case, step, done_on=date(2026, 12, 2))
    handle.answer(late, case, replace(ANSWER, decided_on=date(2026, 12, 2)))


def test_a_step_of_another_case_stays(officer: Context, system: Context, case: Folkmotion) -> None:
    step = handle.prepare(officer, case, MEETING)
    other = make.handed_over(system, title="Ett annat")
    with pytest.raises(DomainError, match="annat ärende"):
        handle.finish_step(officer, other, step, done_on=date(2026, 12, 1))


def test_an_answer_is_published_with_all_that_was_decided(
    officer: Context, case: Folkmotion
) -> None:
    outcome = handle.answer(officer, case, ANSWER)
    officer.session.flush()
    assert (case.handling, case.decided_at) == (Handling.DECIDED, NOW)
    assert (outcome.decision, outcome.paragraph) == (Decision.APPROVED, "§ 112")
    assert (outcome.reasons, outcome.time_plan) == (ANSWER.reasons, ANSWER.time_plan)
    assert "Svar på folkmotion" in officer.session.scalars(select(RegisterEntry.concerns)).all()[-1]


@pytest.mark.parametrize("missing", ["reasons", "time_plan"])
@pytest.mark.parametrize("words", ["", " \n\t "])
def test_an_answer_without_reasons_or_time_plan_is_refused(
    officer: Context, case: Folkmotion, missing: str, words: str
) -> None:
    given: dict[str, Any] = {missing: words}
    with pytest.raises(NoAnswer) as refusal:
        handle.answer(officer, case, replace(ANSWER, **given))
    assert refusal.value.field == missing
    assert officer.session.scalar(select(func.count(Outcome.id))) == 0
    assert case.handling is Handling.HANDED_OVER


def test_an_answer_lies_not_in_the_future(officer: Context, case: Folkmotion) -> None:
    with pytest.raises(NoAnswer) as refusal:
        handle.answer(officer, case, replace(ANSWER, decided_on=date(2026, 12, 2)))
    assert refusal.value.field == "decided_on"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "protokoll.pdf", "https://", "data:,x"])
def test_the_minutes_are_a_page_on_the_web(
    officer: Context, case: Folkmotion, address: str
) -> None:
    with pytest.raises(NoAnswer) as refusal:
        handle.answer(officer, case, replace(ANSWER, minutes_url=address))
    assert refusal.value.field == "minutes_url"


def test_what_collects_names_is_not_answered_yet(officer: Context, system: Context) -> None:
    each = make.folkmotion(system.session, system.keys)
    with pytest.raises(IllegalMove):
        handle.answer(officer, each, ANSWER)


def test_the_second_answer_is_refused_even_if_the_page_is_old(
    officer: Context, acting: Acting, engine: Engine, case: Folkmotion
) -> None:
    number, registrar = case.id, acting("registrar")
    officer.session.commit()
    with TenantSession(engine, municipality_id=make.EKBY, expire_on_commit=False) as other:
        seen = other.get_one(Folkmotion, number)
        other.commit()
        handle.answer(officer, case, ANSWER)
        officer.session.commit()
        with pytest.raises(AlreadyDone, match="redan besvarad"):
            handle.answer(replace(registrar, session=other), seen, ANSWER)


def test_milestones_follow_a_decision(officer: Context, case: Folkmotion) -> None:
    with pytest.raises(IllegalMove):
        handle.implement(officer, case, MILESTONE)
    handle.answer(officer, case, ANSWER)
    handle.implement(officer, case, MILESTONE)
    assert case.handling is Handling.IMPLEMENTING
    handle.implement(officer, case, replace(MILESTONE, title="Bänkarna ställs ut"))
    with pytest.raises(AlreadyDone):
        handle.implement(officer, case, MILESTONE)


def test_a_case_is_not_closed_without_an_answer(officer: Context, case: Folkmotion) -> None:
    with pytest.raises(NoAnswer, match="utan ett publicerat svar"):
        handle.complete(officer, case)
    handle.answer(officer, case, ANSWER)
    handle.complete(officer, case)
    assert case.handling is Handling.COMPLETED
    with pytest.raises(IllegalMove):
        handle.complete(officer, case)


ACTS: dict[str, Callable[[Context, Folkmotion, Step], object]] = {
    "register": lambda ctx, each, step: handle.register(
        ctx, each, case_number="KS 1", department_id=None
    ),
    "prepare": lambda ctx, each, step: handle.prepare(ctx, each, replace(MEETING, title="Nytt")),
    "finish_step": lambda ctx, each, step: handle.finish_step(
        ctx, each, step, done_on=date(2026, 12, 1)
    ),
    "move_step": lambda ctx, each, step: handle.move_step(
        ctx, each, step, planned_on=date(2027, 5, 3)
    ),
    "answer": lambda ctx, each, step: handle.answer(ctx, each, ANSWER),
    "implement": lambda ctx, each, step: handle.implement(ctx, each, MILESTONE),
    "complete": lambda ctx, each, step: handle.complete(ctx, each),
    "order_check": lambda ctx, each, step: handle.order_check(ctx, each),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_those_who_handle_cases_do_it(
    acting: Acting, officer: Context, case: Folkmotion, act: str
) -> None:
    step = handle.prepare(officer, case, MEETING)
    strangers = ["resident", "author", "moderator", "councillor", "admin"]
    for name in [*strangers, "officer"] if act == "register" else strangers:
        with pytest.raises(NotPermitted):
            ACTS[act](acting(name), case, step)


def test_a_withdrawn_draft_is_no_case(officer: Context, system: Context) -> None:
    draft = make.folkmotion(
        system.session, system.keys, publication=Publication.WITHDRAWN, submitted_at=None
    )
    with pytest.raises(NotPermitted):
        officer.require("folkmotion.handle", draft)


def entries(ctx: Context) -> list[str]:
    return list(ctx.session.scalars(select(RegisterEntry.case_number)))
