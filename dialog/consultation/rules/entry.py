"""Answers that staff enter from paper, a call or a meeting: which, when, and how they are numbered. Pure."""

from datetime import date, datetime, timedelta

from dialog.consultation.rules import NotOpen
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE, format_date
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Channel, Publication, end_of_day, last_day
from dialog.process.rules.own_words import own_words

ENTERED = (Channel.PAPER, Channel.PHONE, Channel.MEETING)
ENTERED_FOR = timedelta(days=14)  # after the step has closed: what arrived in time is not lost
MOST_NUMBER = 20  # characters

NUMBER, ARRIVED = "number", "arrived_on"  # fields that faults are about


class NumberTaken(Faulty):
    """There is already an answer with that number. `answer` is its id."""

    def __init__(self, number: str, answer: int) -> None:
        super().__init__(_("Nr %s finns redan.") % number, NUMBER)
        self.answer = answer


def is_enterable(
    publication: Publication, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> bool:
    """Whether staff can enter, correct and withdraw answers now: some days longer than people can answer."""
    has_opened = opens_at is not None and opens_at <= now
    is_over = closes_at is not None and closes_at + ENTERED_FOR <= now
    return publication is Publication.PUBLISHED and has_opened and not is_over


def ensure_enterable(
    publication: Publication, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> None:
    """Raise NotOpen unless staff can enter answers now."""
    if not is_enterable(publication, opens_at, closes_at, now):
        raise NotOpen(_l("Det går inte att skriva in svar nu."))


def ensure_in_time(
    opens_at: datetime | None, closes_at: datetime | None, arrived_on: date, now: datetime
) -> None:
    """Raise Faulty unless it arrived on a day on which people could answer."""
    if arrived_on > now.astimezone(ZONE).date():
        raise Faulty(_("Den dagen har inte varit än."), ARRIVED)
    if opens_at is not None and end_of_day(arrived_on) <= opens_at:
        words = _("Det kom in innan steget öppnade, den %s, och kan inte räknas.")
        raise Faulty(words % format_date(opens_at), ARRIVED)
    if closes_at is not None and arrived_on > last_day(closes_at):
        words = _(
            "Det kom in efter sista dagen, den %s, och kan inte räknas. Lägg pappret till handlingarna."
        )
        raise Faulty(words % format_date(last_day(closes_at)), ARRIVED)


def entry_number(text: str, channel: Channel) -> str:
    """The number as it is kept. Raises Faulty where paper has none, or it is no number of a paper."""
    number = " ".join(own_words(text, NUMBER, MOST_NUMBER).split())
    if not number and channel is Channel.PAPER:
        raise Faulty(_("Skriv numret som du har skrivit på pappret."), NUMBER)
    return number


def next_number(latest: str) -> str:
    """The number after this one, where it is one that can be counted; else ""."""
    is_counted = latest.isascii() and latest.isdigit()
    return str(int(latest) + 1).zfill(len(latest)) if is_counted else ""
