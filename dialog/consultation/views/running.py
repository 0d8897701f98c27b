"""Running a consultation: stop it, number it, plan the way to the decision, tell what came of it."""

from flask import abort

from dialog.consultation.actions import run as actions
from dialog.consultation.forms.running import OutcomeForm, RegisterForm, StopForm
from dialog.consultation.forms.stages import ConfirmForm
from dialog.consultation.models import Consultation
from dialog.consultation.queries import staff as queries
from dialog.consultation.views import bp
from dialog.consultation.views.staff import Answer, do
from dialog.core.i18n import gettext as _
from dialog.feedback.forms import FinishForm, MilestoneForm, StepForm
from dialog.feedback.models import Decision
from dialog.feedback.records import Answer as Given
from dialog.feedback.records import Plan, today
from dialog.web.request import access, here


@bp.route("/arbetsyta/medborgardialoger/<int:id>/stoppa", methods=["GET", "POST"])
def stop(id: int) -> Answer:
    """End it before its time."""
    consultation, form = access(Consultation, id), StopForm()
    return do(
        consultation,
        form,
        lambda: actions.stop(here(), consultation, reason=form.reason.data or ""),
        heading=_("Stoppa medborgardialogen"),
        lead=_("Ingen kan delta mer. Sidan finns kvar och visar varför. Det går inte att ångra."),
        button=_("Stoppa"),
        color="danger",
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/diarienummer", methods=["GET", "POST"])
def register(id: int) -> Answer:
    """Give the case its number."""
    consultation = access(Consultation, id)
    form = RegisterForm(case_number=consultation.case_number)
    return do(
        consultation,
        form,
        lambda: actions.register(here(), consultation, case_number=form.case_number.data or ""),
        heading=_("Diarienummer"),
        button=_("Spara"),
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/handlaggning/steg", methods=["GET", "POST"])
def prepare(id: int) -> Answer:
    """Plan a step on the way to the decision."""
    consultation, form = access(Consultation, id), StepForm()
    return do(
        consultation,
        form,
        lambda: actions.prepare(here(), consultation, _plan(form, form.kind.data)),
        heading=_("Lägg till en händelse före beslutet"),
        lead=_("Händelsen syns på tidslinjen."),
        button=_("Lägg till händelsen"),
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/handlaggning/delmal", methods=["GET", "POST"])
def implement(id: int) -> Answer:
    """Plan a milestone of what is being carried out."""
    consultation, form = access(Consultation, id), MilestoneForm()
    return do(
        consultation,
        form,
        lambda: actions.implement(here(), consultation, _plan(form, "milestone")),
        heading=_("Planera ett delmål"),
        lead=_("Delmålet syns på tidslinjen."),
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


@bp.route(
    "/arbetsyta/medborgardialoger/<int:id>/handlaggning/steg/<int:step>/klart",
    methods=["GET", "POST"],
)
def finish_step(id: int, step: int) -> Answer:
    """Say that a planned step has been done."""
    consultation = access(Consultation, id)
    row = queries.step_of(here(), consultation, step) or abort(404)
    form = FinishForm(done_on=today(here()))
    return do(
        consultation,
        form,
        lambda: actions.finish_step(here(), consultation, row, done_on=form.done_on.data),
        heading=_("Markera som klart"),
        lead=row.title,
        button=_("Markera som klart"),
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/aterkoppling", methods=["GET", "POST"])
def answer(id: int) -> Answer:
    """Tell everyone what came of it."""
    consultation = access(Consultation, id)
    form = OutcomeForm(body=consultation.decided_by)
    return do(
        consultation,
        form,
        lambda: actions.answer(here(), consultation, _given(form)),
        heading=_("Berätta vad det blev av det"),
        lead=_("Återkopplingen blir offentlig direkt. Den kan inte ändras efteråt."),
        button=_("Publicera återkopplingen"),
        saved=_("Återkopplingen är publicerad."),
    )


def _given(form: OutcomeForm) -> Given:
    return Given(
        decision=Decision.DECIDED,
        body=form.body.data or "",
        decided_on=form.decided_on.data,
        paragraph=form.paragraph.data or "",
        reasons=form.reasons.data or "",
        time_plan=form.time_plan.data or "",
        minutes_url=form.minutes_url.data or "",
        effect=form.effect.data or "",
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/avsluta", methods=["GET", "POST"])
def complete(id: int) -> Answer:
    """Close the case."""
    consultation = access(Consultation, id)
    return do(
        consultation,
        ConfirmForm(),
        lambda: actions.complete(here(), consultation),
        heading=_("Avsluta ärendet"),
        lead=_("Gör det när beslutet är genomfört eller när inget mer ska hända."),
        button=_("Avsluta ärendet"),
        unfinished=[s for s in queries.steps(here(), consultation) if s.done_on is None],
    )
