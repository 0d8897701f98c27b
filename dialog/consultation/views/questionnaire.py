"""A questionnaire on the page that anyone may read: how long it is and where it begins."""

from typing import Any

from flask import url_for

from dialog.consultation.models import Part
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.questions import minutes
from dialog.consultation.views.parts import leads_in, prepares
from dialog.web.request import here


@leads_in(PartKind.QUESTIONNAIRE)
def way_in(part: Part) -> tuple[str, str]:
    """To its first page, or to where one was."""
    return part.title, url_for("consultation.respond", id=part.consultation_id, part=part.id)


@prepares(PartKind.QUESTIONNAIRE)
def prepare(reading: Reading, parts: list[Part]) -> dict[int, dict[str, Any]]:
    """Numbers and words; no statement."""
    return {part.id: _facts(reading, part) for part in parts}


def _facts(reading: Reading, part: Part) -> dict[str, Any]:
    content = part.content()
    return taking_part(reading, part) | {
        "questions": len(content.questions()),
        "minutes": minutes(content),
    }


def taking_part(reading: Reading, part: Part) -> dict[str, Any]:
    """Whether one can answer, where one does, and where the results are."""
    stage = next(each for each in reading.stages if each.id == part.stage_id)
    published = reading.consultation.results_public_at
    results = f"/medborgardialoger/{reading.consultation.id}/resultat"
    return {
        "window": stage.window(here().now).value,
        "respond": way_in(part)[1],
        "results": results if published is not None and published <= here().now else "",
    }
