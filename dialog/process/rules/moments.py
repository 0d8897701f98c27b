"""When: from days and times that officials choose to moments in Swedish time, and back."""

from datetime import date, datetime, time

from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import end_of_day

MIDNIGHT = time()


def opening(day: date | None, at: time | None) -> datetime | None:
    """The moment at which something opens: that day, at midnight unless a time is given. Swedish time."""
    return datetime.combine(day, at or MIDNIGHT, ZONE) if day else None


def closing(day: date | None, at: time | None) -> datetime | None:
    """The moment at which something closes: at the end of its last day unless a time is given."""
    if day is None:
        return None
    return datetime.combine(day, at, ZONE) if at and at != MIDNIGHT else end_of_day(day)


def day_and_time(moment: datetime | None, *, is_end: bool) -> tuple[date | None, time | None]:
    """The day and time to fill in for a moment; no time where it is midnight."""
    if moment is None:
        return None, None
    local = moment.astimezone(ZONE)
    if local.time() != MIDNIGHT:
        return local.date(), local.time()
    return (date.fromordinal(local.toordinal() - 1) if is_end else local.date()), None


def ensure_later(before: datetime | None, after: datetime, now: datetime) -> None:
    """Raise Faulty unless what is extended closes later than before, and later than now."""
    if before is not None and after <= before:
        raise Faulty(_l("Välj en senare dag än den som gäller nu."), "closes_on")
    if after <= now:
        raise Faulty(_l("Välj en sista dag som inte har varit."), "closes_on")
