"""Into an answer: for whom it is, what to know before one writes, and why one cannot answer now."""

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Response, render_template, request

from dialog.core.errors import NotPermitted
from dialog.core.i18n import gettext as _
from dialog.process.rules import Publication
from dialog.remiss.models import Draft, Remiss
from dialog.remiss.queries import drafts
from dialog.remiss.rules import takes_answers
from dialog.remiss.views.answering import (
    AS,
    MYSELF,
    Answering,
    Speaker,
    answering_of,
    browsers_key,
    speakers,
)
from dialog.web.request import access, here

WORDS = ("words", "proposal", "answer", "own")  # how fields begin that hold people's own words
STRAIGHT_TO = ("avsnitt", "sida")


def entered(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view the answer that is being written, or the page for what must be done first.

    Whoever had logged in when the page was opened, and no longer is, logs in again: what they typed is
    kept meanwhile.
    """

    @wraps(view)
    def wrapped(id: int, **more: Any) -> Any:
        remiss = access(Remiss, id)
        if not takes_answers(remiss.publication, remiss.opens_at, here().now):
            return closed_page(remiss)
        if request.form.get("account") and here().actor.id is None:
            raise NotPermitted(request.endpoint)
        found = speakers(remiss)
        chosen = _chosen(found)
        if chosen is not None:
            return view(answering_of(remiss, chosen), **more)
        if here().actor.id is None and request.args.get(AS, MYSELF) != MYSELF:
            raise NotPermitted(request.endpoint)  # a link to an organisation's answer: log in first
        return _start(remiss, found) if found else _not_invited(remiss)

    return wrapped


def _chosen(found: Sequence[Speaker]) -> Speaker | None:
    wanted = request.args.get(AS, "")
    is_first_visit = request.endpoint == "remiss.respond" and request.method == "GET"
    is_under_way = not is_first_visit or any(each in request.args for each in STRAIGHT_TO)
    if not wanted and len(found) == 1 and is_under_way:
        return found[0]
    return next((each for each in found if each.key == wanted), None)


def _start(remiss: Remiss, found: Sequence[Speaker]) -> Response:
    """What to know before one writes, and for whom one answers."""
    ctx = here()
    begun: dict[str, Draft | None] = {
        each.key: drafts.find_draft(ctx, remiss, each.owner.key) for each in found
    }
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    page = render_template(
        "remiss/start.html",
        remiss=remiss,
        speakers=found,
        begun=begun,
        sent=drafts.sent_by(ctx, remiss, [each.owner.key for each in found]),
        is_late=answering_of(remiss, found[0]).is_late,
        section=request.args.get("avsnitt"),
        back=request.full_path.rstrip("?"),
    )
    return Response(page, status)


def browsers_draft(answering: Answering) -> Draft | None:
    """What was begun in this browser before somebody logged in, for whoever answers for themselves."""
    remiss = answering.remiss
    key = browsers_key(remiss)
    if here().actor.id is None or not key or answering.addressee is not None:
        return None
    return drafts.find_draft(here(), remiss, key)


def _not_invited(remiss: Remiss) -> Response:
    back = request.full_path.rstrip("?")
    page = render_template("remiss/not_invited.html", remiss=remiss, back=back)
    return Response(page, HTTPStatus.FORBIDDEN)


def closed_page(remiss: Remiss) -> Response:
    """That nobody can answer now, with what was typed, so that it can be copied."""
    typed = [
        words.strip()
        for name, words in request.form.items()
        if name.partition("-")[0] in WORDS and words.strip()
    ]
    is_stopped = remiss.publication is Publication.STOPPED
    heading = _("Remissen är stoppad") if is_stopped else _("Det går inte att svara än")
    page = render_template("remiss/closed.html", remiss=remiss, heading=heading, typed=typed)
    return Response(page, HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK)
