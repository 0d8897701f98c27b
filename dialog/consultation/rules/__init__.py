"""When: what a consultation may do in which state. Pure; knows no database and no web."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.workflow import Flow
from dialog.process.rules import Publication, Window, window
from dialog.process.rules.golive import NotReady as NotReady


class Blueprint(StrEnum):
    """What a new consultation begins as. Afterwards everything can be changed."""

    QUESTIONS = "questions"
    SURVEY = "survey"
    IDEAS = "ideas"
    MAP = "map"
    PRIORITIES = "priorities"


class PartKind(StrEnum):
    """What one part of a step is."""

    TEXT = "text"
    QUESTIONNAIRE = "questionnaire"
    IDEAS = "ideas"
    MAP = "map"
    PRIORITIES = "priorities"
    DISCUSSION = "discussion"


P = Publication

PUBLICATION = Flow(
    "publication",
    ("publish", [P.DRAFT], P.PUBLISHED),
    ("withdraw", [P.DRAFT], P.WITHDRAWN),
    ("stop", [P.PUBLISHED], P.STOPPED),
)

BLUEPRINT_NAMES: dict[Blueprint, Any] = {
    Blueprint.QUESTIONS: _l("Öppna frågor"),
    Blueprint.SURVEY: _l("Enkät"),
    Blueprint.IDEAS: _l("Idéinsamling"),
    Blueprint.MAP: _l("Kartdialog"),
    Blueprint.PRIORITIES: _l("Prioritering"),
}
PART_NAMES: dict[PartKind, Any] = {
    PartKind.TEXT: _l("Text och bilder"),
    PartKind.QUESTIONNAIRE: _l("Frågor"),
    PartKind.IDEAS: _l("Idéer"),
    PartKind.MAP: _l("Karta"),
    PartKind.PRIORITIES: _l("Prioritering"),
    PartKind.DISCUSSION: _l("Diskussion"),
}
ANSWERED = {PartKind.QUESTIONNAIRE, PartKind.PRIORITIES}  # one answer from each person
PROPOSED = {PartKind.IDEAS, PartKind.MAP}  # any number of ideas from each person


class NotOpen(DomainError):
    """Nobody can take part in this step now."""


class NotShown(DomainError):
    """The text or the result is not public."""

    status = 404


def is_open(
    publication: Publication, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> bool:
    """Whether people can take part in a step now."""
    return publication is P.PUBLISHED and window(opens_at, closes_at, now) is Window.OPEN


def ensure_open(
    publication: Publication, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> None:
    """Raise NotOpen unless people can take part in the step now."""
    if not is_open(publication, opens_at, closes_at, now):
        raise NotOpen(_l("Det går inte att delta nu."))
