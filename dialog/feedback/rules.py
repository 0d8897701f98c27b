"""When: an answer says why and what happens now, and points only at what has been decided."""

from datetime import date
from urllib.parse import urlsplit

from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy


class NoAnswer(Faulty):
    """An answer must say why and what happens now."""


def ensure_whole(reasons: str, time_plan: str) -> None:
    """Raise NoAnswer unless there are both reasons and a time plan."""
    if not tidy(reasons):
        raise NoAnswer(_l("Ett svar måste ha en motivering."), "reasons")
    if not tidy(time_plan):
        raise NoAnswer(_l("Ett svar måste ha en tidsplan."), "time_plan")


def ensure_decided(decided_on: date, today: date) -> None:
    """Raise NoAnswer when the decision lies in the future."""
    if decided_on > today:
        raise NoAnswer(_l("Beslutsdagen kan inte ligga i framtiden."), "decided_on")


def ensure_web_address(address: str) -> None:
    """Raise NoAnswer unless the address is empty or leads to a page on the web."""
    if not address:
        return
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NoAnswer(_l("Skriv hela adressen, med https:// först."), "minutes_url")
