"""What must be said before a consultation may be published (DOMAIN 2.2), and what is missing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from dialog.consultation.rules import NotReady, PartKind
from dialog.consultation.rules.completeness import incomplete
from dialog.core.i18n import lazy_gettext as _l


class Facts(Protocol):
    """What a consultation says of itself."""

    title: Any
    summary: Any
    has_chosen_level: Any
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
    """One thing to do before publication: where, and in which words.

    `place` is "facts:<page>" with one of PAGES, "step:<id>", "part:<id>" or "steps".
    """

    place: str
    words: Any


# The pages of the facts, in order, and which facts each one asks for.
PAGES: dict[str, tuple[str, ...]] = {
    "what": ("title", "summary", "concerns", "area", "tags", "department_id", "language"),
    "promise": ("level", "can_affect", "cannot_affect"),
    "decision": ("decided_by", "decision_when", "feedback_how", "feedback_on", "case_number"),
    "contact": ("contact_name", "contact_email", "contact_phone"),
}
# What must be said. Level of influence has a default that is never right by chance, so whether
# somebody has chosen it is asked for like the rest.
FACTS: tuple[tuple[str, str, Any], ...] = (
    ("what", "title", _l("Skriv en rubrik.")),
    ("what", "summary", _l("Skriv kort och enkelt vad det handlar om.")),
    ("what", "concerns", _l("Skriv vem som berörs.")),
    ("promise", "has_chosen_level", _l("Välj hur stort inflytande deltagarna har.")),
    ("promise", "can_affect", _l("Skriv vad deltagarna kan påverka.")),
    ("promise", "cannot_affect", _l("Skriv vad deltagarna inte kan påverka.")),
    ("decision", "decided_by", _l("Skriv vem som beslutar.")),
    ("decision", "decision_when", _l("Skriv när beslutet ska fattas.")),
    ("decision", "feedback_how", _l("Skriv hur deltagarna får veta vad det blev av det.")),
    (
        "decision",
        "feedback_on",
        _l("Välj när deltagarna senast får veta vad det blev av det."),
    ),
    ("contact", "contact_name", _l("Skriv vem man kan fråga.")),
)
REACHABLE = _l("Skriv en e-postadress eller ett telefonnummer.")
FEEDBACK_TOO_EARLY = _l("Lova svar efter den sista dagen, inte innan folk har fått säga sitt.")


def missing_facts(facts: Facts) -> list[Missing]:
    """What the consultation does not say of itself yet."""
    lacking = [
        Missing(f"facts:{page}", words) for page, name, words in FACTS if not getattr(facts, name)
    ]
    if not (facts.contact_email or facts.contact_phone):
        lacking.append(Missing("facts:contact", REACHABLE))
    return lacking


def missing_steps(steps: Iterable[tuple[int, Dated, bool]], now: datetime) -> list[Missing]:
    """What is wrong with the steps: (id, step, whether it has parts). At least one, each with dates."""
    lacking, seen = [], False
    for number, step, has_parts in steps:
        seen, place = True, f"step:{number}"
        if step.opens_at is None or step.closes_at is None:
            lacking.append(Missing(place, _l("Välj när steget öppnar och stänger.")))
        elif step.closes_at <= now:
            lacking.append(
                Missing(place, _l("Stegets sista dag har redan varit. Välj en senare dag."))
            )
        lacking += missing_parts(number, has_parts=has_parts)
    if not seen:
        lacking.append(Missing("steps", _l("Lägg till minst ett steg.")))
    return lacking


def missing_parts(number: int, *, has_parts: bool) -> list[Missing]:
    """That a step has nothing to take part in."""
    if has_parts:
        return []
    return [Missing(f"step:{number}", _l("Lägg till minst en del i steget."))]


def missing_in_part(
    number: int, kind: PartKind, title: str, content: Any, pictures: Collection[int] = ()
) -> list[Missing]:
    """What a part lacks before people may see it. `pictures`: ids of the attachments that are pictures."""
    faults: list[Any] = list(incomplete(kind, content, frozenset(pictures)))
    if not title:
        faults.insert(0, _l("Skriv en rubrik för delen."))
    return [Missing(f"part:{number}", words) for words in faults]


def ensure_ready(lacking: list[Missing]) -> None:
    """Raise NotReady with all that is missing."""
    if lacking:
        raise NotReady(lacking)


def is_feedback_before_end(feedback_on: date | None, last_day: date | None) -> bool:
    """Whether people are promised an answer before they have been asked."""
    return feedback_on is not None and last_day is not None and feedback_on < last_day
