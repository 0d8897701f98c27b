"""The edit lock: take it, take it over, let it go. The same for every kind of process."""

from flask import flash, redirect, request, url_for
from werkzeug import Response

from dialog.core.i18n import gettext as _
from dialog.moderation.actions import lock as actions
from dialog.moderation.rules import AlreadyReviewed, LockedByOther
from dialog.moderation.views import bp
from dialog.process.models import Process
from dialog.web.errors import roll_back
from dialog.web.request import access, here

TAKE_OVER = "ta-over"


@bp.route("/arbetsyta/granskning/<int:id>/ta", methods=["GET", "POST"])
def claim(id: int) -> Response:
    """Begin to review, or take over from a colleague. GET: back again after a lost login."""
    process = access(Process, id)
    review = url_for(f"{process.kind}.review", id=id)
    if request.method == "POST":
        try:
            actions.claim(here(), process, take_over=TAKE_OVER in request.form)
            flash(_("Du granskar nu förslaget."), "success")
        except (LockedByOther, AlreadyReviewed) as refusal:
            roll_back()
            flash(str(refusal), "warning")
    return redirect(review, 303)


@bp.route("/arbetsyta/granskning/<int:id>/slapp", methods=["GET", "POST"])
def release(id: int) -> Response:
    """Let a colleague take it instead."""
    process = access(Process, id)
    review = url_for(f"{process.kind}.review", id=id)
    if request.method == "POST":
        try:
            actions.release(here(), process)
            flash(_("Förslaget är ledigt för andra att granska."), "success")
        except LockedByOther as refusal:
            roll_back()
            flash(str(refusal), "warning")
            return redirect(review, 303)
        return redirect(url_for("moderation.queue"), 303)
    return redirect(review, 303)
