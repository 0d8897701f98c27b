"""When: what a remiss may do in which state. Pure; knows no database and no web."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.workflow import Flow
from dialog.process.rules import Publication, Window, window


class Showing(StrEnum):
    """When anyone may read the answers. It is a choice for each remiss (GDPR; RF 2:3 for names)."""

    NEVER = "never"
    AFTER = "after"  # when the time to answer is over
    AT_ONCE = "at_once"


class Sender(StrEnum):
    """For whom an answer speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"


class FileUse(StrEnum):
    """What a file is that came with an answer."""

    STATEMENT = "statement"  # the answer itself, written elsewhere
    MINUTES = "minutes"  # shows who decided on it
    ANNEX = "annex"


class Effect(StrEnum):
    """What the municipality does because of a view."""

    CHANGED = "changed"
    PARTLY = "partly"
    UNCHANGED = "unchanged"
    NOTED = "noted"


P = Publication

PUBLICATION = Flow(
    "publication",
    ("publish", [P.DRAFT], P.PUBLISHED),
    ("withdraw", [P.DRAFT], P.WITHDRAWN),
    ("stop", [P.PUBLISHED], P.STOPPED),
)

SHOWING_NAMES: dict[Showing, Any] = {
    Showing.NEVER: _l("Nej, svaren publiceras inte"),
    Showing.AFTER: _l("Ja, när tiden för att svara är slut"),
    Showing.AT_ONCE: _l("Ja, allt eftersom de kommer in"),
}
SENDER_NAMES: dict[Sender, Any] = {
    Sender.PERSON: _l("Privatperson"),
    Sender.ORGANISATION: _l("Organisation"),
}
EFFECT_NAMES: dict[Effect, Any] = {
    Effect.CHANGED: _l("Förslaget ändras"),
    Effect.PARTLY: _l("Förslaget ändras delvis"),
    Effect.UNCHANGED: _l("Förslaget ändras inte"),
    Effect.NOTED: _l("Synpunkten tas med i det fortsatta arbetet"),
}


class NotOpen(DomainError):
    """Nobody can answer now."""


class NotShown(DomainError):
    """The answers are not public."""

    status = 404


def takes_answers(publication: Publication, opens_at: datetime | None, now: datetime) -> bool:
    """Whether an answer is taken: also after the last day, but then it is late (TF 2 kap., OSL 5:1)."""
    return publication is P.PUBLISHED and window(opens_at, None, now) is Window.OPEN


def is_late(closes_at: datetime | None, extended_to: datetime | None, now: datetime) -> bool:
    """Whether an answer that is sent now is late. `extended_to`: what that sender alone was given."""
    ends = [each for each in (closes_at, extended_to) if each is not None]
    return bool(ends) and now >= max(ends)


def shows_answers(showing: Showing, closes_at: datetime | None, now: datetime) -> bool:
    """Whether anyone may read the answers now, as far as the remiss is concerned."""
    if showing is Showing.AFTER:
        return closes_at is not None and now >= closes_at
    return showing is Showing.AT_ONCE


def shows_file(sender: Sender, use: FileUse, *, is_released: bool | None) -> bool:
    """Whether a file of a shown answer is shown to anyone, once the scanner has passed it.

    Minutes never are. What organisations send is, and what private persons send is not, until an
    official has decided otherwise.
    """
    if use is FileUse.MINUTES:
        return False
    return sender is Sender.ORGANISATION if is_released is None else is_released
