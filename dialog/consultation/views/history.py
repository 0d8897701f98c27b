"""What has been done to a consultation, in words for those who run it."""

from collections.abc import Sequence
from typing import Any

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.journal import Event
from dialog.process.views import history

WORDS: dict[str, Any] = {
    "edit_stage": _l("Ett steg ändrades"),
    "edit_part": _l("En del ändrades"),
    "extend": _l("Ett steg förlängdes"),
    "close": _l("Sista steget stängde"),
}


def history_rows(events: Sequence[Event]) -> list[tuple[str, str]]:
    """When and what, the latest first; the same thing many times in a row stands once."""
    return history.history_rows(events, WORDS)
