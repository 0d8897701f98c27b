"""Files that the worker makes, as the pages of every type show and serve them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from flask import Response, abort

from dialog.core.files import NoSuchFile
from dialog.core.i18n import ZONE, format_number
from dialog.core.i18n import gettext as _
from dialog.process.models import Export, Format
from dialog.process.rules.files import size_words
from dialog.web.request import here

LOCKED_UP = "sandbox; default-src 'none'"  # a document that is opened can do nothing on our site
PIECE = 1 << 16
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    Format.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    Format.CSV: "text/csv",
    Format.JSON: "application/json",
    Format.PDF: "application/pdf",
    Format.DOCX: f"{OFFICE}.wordprocessingml.document",
}


@dataclass(frozen=True)
class Counted:
    """What the worker counts while it writes a file: how much is in it, and how far it has come.

    `made` has %(n)s and %(size)s, `making` has %(done)s and %(total)s.
    """

    made: Any
    making: Any


@dataclass(frozen=True)
class Shown:
    """An export as a page tells of it."""

    row: Export
    name: Any
    state: str  # waiting, making, made or failed
    words: str
    href: str
    again: str  # where to ask for it once more


def state_of(row: Export, counted: Counted) -> tuple[str, str]:
    """How it stands with a file: waiting, making, made or failed, and the same in words."""
    if row.error:
        return "failed", _fault(row.error)
    if row.made_at is not None:
        facts = {"n": format_number(row.total), "size": size_words(row.size)}
        return "made", (str(counted.made) if row.total else "%(size)s") % facts
    if row.attempts == 0:
        return "waiting", _("Väntar på sin tur.")
    if not row.total:
        return "making", _("Görs nu.")
    facts = {"done": format_number(row.done), "total": format_number(row.total)}
    return "making", str(counted.making) % facts


def serve(row: Export, name: str, *about: str) -> Response:
    """The file itself, piece by piece, under that name, the day on which it was asked for, and what it is."""
    try:
        file = here().files.open(row.digest)
    except NoSuchFile:
        abort(404)
    answer = Response(_pieces(file), mimetype=TYPES[row.format])
    day = row.asked_at.astimezone(ZONE).date().isoformat()
    whole = "-".join([name, day, *about])
    answer.headers["Content-Disposition"] = f'attachment; filename="{whole}.{row.format.value}"'
    answer.headers["Content-Security-Policy"] = LOCKED_UP
    answer.content_length = row.size
    answer.call_on_close(file.close)  # whoever fetches it may go away
    return answer


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _fault(error: str) -> str:
    if error == "NoTextEngine":
        return _("Servern saknar Pango, ett program som behövs för att göra en pdf.")
    return _("Det gick inte att göra filen. Försök igen, eller be den som sköter servern om hjälp.")
