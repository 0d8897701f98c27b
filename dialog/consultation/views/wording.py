"""When a step is open and who may take part in it, in words."""

from datetime import datetime

from dialog.consultation.models import Stage
from dialog.consultation.rules.admission import NEEDS_LOGIN, WHO_NAMES, Who, anonymity_words
from dialog.consultation.rules.stages import day_and_time
from dialog.core.i18n import format_date, format_datetime
from dialog.core.i18n import gettext as _


def when(opens_at: datetime | None, closes_at: datetime | None) -> str:
    """From when until when, in words; hours where they are not whole days."""
    if opens_at is None or closes_at is None:
        return _("Datum inte valda än")
    return _("%(first)s till %(last)s") % {
        "first": _moment(opens_at, is_end=False),
        "last": _moment(closes_at, is_end=True),
    }


def _moment(moment: datetime, *, is_end: bool) -> str:
    day, at = day_and_time(moment, is_end=is_end)
    return format_datetime(moment) if at else format_date(day or moment)


def told_anonymity(stage: Stage) -> str:
    """What is stored of whoever sends something in an anonymous step; "" in another."""
    return anonymity_words(is_anonymous=True) if stage.is_anonymous else ""


def who_words(stage: Stage) -> str:
    """Who may take part, in words."""
    who = Who.EID if stage.demand().needs_login and stage.who not in NEEDS_LOGIN else stage.who
    words = [str(WHO_NAMES[who])]
    if stage.age_from is not None and stage.age_to is not None:
        span = {"from": stage.age_from, "to": stage.age_to}
        words.append(_("%(from)d–%(to)d år") % span)
    elif stage.age_from is not None:
        words.append(_("från %(age)d år") % {"age": stage.age_from})
    elif stage.age_to is not None:
        words.append(_("till och med %(age)d år") % {"age": stage.age_to})
    if stage.is_anonymous:
        words.append(_("utan namn"))
    return ", ".join(words)
