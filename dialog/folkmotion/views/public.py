"""Pages that anyone may read, the same for everyone."""

from http import HTTPStatus
from typing import Any

import segno
from flask import Response, abort, jsonify, render_template, request, url_for

from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import my_signature, public
from dialog.folkmotion.views import bp
from dialog.folkmotion.views.facts import facts
from dialog.folkmotion.views.standing import Surroundings, advice, basis, next_step
from dialog.folkmotion.views.timeline import timeline
from dialog.moderation.reasons import REASONS
from dialog.process import queries
from dialog.process.queries.paging import read_cursor
from dialog.process.rules import Publication, last_day
from dialog.process.views.cards import days_late, window_words
from dialog.process.views.feed import feed_of
from dialog.process.views.listing import list_variables
from dialog.tenancy.queries import municipality
from dialog.web.request import access, allow, here, public_page

Answer = str | tuple[str, int]


@bp.get("/folkmotioner")
@public_page
def index() -> str:
    """Every public folkmotion, with search and filters."""
    allow()
    return render_template("folkmotion/index.html", v=list_variables(Folkmotion))


@bp.get("/folkmotioner/flode.atom")
@public_page
def feed() -> Response:
    """What has happened to folkmotioner lately, for news readers."""
    allow()
    return feed_of(queries.news(here(), "folkmotion"), url_for("folkmotion.index", _external=True))


@bp.get("/folkmotioner/<int:id>")
@public_page
def show(id: int) -> Answer:
    """The proposal, its count, its timeline and its answer. A hidden one says only why."""
    reading = public.read(here(), id) or abort(404)
    allow(reading.folkmotion)
    if reading.folkmotion.publication is Publication.HIDDEN:
        return _hidden(reading.folkmotion)
    return render_template("folkmotion/show.html", **_story(reading))


@bp.get("/folkmotioner/<int:id>/utskrift")
@public_page
def printout(id: int) -> Answer:
    """The same on paper."""
    reading = public.read(here(), id) or abort(404)
    if reading.folkmotion.publication is Publication.HIDDEN:
        abort(404)
    allow(reading.folkmotion)
    story = _story(reading)
    code = segno.make(story["address"], error="m").svg_data_uri(scale=4, border=1)
    return render_template("folkmotion/printout.html", code=code, **story)


def _hidden(folkmotion: Folkmotion) -> Answer:
    reason = REASONS.get(folkmotion.refusal)
    return render_template("folkmotion/hidden.html", reason=reason), HTTPStatus.GONE


def _story(reading: public.Reading) -> dict[str, Any]:
    """The variables of show.html and printout.html. Two statements, besides the municipality."""
    ctx, folkmotion = here(), reading.folkmotion
    steps = public.steps(ctx, folkmotion)
    turns = public.turns(ctx, folkmotion)
    around = Surroundings(
        steps=steps,
        department=reading.department.name if reading.department else "",
        place=municipality(ctx.session).place,
        now=ctx.now,
    )
    return {
        "folkmotion": folkmotion,
        "text": folkmotion.shown(reading.text) if reading.text else None,
        "window": folkmotion.window(ctx.now).value,
        "window_words": window_words(folkmotion, ctx.now),
        "entries": timeline(folkmotion, steps, turns, ctx.now),
        "next_step": next_step(folkmotion, around),
        "late": days_late(folkmotion, ctx.now),
        "basis": basis(folkmotion),
        "advice": advice(folkmotion, ctx.now),
        "reason": REASONS.get(folkmotion.refusal),
        "outcome": folkmotion.outcome,
        "answer_due": last_day(due) if (due := folkmotion.answer_due_at) else None,
        "facts": facts(reading),
        "address": url_for("folkmotion.show", id=folkmotion.id, _external=True),
    }


@bp.get("/folkmotioner/<int:id>/antal.json")
@public_page
def count(id: int) -> Response:
    """The count, small and quick, for those who follow it."""
    folkmotion = public.find(here(), id) or abort(404)
    if not folkmotion.is_public():
        abort(404)
    allow(folkmotion)
    counted_at = folkmotion.counted_at
    return jsonify(
        valid=folkmotion.count_valid,
        unverified=folkmotion.count_unverified,
        against=folkmotion.count_against,
        threshold=folkmotion.threshold,
        counted_at=counted_at.isoformat() if counted_at else None,
    )


@bp.get("/folkmotioner/<int:id>/namn")
@public_page
def names(id: int) -> str:
    """Those who chose to be named."""
    ctx = here()
    folkmotion = public.find(ctx, id) or abort(404)
    if not folkmotion.is_public():
        abort(404)
    allow(folkmotion)
    after, before = (read_cursor(request.args.get(name, "")) for name in ("efter", "fore"))
    page = public.shown_names(ctx, folkmotion, after, before)
    here_again = url_for("folkmotion.names", id=id)
    return render_template(
        "folkmotion/names.html",
        folkmotion=folkmotion,
        page=page,
        previous=f"{here_again}?fore={page.previous}" if page.previous else None,
        next=f"{here_again}?efter={page.next}" if page.next else None,
    )


@bp.get("/folkmotioner/<int:id>/min.json")
def mine(id: int) -> Response:
    """Whether the person who asks has signed, and the number of their receipt. Told to nobody else."""
    ctx = here()
    if ctx.actor.id is None:  # most visitors: no question to the database
        allow()
        return jsonify(signed=False, receipt=None)
    signature = my_signature(ctx, access(Folkmotion, id))
    receipt = signature.receipt_number if signature else None
    return jsonify(signed=signature is not None, receipt=receipt)
