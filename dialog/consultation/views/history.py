"""What has been done to a consultation, in words for those who run it."""

from collections.abc import Sequence
from typing import Any

from dialog.core.i18n import format_datetime
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.journal import Event

WORDS: dict[str, Any] = {
    "create": _l("Utkastet skapades"),
    "clone": _l("Skapades som kopia"),
    "describe": _l("Uppgifterna ändrades"),
    "schedule": _l("Publiceringen planerades"),
    "unschedule": _l("Planerad publicering togs bort"),
    "miss": _l("Kunde inte publiceras: något saknades"),
    "publish": _l("Publicerades"),
    "edit_stage": _l("Ett steg ändrades"),
    "edit_part": _l("En del ändrades"),
    "extend": _l("Ett steg förlängdes"),
    "register": _l("Diarienummer angavs"),
    "close": _l("Sista steget stängde"),
    "prepare": _l("En händelse planerades"),
    "answer": _l("Återkopplingen publicerades"),
    "implement": _l("Ett delmål planerades"),
    "finish_step": _l("En händelse blev klar"),
    "complete": _l("Ärendet avslutades"),
    "stop": _l("Stoppades"),
}


def history_rows(events: Sequence[Event]) -> list[tuple[str, str]]:
    """When and what, the latest first; the same thing many times in a row stands once."""
    rows: list[tuple[str, str]] = []
    before = ""
    for event in reversed(events):
        if event.name != before:
            words = WORDS[event.name.partition(".")[2]]
            rows.append((format_datetime(event.at), str(words)))
        before = event.name
    return rows
