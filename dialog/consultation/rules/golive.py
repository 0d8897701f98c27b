"""What must be said before a consultation may be published (DOMAIN 2.2), and what is missing."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Protocol

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.completeness import incomplete
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import golive
from dialog.process.rules.golive import FEEDBACK_TOO_EARLY as FEEDBACK_TOO_EARLY
from dialog.process.rules.golive import Missing as Missing
from dialog.process.rules.golive import ensure_ready as ensure_ready
from dialog.process.rules.golive import is_feedback_before_end as is_feedback_before_end


class Dated(Protocol):
    """A step, as the check needs to know it."""

    title: Any
    opens_at: Any
    closes_at: Any


# The pages of the facts, in order, and which facts each one asks for. Other places of what is
# missing are "step:<id>", "part:<id>" and "steps".
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


def missing_facts(facts: Any) -> list[Missing]:
    """What the consultation does not say of itself yet."""
    return golive.missing_facts(facts, FACTS)


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
