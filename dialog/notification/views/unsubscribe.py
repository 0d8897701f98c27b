"""The link in every letter by which one says no to more of them."""

from http import HTTPStatus

from flask import render_template, request

from dialog.notification import actions, queries
from dialog.notification.views import bp
from dialog.web.request import allow, here


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
    kind, _number = queries.split(recipient)
    return render_template("notification/unsubscribe.html", about=about, kind=kind)
