"""Whom a remiss is sent to: sorts of organisations, where each one stands, and when to remind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.identity.rules import holds_personal_number
from dialog.remiss.rules.organisation_number import organisation_number

LAST_REMINDER = timedelta(days=3)  # before the end of the last day
LINK_OUTLIVES = timedelta(days=90)  # the last day: a late answer is taken, too
MOST_LINES = 500
LONGEST_NAME, LONGEST_ADDRESS = 120, 200
_FIELDS = 4
_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\"]+")

SORTS: dict[str, Any] = {
    "authority": _l("Myndighet"),
    "municipality": _l("Kommun eller region"),
    "own": _l("Nämnd eller bolag i kommunen"),
    "association": _l("Förening eller stiftelse"),
    "company": _l("Företag"),
    "council": _l("Råd eller nätverk"),
    "other": _l("Annat"),
}


class Standing(StrEnum):
    """How far an addressee has come."""

    WAITING = "waiting"  # not invited yet
    INVITED = "invited"
    OPENED = "opened"
    DRAFTED = "drafted"
    ANSWERED = "answered"
    DECLINED = "declined"


STANDING_NAMES: dict[Standing, Any] = {
    Standing.WAITING: _l("Inte inbjuden än"),
    Standing.INVITED: _l("Har inte öppnat"),
    Standing.OPENED: _l("Har öppnat"),
    Standing.DRAFTED: _l("Skriver"),
    Standing.ANSWERED: _l("Har svarat"),
    Standing.DECLINED: _l("Avstår"),
}


class Told(Protocol):
    """What is known of an addressee."""

    is_invited: Any
    invited_at: Any
    opened_at: Any
    drafted_at: Any
    answered_at: Any
    declined_at: Any


class NoAddress(DomainError):
    """There is no address to write to."""


def standing(told: Told) -> Standing:
    """How far the addressee has come. An answer outweighs that they once declined."""
    steps = (
        (told.answered_at, Standing.ANSWERED),
        (told.declined_at, Standing.DECLINED),
        (told.drafted_at, Standing.DRAFTED),
        (told.opened_at, Standing.OPENED),
        (told.invited_at, Standing.INVITED),
    )
    return next((step for at, step in steps if at is not None), Standing.WAITING)


def half_time(opens_at: datetime, closes_at: datetime) -> datetime:
    """The middle of the time to answer."""
    return opens_at + (closes_at - opens_at) / 2


def last_moment(closes_at: datetime | None, extended_to: datetime | None) -> datetime | None:
    """When one addressee's time is over: the later of everybody's last day and their own."""
    return max((each for each in (closes_at, extended_to) if each is not None), default=None)


def link_lasts_until(closes_at: datetime | None, extended_to: datetime | None) -> datetime | None:
    """Until when the personal link works. None: for as long as the remiss has no last day."""
    last = last_moment(closes_at, extended_to)
    return last + LINK_OUTLIVES if last else None


@dataclass(frozen=True)
class Card:
    """What the register holds of an organisation."""

    name: str
    email: str = ""
    contact_name: str = ""
    number: str = ""
    sort: str = "other"


def sound(card: Card) -> Card:
    """The card, tidied. Raises Faulty, next to the field where something is wrong."""
    name, email = tidy(card.name), tidy(card.email)
    if not name or len(name) > LONGEST_NAME:
        raise Faulty(_l("Skriv organisationens namn, högst 120 tecken."), "name")
    if holds_personal_number(f"{name} {card.contact_name}"):
        raise Faulty(_l("Skriv inget personnummer här."), "name")
    if email and (not _ADDRESS.fullmatch(email) or len(email) > LONGEST_ADDRESS):
        raise Faulty(_l("Skriv hela e-postadressen, till exempel namn@organisation.se."), "email")
    if card.sort not in SORTS:
        raise Faulty(_l("Välj ett alternativ i listan."), "sort")
    return Card(name, email, tidy(card.contact_name), organisation_number(card.number), card.sort)


def read_cards(text: str) -> Iterator[Card]:
    """One card for each line: name; e-mail; contact; number. Raises Faulty with the line's number."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise Faulty(_l("Klistra in högst 500 rader åt gången."), "lines")
    for number, line in lines:
        try:
            yield _card(line)
        except Faulty as fault:
            words = _l("Rad %(number)d: %(fault)s") % {"number": number, "fault": fault}
            raise Faulty(words, "lines") from None


def _card(line: str) -> Card:
    cells = [cell.strip().strip('"') for cell in re.split(r"[;\t]", line)]
    if len(cells) > _FIELDS:
        raise Faulty(_l("Raden har för många delar."), "lines")
    return sound(Card(*cells))
