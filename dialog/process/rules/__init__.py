"""When: the three tracks of every process. Publication and handling are stored, the window never."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.workflow import Flow

SATURDAY = 5
BROWSER_KNOWN_FOR = timedelta(days=180)  # by its cookie; longer than people usually can take part


class Publication(StrEnum):
    """Whether and how a process is shown."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    REJECTED = "rejected"  # public, with its reason
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Window(StrEnum):
    """Whether people can take part now. Derived from the clock."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


class Handling(StrEnum):
    """What the municipality does with it."""

    NONE = "none"
    HANDED_OVER = "handed_over"
    IN_PREPARATION = "in_preparation"
    DECIDED = "decided"
    IMPLEMENTING = "implementing"
    COMPLETED = "completed"


class Level(StrEnum):
    """How much influence the participants have (delaktighetstrappan)."""

    INFORMATION = "information"
    CONSULTATION = "consultation"
    DIALOGUE = "dialogue"
    INFLUENCE = "influence"
    CO_DECISION = "co_decision"


class Channel(StrEnum):
    """How what somebody wrote reached the municipality."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"
    MEETING = "meeting"
    EMAIL = "email"


class Sorting(StrEnum):
    """The order of a list."""

    MATCH = "match"  # the best answer to a search first
    NEWEST = "newest"
    CLOSING = "closing"
    NAMES = "names"


P, H = Publication, Handling

PUBLICATION = Flow(
    "publication",
    # move        from                       to
    ("submit", [P.DRAFT, P.RETURNED], P.SUBMITTED),
    ("send_back", [P.SUBMITTED], P.RETURNED),
    ("publish", [P.SUBMITTED], P.PUBLISHED),
    ("reject", [P.SUBMITTED], P.REJECTED),
    ("hide", [P.SUBMITTED, P.PUBLISHED, P.REJECTED, P.STOPPED], P.HIDDEN),
    ("withdraw", [P.DRAFT, P.SUBMITTED, P.RETURNED], P.WITHDRAWN),
    ("stop", [P.SUBMITTED, P.PUBLISHED], P.STOPPED),
    # A decision that is changed after another look puts the text back where it stood.
    ("restore_submitted", [P.RETURNED, P.REJECTED, P.HIDDEN, P.STOPPED], P.SUBMITTED),
    ("restore_published", [P.HIDDEN, P.STOPPED], P.PUBLISHED),
    ("restore_rejected", [P.HIDDEN], P.REJECTED),
    ("restore_stopped", [P.HIDDEN], P.STOPPED),
)

# What people write within a process. DRAFT is never received, so a contribution is never one.
CONTRIBUTION = Flow(
    "publication",
    ("publish", [P.SUBMITTED], P.PUBLISHED),
    ("send_back", [P.SUBMITTED, P.PUBLISHED], P.RETURNED),
    ("submit", [P.RETURNED, P.PUBLISHED], P.SUBMITTED),  # published, and then changed
    ("hide", [P.SUBMITTED, P.PUBLISHED, P.RETURNED], P.HIDDEN),
    ("withdraw", [P.SUBMITTED, P.PUBLISHED, P.RETURNED], P.WITHDRAWN),
    # A decision that is changed after another look puts the text back where it stood.
    ("restore_submitted", [P.RETURNED, P.HIDDEN], P.SUBMITTED),
    ("restore_published", [P.RETURNED, P.HIDDEN], P.PUBLISHED),
    ("restore_returned", [P.HIDDEN], P.RETURNED),
)

HANDLING = Flow(
    "handling",
    ("hand_over", [H.NONE], H.HANDED_OVER),
    ("prepare", [H.HANDED_OVER, H.IN_PREPARATION], H.IN_PREPARATION),
    ("answer", [H.HANDED_OVER, H.IN_PREPARATION], H.DECIDED),
    ("implement", [H.DECIDED, H.IMPLEMENTING], H.IMPLEMENTING),
    ("complete", [H.DECIDED, H.IMPLEMENTING], H.COMPLETED),
)

