"""What must be said before a remiss may be published (DOMAIN 2.3), and what is missing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import ZONE, ngettext
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Handling, Publication, golive, last_day
from dialog.process.rules.golive import FEEDBACK_TOO_EARLY, Missing, is_feedback_before_end
from dialog.remiss.rules import Showing
from dialog.remiss.rules.content import Position

FEWEST_POSITIONS = 2
# The pages of the facts, in order, and which facts each one asks for. Dates are on a page of their
# own. Other places of what is missing are "time", "positions" and "document".
PAGES: dict[str, tuple[str, ...]] = {
    "what": ("title", "summary", "concerns", "area", "tags", "department_id", "language"),
    "asks": ("asks_for", "is_open_to_all", "showing", "shows_private_names"),
    "decision": ("decided_by", "decision_when", "feedback_how", "feedback_on", "case_number"),
    "contact": ("contact_name", "contact_email", "contact_phone"),
}
FACTS: tuple[tuple[str, str, Any], ...] = (
    ("what", "title", _l("Skriv en rubrik.")),
    ("what", "summary", _l("Skriv kort och enkelt vad det handlar om.")),
    ("what", "concerns", _l("Skriv vem som berörs.")),
    ("asks", "asks_for", _l("Skriv vad svaren ska handla om.")),
    ("decision", "decided_by", _l("Skriv vem som beslutar.")),
    ("decision", "decision_when", _l("Skriv när beslutet ska fattas.")),
    ("decision", "feedback_how", _l("Skriv hur de som svarar får veta vad det blev av det.")),
    (
        "decision",
        "feedback_on",
        _l("Välj vilken dag de som svarar senast ska få veta vad det blev av svaren."),
    ),
    ("contact", "contact_name", _l("Skriv vem man kan fråga.")),
)
OPENNESS = {Showing.NEVER: 0, Showing.AFTER: 1, Showing.AT_ONCE: 2}


class Settled(DomainError):
    """People have been told, or have answered, so this cannot be changed any more."""


def ensure_running(publication: Publication, handling: Handling) -> None:
    """Raise Settled unless it is a draft, or is out for opinion: later nothing of what is asked changes."""
    is_alive = publication in {Publication.DRAFT, Publication.PUBLISHED}
    if not is_alive or handling is not Handling.NONE:
        raise Settled(_l("Tiden för att svara är slut, så det går inte att ändra längre."))


@dataclass(frozen=True)
class Dates:
    """From when until when people can answer, and why that is short if it is.

    Without `opens_at` it opens when it is published. `closes_at`: the first moment after the last day.
    """

    opens_at: datetime | None
    closes_at: datetime | None
    short_reason: str = ""

    def days(self, now: datetime) -> int:
        """On how many days one can answer, if it were published now; 0 when it never closes."""
        if self.closes_at is None:
            return 0
        first = max(self.opens_at or now, now).astimezone(ZONE).date()
        return (last_day(self.closes_at) - first).days + 1

    def is_short(self, min_days: int, now: datetime) -> bool:
        """Whether that is less than the municipality's own rule. Three months are practice, not law."""
        return self.closes_at is not None and self.days(now) < min_days


@dataclass(frozen=True)
class Document:
    """What the check needs to know of the version in work."""

    sections: int
    asked: int  # sections that take views
    has_personal_number: bool = False


def ensure_sound(dates: Dates, min_days: int, now: datetime) -> None:
    """Raise Faulty when the dates make no sense, or are short without a reason."""
    if dates.closes_at is None:
        return
    if dates.closes_at <= now:
        raise Faulty(_l("Välj en sista dag som inte har varit."), "closes_on")
    if dates.opens_at is not None and dates.closes_at <= dates.opens_at:
        raise Faulty(_l("Sista dagen måste komma efter att remissen har öppnat."), "closes_on")
    if dates.is_short(min_days, now) and not dates.short_reason:
        raise Faulty(too_short(dates.days(now), min_days), "short_reason")


def too_short(days: int, min_days: int) -> str:
    """That people get less time than the rule says, in words."""
    words = ngettext(
        "Tiden blir %(days)d dag. Kommunens egen regel är minst %(least)d dagar. Skriv varför den är kortare.",
        "Tiden blir %(days)d dagar. Kommunens egen regel är minst %(least)d dagar. Skriv varför den är kortare.",
        days,
    )
    return words % {"days": days, "least": min_days}


def missing_dates(
    dates: Dates, feedback_on: date | None, min_days: int, now: datetime
) -> list[Missing]:
    """What is wrong with the dates if it were published now."""
    if dates.closes_at is None:
        return [Missing("time", _l("Välj sista dag för svar."))]
    lacking = []
    try:
        ensure_sound(dates, min_days, now)
    except Faulty as fault:
        lacking.append(Missing("time", str(fault)))
    if is_feedback_before_end(feedback_on, last_day(dates.closes_at)):
        lacking.append(Missing("facts:decision", FEEDBACK_TOO_EARLY))
    return lacking


def missing_document(document: Document | None) -> list[Missing]:
    """What the document lacks: it is there, and asks for views on at least one section."""
    if document is None or not document.sections:
        return [Missing("document", _l("Läs in dokumentet som ska ut på remiss."))]
    lacking = []
    if not document.asked:
        words = _l("Välj minst ett avsnitt i dokumentet som tar emot synpunkter.")
        lacking.append(Missing("document", words))
    if document.has_personal_number:
        words = _l("Det står ett personnummer i dokumentet. Ta bort det.")
        lacking.append(Missing("document", words))
    return lacking


def missing_positions(positions: list[Position]) -> list[Missing]:
    """Whether there is something to choose between."""
    if len(positions) >= FEWEST_POSITIONS:
        return []
    return [Missing("positions", _l("Lägg till minst två ställningstaganden att välja mellan."))]


def missing_facts(facts: Any) -> list[Missing]:
    """What the remiss does not say of itself yet."""
    return golive.missing_facts(facts, FACTS)


def ensure_promise_kept(before: Any, given: dict[str, Any]) -> None:
    """Raise Faulty when a published remiss would break what those who have answered were told.

    It may be opened to more, not closed to some; answers and names may be shown less, not more.
    """
    if before.is_open_to_all and not given.get("is_open_to_all", True):
        words = _l("Remissen är publicerad som öppen för alla. Då kan den inte stängas för några.")
        raise Faulty(words, "is_open_to_all")
    showing = given.get("showing", before.showing)
    if OPENNESS[showing] > OPENNESS[before.showing]:
        words = _l("De som har svarat har fått veta hur svaren visas. De kan inte visas mer än så.")
        raise Faulty(words, "showing")
    if given.get("shows_private_names") and not before.shows_private_names:
        words = _l("De som har svarat har fått veta att privatpersoners namn inte visas.")
        raise Faulty(words, "shows_private_names")
