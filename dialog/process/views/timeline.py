"""One timeline over the three tracks of any process, past and planned, and its next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dialog.core.i18n import SOURCE, ZONE
from dialog.core.i18n import gettext as _
from dialog.process.models import Step


@dataclass(frozen=True)
class Entry:
    """One line: which track, when (a moment, a day, or not known yet), what, and a note."""

    track: str  # "publication", "window", "handling"
    at: datetime | date | None
    text: str
    note: str = ""
    planned: bool = False
    language: str = ""  # of the text, where it is not in the reader's
    note_language: str = ""


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The entries in order of time, those without a day last."""
    return sorted(entries, key=lambda entry: (entry.at is None, _moment(entry), entry.planned))


def _moment(entry: Entry) -> datetime:
    """Where the entry stands. A day without a time stands at its end."""
    if isinstance(entry.at, datetime):
        return entry.at
    day = entry.at or date.max - timedelta(days=2)
    return datetime.combine(day, time(23, 59), ZONE)


def step_entry(step: Step, now: datetime) -> Entry:
    """A planned or done step of the handling."""
    note = ". ".join(part for part in (step.body, step.note) if part)
    entry = Entry(
        "handling",
        step.done_on or step.planned_on,
        step.title,
        note,
        planned=step.done_on is None,
        language=SOURCE,  # a municipality writes in Swedish
        note_language=SOURCE,
    )
    if step.done_on is None and step.planned_on < now.astimezone(ZONE).date():
        passed = _("Dagen har passerat. Kommunen har inte skrivit om det är gjort.")
        return replace(entry, note=passed, note_language="")
    return entry


@dataclass(frozen=True)
class NextStep:
    """What happens next, whose turn it is, and when. Nobody's turn means that it is over."""

    text: str
    who: str = ""
    at: date | None = None
    is_deadline: bool = False  # that day at the latest, not on that day


def first_planned(steps: Sequence[Step]) -> Step | None:
    """The first step that has not been done."""
    return next((step for step in steps if step.done_on is None), None)
