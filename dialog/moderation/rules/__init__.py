"""When: how long an edit lock holds, what has changed in a text, and when a decision is looked at again."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from statistics import median

from dialog.core.errors import DomainError
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Handling, Publication, end_of_day, last_day

LOCK = timedelta(minutes=30)
MOST_REPORTS = 10  # from one network, in an hour
LONGEST_REPORT = 2000
BULLETIN_BOARD_ACT = "bbs_"  # keys of what the law (1998:112) says must be removed

MOST_APPEAL = MOST_ANSWER = 4000
BLOCK_DAYS = (1, 7, 30, 90)  # how long a block may last

_word = re.compile(r"\S+\s*|\s+")


class Measure(StrEnum):
    """What was done to the text."""

    SEND_BACK = "send_back"
    REJECT = "reject"
    STOP = "stop"
    HIDE = "hide"
    HIDE_PART = "hide_part"  # the rest of the text stays where it stands
    WARN = "warn"  # the text stays where it stands
    BLOCK = "block"  # so does it; its author cannot write for a while


class Together(StrEnum):
    """What can be decided at once about texts that are equal. The values are moves of the workflow."""

    PUBLISH = "publish"
    SEND_BACK = "send_back"
    HIDE = "hide"


class Result(StrEnum):
    """What came of the second look."""

    CHANGED = "changed"
    UPHELD = "upheld"


# Where each measure leaves the text, of those that move it.
AFTER = {
    Measure.SEND_BACK: Publication.RETURNED,
    Measure.REJECT: Publication.REJECTED,
    Measure.STOP: Publication.STOPPED,
    Measure.HIDE: Publication.HIDDEN,
}
MEASURE_OF = {state: measure for measure, state in AFTER.items()}
MEASURE_NAMES = {
    Measure.SEND_BACK: _l("Tillbaka för ändring"),
    Measure.REJECT: _l("Avvisad"),
    Measure.STOP: _l("Stoppad"),
    Measure.HIDE: _l("Dold"),
    Measure.HIDE_PART: _l("Delvis dold"),
    Measure.WARN: _l("Varning"),
    Measure.BLOCK: _l("Spärr"),
}
RESULT_NAMES = {Result.CHANGED: _l("Beslutet ändrades"), Result.UPHELD: _l("Beslutet står fast")}


class Blocked(DomainError):
    """A moderator has decided that this person cannot write for a while."""

    status = 403


class Unknown(DomainError):
    """Nobody knows who wrote it, so nothing can be decided about that person."""


class LockedByOther(DomainError):
    """Someone else is reviewing it right now."""


class AlreadyReviewed(DomainError):
    """Someone has decided in the meantime, or it was never waiting."""


class NeverChanges(DomainError):
    """What was sent stays as it is, so its author cannot be asked to change it."""


class TextChanged(DomainError):
    """Its author has written it anew while the moderator was reading."""


class NotShown(DomainError):
    """What somebody wants to report is not shown any longer."""


class TooManyReports(DomainError):
    """Too many reports have come from one network in a short while."""

    status = 429


class MoreReports(DomainError):
    """Others have reported the same thing while the moderator was reading."""


class StillWaits(DomainError):
    """What came of a process cannot be told while texts in it wait for a moderator."""


class TooLate(DomainError):
    """The time for asking for another look has passed."""


class AlreadyAppealed(DomainError):
    """A decision is looked at again once."""


class AlreadyJudged(DomainError):
    """A colleague has judged it in the meantime."""


def is_held(locked_by: int | None, locked_at: datetime | None, now: datetime) -> bool:
    """Whether anyone's edit lock still holds."""
    return locked_by is not None and locked_at is not None and now < locked_at + LOCK


def is_locked_for(
    actor_id: int | None, locked_by: int | None, locked_at: datetime | None, now: datetime
) -> bool:
    """Whether another person's edit lock still holds."""
    return locked_by != actor_id and is_held(locked_by, locked_at, now)


def ensure_free(
    actor_id: int | None, locked_by: int | None, locked_at: datetime | None, now: datetime
) -> None:
    """Raise LockedByOther when another person's lock still holds."""
    if is_locked_for(actor_id, locked_by, locked_at, now):
        raise LockedByOther(
            _l("En kollega granskar förslaget just nu. Ta över granskningen om det behövs.")
        )


def ensure_waiting(publication: Publication) -> None:
    """Raise AlreadyReviewed unless the text waits for a moderator."""
    if publication is not Publication.SUBMITTED:
        raise AlreadyReviewed(_l("Förslaget väntar inte längre på granskning. Se läget nedan."))


def reasons_now(published: Iterable[str], catalogue: Iterable[str]) -> list[str]:
    """The reasons that may be given: those the municipality has published, and those of the law."""
    chosen = set(published)
    return [key for key in catalogue if key in chosen or key.startswith(BULLETIN_BOARD_ACT)]


def may_only_hide(publication: Publication, handling: Handling) -> bool:
    """Whether it is too late to stop it openly: it has ended, or the municipality has got it."""
    return publication is not Publication.PUBLISHED or handling is not Handling.NONE


def days_over(due_at: datetime | None, now: datetime) -> int:
    """How many days ago a review should have been done; 0 when there is still time."""
    if due_at is None or now < due_at:
        return 0
    return max(1, (now.astimezone(ZONE).date() - last_day(due_at)).days)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """What has changed, word by word: ("same" | "added" | "removed", text)."""
    old, new = _word.findall(before), _word.findall(after)
    parts: list[tuple[str, str]] = []
    for op, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if op == "equal":
            parts.append(("same", "".join(new[c:d])))
            continue
        if a < b:
            parts.append(("removed", "".join(old[a:b])))
        if c < d:
            parts.append(("added", "".join(new[c:d])))
    return parts


def is_urgent(category: str) -> bool:
    """Whether a report says that the text is a crime that must be removed (1998:112 5 §)."""
    return category.startswith(BULLETIN_BOARD_ACT)


def appeal_until(decided_at: datetime, days: int) -> datetime:
    """Until when another look can be asked for: the end of the last day, in Sweden."""
    return end_of_day(decided_at.astimezone(ZONE).date() + timedelta(days=days))


def ensure_in_time(until: datetime, now: datetime) -> None:
    """Raise TooLate unless another look can still be asked for."""
    if now >= until:
        raise TooLate(_l("Tiden för att begära omprövning är slut."))


def median_days(spans: Iterable[timedelta]) -> float | None:
    """The median of some times, in days with one decimal; None of nothing."""
    days = [span / timedelta(days=1) for span in spans]
    return round(median(days), 1) if days else None
