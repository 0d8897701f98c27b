"""Pages. A view gets a row, checks a form, calls one action, and answers."""

from http import HTTPStatus

from flask import Blueprint, render_template, request

from dialog.notification import actions, queries
from dialog.web.request import allow, here

bp = Blueprint("notification", __name__)


@bp.route("/avsluta/<token>", methods=["GET", "POST"])
def unsubscribe(token: str) -> str | tuple[str, int]:
    """The link in every letter. Looking changes nothing, since mail scanners look; posting does.

    A mail program posts without asking (RFC 8058) and must not be redirected.
    """
    allow()
    recipient = queries.read_token(here(), token)
    if recipient is None:
        return render_template("notification/unsubscribe_wrong.html"), HTTPStatus.NOT_FOUND
    about = queries.about(here(), recipient)
    everything = "alla" in request.form or about is None
    if request.method == "POST":
        actions.unsubscribe(here(), recipient, everything=everything)
        return render_template("notification/unsubscribed.html", everything=everything)
    return render_template("notification/unsubscribe.html", about=about)
