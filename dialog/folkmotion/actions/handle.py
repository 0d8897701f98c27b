"""What happens after the collection: hand-over by the worker, then steps, answer and follow-up by staff."""

from datetime import date

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.models import Outcome
from dialog.feedback.records import AlreadyDone as AlreadyDone
from dialog.feedback.records import Answer as Answer
from dialog.feedback.records import Plan as Plan
from dialog.feedback.records import ensure_not_done, note_done, plan_step, record_outcome, today
from dialog.feedback.rules import NoAnswer
from dialog.folkmotion import queries, rules
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries.staff import last_check
from dialog.identity.queries import current_extract
from dialog.process.models import Step
from dialog.process.rules import HANDLING
from dialog.registry.records import file_document, give_case_number, note_made
from dialog.tenancy.models import Department


def hand_over(ctx: Context, folkmotion: Folkmotion) -> None:
    """Enough names: give the matter to the municipality, with a document, and start its clock."""
    ctx.require("folkmotion.hand_over", folkmotion)
    HANDLING.apply(folkmotion, "hand_over")
    folkmotion.handed_over_at = ctx.now
    folkmotion.answer_due_at = rules.answer_due_at(
        ctx.now, folkmotion.rules["ef.answer_within_months"]
    )
    file_document(ctx, folkmotion, "hand_over", queries.hand_over_content(folkmotion, ctx.now))
    note_made(ctx, folkmotion, concerns=_l("Överlämnad folkmotion"))
    ctx.record(
        "folkmotion.hand_over",
        folkmotion,
        valid=folkmotion.count_valid,
        unverified=folkmotion.count_unverified,
    )


def register(
    ctx: Context, folkmotion: Folkmotion, *, case_number: str, department_id: int | None
) -> None:
    """Give the case its number in the register, or correct it, and say who prepares it."""
    ctx.require("folkmotion.register", folkmotion)
    ctx.lock(folkmotion)
    if department_id and ctx.session.get(Department, department_id) is None:
        raise Faulty(_l("Välj en förvaltning i listan."), "department_id")
    number = give_case_number(ctx, folkmotion, case_number)
    folkmotion.department_id = department_id
    ctx.record("folkmotion.register", folkmotion, case_number=number)


def prepare(ctx: Context, folkmotion: Folkmotion, plan: Plan) -> Step:
    """Record a step of the preparation, such as the committee meeting that will take it up."""
    ctx.require("folkmotion.prepare", folkmotion)
    ctx.lock(folkmotion)
    HANDLING.apply(folkmotion, "prepare")
    step = plan_step(ctx, folkmotion, plan)
    on = plan.planned_on.isoformat()
    ctx.record("folkmotion.prepare", folkmotion, step=step.id, kind=plan.kind, on=on)
    return step


def implement(ctx: Context, folkmotion: Folkmotion, plan: Plan) -> Step:
    """Add a milestone of what is being carried out."""
    ctx.require("folkmotion.implement", folkmotion)
    ctx.lock(folkmotion)
    HANDLING.apply(folkmotion, "implement")
    step = plan_step(ctx, folkmotion, plan)
    on = plan.planned_on.isoformat()
    ctx.record("folkmotion.implement", folkmotion, step=step.id, kind=plan.kind, on=on)
    return step


def finish_step(ctx: Context, folkmotion: Folkmotion, step: Step, *, done_on: date) -> None:
    """Say that a planned step has been done."""
    ctx.require("folkmotion.finish_step", folkmotion)
    note_done(ctx, folkmotion, step, done_on)
    ctx.record("folkmotion.finish_step", folkmotion, step=step.id, on=done_on.isoformat())


def move_step(ctx: Context, folkmotion: Folkmotion, step: Step, *, planned_on: date) -> None:
    """Plan a step for another day. Whoever was told of the former day is told of the new one."""
    ctx.require("folkmotion.move_step", folkmotion)
    ensure_not_done(ctx, folkmotion, step)
    before = step.planned_on
    if planned_on == before:
        raise Faulty(_l("Händelsen är redan planerad till den dagen."), "planned_on")
    if planned_on < today(ctx):
        raise Faulty(_l("Välj en dag som inte har varit."), "planned_on")
    step.planned_on = planned_on
    ctx.record(
        "folkmotion.move_step",
        folkmotion,
        step=step.id,
        kind=step.kind,
        on=planned_on.isoformat(),
        before=before.isoformat(),
    )


def answer(ctx: Context, folkmotion: Folkmotion, given: Answer) -> Outcome:
    """Publish the answer. Refused without reasons and a time plan."""
    ctx.require("folkmotion.answer", folkmotion)
    ctx.lock(folkmotion)
    if queries.outcome(ctx.session, folkmotion) is not None:
        raise AlreadyDone(_l("Folkmotionen är redan besvarad."))
    outcome = record_outcome(ctx, folkmotion, given)
    note_made(ctx, folkmotion, concerns=_l("Svar på folkmotion"))
    ctx.record("folkmotion.answer", folkmotion, decision=given.decision.value)
    return outcome


def order_check(ctx: Context, folkmotion: Folkmotion) -> None:
    """Let the worker compare names that nobody could check before with the register."""
    ctx.require("folkmotion.order_check", folkmotion)
    ctx.lock(folkmotion)
    if current_extract(ctx) is None:
        raise DomainError(_l("Det finns inget utdrag ur folkbokföringen att jämföra med."))
    if not folkmotion.count_unverified:
        raise AlreadyDone(_l("Alla namn är redan kontrollerade."))
    if last_check(ctx, folkmotion)[0] is not None:
        raise AlreadyDone(_l("Kontrollen är redan beställd."))
    ctx.record("folkmotion.order_check", folkmotion)


def complete(ctx: Context, folkmotion: Folkmotion) -> None:
    """Close the case. It cannot be closed without a published answer."""
    ctx.require("folkmotion.complete", folkmotion)
    ctx.lock(folkmotion)
    if queries.outcome(ctx.session, folkmotion) is None:
        raise NoAnswer(_l("Ärendet kan inte avslutas utan ett publicerat svar."))
    HANDLING.apply(folkmotion, "complete")
    ctx.record("folkmotion.complete", folkmotion)
