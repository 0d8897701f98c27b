"""Whoever takes part in this request: logged in, or known by a cookie of this consultation alone."""

from dataclasses import replace
from datetime import date
from http import HTTPStatus

from flask import (
    Response,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from dialog.consultation import rules
from dialog.consultation.models import Consultation, Stage
from dialog.consultation.queries import participants
from dialog.consultation.rules.admission import (
    NotAdmitted,
    Participant,
    Remedy,
    Who,
    at_step,
    ensure_admitted,
)
from dialog.core.errors import NotPermitted
from dialog.core.i18n import ZONE
from dialog.identity.kept import keep_form
from dialog.identity.rules import NotAPersonalNumber, network_of, personal_number
from dialog.identity.session import known_number
from dialog.process.views.browsers import cookie_name, token_of
from dialog.web.errors import local_path
from dialog.web.request import here


def participant(consultation: Consultation, stage: Stage | None = None) -> Participant:
    """Whoever takes part. A browser without a token gets one when it sends something. One statement.

    For a step, what a code or a login means there: a code lets into one step. One statement more
    for those who have both.
    """
    ctx = here()
    if ctx.actor.id is None:
        who = participants.by_token(ctx, consultation, token_of(consultation))
    else:
        who = participants.logged_in(ctx, consultation, my_age())
        if stage is not None and stage.who is Who.INVITED:
            mine = request.cookies.get(cookie_name(consultation), "")
            who = participants.by_code_too(ctx, who, stage, mine)
    who = replace(who, network=network_of(request.remote_addr or ""))
    return at_step(who, stage.id) if stage is not None else who


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
    """Whoever takes part in this step, or the answer that leads to what they must do first.

    What was typed is kept meanwhile, and stands in the form when they come back. Raises NotOpen when
    the step is not open, NotPermitted when they must log in.
    """
    ctx, consultation = here(), stage.consultation
    rules.ensure_open(consultation.publication, stage.opens_at, stage.closes_at, ctx.now)
    demand = stage.demand()
    must_log_in = demand.needs_login and ctx.actor.id is None
    if must_log_in and not (demand.is_for_children and request.method == "GET"):
        raise NotPermitted("consultation.respond")
    who = participants.unlinked(participant(consultation, stage), stage)
    try:
        ensure_admitted(demand, who)
    except NotAdmitted as obstacle:
        return _lead_on(stage, obstacle)
    return who


DOORS = {Remedy.EMAIL: "consultation.ask_pass", Remedy.CODE: "consultation.use_code"}


def _lead_on(stage: Stage, obstacle: NotAdmitted) -> Response:
    """To the page where they can do what is needed; else the page that says why they cannot take part."""
    if request.method == "POST":
        keep_form()
    if obstacle.remedy in DOORS:
        number, back = stage.consultation_id, local_path()
        door = url_for(DOORS[obstacle.remedy], id=number, till=back)
        return make_response(redirect(door, 303))
    if request.method == "POST":
        return make_response(redirect(local_path(), 303))
    page = render_template(
        "consultation/not_admitted.html",
        stage=stage,
        consultation=stage.consultation,
        obstacle=obstacle,
        remedy=obstacle.remedy.value,
        is_for_children=stage.demand().is_for_children,
        back=local_path(),
    )
    return Response(page, HTTPStatus.FORBIDDEN)
