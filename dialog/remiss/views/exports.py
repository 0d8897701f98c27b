"""The compilation as files: asking for one, seeing how far it has come, and fetching it."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import Export, Format
from dialog.process.queries import exports as queries
from dialog.process.views.exports import Counted, Shown, serve, state_of
from dialog.remiss.actions import exports as actions
from dialog.remiss.actions.exports import FORMATS, KIND, WITH_NOTES
from dialog.remiss.models import Remiss
from dialog.remiss.views import bp
from dialog.web.request import access, here

SEE_OTHER = HTTPStatus.SEE_OTHER
PLACE = "/arbetsyta/remisser/<int:id>/sammanstallning/filer"
COUNTED = Counted(
    _l("%(n)s ställningstaganden och synpunkter, %(size)s"),
    _l("%(done)s av %(total)s ställningstaganden och synpunkter är skrivna."),
)
NAMES = {
    (KIND, Format.DOCX): (
        _l("Word"),
        _l("Hela sammanställningen, avsnitt för avsnitt, med alla synpunkter och svar."),
    ),
    (KIND, Format.PDF): (
        _l("Pdf"),
        _l("Samma som Word. Om synpunkterna är fler än %(most)s tas de inte med."),
    ),
    (KIND, Format.XLSX): (
        _l("Excel"),
        _l("Översikt, avsnitt och ställningstaganden, och alla synpunkter i en tabell."),
    ),
    (WITH_NOTES, Format.XLSX): (
        _l("Excel med interna anteckningar"),
        _l(
            "Samma tabeller, och det ni har skrivit till varandra. Bara för er som arbetar med svaren."
        ),
    ),
}


@bp.get(PLACE)
def exports(id: int) -> str:
    """Files that were asked for, and what can be asked for."""
    remiss = access(Remiss, id)
    formats = [
        (f"{kind}/{suffix.value}", name, str(about) % {"most": actions.MOST_ON_PAPER})
        for (kind, suffix), (name, about) in NAMES.items()
    ]
    return render_template(
        "remiss/exports.html",
        remiss=remiss,
        exports=[_shown(row) for row in queries.exports(here(), remiss, FORMATS)],
        formats=formats,
        days=queries.KEPT.days,
    )


@bp.post(PLACE)
def export(id: int) -> Any:
    """Ask for a file."""
    remiss = access(Remiss, id)
    wishes = {f"{kind}/{suffix.value}": (kind, suffix) for kind, suffix in NAMES}
    wish = wishes.get(request.form.get("file", "")) or abort(400)
    actions.export(here(), remiss, *wish)
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
    return serve(row, f"remiss-{id}", *(("anteckningar",) if row.kind == WITH_NOTES else ()))


def _export(id: int, number: int) -> Export:
    remiss = access(Remiss, id)
    return queries.find_export(here(), remiss, FORMATS, number) or abort(404)


def _shown(row: Export) -> Shown:
    place: dict[str, Any] = {"id": row.process_id, "number": row.id}
    href, again = url_for(".download_export", **place), url_for(".retry_export", **place)
    return Shown(row, NAMES[row.kind, row.format][0], *state_of(row, COUNTED), href, again)
