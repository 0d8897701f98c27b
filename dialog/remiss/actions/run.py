"""Running: stop in time, hand over when the last day has passed, and tell what came of it."""

from datetime import date, datetime

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback import records
from dialog.feedback.models import Outcome
from dialog.feedback.records import Answer, Plan
from dialog.process.models import Step
from dialog.process.rules import HANDLING, Publication, last_day
from dialog.process.rules.golive import FEEDBACK_TOO_EARLY, is_feedback_before_end
from dialog.process.rules.moments import ensure_later
from dialog.registry.records import give_case_number, note_made
from dialog.remiss.models import Remiss
from dialog.remiss.rules import PUBLICATION
from dialog.remiss.rules.golive import Settled, ensure_running


def begin(ctx: Context, remiss: Remiss) -> None:
    """Write down that it is open. The clock opens it; this is so that people can be told, once."""
    ctx.require("remiss.begin", remiss)
    ctx.record("remiss.begin", remiss)


def extend(ctx: Context, remiss: Remiss, closes_at: datetime) -> None:
    """Give everybody more time. The page says so, with the new last day."""
    ctx.require("remiss.extend", remiss)
    ctx.lock(remiss)
    ensure_running(remiss.publication, remiss.handling)
    if remiss.publication is not Publication.PUBLISHED:
        raise Settled(_l("Remissen är inte publicerad än. Välj sista dag under Tid i stället."))
    ensure_later(remiss.closes_at, closes_at, ctx.now)
    if is_feedback_before_end(remiss.feedback_on, last_day(closes_at)):
        raise Faulty(FEEDBACK_TOO_EARLY, "closes_on")
    before = remiss.last_day()
    remiss.closes_at = closes_at
    ctx.record(
        "remiss.extend",
        remiss,
        before=before.isoformat() if before else None,
        until=last_day(closes_at).isoformat(),
    )


def stop(ctx: Context, remiss: Remiss, *, reason: str) -> None:
    """End it before its time. Its page stays and says why."""
    ctx.require("remiss.stop", remiss)
    ctx.lock(remiss)
    records.end_early(remiss, PUBLICATION, reason)
    note_made(ctx, remiss, concerns=_l("Stoppad remiss"))
    ctx.record("remiss.stop", remiss)


def close(ctx: Context, remiss: Remiss) -> None:
    """The last day has passed: the answers are in the municipality's hands."""
    ctx.require("remiss.close", remiss)
    ctx.lock(remiss)
    HANDLING.apply(remiss, "hand_over")
    remiss.handed_over_at = ctx.now
    ctx.record("remiss.close", remiss)


def register(ctx: Context, remiss: Remiss, *, case_number: str) -> None:
    """Give the case its number in the register, or correct it."""
    ctx.require("remiss.register", remiss)
    ctx.lock(remiss)
    records.ensure_no_number(case_number=case_number)
    number = give_case_number(ctx, remiss, case_number)
    ctx.record("remiss.register", remiss, case_number=number)


def prepare(ctx: Context, remiss: Remiss, plan: Plan) -> Step:
    """Plan a step on the way to the decision, such as the meeting of a committee."""
    ctx.require("remiss.prepare", remiss)
    ctx.lock(remiss)
    step = records.take_step(ctx, remiss, "prepare", plan)
    ctx.record("remiss.prepare", remiss, **records.facts_of(step))
    return step


def answer(ctx: Context, remiss: Remiss, given: Answer) -> Outcome:
    """Tell what was decided, why, what of the input changed what, and what happens now."""
    ctx.require("remiss.answer", remiss)
    ctx.lock(remiss)
    outcome = records.tell_outcome(ctx, remiss, remiss.outcome, given)
    note_made(ctx, remiss, concerns=_l("Återkoppling på remiss"))
    ctx.record("remiss.answer", remiss, decision=given.decision.value)
    ctx.session.expire(remiss, ["outcome"])
    return outcome


def implement(ctx: Context, remiss: Remiss, plan: Plan) -> Step:
    """Add a milestone of what is being carried out."""
    ctx.require("remiss.implement", remiss)
    ctx.lock(remiss)
    step = records.take_step(ctx, remiss, "implement", plan)
    ctx.record("remiss.implement", remiss, **records.facts_of(step))
    return step


def finish_step(ctx: Context, remiss: Remiss, step: Step, *, done_on: date) -> None:
    """Say that a planned step has been done."""
    ctx.require("remiss.finish_step", remiss)
    records.note_done(ctx, remiss, step, done_on)
    ctx.record("remiss.finish_step", remiss, step=step.id, on=done_on.isoformat())


def complete(ctx: Context, remiss: Remiss) -> None:
    """Close the case. It cannot be closed before people have been told what came of it."""
    ctx.require("remiss.complete", remiss)
    ctx.lock(remiss)
    records.finish(remiss, remiss.outcome)
    ctx.record("remiss.complete", remiss)
