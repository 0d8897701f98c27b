"""Pages of the officer and the registrar: the case, and one address for each thing done to it."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.core.errors import DomainError
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.models import Decision
from dialog.feedback.views import running
from dialog.feedback.views.running import Way
from dialog.folkmotion.actions import handle as actions
from dialog.folkmotion.forms.handle import AnswerForm, MoveForm, RegisterForm
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import staff as queries
from dialog.folkmotion.rules import TOLD
from dialog.folkmotion.views import bp
from dialog.folkmotion.views.case import case
from dialog.identity.kept import send
from dialog.tenancy.queries import departments
from dialog.web.errors import roll_back
from dialog.web.forms import Form
from dialog.web.request import access, here

Answer = Any


@bp.get("/arbetsyta/folkmotioner/<int:id>")
def handle(id: int) -> Answer:
    """Everything about a case: its clocks, its register, its steps, its answer."""
    folkmotion = access(Folkmotion, id)
    return render_template("folkmotion/handle.html", **case(folkmotion))


@bp.route("/arbetsyta/folkmotioner/<int:id>/diarienummer", methods=["GET", "POST"])
def register(id: int) -> Answer:
    """Give the case its number, and say who prepares it."""
    folkmotion = access(Folkmotion, id)
    form = RegisterForm(
        case_number=folkmotion.case_number, department_id=folkmotion.department_id or 0
    )
    form.offer(departments(here().session))
    return _do(
        folkmotion,
        form,
        lambda: actions.register(
            here(),
            folkmotion,
            case_number=form.case_number.data or "",
            department_id=form.department_id.data or None,
        ),
        heading=_("Diarienummer och ansvarig"),
        button=_("Spara"),
    )


@bp.route("/arbetsyta/folkmotioner/<int:id>/steg", methods=["GET", "POST"])
def prepare(id: int) -> Answer:
    """Plan a step of the preparation."""
    return running.prepare(WAY, access(Folkmotion, id))


@bp.route("/arbetsyta/folkmotioner/<int:id>/delmal", methods=["GET", "POST"])
def implement(id: int) -> Answer:
    """Plan a milestone of what is being carried out."""
    return running.implement(WAY, access(Folkmotion, id))


@bp.route("/arbetsyta/folkmotioner/<int:id>/steg/<int:step_id>/klart", methods=["GET", "POST"])
def finish_step(id: int, step_id: int) -> Answer:
    """Say that a step has been done."""
    return running.finish_step(WAY, access(Folkmotion, id), step_id)


@bp.route("/arbetsyta/folkmotioner/<int:id>/steg/<int:step_id>/flytta", methods=["GET", "POST"])
def move_step(id: int, step_id: int) -> Answer:
    """Plan a step for another day."""
    folkmotion = access(Folkmotion, id)
    step = queries.step_of(here(), folkmotion, step_id) or abort(404)
    form = MoveForm(planned_on=step.planned_on)
    words = {"step": step.title, "day": format_date(step.planned_on)}
    lead = _("Planerat till den %(day)s: %(step)s.") % words
    if step.kind in TOLD:
        lead += " " + _("Alla som har skrivit under får ett brev om den nya dagen.")
    return _do(
        folkmotion,
        form,
        lambda: actions.move_step(here(), folkmotion, step, planned_on=form.planned_on.data),
        heading=_("Flytta till en annan dag"),
        lead=lead,
        button=_("Flytta"),
    )


@bp.route("/arbetsyta/folkmotioner/<int:id>/svar", methods=["GET", "POST"])
def answer(id: int) -> Answer:
    """Publish the answer to everyone who signed."""
    folkmotion, form = access(Folkmotion, id), AnswerForm(body=_("Kommunfullmäktige"))
    return _do(
        folkmotion,
        form,
        lambda: actions.answer(here(), folkmotion, _given(form)),
        heading=_("Svara på folkmotionen"),
        lead=_("Svaret blir offentligt direkt. Det kan inte ändras efteråt."),
        button=_("Publicera svaret"),
        recipients=queries.most_to_tell(here(), folkmotion),
    )


@bp.route("/arbetsyta/folkmotioner/<int:id>/avsluta", methods=["GET", "POST"])
def complete(id: int) -> Answer:
    """Close the case."""
    return running.complete(WAY, access(Folkmotion, id))


@bp.route("/arbetsyta/folkmotioner/<int:id>/kontrollera-namn", methods=["GET", "POST"])
def order_check(id: int) -> Answer:
    """Let the worker compare the names with the register. GET: back again after a lost login."""
    folkmotion = access(Folkmotion, id)
    if request.method == "POST":
        try:
            actions.order_check(here(), folkmotion)
            flash(_("Kontrollen är beställd. Resultatet står här om någon minut."), "success")
        except DomainError as refusal:
            roll_back()
            flash(str(refusal), "warning")
    return _to_case(folkmotion)


def _given(form: AnswerForm) -> actions.Answer:
    return actions.Answer(
        decision=Decision(form.decision.data),
        body=form.body.data or "",
        decided_on=form.decided_on.data,
        paragraph=form.paragraph.data or "",
        reasons=form.reasons.data or "",
        time_plan=form.time_plan.data or "",
        minutes_url=form.minutes_url.data or "",
    )


def _do(folkmotion: Folkmotion, form: Form, act: Callable[[], object], **words: Any) -> Answer:
    """Show the form, or check it and act. What was typed stays when the answer is no."""
    sent = send(form, act)
    if sent.is_done:
        flash(_("Sparat."), "success")
        return _to_case(folkmotion)
    given = {"lead": "", "recipients": 0, "unfinished": [], **words}
    page = "folkmotion/case_form.html"
    html = render_template(page, folkmotion=folkmotion, form=form, refusal=sent.refusal, **given)
    return html, sent.status


def _to_case(folkmotion: Folkmotion) -> Answer:
    return redirect(url_for("folkmotion.handle", id=folkmotion.id), 303)


WAY = Way(
    actions,
    _do,
    prepare=_l("Lägg till en händelse"),
    prepare_lead=_l(
        "Händelsen syns på tidslinjen. Inför ett möte får alla som har skrivit under ett brev."
    ),
    implement_lead=_l("Delmålet syns på tidslinjen, och alla som har skrivit under får ett brev."),
)
