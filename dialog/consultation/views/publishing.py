"""Going live: what is missing, publication now or at a chosen time, and the way back from that."""

from typing import Any

from flask import flash, render_template, request

from dialog.consultation.actions import publish as actions
from dialog.consultation.forms.stages import ConfirmForm
from dialog.consultation.models import Consultation
from dialog.consultation.queries import publishing as queries
from dialog.consultation.queries.public import outline
from dialog.consultation.views import bp
from dialog.consultation.views.build import tasks
from dialog.consultation.views.staff import Answer, do, to_overview
from dialog.core.i18n import gettext as _
from dialog.feedback.views import drafting
from dialog.identity.kept import send
from dialog.process.rules import Publication
from dialog.web.request import access, here


@bp.route("/arbetsyta/medborgardialoger/<int:id>/publicera", methods=["GET", "POST"])
def publish(id: int) -> Answer:
    """What is missing, or the question whether to publish now."""
    consultation = access(Consultation, id)
    if consultation.publication is not Publication.DRAFT:
        return to_overview(consultation)
    form = ConfirmForm()
    sent = send(form, lambda: actions.publish(here(), consultation))
    if sent.is_done:
        flash(_("Medborgardialogen är publicerad."), "success")
        return to_overview(consultation)
    reading = outline(here(), consultation)
    missing = queries.missing(here(), reading)
    html = render_template(
        "consultation/publish.html",
        consultation=consultation,
        form=form,
        missing=tasks(reading, missing),
        refusal=sent.refusal,
    )
    return html, sent.status


@bp.route("/arbetsyta/medborgardialoger/<int:id>/planera", methods=["GET", "POST"])
def schedule(id: int) -> Answer:
    """Choose when the worker publishes."""
    return drafting.schedule(do, access(Consultation, id), actions.schedule)


@bp.route("/arbetsyta/medborgardialoger/<int:id>/avplanera", methods=["GET", "POST"])
def unschedule(id: int) -> Any:
    """Let it stay a draft. GET: back again after a lost login."""
    consultation = access(Consultation, id)
    if request.method == "POST":
        actions.unschedule(here(), consultation)
        flash(_("Den planerade publiceringen är borttagen."), "success")
    return to_overview(consultation)
