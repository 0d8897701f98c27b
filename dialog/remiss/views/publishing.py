"""Going live: what is missing, the preview, publication now or at a chosen time, and back from that."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.feedback.views import drafting
from dialog.identity.kept import send
from dialog.process.forms.setup import ConfirmForm
from dialog.process.rules import Publication
from dialog.remiss.actions import publish as actions
from dialog.remiss.models import Remiss
from dialog.remiss.queries import publishing as queries
from dialog.remiss.queries.addressees import not_invited
from dialog.remiss.views import bp
from dialog.remiss.views.build import tasks
from dialog.remiss.views.public import story
from dialog.remiss.views.staff import Answer, to_do
from dialog.web.request import access, here


@bp.get("/arbetsyta/remisser/<int:id>/forhandsvisning")
def preview(id: int) -> str:
    """Exactly the public page, before it is public."""
    remiss = access(Remiss, id)
    return render_template("remiss/preview.html", **story(remiss))


@bp.route("/arbetsyta/remisser/<int:id>/publicera", methods=["GET", "POST"])
def publish(id: int) -> Answer:
    """What is missing, or the question whether to publish now."""
    remiss = access(Remiss, id)
    overview = redirect(url_for(".build", id=id), 303)
    if remiss.publication is not Publication.DRAFT:
        return overview
    form = ConfirmForm()
    sent = send(form, lambda: actions.publish(here(), remiss))
    if sent.is_done:
        flash(_("Remissen är publicerad."), "success")
        return overview
    html = render_template(
        "remiss/publish.html",
        remiss=remiss,
        form=form,
        missing=tasks(remiss, queries.missing(here(), remiss)),
        invited=len(not_invited(here(), remiss)),
        refusal=sent.refusal,
    )
    return html, sent.status


@bp.route("/arbetsyta/remisser/<int:id>/planera", methods=["GET", "POST"])
def schedule(id: int) -> Answer:
    """Choose when the worker publishes."""
    return drafting.schedule(to_do, access(Remiss, id), actions.schedule)


@bp.route("/arbetsyta/remisser/<int:id>/avplanera", methods=["GET", "POST"])
def unschedule(id: int) -> Any:
    """Let it stay a draft. GET: back again after a lost login."""
    remiss = access(Remiss, id)
    if request.method == "POST":
        actions.unschedule(here(), remiss)
        flash(_("Den planerade publiceringen är borttagen."), "success")
    return redirect(url_for(".build", id=id), 303)
