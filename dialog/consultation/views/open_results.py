"""The public results as data: what the page of results shows, with the same numbers hidden."""

from typing import Any

from flask import Response, abort, jsonify

from dialog.consultation.models import Consultation
from dialog.consultation.queries.counted import counted
from dialog.consultation.queries.report import report
from dialog.consultation.reactions.writing.tables import counts
from dialog.consultation.rules.lens import Look
from dialog.consultation.views import bp
from dialog.registry.rules import spreadsheet
from dialog.web.request import allow, here, public_page

NAMES = ("stage", "part", "question", "row", "answer", "number", "percent")


@bp.get("/medborgardialoger/<int:id>/resultat.<any(csv, json):form>")
@public_page
def open_results(id: int, form: str) -> Any:
    """One line for each number. One that is hidden is empty (CSV) or null (JSON)."""
    consultation = here().session.get(Consultation, id)
    if consultation is None or not consultation.is_public():
        abort(404)
    allow(consultation)
    if consultation.results_public_at is None:
        abort(404)
    rows = counts(report(counted(here(), consultation, Look()), Look(), is_public=True))
    if form == "json":
        next(rows)  # the heads, in Swedish
        return jsonify([_named(row) for row in rows])
    answer = Response(spreadsheet(rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=resultat-{id}.csv"
    return answer


def _named(row: Any) -> dict[str, Any]:
    found = dict(zip(NAMES, row, strict=True))
    hidden = {name: None for name in ("number", "percent") if found[name] == ""}
    return found | hidden
