"""Running: stop in time, hand over when the last step has closed, and tell what came of it."""

from datetime import date

from dialog.consultation.models import Consultation
from dialog.consultation.rules import PUBLICATION
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.feedback.models import Outcome
from dialog.feedback.records import (
    AlreadyDone,
    Answer,
    Plan,
    note_done,
    plan_step,
    record_outcome,
)
from dialog.feedback.rules import NoAnswer
from dialog.identity.rules import holds_personal_number
from dialog.process.models import Step
from dialog.process.rules import HANDLING
from dialog.registry.records import give_case_number, note_made

NUMBER_IN_TEXT = _l("Personnummer får inte stå i texten. Ta bort numret.")


def stop(ctx: Context, consultation: Consultation, *, reason: str) -> None:
    """End it before its time. Its page stays and says why."""
    ctx.require("consultation.stop", consultation)
    ctx.lock(consultation)
    if not tidy(reason):
        raise Faulty(_l("Skriv varför medborgardialogen stoppas. Alla kan läsa det."), "reason")
    _ensure_no_number(reason=reason)
    if consultation.decided_at is not None:
        raise AlreadyDone(
            _l("Beslutet är fattat. Därför går det inte att stoppa medborgardialogen.")
        )
    PUBLICATION.apply(consultation, "stop")
    consultation.refusal_text = tidy(reason)
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
    _ensure_no_number(case_number=case_number)
    number = give_case_number(ctx, consultation, case_number)
    ctx.record("consultation.register", consultation, case_number=number)


def prepare(ctx: Context, consultation: Consultation, plan: Plan) -> Step:
    """Plan a step on the way to the decision, such as the meeting of a committee."""
    ctx.require("consultation.prepare", consultation)
    ctx.lock(consultation)
    _ensure_no_number(title=plan.title, body=plan.body, note=plan.note)
    HANDLING.apply(consultation, "prepare")
    step = plan_step(ctx, consultation, plan)
    on = plan.planned_on.isoformat()
    ctx.record("consultation.prepare", consultation, step=step.id, kind=plan.kind, on=on)
    return step


def answer(ctx: Context, consultation: Consultation, given: Answer) -> Outcome:
    """Tell what was decided, why, what of the input changed what, and what happens now."""
    ctx.require("consultation.answer", consultation)
    ctx.lock(consultation)
    if consultation.outcome is not None:
        raise AlreadyDone(_l("Återkopplingen är redan publicerad."))
    if not tidy(given.effect):
        raise NoAnswer(
            _l("Skriv vad i svaren som påverkade beslutet, eller varför inget gjorde det."),
            "effect",
        )
    _ensure_no_number(reasons=given.reasons, effect=given.effect, time_plan=given.time_plan)
    outcome = record_outcome(ctx, consultation, given)
    note_made(ctx, consultation, concerns=_l("Återkoppling på medborgardialog"))
    ctx.record("consultation.answer", consultation, decision=given.decision.value)
    ctx.session.expire(consultation, ["outcome"])
    return outcome


def implement(ctx: Context, consultation: Consultation, plan: Plan) -> Step:
    """Add a milestone of what is being carried out."""
    ctx.require("consultation.implement", consultation)
    ctx.lock(consultation)
    _ensure_no_number(title=plan.title, body=plan.body, note=plan.note)
    HANDLING.apply(consultation, "implement")
    step = plan_step(ctx, consultation, plan)
    on = plan.planned_on.isoformat()
    ctx.record("consultation.implement", consultation, step=step.id, kind=plan.kind, on=on)
    return step


def finish_step(ctx: Context, consultation: Consultation, step: Step, *, done_on: date) -> None:
    """Say that a planned step has been done."""
    ctx.require("consultation.finish_step", consultation)
    note_done(ctx, consultation, step, done_on)
    ctx.record("consultation.finish_step", consultation, step=step.id, on=done_on.isoformat())


def complete(ctx: Context, consultation: Consultation) -> None:
    """Close the case. It cannot be closed before people have been told what came of it."""
    ctx.require("consultation.complete", consultation)
    ctx.lock(consultation)
    if consultation.outcome is None:
        raise NoAnswer(_l("Ärendet kan inte avslutas förrän återkopplingen är publicerad."))
    HANDLING.apply(consultation, "complete")
    ctx.record("consultation.complete", consultation)


def _ensure_no_number(**texts: str) -> None:
    for name, text in texts.items():
        if holds_personal_number(text):
            raise Faulty(NUMBER_IN_TEXT, name)
