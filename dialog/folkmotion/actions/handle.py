"""What happens after the collection: hand-over by the worker, then steps, answer and follow-up by staff."""

from dataclasses import dataclass
from datetime import date

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.feedback.models import Decision, Outcome
from dialog.folkmotion import queries, rules
from dialog.folkmotion.models import Folkmotion
from dialog.process.models import Step
from dialog.process.rules import HANDLING
from dialog.registry.records import file_document, note_made


class NoAnswer(DomainError):
    """An answer must say why and what happens now."""


def hand_over(ctx: Context, folkmotion: Folkmotion) -> None:
    """Enough names: give the matter to the municipality, with a document, and start its clock."""
    ctx.require("folkmotion.hand_over", folkmotion)
    HANDLING.apply(folkmotion, "hand_over")
    folkmotion.handed_over_at = ctx.now
    folkmotion.answer_due_at = rules.answer_due_at(
        ctx.now, folkmotion.rules["ef.answer_within_months"]
    )
    file_document(ctx, folkmotion, "hand_over", queries.hand_over_content(folkmotion, ctx.now))
    note_made(ctx, folkmotion, concerns=_("Överlämnad folkmotion"))
    ctx.record(
        "folkmotion.hand_over",
        folkmotion,
        valid=folkmotion.count_valid,
        unverified=folkmotion.count_unverified,
    )


def register(
    ctx: Context, folkmotion: Folkmotion, *, case_number: str, department_id: int | None
) -> None:
    """Give the case its number in the register, and say who prepares it."""
    ctx.require("folkmotion.register", folkmotion)
    folkmotion.case_number = tidy(case_number)
    folkmotion.department_id = department_id
    for entry in queries.register_entries(ctx.session, folkmotion):
        entry.case_number = entry.case_number or folkmotion.case_number
    ctx.record("folkmotion.register", folkmotion, case_number=folkmotion.case_number)


@dataclass(frozen=True)
class Plan:
    """A planned step: what, when, which body, and a note for everyone to read."""

    title: str
    planned_on: date
    body: str = ""
    note: str = ""
    kind: str = "meeting"


def prepare(ctx: Context, folkmotion: Folkmotion, plan: Plan) -> Step:
    """Record a step of the preparation, such as the committee meeting that will take it up."""
    ctx.require("folkmotion.prepare", folkmotion)
    HANDLING.apply(folkmotion, "prepare")
    step = _add_step(ctx, folkmotion, plan)
    on = plan.planned_on.isoformat()
    ctx.record("folkmotion.prepare", folkmotion, step=step.id, kind=plan.kind, on=on)
    return step


def implement(ctx: Context, folkmotion: Folkmotion, plan: Plan) -> Step:
    """Add a milestone of what is being carried out."""
    ctx.require("folkmotion.implement", folkmotion)
    HANDLING.apply(folkmotion, "implement")
    step = _add_step(ctx, folkmotion, plan)
    on = plan.planned_on.isoformat()
    ctx.record("folkmotion.implement", folkmotion, step=step.id, kind=plan.kind, on=on)
    return step


def _add_step(ctx: Context, folkmotion: Folkmotion, plan: Plan) -> Step:
    step = Step(
        process_id=folkmotion.id,
        kind=plan.kind,
        title=tidy(plan.title),
        body=tidy(plan.body),
        note=tidy(plan.note),
        planned_on=plan.planned_on,
        recorded_at=ctx.now,
    )
    ctx.session.add(step)
    ctx.session.flush()
    return step


def finish_step(ctx: Context, folkmotion: Folkmotion, step: Step, *, done_on: date) -> None:
    """Say that a planned step has been done."""
    ctx.require("folkmotion.finish_step", folkmotion)
    if step.process_id != folkmotion.id:
        raise DomainError(_l("Steget hör till ett annat ärende."))
    step.done_on = done_on
    ctx.record("folkmotion.finish_step", folkmotion, step=step.id, on=done_on.isoformat())


@dataclass(frozen=True)
class Answer:
    """What was decided, by whom, why, and what happens now."""

    decision: Decision
    body: str
    decided_on: date
    paragraph: str
    reasons: str
    time_plan: str
    minutes_url: str = ""


def answer(ctx: Context, folkmotion: Folkmotion, given: Answer) -> Outcome:
    """Publish the answer. Refused without reasons and a time plan."""
    ctx.require("folkmotion.answer", folkmotion)
    if not (tidy(given.reasons) and tidy(given.time_plan)):
        raise NoAnswer(_l("Ett svar måste ha både en motivering och en tidsplan."))
    if given.decided_on > ctx.now.date():
        raise NoAnswer(_l("Beslutsdagen kan inte ligga i framtiden."))
    HANDLING.apply(folkmotion, "answer")
    folkmotion.decided_at = ctx.now
    outcome = Outcome(
        process_id=folkmotion.id,
        decision=given.decision,
        body=tidy(given.body),
        decided_on=given.decided_on,
        paragraph=tidy(given.paragraph),
        minutes_url=given.minutes_url,
        reasons=tidy(given.reasons),
        time_plan=tidy(given.time_plan),
        published_at=ctx.now,
    )
    ctx.session.add(outcome)
    note_made(ctx, folkmotion, concerns=_("Svar på folkmotion"))
    ctx.record("folkmotion.answer", folkmotion, decision=given.decision.value)
    return outcome


def complete(ctx: Context, folkmotion: Folkmotion) -> None:
    """Close the case. It cannot be closed without a published answer."""
    ctx.require("folkmotion.complete", folkmotion)
    if queries.outcome(ctx.session, folkmotion) is None:
        raise NoAnswer(_l("Ärendet kan inte avslutas utan ett publicerat svar."))
    HANDLING.apply(folkmotion, "complete")
    ctx.record("folkmotion.complete", folkmotion)
