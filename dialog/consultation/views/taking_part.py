"""Whoever takes part in this request: logged in, or known by a cookie of this consultation alone."""

import secrets
from datetime import date
from http import HTTPStatus

from flask import Response, after_this_request, current_app, render_template, request

from dialog.consultation import rules
from dialog.consultation.models import Consultation, Stage
from dialog.consultation.queries import participants
from dialog.consultation.rules.admission import NotAdmitted, Participant, ensure_admitted
from dialog.core.errors import NotPermitted
from dialog.core.i18n import ZONE
from dialog.identity.rules import NotAPersonalNumber, personal_number
from dialog.identity.session import known_number
from dialog.web.request import here

TOKEN_BYTES = 32
LASTS = 180 * 24 * 3600  # seconds: longer than a consultation usually is open


def cookie_name(consultation: Consultation) -> str:
    """One cookie for each consultation, so that nobody is followed from one to another."""
    return f"deltar_{consultation.id}"


def participant(consultation: Consultation) -> Participant:
    """Whoever takes part. A browser without a token gets one when it sends something. One statement."""
    ctx = here()
    if ctx.actor.id is not None:
        return participants.logged_in(ctx, consultation, my_age())
    return participants.by_token(ctx, consultation, _token(consultation))


def _token(consultation: Consultation) -> str:
    token = request.cookies.get(cookie_name(consultation), "")
    if not token:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        if request.method == "POST":
            give_token(consultation, token)
    return token


def my_token(consultation: Consultation) -> str:
    """What this browser is known by here when nobody has logged in; "" before it has sent anything."""
    return "" if here().actor.id is not None else request.cookies.get(cookie_name(consultation), "")


def give_token(consultation: Consultation, token: str) -> None:
    """Let this browser keep the token. It is sent back only to this consultation's own pages."""

    @after_this_request
    def give(response: Response) -> Response:
        response.set_cookie(
            cookie_name(consultation),
            token,
            max_age=LASTS,
            path=f"/medborgardialoger/{consultation.id}",
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
        return response


def my_age() -> int | None:
    """The age in whole years of whoever is logged in, if their browser carries the number."""
    ctx = here()
    try:
        born = personal_number(known_number(ctx) or "").born
    except NotAPersonalNumber:
        return None
    return years_between(born, ctx.now.astimezone(ZONE).date())


def years_between(born: date, day: date) -> int:
    """How old somebody is on that day."""
    has_had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (not has_had_birthday)


def admitted(stage: Stage) -> Participant | Response:
    """Whoever takes part in this step, or the page that says what they must do first.

    Raises NotOpen when the step is not open, NotPermitted when they must log in: what was typed is
    then kept through the login.
    """
    ctx, consultation = here(), stage.consultation
    rules.ensure_open(consultation.publication, stage.opens_at, stage.closes_at, ctx.now)
    demand = stage.demand()
    if demand.needs_login and ctx.actor.id is None:
        raise NotPermitted("consultation.respond")
    who = participants.unlinked(participant(consultation), stage)
    try:
        ensure_admitted(demand, who)
    except NotAdmitted as obstacle:
        page = render_template("consultation/not_admitted.html", stage=stage, obstacle=obstacle)
        return Response(page, HTTPStatus.FORBIDDEN)
    return who
