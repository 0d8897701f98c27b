"""What the register (diarium) is to be told, as a list and as a file for a spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, render_template, request, url_for

from dialog.core import policy
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.process.models import Process
from dialog.process.queries.paging import read_cursor
from dialog.registry import queries
from dialog.registry.models import RegisterEntry
from dialog.registry.rules import DIRECTION_NAMES, spreadsheet
from dialog.registry.views import bp
from dialog.web.request import allow, here


@bp.get("/arbetsyta/diarium")
def entries() -> str:
    """The entries, the newest first; with `utan=1` only those that have no case number."""
    allow()
    ctx, without = here(), "utan" in request.args
    where = read_cursor(request.args.get("efter", "")), read_cursor(request.args.get("fore", ""))
    page = queries.entries(ctx, without_number=without, where=where)
    kept: dict[str, Any] = {"utan": 1} if without else {}
    return render_template(
        "registry/entries.html",
        entries=page.rows,
        hrefs=_addresses(queries.processes_of(ctx, list(page.rows))),
        directions=DIRECTION_NAMES,
        without=without,
        export=url_for("registry.export", **kept),
        previous=url_for(".entries", **kept, fore=str(page.previous)) if page.previous else None,
        next=url_for(".entries", **kept, efter=str(page.next)) if page.next else None,
    )


def _addresses(processes: Mapping[int, Process]) -> dict[int, str]:
    """Where each case is handled, for those that the actor may open."""
    actor = here().actor
    return {
        process.id: url_for(f"{process.kind}.handle", id=process.id)
        for process in processes.values()
        if policy.can(actor, f"{process.kind}.handle", process)
    }


@bp.get("/arbetsyta/diarium.csv")
def export() -> Response:
    """The same, all of it, for a spreadsheet or for the register's own import."""
    allow()
    rows = queries.all_entries(here(), without_number="utan" in request.args)
    answer = Response(sheet(rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=diarium.csv"
    return answer


def sheet(rows: Iterable[RegisterEntry]) -> str:
    """The fields of OSL 5:2."""
    return spreadsheet([titles(), *(cells(entry) for entry in rows)])


def titles() -> list[str]:
    """What the columns are called."""
    return [
        _("Datum"),
        _("Diarienummer"),
        _("Riktning"),
        _("Avsändare eller mottagare"),
        _("Vad det gäller"),
    ]


def cells(entry: RegisterEntry) -> list[str]:
    """One entry as a row."""
    return [
        entry.arrived_on.isoformat(),
        entry.case_number,
        str(DIRECTION_NAMES[entry.direction]),
        plain(entry.counterpart),
        plain(entry.concerns),
    ]
