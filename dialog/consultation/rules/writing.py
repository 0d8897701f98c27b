"""What people write to one another: how long it may be, who may change it, and what others then see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Role
from dialog.core.text import tidy
from dialog.identity.rules import holds_personal_number
from dialog.process.rules import CONTRIBUTION, Publication

MOST_TITLE, MOST_BODY, MOST_COMMENT, MOST_PLACE, MOST_ALT = 120, 5000, 3000, 200, 250

# In which roles somebody speaks for the municipality, and how the role is called beside their name.
SPEAKING_ROLES: dict[Role, Any] = {
    Role.OFFICER: _l("Handläggare"),
    Role.COUNCILLOR: _l("Förtroendevald"),
}
CHANGEABLE = {Publication.SUBMITTED, Publication.PUBLISHED, Publication.RETURNED}


class NotYours(DomainError):
    """Somebody else wrote it, or whoever wrote it cannot be told from others here."""

    status = 403


class NotChangeable(DomainError):
    """It was hidden or taken back, so it stays as it is."""


class AlreadyThere(DomainError):
    """They support it already."""


class Written(Protocol):
    """What somebody has written."""

    participant_key: Any
    publication: Any
    author_id: Any
    author_name: Any
    title: Any
    body: Any
    withdrawn_at: Any
    changed_at: Any


def is_own(thing: Written, key: str) -> bool:
    """Whether whoever has this key wrote it. What was taken back is nobody's."""
    return bool(thing.participant_key) and thing.participant_key == key


def ensure_own(thing: Written, key: str) -> None:
    """Raise NotYours unless whoever has this key wrote it."""
    if not is_own(thing, key):
        raise NotYours(
            _l(
                "Bara den som har skrivit texten kan ändra den. Logga in på samma sätt, eller använd "
                "samma webbläsare, som när du skrev den."
            )
        )


def ensure_changeable(thing: Written) -> None:
    """Raise NotChangeable when it was hidden or taken back."""
    if thing.publication not in CHANGEABLE:
        raise NotChangeable(_l("Texten går inte att ändra längre."))


def send_again(thing: Written, *, is_reviewed_first: bool) -> bool:
    """Let a text that was changed wait for a moderator, where one reads first or has sent it back.

    Returns whether it waits.
    """
    if CONTRIBUTION.allows(thing.publication, "submit") and (
        is_reviewed_first or thing.publication is Publication.RETURNED
    ):
        CONTRIBUTION.apply(thing, "submit")
    return thing.publication is Publication.SUBMITTED


def take_back(thing: Written, now: datetime) -> None:
    """Show it no longer, and forget who wrote it. What was received stays as an official record."""
    CONTRIBUTION.apply(thing, "withdraw")
    thing.withdrawn_at = thing.changed_at = now
    thing.participant_key, thing.author_id, thing.author_name = "", None, ""
    thing.title = thing.body = ""


def ensure_sound(texts: Mapping[str, str], needed: Mapping[str, Any]) -> None:
    """Raise Faulty for a text that is needed and empty, or that holds a personal number.

    Both by the name of the field; `needed` says what to tell.
    """
    for name, message in needed.items():
        if not tidy(texts[name]):
            raise Faulty(message, name)
    for name, words in texts.items():
        if holds_personal_number(words):
            raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."), name)
