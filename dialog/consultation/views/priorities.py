"""Priorities on the page that anyone may read: what there is to weigh, where one does it, the result."""

from dataclasses import replace
from typing import Any

from dialog.consultation.models import Part
from dialog.consultation.queries.counted import counted_parts
from dialog.consultation.queries.public import Reading
from dialog.consultation.queries.report import weighed
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.lens import Look
from dialog.consultation.rules.statistics import Outcome
from dialog.consultation.views.parts import leads_in, prepares
from dialog.consultation.views.questionnaire import taking_part, way_in
from dialog.consultation.views.results import words
from dialog.core.i18n import gettext as _
from dialog.web.request import here

UPCOMING = "upcoming"

leads_in(PartKind.PRIORITIES)(way_in)


@prepares(PartKind.PRIORITIES)
def prepare(reading: Reading, parts: list[Part]) -> dict[int, dict[str, Any]]:
    """Words and addresses; and the results that are shown, in two statements however many they are."""
    facts = {part.id: taking_part(reading, part) for part in parts}
    shown = [part for part in parts if _shows_result(part, facts[part.id])]
    outcomes = _outcomes(reading, shown) if shown else {}
    return {
        number: each | {"outcome": outcomes.get(number), "words": words(is_public=True)}
        for number, each in facts.items()
    }


def _shows_result(part: Part, facts: dict[str, Any]) -> bool:
    """What has been shown while the step was open is not hidden afterwards."""
    has_opened = facts["window"] != UPCOMING
    return bool(facts["results"]) or (part.content().shows_result and has_opened)


def _outcomes(reading: Reading, parts: list[Part]) -> dict[int, Outcome]:
    counted = counted_parts(here(), reading.consultation, parts)
    found = {}
    for part in parts:
        outcome = weighed(counted, part, counted.lens(part, Look(), is_public=True))
        found[part.id] = replace(outcome, title=_("Så har alla prioriterat"))
    return found
