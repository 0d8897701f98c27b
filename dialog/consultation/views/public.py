"""Pages that anyone may read, the same for everyone."""

from typing import Any

from flask import Response, abort, render_template, url_for

from dialog.consultation import rules
from dialog.consultation.models import Consultation, Part, Stage
from dialog.consultation.queries import public, staff
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.admission import anonymity_words, demand_words
from dialog.consultation.rules.levels import LEVEL_ABOUT
from dialog.consultation.views import bp
from dialog.consultation.views.parts import PREPARE, Shown
from dialog.consultation.views.standing import last_changed, next_step, timeline
from dialog.consultation.views.wording import when
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.identity.queries import current_extract
from dialog.process import queries
from dialog.process.rules import Publication, last_day
from dialog.process.views.cards import days_late, taken_part, window_words
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
    """The variables of show.html, for the page itself and for its preview. Two statements."""
    ctx, consultation = here(), reading.consultation
    shown = _shown(reading)
    is_checked = reading.asks_register() and current_extract(ctx) is not None
    stages = [each for each in reading.stages if _is_told(consultation, each)]
    steps, turns = staff.steps(ctx, consultation), staff.turns(ctx, consultation)
    due = consultation.answer_due_at
    return {
        "consultation": consultation,
        "stages": [(stage, stage.window(ctx.now).value, shown[stage.id]) for stage in stages],
        "when": {stage.id: when(stage.opens_at, stage.closes_at) for stage in stages},
        "demands": {
            stage.id: demand_words(stage.demand(), is_checked=is_checked) for stage in stages
        },
        "anonymity": {
            stage.id: anonymity_words(is_anonymous=stage.is_anonymous) for stage in stages
        },
        "window": consultation.window(ctx.now).value,
        "window_words": window_words(consultation, ctx.now),
        "taken_part": taken_part(consultation),
        "promise": promise(consultation),
        "ladder": [(level.value, name, about) for level, (name, about) in LEVEL_ABOUT.items()],
        "outcome": consultation.outcome,
        "late": days_late(consultation, ctx.now),
        "answer_due": last_day(due) if due else None,
        "entries": timeline(consultation, stages, steps, turns, ctx.now),
        "next_step": next_step(consultation, stages, steps, ctx.now),
        "changed_at": last_changed(consultation, turns),
        "address": url_for("consultation.show", id=consultation.id, _external=True),
    }


def _is_told(consultation: Consultation, stage: Stage) -> bool:
    """A step that is added after publication is shown when it has dates."""
    return stage.opens_at is not None or consultation.publication is Publication.DRAFT


def promise(consultation: Consultation) -> list[tuple[str, str]]:
    """What holds, in five short lines."""
    day = consultation.feedback_on
    until = _("Senast %(day)s.") % {"day": format_date(day)} if day else ""
    decision = (consultation.decided_by, consultation.decision_when)
    return [
        (_("Vem berörs?"), plain(consultation.concerns)),
        (_("Det här kan du påverka"), plain(consultation.can_affect)),
        (_("Det här går inte att påverka"), plain(consultation.cannot_affect)),
        (_("Vem beslutar, och när?"), ". ".join(plain(each) for each in decision if each)),
        (_("Så får du veta vad det blev av det"), f"{plain(consultation.feedback_how)} {until}"),
    ]


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
