"""Files of everything that was sent: asking for one, seeing how far it has come, and fetching it."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions import exports as actions
from dialog.consultation.models import Consultation
from dialog.consultation.views import bp
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import Export, Format
from dialog.process.queries import exports as queries
from dialog.process.views.exports import Counted, Shown, serve, state_of
from dialog.web.request import access, here

SEE_OTHER = HTTPStatus.SEE_OTHER
PLACE = "/arbetsyta/medborgardialoger/<int:id>/exporter"
KINDS = {actions.KIND}
COUNTED = Counted(_l("%(n)s svar, %(size)s"), _l("%(done)s av %(total)s svar är skrivna."))
NAMES = {
    Format.XLSX: (_l("Excel"), _l("Alla svar, frågor, idéer, kommentarer och antal.")),
    Format.CSV: (_l("CSV"), _l("Alla svar i en tabell. Om inga frågor är ställda: idéerna.")),
    Format.JSON: (_l("JSON"), _l("Allt, för andra program.")),
    Format.PDF: (_l("Rapport (pdf)"), _l("Siffror och tabeller, utan de enskilda svaren.")),
}


@bp.get(PLACE)
def exports(id: int) -> str:
    """Files that were asked for, and what can be asked for."""
    consultation = access(Consultation, id)
    return render_template(
        "consultation/exports.html",
        consultation=consultation,
        exports=[_shown(row) for row in queries.exports(here(), consultation, KINDS)],
        formats=[(each.value, name, about) for each, (name, about) in NAMES.items()],
        days=queries.KEPT.days,
    )


@bp.post(PLACE)
def export(id: int) -> Any:
    """Ask for a file."""
    consultation = access(Consultation, id)
    wish = request.form.get("format", "")
    actions.export(here(), consultation, Format(wish) if wish in NAMES else abort(400))
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
    return serve(row, f"medborgardialog-{id}", "arbetsmaterial")


def _export(id: int, number: int) -> Export:
    consultation = access(Consultation, id)
    return queries.find_export(here(), consultation, KINDS, number) or abort(404)


def _shown(row: Export) -> Shown:
    place: dict[str, Any] = {"id": row.process_id, "number": row.id}
    href, again = url_for(".download_export", **place), url_for(".retry_export", **place)
    return Shown(row, NAMES[row.format][0], *state_of(row, COUNTED), href, again)
