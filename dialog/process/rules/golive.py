"""What must be said before anything that the municipality asks is published, and what is missing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Publication

LONGEST_WAIT = timedelta(days=365)
# Page, fact, and what to do when it is not said.
Needed = Sequence[tuple[str, str, Any]]


class NotReady(DomainError):
    """Something is missing before it can be published. `missing` says what."""

    def __init__(self, missing: list[Any]) -> None:
        super().__init__(_l("Det går inte att publicera än. Något saknas."))
        self.missing = missing


@dataclass(frozen=True)
class Missing:
    """One thing to do before publication: where, and in which words.

    `place` is "facts:<page>", or whatever else the type leads people to by that name.
    """

    place: str
    words: Any


REACHABLE = _l("Skriv en e-postadress eller ett telefonnummer.")
FEEDBACK_TOO_EARLY = _l("Lova svar efter den sista dagen, inte innan folk har fått säga sitt.")


def missing_facts(facts: Any, needed: Needed) -> list[Missing]:
    """What it does not say of itself yet, among what is needed and how to reach the municipality."""
    lacking = [
        Missing(f"facts:{page}", words) for page, name, words in needed if not getattr(facts, name)
    ]
    if not (facts.contact_email or facts.contact_phone):
        lacking.append(Missing("facts:contact", REACHABLE))
    return lacking


def ensure_kept(facts: Any, given: Mapping[str, Any], needed: Needed, *, is_public: bool) -> None:
    """Raise Faulty when what must be said is taken away: the title at once, the rest once it is public."""
    for _page, name, words in needed:
        if name in given and not given[name] and (is_public or name == "title"):
            raise Faulty(words, name)
    ways = {"contact_email", "contact_phone"}
    reached = [given.get(name, getattr(facts, name)) for name in ways]
    if is_public and ways & given.keys() and not any(reached):
        raise Faulty(REACHABLE, "contact_email")


def ensure_ready(lacking: list[Missing]) -> None:
    """Raise NotReady with all that is missing."""
    if lacking:
        raise NotReady(lacking)


def is_feedback_before_end(feedback_on: date | None, last_day: date | None) -> bool:
    """Whether people are promised an answer before they have been asked."""
    return feedback_on is not None and last_day is not None and feedback_on < last_day


def ensure_plannable(
    publication: Publication, at: datetime, ends: Sequence[datetime], now: datetime
) -> None:
    """Raise unless a draft may be published at that moment: ahead, and before anything of it ends."""
    ensure_draft(publication)
    if not now < at <= now + LONGEST_WAIT:
        raise Faulty(_l("Välj en tid som inte har varit, högst ett år framåt."), "on")
    if any(end <= at for end in ends):
        raise Faulty(_l("Tiden för att delta är slut innan dess. Välj en tidigare dag."), "on")


def ensure_draft(publication: Publication) -> None:
    """Raise DomainError when it has been published or thrown away."""
    if publication is not Publication.DRAFT:
        raise DomainError(_l("Den är redan publicerad eller borttagen."))
