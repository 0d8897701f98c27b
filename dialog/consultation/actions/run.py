"""Running: stop in time, hand over when the last step has closed, and tell what came of it."""

from datetime import date

from dialog.consultation.models import Consultation
from dialog.consultation.rules import PUBLICATION
from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback import records
from dialog.feedback.models import Outcome
from dialog.feedback.records import Answer, Plan
from dialog.process.models import Step
from dialog.process.rules import HANDLING
from dialog.registry.records import give_case_number, note_made


def stop(ctx: Context, consultation: Consultation, *, reason: str) -> None:
    """End it before its time. Its page stays and says why."""
    ctx.require("consultation.stop", consultation)
    ctx.lock(consultation)
    records.end_early(consultation, PUBLICATION, reason)
    note_made(ctx, consultation, concerns=_l("Stoppad medborgardialog"))
    ctx.record("consultation.stop", consultation)


def close(ctx: Context, consultation: Consultation) -> None:
    """The last step has closed: what people sent is in the municipality's hands."""
    ctx.require("consultation.close", consultation)
    ctx.lock(consultation)
    HANDLING.apply(consultation, "hand_over")
    consultation.handed_over_at = ctx.now
    ctx.record("consultation.close", consultation)


def register(ctx: Context, consultation: Consultation, *, case_number: str) -> None:
    """Give the case its number in the register, or correct it."""
    ctx.require("consultation.register", consultation)
    ctx.lock(consultation)
    records.ensure_no_number(case_number=case_number)
    number = give_case_number(ctx, consultation, case_number)
    ctx.record("consultation.register", consultation, case_number=number)


def prepare(ctx: Context, consultation: Consultation, plan: Plan) -> Step:
    """Plan a step on the way to the decision, such as the meeting of a committee."""
    ctx.require("consultation.prepare", consultation)
    ctx.lock(consultation)
    step = records.take_step(ctx, consultation, "prepare", plan)
    ctx.record("consultation.prepare", consultation, **records.facts_of(step))
    return step


def answer(ctx: Context, consultation: Consultation, given: Answer) -> Outcome:
    """Tell what was decided, why, what of the input changed what, and what happens now."""
    ctx.require("consultation.answer", consultation)
    ctx.lock(consultation)
    outcome = records.tell_outcome(ctx, consultation, consultation.outcome, given)
    note_made(ctx, consultation, concerns=_l("Återkoppling på medborgardialog"))
    ctx.record("consultation.answer", consultation, decision=given.decision.value)
    ctx.session.expire(consultation, ["outcome"])
    return outcome


def implement(ctx: Context, consultation: Consultation, plan: Plan) -> Step:
    """Add a milestone of what is being carried out."""
    ctx.require("consultation.implement", consultation)
    ctx.lock(consultation)
    step = records.take_step(ctx, consultation, "implement", plan)
    ctx.record("consultation.implement", consultation, **records.facts_of(step))
    return step


def finish_step(ctx: Context, consultation: Consultation, step: Step, *, done_on: date) -> None:
    """Say that a planned step has been done."""
    ctx.require("consultation.finish_step", consultation)
    records.note_done(ctx, consultation, step, done_on)
    ctx.record("consultation.finish_step", consultation, step=step.id, on=done_on.isoformat())


def complete(ctx: Context, consultation: Consultation) -> None:
    """Close the case. It cannot be closed before people have been told what came of it."""
    ctx.require("consultation.complete", consultation)
    ctx.lock(consultation)
    records.finish(consultation, consultation.outcome)
    ctx.record("consultation.complete", consultation)
