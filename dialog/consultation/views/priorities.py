"""Priorities on the page that anyone may read: what there is to weigh, and where one does it."""

from typing import Any

from dialog.consultation.models import Part
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PartKind
from dialog.consultation.views.parts import leads_in, prepares
from dialog.consultation.views.questionnaire import taking_part, way_in

leads_in(PartKind.PRIORITIES)(way_in)


@prepares(PartKind.PRIORITIES)
def prepare(reading: Reading, parts: list[Part]) -> dict[int, dict[str, Any]]:
    """Words and addresses; no statement."""
    return {part.id: taking_part(reading, part) for part in parts}
