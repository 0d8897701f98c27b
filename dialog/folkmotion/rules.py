"""When: threshold, clocks, who may sign. Pure; knows no database and no web."""

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from dialog.core.canonical import digest
from dialog.core.errors import DomainError
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Identity
from dialog.identity.rules import holds_personal_number, reaches
from dialog.process.rules import Publication, Window, end_of_day

MOST_TITLE, MOST_SUMMARY, MOST_BODY, MOST_REASONS = 80, 300, 8000, 4000
MOST_NAME, MOST_TAGS, MOST_TAG = 60, 5, 30
ADVISED_MARGIN = 1.35  # of the threshold, where names are checked afterwards (DOMAIN 1.4)
# How long after a name was given it may still be on its way into the database. Counting waits for it.
COUNT_LAG = timedelta(minutes=10)
TOLD = {"meeting", "milestone"}  # kinds of steps that everyone who signed is written to about


PERSONAL_NUMBER = _l(
    "Personnummer får inte stå i texten. Ta bort numret. Alla kan läsa det du skriver här."
)


class Stance(StrEnum):
    """For the proposal, or (where the municipality allows it) against."""

    FOR = "for"
    AGAINST = "against"


class Eligibility(StrEnum):
    """Whether a name counts."""

    VALID = "valid"
    UNVERIFIED = "unverified"  # no register to ask
    NOT_RESIDENT = "not_resident"  # a later check found the person registered elsewhere


class NotOpen(DomainError):
    """The folkmotion cannot be signed now."""


class AlreadySigned(DomainError):
    """One person, one name."""


class NotEligible(DomainError):
    """This person cannot sign or start a folkmotion here. The message says why."""


class TextChanged(DomainError):
    """The text was replaced while the person was reading it."""


class NotReady(DomainError):
    """Something is missing before the folkmotion can be sent in."""


class NotEnabled(DomainError):
    """The municipality has not introduced folkmotioner."""


class PersonalNumberInText(DomainError):
    """A personal number stands in a text that others are to read."""


class WrongLevel(DomainError):
    """The e-legitimation is not strong enough for this act."""


def ensure_enabled(rules: Mapping[str, Any]) -> None:
    """Raise NotEnabled unless the council has introduced folkmotioner."""
    if not rules["ef.enabled"]:
        raise NotEnabled(_l("Kommunen har inte infört folkmotioner."))


def ensure_no_personal_number(*texts: str) -> None:
    """Raise PersonalNumberInText when one of the texts holds a personal number."""
    if any(holds_personal_number(text) for text in texts):
        raise PersonalNumberInText(PERSONAL_NUMBER)


def ensure_complete(title: str, summary: str, body: str) -> None:
    """Raise NotReady, naming the first part that has not been written."""
    for text, message in (
        (title, _l("Rubriken saknas.")),
        (summary, _l("Sammanfattningen saknas.")),
        (body, _l("Förslagets text saknas.")),
    ):
        if not text:
            raise NotReady(message)


def ensure_level(given: str, required: str) -> None:
    """Raise WrongLevel unless the login is at least as strong as the local rule demands."""
    if not reaches(given, required):
        raise WrongLevel(
            _l("Din e-legitimation räcker inte för att skriva under här. Välj en annan.")
        )


def is_open(publication: Publication, window: Window) -> bool:
    """Whether names are being collected now."""
    return publication is Publication.PUBLISHED and window is Window.OPEN


def ensure_open(publication: Publication, window: Window) -> None:
    """Raise NotOpen unless names are being collected now."""
    if not is_open(publication, window):
        raise NotOpen(_l("Den här folkmotionen går inte att skriva under nu."))


def ensure_stance(rules: Mapping[str, Any], stance: Stance) -> None:
    """Raise NotEligible when the municipality has not switched on votes against."""
    if stance is Stance.AGAINST and not rules["ef.votes_against_allowed"]:
        raise NotEligible(_l("I den här kommunen går det bara att ställa sig bakom ett förslag."))


NEVER_RESIDENTS = {
    Identity.COORDINATION: _l(
        "Du har loggat in med ett samordningsnummer. Bara den som har ett personnummer kan skriva under."
    ),
    Identity.FOREIGN: _l(
        "Du har loggat in med en utländsk e-legitimation. Du kan delta i öppna dialoger, men bara den som har loggat in med ett svenskt personnummer kan föreslå eller skriva under en folkmotion."
    ),
    Identity.EMPLOYEE: _l(
        "Du har loggat in som anställd i kommunen. Logga in med din egen e-legitimation om du vill föreslå eller skriva under."
    ),
}


def eligibility(who_may: str, identity: Identity, *, is_registered: bool | None) -> Eligibility:
    """Whether the person's name counts. Raises NotEligible.

    `who_may` is the rule ("residents" or "anyone"), `is_registered` None when there is no register.
    """
    if identity in NEVER_RESIDENTS:
        raise NotEligible(NEVER_RESIDENTS[identity])
    if who_may == "anyone" or is_registered:
        return Eligibility.VALID
    if is_registered is None:
        return Eligibility.UNVERIFIED
    raise NotEligible(
        _l(
            "Enligt kommunens utdrag ur folkbokföringen är du inte folkbokförd i kommunen. Därför kan du inte vara med här."
        )
    )


def threshold(rule: Mapping[str, Any], population: int) -> int:
    """How many names are needed: a count, or a share of the residents rounded up."""
    if rule["mode"] == "count":
        return int(rule["value"])
    # Whole thousandths of a per cent, so that 1 % of 18 400 is 184 and not 184.00000000000003.
    return max(1, math.ceil(round(float(rule["value"]) * 1000) * population / 100_000))


def counted(valid: int, unverified: int, rules: Mapping[str, Any]) -> int:
    """The names that count towards the threshold."""
    return valid + (unverified if rules.get("ef.unverified_counts") else 0)


def advised_number(needed: int) -> int:
    """How many names are wise to collect where names are checked afterwards."""
    return math.ceil(needed * ADVISED_MARGIN)


def is_carried(valid: int, unverified: int, needed: int | None, rules: Mapping[str, Any]) -> bool:
    """Whether enough names count, so that the municipality must answer."""
    return needed is not None and counted(valid, unverified, rules) >= needed


def is_last_count(counted_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Whether a count now is the first one that no name can come too late for."""
    if closes_at is None or now < closes_at + COUNT_LAG:
        return False
    return counted_at is None or counted_at < closes_at + COUNT_LAG


def text_hash(title: str, summary: str, body: str, reasons: str) -> str:
    """SHA-256 of the whole text as received, in a form that anyone can compute again."""
    return digest({"title": title, "summary": summary, "body": body, "reasons": reasons})


def closes_at(opens_at: datetime, days: int) -> datetime:
    """When collection ends: at the end of the last day."""
    return end_of_day(opens_at.astimezone(ZONE).date() + timedelta(days=days))


def answer_due_at(handed_over_at: datetime, months: int) -> datetime:
    """The end of the same day some months later, or of that month's last day."""
    return end_of_day(months_later(handed_over_at.astimezone(ZONE).date(), months))


def blocked_until(published_at: datetime, months: int, now: datetime) -> date | None:
    """The first day on which the same matter may be raised again; None when it may now."""
    until = months_later(published_at.astimezone(ZONE).date(), months)
    return until if now.astimezone(ZONE).date() < until else None


def months_later(day: date, months: int) -> date:
    """The same day of a later (or, with a negative number, earlier) month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
