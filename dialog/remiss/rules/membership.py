"""When somebody may come into an organisation's room, and what must be left when they go."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Publication, last_day
from dialog.remiss.rules import NotOpen
from dialog.remiss.rules.approval import Writer, may_write

LINK_LASTS = timedelta(days=14)  # a colleague's
MOST_MEMBERS = 30
MOST_TIME = timedelta(days=365)  # that anybody can ask for
MOST_ORGANISATIONS = 5  # that one person can bring in an hour
MOST_QUESTIONS = 3  # that one person can put to those inside in an hour


class LinkGone(DomainError):
    """The link is too old, was taken back or never was: nobody can tell which from outside."""

    status = 404


class Occupied(DomainError):
    """Somebody answers for the organisation already. They decide who comes in."""


class NotEntitled(DomainError):
    """Those who run the room decide on it, and not all of its members do."""

    status = 403


class Inviter(Writer, Protocol):
    """A member, with whether they decide who is in the room."""

    may_invite: Any


def ensure_running(publication: Publication) -> None:
    """Raise NotOpen when the remiss is not out, or was stopped. Late is not too late."""
    if publication is not Publication.PUBLISHED:
        raise NotOpen(_l("Remissen är inte öppen längre. Kontakta kommunen om du har frågor."))


def ensure_inviter_remains(others: Iterable[Inviter]) -> None:
    """Raise DomainError when nobody of those who are left decides who comes in."""
    if not any(may_write(each) and each.may_invite for each in others):
        raise DomainError(
            _l(
                "Minst en måste kunna bjuda in andra. Ge någon annan den rätten först, så kan du gå vidare."
            )
        )


def is_alive(token_until: datetime | None, now: datetime) -> bool:
    """Whether a link with that end still works. One without an end works while the remiss does."""
    return token_until is None or now < token_until


def ensure_askable(until: date, end: datetime | None, now: datetime) -> None:
    """Raise Faulty unless more time can be asked for until that day."""
    if end is None:
        raise Faulty(_l("Remissen har ingen sista dag, så ni behöver inte be om mer tid."), "until")
    today = now.astimezone(ZONE).date()
    if until <= max(last_day(end), today - timedelta(days=1)):
        raise Faulty(_l("Välj en dag efter den sista dagen ni har nu."), "until")
    if until > today + MOST_TIME:
        raise Faulty(_l("Välj en dag inom ett år."), "until")
