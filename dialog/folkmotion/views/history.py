"""What has happened to a folkmotion, in words for staff. It tells of the matter, not of people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dialog.core.i18n import format_date, format_datetime, format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.journal import Event
from dialog.moderation.reasons import REASONS
from dialog.moderation.rules import RESULT_NAMES, Result

WORDS: dict[str, Any] = {
    "folkmotion.submit": _l("Skickades in"),
    "folkmotion.withdraw": _l("Drogs tillbaka av förslagsställaren"),
    "moderation.claim": _l("Togs upp för granskning"),
    "folkmotion.publish": _l("Publicerades"),
    "folkmotion.send_back": _l("Skickades tillbaka för ändring"),
    "folkmotion.reject": _l("Avvisades"),
    "moderation.appeal": _l("Förslagsställaren begärde omprövning"),
    "moderation.judge": _l("Beslutet omprövades"),
    "folkmotion.stop": _l("Stoppades"),
    "folkmotion.hand_over": _l("Lämnades över till kommunen"),
    "folkmotion.register": _l("Fick diarienummer"),
    "folkmotion.prepare": _l("En händelse planerades"),
    "folkmotion.finish_step": _l("En händelse blev klar"),
    "folkmotion.move_step": _l("En händelse flyttades"),
    "folkmotion.answer": _l("Besvarades"),
    "folkmotion.implement": _l("Ett delmål planerades"),
    "folkmotion.complete": _l("Avslutades"),
    "folkmotion.check_names": _l("Namnen jämfördes med folkbokföringen"),
}


def history_rows(events: Sequence[Event]) -> list[tuple[str, str]]:
    """When and what, oldest first. To be taken up again by the same person is no news."""
    rows = []
    for event in events:
        words = str(WORDS[event.name])
        if event.data.get("taken_over"):
            words = _("Granskningen togs över av en kollega")
        if detail := _detail(event):
            words = f"{words}: {detail}"
        rows.append((format_datetime(event.at), words))
    return rows


def _detail(event: Event) -> str:
    data = event.data
    if "reason" in data and data["reason"] in REASONS:
        return str(REASONS[data["reason"]].title)
    if "result" in data:
        return str(RESULT_NAMES[Result(data["result"])])
    if "case_number" in data:
        return str(data["case_number"])
    if "on" in data:
        return format_date(date.fromisoformat(data["on"]))
    if event.name == "folkmotion.check_names":
        return tally(data)
    return ""


def tally(data: dict[str, Any]) -> str:
    """How many names counted and how many did not."""
    return _("%(valid)s räknas, %(others)s räknas inte") % {
        "valid": format_number(data.get("valid", 0)),
        "others": format_number(data.get("not_resident", 0)),
    }
