"""Outcomes and the steps of the handling: made inside the action of the process that they are about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.core.workflow import Flow
from dialog.feedback.models import Decision, Outcome
from dialog.feedback.rules import NoAnswer, ensure_decided, ensure_web_address, ensure_whole
from dialog.identity.rules import holds_personal_number
from dialog.process.models import Process, Step
from dialog.process.rules import HANDLING, Publication

# Whoever may keep what came of a process from being told registers a function here. It raises what
# it has to say.
CONDITIONS: list[Callable[[Context, Process], None]] = []


class AlreadyDone(DomainError):
    """The same thing has been recorded before, by a colleague or by a second click."""


@dataclass(frozen=True)
class Answer:
    """What was decided, by whom, why, what of the input changed what, and what happens now."""

    decision: Decision
    body: str
    decided_on: date
    paragraph: str
    reasons: str
    time_plan: str
    minutes_url: str = ""
    effect: str = ""


def ensure_concludable(ctx: Context, process: Process) -> None:
    """Ask everybody who may keep results, a compilation or an outcome from being made public yet."""
    for condition in CONDITIONS:
        condition(ctx, process)


def record_outcome(ctx: Context, process: Process, given: Answer) -> Outcome:
    """Publish what was decided. Raises NoAnswer without reasons and a time plan, and IllegalMove.

    Whatever `CONDITIONS` raise, too.
    """
    ensure_concludable(ctx, process)
    ensure_whole(given.reasons, given.time_plan)
    ensure_decided(given.decided_on, today(ctx))
    ensure_web_address(given.minutes_url)
    HANDLING.apply(process, "answer")
    process.decided_at = ctx.now
    outcome = Outcome(
        process_id=process.id,
        decision=given.decision,
        body=tidy(given.body),
        decided_on=given.decided_on,
        paragraph=tidy(given.paragraph),
        minutes_url=given.minutes_url,
        reasons=tidy(given.reasons),
        time_plan=tidy(given.time_plan),
        effect=tidy(given.effect),
        published_at=ctx.now,
    )
    ctx.session.add(outcome)
    return outcome


@dataclass(frozen=True)
class Plan:
    """A planned step: what, when, which body, and a note for everyone to read."""

    title: str
    planned_on: date
    body: str = ""
    note: str = ""
    kind: str = "meeting"


def plan_step(ctx: Context, process: Process, plan: Plan) -> Step:
    """A new step. The same one twice would write twice to everyone, so it is refused."""
    title = tidy(plan.title)
    if not title:
        raise Faulty(_l("Skriv vad som ska hända."), "title")
    for known in process.steps:
        if (known.kind, known.title, known.planned_on) == (plan.kind, title, plan.planned_on):
            raise AlreadyDone(_l("Händelsen finns redan i planen."))
    step = Step(
        process_id=process.id,
        kind=plan.kind,
        title=title,
        body=tidy(plan.body),
        note=tidy(plan.note),
        planned_on=plan.planned_on,
        recorded_at=ctx.now,
    )
    ctx.session.add(step)
    ctx.session.flush()
    return step


def take_step(ctx: Context, process: Process, move: str, plan: Plan) -> Step:
    """Plan a step on the way to the decision ("prepare"), or of what is carried out ("implement")."""
    ensure_no_number(title=plan.title, body=plan.body, note=plan.note)
    HANDLING.apply(process, move)
    return plan_step(ctx, process, plan)


def facts_of(step: Step) -> dict[str, Any]:
    """What the journal keeps of a planned step."""
    return {"step": step.id, "kind": step.kind, "on": step.planned_on.isoformat()}


def ensure_no_number(**texts: str) -> None:
    """Raise Faulty, at the field that bears the name, where a text holds a personal number."""
    for name, text in texts.items():
        if holds_personal_number(text):
            raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), name)


def end_early(process: Process, flow: Flow[Publication], reason: str) -> None:
    """Stop what the municipality has asked. Its page stays and says why."""
    if not tidy(reason):
        raise Faulty(_l("Skriv varför den stoppas. Alla kan läsa det."), "reason")
    ensure_no_number(reason=reason)
    if process.decided_at is not None:
        raise AlreadyDone(_l("Beslutet är fattat. Därför går det inte att stoppa."))
    flow.apply(process, "stop")
    process.refusal_text = tidy(reason)


def tell_outcome(ctx: Context, process: Process, known: Outcome | None, given: Answer) -> Outcome:
    """Tell once what was decided, why, what of the input changed what, and what happens now."""
    if known is not None:
        raise AlreadyDone(_l("Återkopplingen är redan publicerad."))
    if not tidy(given.effect):
        raise NoAnswer(
            _l("Skriv vad i svaren som påverkade beslutet, eller varför inget gjorde det."),
            "effect",
        )
    ensure_no_number(reasons=given.reasons, effect=given.effect, time_plan=given.time_plan)
    return record_outcome(ctx, process, given)


def finish(process: Process, known: Outcome | None) -> None:
    """Close the case. It cannot be closed before people have been told what came of it."""
    if known is None:
        raise NoAnswer(_l("Ärendet kan inte avslutas förrän återkopplingen är publicerad."))
    HANDLING.apply(process, "complete")


def ensure_not_done(ctx: Context, process: Process, step: Step) -> None:
    """Raise unless the step belongs to the process and has not been done. Locks it."""
    ctx.lock(step)
    if step.process_id != process.id:
        raise DomainError(_l("Händelsen hör till ett annat ärende."))
    if step.done_on is not None:
        raise AlreadyDone(_l("Händelsen är redan markerad som klar."))


def note_done(ctx: Context, process: Process, step: Step, done_on: date) -> None:
    """Say on which day a planned step was done."""
    ensure_not_done(ctx, process, step)
    if done_on > today(ctx):
        raise Faulty(_l("Dagen kan inte ligga i framtiden."), "done_on")
    step.done_on = done_on


def today(ctx: Context) -> date:
    """The day it is in Sweden."""
    return ctx.now.astimezone(ZONE).date()
