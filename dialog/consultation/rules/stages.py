"""When: what a step may be, and what of it may change once people have been told or have taken part."""

from dataclasses import dataclass
from datetime import datetime

from dialog.consultation.rules.admission import OLDEST, Who
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Publication
from dialog.process.rules.moments import closing as closing
from dialog.process.rules.moments import day_and_time as day_and_time
from dialog.process.rules.moments import ensure_later as ensure_later
from dialog.process.rules.moments import opening as opening

LEVELS = ("loa3", "loa4")


class Settled(DomainError):
    """People have taken part, or have been promised something, so this cannot be changed any more."""


@dataclass(frozen=True)
class Terms:
    """What a step is: its words, its time, and who may take part how."""

    title: str
    intro: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    who: Who = Who.ANYONE
    level: str = "loa3"
    age_from: int | None = None
    age_to: int | None = None
    is_anonymous: bool = False
    is_reviewed_first: bool = False


def ensure_sound(terms: Terms) -> None:
    """Raise Faulty when the step makes no sense: without a name, closing before it opens, ages reversed."""
    if not terms.title:
        raise Faulty(_l("Skriv vad steget heter."), "title")
    if terms.closes_at and not terms.opens_at:
        raise Faulty(_l("Välj när steget öppnar."), "opens_on")
    if terms.opens_at and terms.closes_at and terms.closes_at <= terms.opens_at:
        raise Faulty(_l("Steget måste stänga efter att det har öppnat."), "closes_on")
    if terms.level not in LEVELS:
        raise Faulty(_l("Välj tillitsnivå."), "level")
    _ensure_ages(terms.age_from, terms.age_to)
    if terms.who is Who.INVITED and (terms.age_from is not None or terms.age_to is not None):
        words = _l("Den som har en kod loggar inte in, så åldern går inte att kontrollera.")
        raise Faulty(words, "age_from")


def _ensure_ages(youngest: int | None, oldest: int | None) -> None:
    for name, age in (("age_from", youngest), ("age_to", oldest)):
        if age is not None and not 0 <= age <= OLDEST:
            raise Faulty(_l("Skriv en ålder mellan 0 och 130."), name)
    if youngest is not None and oldest is not None and youngest > oldest:
        raise Faulty(_l("Den högsta åldern måste vara minst lika hög som den lägsta."), "age_to")


def has_opened(publication: Publication, opens_at: datetime | None, now: datetime) -> bool:
    """Whether people have been let in."""
    return publication is not Publication.DRAFT and opens_at is not None and opens_at <= now


def ensure_may_change(publication: Publication, before: Terms, after: Terms, now: datetime) -> None:
    """Raise when a published step would change under those who take part or plan to.

    Before it opens everything may change except into the past. Afterwards only its words, and
    whether texts are read first: extending it is an act of its own.
    """
    if publication is Publication.DRAFT:
        return
    if has_opened(publication, before.opens_at, now):
        _ensure_as_it_was(before, after)
    elif after.opens_at is None or after.closes_at is None:
        if before.opens_at is not None:
            raise Faulty(_l("Välj när steget öppnar och stänger."), "opens_on")
    elif after.closes_at <= now:
        raise Faulty(_l("Välj en sista dag som inte har varit."), "closes_on")


def _ensure_as_it_was(before: Terms, after: Terms) -> None:
    if _of_those_who_take_part(before) != _of_those_who_take_part(after):
        raise Settled(_l("Steget har öppnat. Därför går det inte att ändra vem som får delta."))
    if (before.opens_at, before.closes_at) != (after.opens_at, after.closes_at):
        raise Settled(_l("Steget har öppnat. Du kan förlänga det, men inte flytta det."))


def _of_those_who_take_part(terms: Terms) -> tuple[object, ...]:
    return terms.who, terms.level, terms.age_from, terms.age_to, terms.is_anonymous
