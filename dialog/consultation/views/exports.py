"""Files of everything that was sent: asking for one, seeing how far it has come, and fetching it."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, BinaryIO

from flask import Response, abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions import exports as actions
from dialog.consultation.models import Consultation, Export, Format
from dialog.consultation.queries import exports as queries
from dialog.consultation.views import bp
from dialog.core.files import NoSuchFile
from dialog.core.i18n import ZONE, format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.files import size_words
from dialog.web.request import access, here

SEE_OTHER = HTTPStatus.SEE_OTHER
PLACE = "/arbetsyta/medborgardialoger/<int:id>/exporter"
LOCKED_UP = "sandbox; default-src 'none'"  # a document that is opened can do nothing on our site
PIECE = 1 << 16
TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
    Format.JSON: "application/json",
    Format.PDF: "application/pdf",
}
NAMES = {
    Format.XLSX: (_l("Excel"), _l("Alla svar, frågor, idéer, kommentarer och antal.")),
    Format.CSV: (_l("CSV"), _l("Alla svar i en tabell. Om inga frågor är ställda: idéerna.")),
    Format.JSON: (_l("JSON"), _l("Allt, för andra program.")),
    Format.PDF: (_l("Rapport (pdf)"), _l("Siffror och tabeller, utan de enskilda svaren.")),
}


@dataclass(frozen=True)
class Shown:
    """An export as the page tells of it."""

    row: Export
    name: Any
    state: str  # waiting, making, made or failed
    words: str
    href: str


@bp.get(PLACE)
def exports(id: int) -> str:
    """Files that were asked for, and what can be asked for."""
    consultation = access(Consultation, id)
    return render_template(
        "consultation/exports.html",
        consultation=consultation,
        exports=[_shown(row) for row in queries.exports(here(), consultation)],
        formats=[(each.value, name, about) for each, (name, about) in NAMES.items()],
        days=queries.KEPT.days,
    )


@bp.post(PLACE)
def export(id: int) -> Any:
    """Ask for a file."""
    consultation = access(Consultation, id)
    wish = request.form.get("format", "")
    actions.export(here(), consultation, Format(wish) if wish in set(Format) else abort(400))
    flash(_("Filen görs nu. Hämta den här om en stund."), "success")
    return redirect(url_for(".exports", id=id), SEE_OTHER)


@bp.post(f"{PLACE}/<int:number>/igen")
def retry_export(id: int, number: int) -> Any:
    """Try again to make a file."""
    actions.retry_export(here(), _export(id, number))
    flash(_("Filen görs nu. Hämta den här om en stund."), "success")
    return redirect(url_for(".exports", id=id), SEE_OTHER)


@bp.get(f"{PLACE}/<int:number>")
def download_export(id: int, number: int) -> Response:
    """The file itself, piece by piece."""
    row = _export(id, number)
    try:
        file = here().files.open(row.digest)
    except NoSuchFile:
        abort(404)
    answer = Response(_pieces(file), mimetype=TYPES[row.format])
    day = row.asked_at.astimezone(ZONE).date().isoformat()
    name = f"medborgardialog-{id}-{day}-arbetsmaterial.{row.format.value}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = LOCKED_UP
    answer.content_length = row.size
    answer.call_on_close(file.close)  # whoever fetches it may go away
    return answer


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _export(id: int, number: int) -> Export:
    consultation = access(Consultation, id)
    row = here().session.get(Export, number)
    return row if row is not None and row.consultation_id == consultation.id else abort(404)


def _shown(row: Export) -> Shown:
    state, words = _state(row)
    href = url_for(".download_export", id=row.consultation_id, number=row.id)
    return Shown(row, NAMES[row.format][0], state, words, href)


def _state(row: Export) -> tuple[str, str]:
    if row.error:
        return "failed", _fault(row.error)
    if row.made_at is not None:
        facts = {"n": format_number(row.total), "size": size_words(row.size)}
        told = _("%(n)s svar, %(size)s") if row.format is not Format.PDF else "%(size)s"
        return "made", told % facts
    if row.attempts == 0:
        return "waiting", _("Väntar på sin tur.")
    if not row.total:
        return "making", _("Görs nu.")
    facts = {"done": format_number(row.done), "total": format_number(row.total)}
    return "making", _("%(done)s av %(total)s svar är skrivna.") % facts


def _fault(error: str) -> str:
    if error == "NoTextEngine":
        return _("Servern saknar Pango, ett program som behövs för att göra en pdf.")
    return _("Det gick inte att göra filen. Försök igen, eller be den som sköter servern om hjälp.")
