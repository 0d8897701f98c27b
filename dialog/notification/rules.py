"""When: how letters are tried again, and for how long. Pure; knows no database and no web."""

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(minutes=5)  # how long a worker may keep letters to itself
AWAY = timedelta(minutes=1)  # until a mail server that did not answer is asked again
LONGEST_WAIT = timedelta(hours=4)
MOST_ATTEMPTS = 20  # with the waits below: more than two days
OLD_NEWS = timedelta(days=30)
LINK_LASTS = timedelta(hours=48)  # the link that shows whose an address is
MOST_LINKS = 3  # to one address in an hour


class Result(StrEnum):
    """What became of a letter."""

    SENT = "sent"  # or told already, see notification.queries.Nobody
    NO_ADDRESS = "no address"
    UNSUBSCRIBED = "unsubscribed"
    REFUSED = "refused"  # for good, by the recipient's mail server
    GAVE_UP = "gave up"


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 1, 2, 4 ... minutes, at most four hours."""
    return min(LONGEST_WAIT, timedelta(minutes=2 ** min(attempts - 1, MOST_ATTEMPTS)))


def is_old_news(happened_at: datetime, now: datetime) -> bool:
    """Whether it is too late to write to people about it."""
    return now - happened_at > OLD_NEWS
