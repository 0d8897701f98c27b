"""What must be said before a consultation may be published (DOMAIN 2.2), and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from dialog.consultation.rules import NotReady
from dialog.core.i18n import lazy_gettext as _l


class Facts(Protocol):
    """What a consultation says of itself."""

    title: Any
    summary: Any
    concerns: Any
    can_affect: Any
    cannot_affect: Any
    decided_by: Any
    decision_when: Any
    feedback_how: Any
    feedback_on: Any
    contact_name: Any
    contact_email: Any
    contact_phone: Any


class Dated(Protocol):
    """A step, as the check needs to know it."""

    title: Any
    opens_at: Any
    closes_at: Any


@dataclass(frozen=True)
class Missing:
    """One thing to do before publication: where, and in which words. `place` is "facts", "step:3", "part:5"."""

    place: str
    words: Any


# Level of influence has a default that is never right by chance, so it is asked for like the rest.
FACTS: tuple[tuple[str, Any], ...] = (
    ("title", _l("Skriv en rubrik.")),
    ("summary", _l("Skriv kort och enkelt vad det handlar om.")),
    ("concerns", _l("Skriv vem som berörs.")),
    ("level", _l("Välj hur stort inflytande deltagarna har.")),
    ("can_affect", _l("Skriv vad man kan påverka.")),
    ("cannot_affect", _l("Skriv vad man inte kan påverka.")),
    ("decided_by", _l("Skriv vem som beslutar.")),
    ("decision_when", _l("Skriv när beslutet ska fattas.")),
    ("feedback_how", _l("Skriv hur deltagarna får veta vad det blev av det.")),
    ("feedback_on", _l("Skriv när deltagarna senast får veta vad det blev av det.")),
    ("contact_name", _l("Skriv vem man kan fråga.")),
)


def missing_facts(facts: Facts) -> list[Missing]:
    """What the consultation does not say of itself yet."""
    lacking = [Missing("facts", words) for name, words in FACTS if not getattr(facts, name)]
    if not (facts.contact_email or facts.contact_phone):
        lacking.append(Missing("facts", _l("Skriv en e-postadress eller ett telefonnummer.")))
    return lacking


def missing_steps(steps: Iterable[tuple[int, Dated, bool]], now: datetime) -> list[Missing]:
    """What is wrong with the steps: (id, step, whether it has parts). At least one, each with dates."""
    lacking, seen = [], False
    for number, step, has_parts in steps:
        seen, place = True, f"step:{number}"
        if step.opens_at is None or step.closes_at is None:
            lacking.append(Missing(place, _l("Välj när steget öppnar och stänger.")))
        elif step.closes_at <= now:
            lacking.append(Missing(place, _l("Steget stänger innan det har publicerats.")))
        if not has_parts:
            lacking.append(Missing(place, _l("Lägg till minst en del i steget.")))
    if not seen:
        lacking.append(Missing("steps", _l("Lägg till minst ett steg.")))
    return lacking


def ensure_ready(lacking: list[Missing]) -> None:
    """Raise NotReady with all that is missing."""
    if lacking:
        raise NotReady(lacking)


def is_feedback_before_end(feedback_on: date | None, last_day: date | None) -> bool:
    """Whether people are promised an answer before they have been asked."""
    return feedback_on is not None and last_day is not None and feedback_on < last_day
