"""The page of one consultation for those who run it: what it says, its steps, what is missing, what to do."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, url_for

from dialog.consultation.models import Consultation, Part, Stage
from dialog.consultation.queries import publishing, staff
from dialog.consultation.queries.public import Reading, outline
from dialog.consultation.rules import ANSWERED, PART_NAMES, PUBLICATION
from dialog.consultation.rules.golive import Missing
from dialog.consultation.rules.stages import has_opened
from dialog.consultation.views import bp
from dialog.consultation.views.facts import summaries
from dialog.consultation.views.history import history_rows
from dialog.consultation.views.public import story
from dialog.consultation.views.wording import when, who_words
from dialog.core.i18n import ZONE
from dialog.core.i18n import gettext as _
from dialog.core.policy import can
from dialog.core.text import plain
from dialog.process.rules import HANDLING, Handling, Publication
from dialog.process.views.cards import days_late
from dialog.web.request import access, here

MOVES = ("prepare", "answer", "implement", "complete")


@dataclass(frozen=True)
class PartRow:
    """One part on the overview: where it is written, and where it is printed, "" where it cannot be."""

    part: Part
    kind: Any
    href: str
    paper: str


@dataclass(frozen=True)
class StageRow:
    """One step on the overview, and what can be done to it now."""

    stage: Stage
    state: str
    when: str
    who: str
    parts: list[PartRow]
    has_opened: bool
    add_part: str


@bp.get("/arbetsyta/medborgardialoger/<int:id>")
def build(id: int) -> str:
    """Everything about one consultation, on one page."""
    consultation = access(Consultation, id)
    return render_template("consultation/build.html", **overview(consultation))


def overview(consultation: Consultation) -> dict[str, Any]:
    """The variables of build.html."""
    ctx = here()
    reading = outline(ctx, consultation)
    is_draft = consultation.publication is Publication.DRAFT
    missing = publishing.missing(ctx, reading) if is_draft else []
    return {
        "consultation": consultation,
        "is_draft": is_draft,
        "missing": tasks(reading, missing),
        "has_missed": is_draft and bool(staff.missed(ctx, consultation)),
        "facts": summaries(consultation),
        "stages": [_stage(reading, stage) for stage in reading.stages],
        "can_change": consultation.handling is Handling.NONE
        and consultation.publication in {Publication.DRAFT, Publication.PUBLISHED},
        "window": consultation.window(ctx.now).value,
        "late": days_late(consultation, ctx.now),
        "steps": staff.steps(ctx, consultation),
        "today": ctx.now.astimezone(ZONE).date(),
        "outcome": consultation.outcome,
        "allows": {move: HANDLING.allows(consultation.handling, move) for move in MOVES},
        "may_stop": PUBLICATION.allows(consultation.publication, "stop")
        and consultation.decided_at is None,
        "history": history_rows(staff.history(ctx, consultation)),
        "ways": _ways(reading),
    }


def _ways(reading: Reading) -> list[tuple[str, str]]:
    """Pages about it that others make, for those who may open them."""
    consultation = reading.consultation
    is_seen = consultation.published_at is not None
    is_answered = any(part.kind in ANSWERED for part in reading.all_parts())
    offered = {
        "consultation.answers": (_("Svar i siffror"), is_seen),
        "consultation.texts": (_("Fritext"), is_seen),
        "consultation.exports": (_("Svar som fil"), is_seen),
        "consultation.enter": (
            _("Svar på papper och telefon"),
            is_answered and consultation.is_public(),
        ),
        "consultation.make_codes": (_("Koder för inbjudna"), True),
    }
    actor = here().actor
    return [
        (words, url_for(endpoint, id=consultation.id))
        for endpoint, (words, is_there) in offered.items()
        if is_there and can(actor, endpoint, consultation)
    ]


def tasks(reading: Reading, missing: list[Missing]) -> list[tuple[str, str]]:
    """What is missing, in words that name the step or the part, and where one does it."""
    return [_task(reading, each) for each in missing]


def _task(reading: Reading, missing: Missing) -> tuple[str, str]:
    consultation, words = reading.consultation, str(missing.words)
    what, _colon, which = missing.place.partition(":")
    if what == "facts":
        return words, url_for(".describe", id=consultation.id, page=which)
    if what == "part":
        part = next(each for each in reading.all_parts() if each.id == int(which))
        return _about(part.title, words), part_href(part)
    if what == "step":
        stage = next(each for each in reading.stages if each.id == int(which))
        href = url_for(".edit_stage", id=consultation.id, stage=stage.id)
        return _about(stage.title, words), href
    return words, url_for(".add_stage", id=consultation.id)


def _about(title: str, words: str) -> str:
    return f"{plain(title)}: {words}" if title else words


def part_href(part: Part) -> str:
    """Where a part is written."""
    return url_for(".edit_part", id=part.consultation_id, part=part.id)


def _paper(reading: Reading, part: Part) -> str:
    """Where people print it, if they can answer it on paper."""
    if part.kind not in ANSWERED or not reading.consultation.is_public():
        return ""
    return url_for(".paper_form", id=part.consultation_id, part=part.id)


def _stage(reading: Reading, stage: Stage) -> StageRow:
    now, publication = here().now, reading.consultation.publication
    return StageRow(
        stage=stage,
        state=stage.window(now).value,
        when=when(stage.opens_at, stage.closes_at),
        who=who_words(stage),
        parts=[
            PartRow(part, PART_NAMES[part.kind], part_href(part), _paper(reading, part))
            for part in reading.parts.get(stage.id, [])
        ],
        has_opened=has_opened(publication, stage.opens_at, now),
        add_part=url_for(".add_part", id=stage.consultation_id, stage=stage.id),
    )


@bp.get("/arbetsyta/medborgardialoger/<int:id>/handlaggning")
def handle(id: int) -> Any:
    """Where lists of cases of every kind lead: the same overview."""
    consultation = access(Consultation, id)
    return redirect(url_for(".build", id=consultation.id), 303)


@bp.get("/arbetsyta/medborgardialoger/<int:id>/forhandsvisning")
def preview(id: int) -> str:
    """Exactly the public page, before it is public."""
    consultation = access(Consultation, id)
    variables = story(outline(here(), consultation))
    return render_template("consultation/preview.html", **variables)
