"""The steps of a consultation: a page for each, and one address for each thing done to it."""

from flask import abort, redirect, request, url_for

from dialog.consultation.actions import stages as actions
from dialog.consultation.forms.stages import (
    ConfirmForm,
    ExtendForm,
    StageForm,
    WordsForm,
    filled,
)
from dialog.consultation.models import Consultation, Stage
from dialog.consultation.queries import staff as queries
from dialog.consultation.queries.publishing import terms_of
from dialog.consultation.queries.writing import reads_first
from dialog.consultation.rules.stages import Terms, closing, has_opened
from dialog.consultation.views import bp
from dialog.consultation.views.staff import Answer, do
from dialog.consultation.views.wording import when, who_words
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.web.request import access, here

UP = "upp"


def _stage(consultation: Consultation, stage: int) -> Stage:
    return queries.stage_of(here(), consultation, stage) or abort(404)


@bp.route("/arbetsyta/medborgardialoger/<int:id>/steg/nytt", methods=["GET", "POST"])
def add_stage(id: int) -> Answer:
    """Add a step."""
    consultation = access(Consultation, id)
    form = StageForm(data=filled(Terms("", is_reviewed_first=reads_first(here()))))
    return do(
        consultation,
        form,
        lambda: actions.add_stage(here(), consultation, form.terms()),
        template="consultation/edit_stage.html",
        heading=_("Nytt steg"),
        lead=_(
            "Ett steg har egna datum och egna delar. De flesta medborgardialoger behöver bara ett steg."
        ),
        button=_("Lägg till händelsen"),
        settled=(),
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/steg/<int:stage>", methods=["GET", "POST"])
def edit_stage(id: int, stage: int) -> Answer:
    """Write a step. Of one that has opened only the words can be changed here."""
    consultation = access(Consultation, id)
    row = _stage(consultation, stage)
    before = terms_of(row)
    is_open = has_opened(consultation.publication, row.opens_at, here().now)
    form = WordsForm(data=filled(before)) if is_open else StageForm(data=filled(before))
    settled = [
        (_("Datum"), when(row.opens_at, row.closes_at)),
        (_("Vem får delta"), who_words(row)),
    ]

    def write() -> None:
        after = form.terms() if isinstance(form, StageForm) else form.changed(before)
        actions.edit_stage(here(), row, after)

    return do(
        consultation,
        form,
        write,
        template="consultation/edit_stage.html",
        heading=_("Ändra steget"),
        button=_("Spara"),
        settled=settled if is_open else (),
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/steg/<int:stage>/forlang", methods=["GET", "POST"])
def extend(id: int, stage: int) -> Answer:
    """Let people take part for longer."""
    consultation = access(Consultation, id)
    row, form = _stage(consultation, stage), ExtendForm()
    last = row.last_day()
    return do(
        consultation,
        form,
        lambda: actions.extend(here(), row, closing(form.closes_on.data, None) or here().now),
        heading=_("Förläng steget"),
        lead=_(
            "Steget ”%(title)s” är nu öppet till och med den %(day)s. På sidan syns att tiden har förlängts."
        )
        % {"title": row.title, "day": format_date(last) if last else ""},
        button=_("Förläng"),
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/steg/<int:stage>/ta-bort", methods=["GET", "POST"])
def remove_stage(id: int, stage: int) -> Answer:
    """Take a step away, with its parts."""
    consultation = access(Consultation, id)
    row = _stage(consultation, stage)
    return do(
        consultation,
        ConfirmForm(),
        lambda: actions.remove_stage(here(), row),
        heading=_("Ta bort steget"),
        lead=_("%(title)s och dess delar tas bort. Det går inte att ångra.") % {"title": row.title},
        button=_("Ta bort steget"),
        color="danger",
        saved=_("Steget är borttaget."),
    )


@bp.route("/arbetsyta/medborgardialoger/<int:id>/steg/<int:stage>/flytta", methods=["GET", "POST"])
def move_stage(id: int, stage: int) -> Answer:
    """Move a step up or down. GET: back again after a lost login."""
    consultation = access(Consultation, id)
    if request.method == "POST":
        is_up = request.form.get("at") == UP
        actions.move_stage(here(), _stage(consultation, stage), up=is_up)
    return redirect(url_for(".build", id=consultation.id, _anchor="steg"), 303)
