"""What has been done to something that the municipality asks, in words for those who run it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dialog.core.i18n import format_datetime
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.journal import Event

# By the verb of the event. Types add their own.
WORDS: dict[str, Any] = {
    "create": _l("Utkastet skapades"),
    "clone": _l("Skapades som kopia"),
    "describe": _l("Uppgifterna ändrades"),
    "schedule": _l("Publiceringen planerades"),
    "unschedule": _l("Planerad publicering togs bort"),
    "miss": _l("Kunde inte publiceras: något saknades"),
    "publish": _l("Publicerades"),
    "register": _l("Diarienummer angavs"),
    "prepare": _l("En händelse planerades"),
    "answer": _l("Återkopplingen publicerades"),
    "implement": _l("Ett delmål planerades"),
    "finish_step": _l("En händelse blev klar"),
    "complete": _l("Ärendet avslutades"),
    "stop": _l("Stoppades"),
}


def history_rows(events: Sequence[Event], own: Mapping[str, Any]) -> list[tuple[str, str]]:
    """When and what, the latest first; the same thing many times in a row stands once."""
    known = {**WORDS, **own}
    rows: list[tuple[str, str]] = []
    before = ""
    for event in reversed(events):
        if event.name != before:
            words = known[event.name.partition(".")[2]]
            rows.append((format_datetime(event.at), str(words)))
        before = event.name
    return rows