PUBLIC = {P.PUBLISHED, P.REJECTED, P.STOPPED}
EDITABLE = {P.DRAFT, P.RETURNED}

PUBLICATION_NAMES = {
    P.DRAFT: _l("Utkast"),
    P.SUBMITTED: _l("Väntar på granskning"),
    P.RETURNED: _l("Behöver ändras"),
    P.PUBLISHED: _l("Publicerad"),
    P.REJECTED: _l("Avvisad"),
    P.HIDDEN: _l("Dold"),
    P.WITHDRAWN: _l("Tillbakadragen"),
    P.STOPPED: _l("Stoppad"),
}
WINDOW_NAMES = {
    Window.UPCOMING: _l("Öppnar snart"),
    Window.OPEN: _l("Öppen"),
    Window.CLOSED: _l("Stängd"),
}
HANDLING_NAMES = {
    H.NONE: _l("Inte överlämnad"),
    H.HANDED_OVER: _l("Överlämnad till kommunen"),
    H.IN_PREPARATION: _l("Bereds"),
    H.DECIDED: _l("Beslutad"),
    H.IMPLEMENTING: _l("Genomförs"),
    H.COMPLETED: _l("Avslutad"),
}

CHANNEL_NAMES = {
    Channel.WEB: _l("Webben"),
    Channel.PAPER: _l("Papper"),
    Channel.PHONE: _l("Telefon"),
    Channel.MEETING: _l("Möte"),
    Channel.EMAIL: _l("E-post"),
}

# What turns are news: the verb, and the word for it.
NEWS = {
    "publish": _l("Ny"),
    "hand_over": _l("Överlämnad"),
    "prepare": _l("Möte planerat"),
    "answer": _l("Besvarad"),
    "implement": _l("Nytt delmål"),
    "complete": _l("Avslutad"),
    "stop": _l("Stoppad"),
    "publish_results": _l("Resultat"),
    "release_version": _l("Ny version"),
}
AREA_NAMES = {
    "trafik": _l("Gator och trafik"),
    "kollektivtrafik": _l("Kollektivtrafik"),
    "skola": _l("Förskola och skola"),
    "omsorg": _l("Vård och omsorg"),
    "kultur": _l("Kultur och bibliotek"),
    "fritid": _l("Idrott och fritid"),
    "natur": _l("Natur och miljö"),
    "bygga": _l("Bygga och bo"),
    "demokrati": _l("Kommunen och demokratin"),
    "annat": _l("Något annat"),
}


def last_day(end: datetime) -> date:
    """The last whole day, in Sweden, before a moment at which something ends."""
    return (end - timedelta(microseconds=1)).astimezone(ZONE).date()


def end_of_day(day: date) -> datetime:
    """Midnight at the end of that day in Sweden: the first moment after it."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE)


def review_due_at(received_at: datetime, working_days: int) -> datetime:
    """The end of the n:th working day (Monday to Friday) after something was received."""
    day = received_at.astimezone(ZONE).date()
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < SATURDAY
    return end_of_day(day)


def given_back(closes_at: datetime | None, since: datetime, now: datetime) -> datetime | None:
    """When it closes instead, where it was closed to people from `since` to `now` by mistake.

    Whole days, rounded up. What had closed before that gets nothing back.
    """
    if closes_at is None or closes_at <= since:
        return closes_at
    lost = -((since - now) // timedelta(days=1))
    return end_of_day(last_day(closes_at) + timedelta(days=lost))


def waits_for_time(closes_at: datetime | None, stopped_at: datetime | None, now: datetime) -> bool:
    """Whether it has closed while nobody could write, and will get that time back."""
    if closes_at is None or stopped_at is None:
        return False
    return stopped_at < closes_at <= now


def window(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> Window:
    """Where the clock stands: before `opens_at`, before `closes_at`, or after it."""
    if opens_at is None or now < opens_at:
        return Window.UPCOMING
    if closes_at is not None and now >= closes_at:
        return Window.CLOSED
    return Window.OPEN
