"""The pages from the register to the end of a case, the same for every type that runs one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort

from dialog.core.i18n import gettext as _
from dialog.feedback.forms import (
    FinishForm,
    MilestoneForm,
    OutcomeForm,
    RegisterForm,
    StepForm,
    StopForm,
)
from dialog.feedback.models import Decision
from dialog.feedback.records import Answer, Plan, today
from dialog.process.forms.setup import ConfirmForm
from dialog.process.queries.running import step_of, steps
from dialog.web.request import here


@dataclass(frozen=True)
class Way:
    """How one type runs its cases: its verbs, its form page, and the words that are its own.

    `actions`: the module with stop, register, prepare, implement, finish_step, answer and complete,
    as far as their pages are used. `page(process, form, act, **words)`: views.staff.do of the type.
    Words that are left out are those of most types.
    """

    actions: Any
    page: Callable[..., Any]
    prepare: Any = ""
    prepare_lead: Any = ""
    implement_lead: Any = ""
    stop: Any = ""


def stop(way: Way, process: Any) -> Any:
    """End it before its time."""
    form = StopForm()
    return way.page(
        process,
        form,
        lambda: way.actions.stop(here(), process, reason=form.reason.data or ""),
        heading=way.stop,
        lead=_("Ingen kan delta mer. Sidan finns kvar och visar varför. Det går inte att ångra."),
        button=_("Stoppa"),
        color="danger",
    )


def register(way: Way, process: Any) -> Any:
    """Give the case its number."""
    form = RegisterForm(case_number=process.case_number)
    return way.page(
        process,
        form,
        lambda: way.actions.register(here(), process, case_number=form.case_number.data or ""),
        heading=_("Diarienummer"),
        button=_("Spara"),
    )


def prepare(way: Way, process: Any) -> Any:
    """Plan a step on the way to the decision."""
    form = StepForm()
    return way.page(
        process,
        form,
        lambda: way.actions.prepare(here(), process, _plan(form, form.kind.data)),
        heading=way.prepare or _("Lägg till en händelse före beslutet"),
        lead=way.prepare_lead or _("Händelsen syns på tidslinjen."),
        button=_("Lägg till händelsen"),
    )


def implement(way: Way, process: Any) -> Any:
    """Plan a milestone of what is being carried out."""
    form = MilestoneForm()
    return way.page(
        process,
        form,
        lambda: way.actions.implement(here(), process, _plan(form, "milestone")),
        heading=_("Planera ett delmål"),
        lead=way.implement_lead or _("Delmålet syns på tidslinjen."),
        button=_("Lägg till delmålet"),
    )


def _plan(form: StepForm | MilestoneForm, kind: str) -> Plan:
    return Plan(
        title=form.title.data or "",
        planned_on=form.planned_on.data,
        body=form.body.data or "",
        note=form.note.data or "",
        kind=kind,
    )


def finish_step(way: Way, process: Any, number: int) -> Any:
    """Say that a planned step has been done."""
    step = step_of(here(), process, number) or abort(404)
    form = FinishForm(done_on=today(here()))
    return way.page(
        process,
        form,
        lambda: way.actions.finish_step(here(), process, step, done_on=form.done_on.data),
        heading=_("Markera som klart"),
        lead=step.title,
        button=_("Markera som klart"),
    )


def answer(way: Way, process: Any) -> Any:
    """Tell everyone what came of what the municipality asked."""
    form = OutcomeForm(body=process.decided_by)
    return way.page(
        process,
        form,
        lambda: way.actions.answer(here(), process, _given(form)),
        heading=_("Berätta vad det blev av det"),
        lead=_("Återkopplingen blir offentlig direkt. Den kan inte ändras efteråt."),
        button=_("Publicera återkopplingen"),
        saved=_("Återkopplingen är publicerad."),
    )


def _given(form: OutcomeForm) -> Answer:
    return Answer(
        decision=Decision.DECIDED,
        body=form.body.data or "",
        decided_on=form.decided_on.data,
        paragraph=form.paragraph.data or "",
        reasons=form.reasons.data or "",
        time_plan=form.time_plan.data or "",
        minutes_url=form.minutes_url.data or "",
        effect=form.effect.data or "",
    )


def complete(way: Way, process: Any) -> Any:
    """Close the case."""
    return way.page(
        process,
        ConfirmForm(),
        lambda: way.actions.complete(here(), process),
        heading=_("Avsluta ärendet"),
        lead=_("Gör det när beslutet är genomfört eller när inget mer ska hända."),
        button=_("Avsluta ärendet"),
        unfinished=[step for step in steps(here(), process) if step.done_on is None],
    )
