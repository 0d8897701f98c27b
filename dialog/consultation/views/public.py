"""Pages that anyone may read, the same for everyone."""

from typing import Any

from flask import Response, abort, render_template, url_for

from dialog.consultation import rules
from dialog.consultation.models import Consultation, Part, Stage
from dialog.consultation.queries import public
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.admission import anonymity_words, demand_words
from dialog.consultation.views import bp
from dialog.consultation.views.parts import PREPARE, Shown
from dialog.identity.queries import current_extract
from dialog.process import queries
from dialog.process.views.cards import window_words
from dialog.process.views.feed import feed_of
from dialog.process.views.listing import list_variables
from dialog.web.request import allow, here, public_page


@bp.get("/medborgardialoger")
@public_page
def index() -> str:
    """Every public consultation, with search and filters."""
    allow()
    return render_template("consultation/index.html", v=list_variables(Consultation))


@bp.get("/medborgardialoger/flode.atom")
@public_page
def feed() -> Response:
    """What has happened to consultations lately, for news readers."""
    allow()
    about = url_for("consultation.index", _external=True)
    return feed_of(queries.news(here(), "consultation"), about)


@bp.get("/medborgardialoger/<int:id>")
@public_page
def show(id: int) -> str:
    """What it is about, what can be affected, its steps and their parts."""
    reading = public.read(here(), id)
    if reading is None or not reading.consultation.is_public():
        abort(404)
    allow(reading.consultation)
    return render_template("consultation/show.html", **story(reading))


def story(reading: Reading) -> dict[str, Any]:
    """The variables of show.html, for the page itself and for its preview."""
    ctx, consultation = here(), reading.consultation
    shown = _shown(reading)
    is_checked = reading.asks_register() and current_extract(ctx) is not None
    return {
        "consultation": consultation,
        "demands": {
            stage.id: demand_words(stage.demand(), is_checked=is_checked)
            for stage in reading.stages
        },
        "anonymity": {
            stage.id: anonymity_words(is_anonymous=stage.is_anonymous) for stage in reading.stages
        },
        "stages": [
            (stage, stage.window(ctx.now).value, shown[stage.id]) for stage in reading.stages
        ],
        "window": consultation.window(ctx.now).value,
        "window_words": window_words(consultation, ctx.now),
        "address": url_for("consultation.show", id=consultation.id, _external=True),
    }


def _shown(reading: Reading) -> dict[int, list[Shown]]:
    """Every part by the id of its step. Each kind is prepared at once, however many there are."""
    more: dict[int, dict[str, Any]] = {}
    for kind in PartKind:
        parts = [part for part in reading.all_parts() if part.kind is kind]
        if parts and kind in PREPARE:
            more |= PREPARE[kind](reading, parts)
    return {
        stage.id: [_one(reading, stage, part, more) for part in reading.parts.get(stage.id, [])]
        for stage in reading.stages
    }


def _one(reading: Reading, stage: Stage, part: Part, more: dict[int, dict[str, Any]]) -> Shown:
    publication = reading.consultation.publication
    is_open = rules.is_open(publication, stage.opens_at, stage.closes_at, here().now)
    return Shown(part, stage, part.content(), is_open, more.get(part.id, {}))
