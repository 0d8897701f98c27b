"""For anyone: by which rules the municipality moderates, how often, and what it has decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response, render_template

from dialog.core.i18n import ZONE, format_date, format_month, format_number
from dialog.core.i18n import gettext as _
from dialog.moderation.queries import suggesting
from dialog.moderation.queries import transparency as queries
from dialog.moderation.queries.watch import days_between_looks
from dialog.moderation.reasons import GROUNDS, NEEDS_CHANGE, OF_CONTRIBUTIONS, REASONS
from dialog.moderation.rules import MEASURE_NAMES, RESULT_NAMES, reasons_now
from dialog.moderation.rules.suggesting import CLUE_NAMES, Clue
from dialog.moderation.views import bp
from dialog.process.queries import kinds
from dialog.registry.rules import spreadsheet
from dialog.tenancy.queries import rules_now
from dialog.web.request import allow, here, public_page

ON_THE_PAGE = 50


@bp.get("/om/granskning")
@public_page
def transparency() -> str:
    """Rules and catalogue, a year of numbers, and the newest decisions."""
    allow()
    ctx = here()
    current = rules_now(ctx)
    since = queries.months_until(ctx.now)[0]
    lines = queries.log(ctx, since=since)
    numbers = queries.numbers(ctx, lines)
    in_use = [*reasons_now(current["ef.refuse_reasons"], REASONS), NEEDS_CHANGE]
    return render_template(
        "moderation/transparency.html",
        rules=current,
        catalogue=[GROUNDS[key] for key in in_use],
        within=list(OF_CONTRIBUTIONS.values()),
        figures=_figures(numbers),
        times=_times(numbers, days_between_looks(ctx)),
        clues=_clues(suggesting.numbers(ctx, since)),
        months=[(format_month(each.first), each) for each in numbers.months],
        grounds=[(str(GROUNDS[key].title), count) for key, count in numbers.grounds],
        rows=[_row(line) for line in lines[:ON_THE_PAGE]],
        is_whole=len(lines) <= ON_THE_PAGE,
    )


@bp.get("/om/granskning.csv")
@public_page
def log() -> Response:
    """Every decision there has been, for a spreadsheet."""
    allow()
    rows = [_cells(line) for line in queries.log(here())]
    answer = Response(spreadsheet([_titles(), *rows]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=granskning.csv"
    return answer


def _figures(numbers: queries.Numbers) -> list[tuple[int, str]]:
    return [
        (numbers.total("reports"), _("anmälningar")),
        (numbers.total("decisions"), _("beslut")),
        (numbers.total("appeals"), _("begärda omprövningar")),
        (numbers.total("changed"), _("ändrade beslut")),
    ]


def _times(numbers: queries.Numbers, between_looks: float | None) -> list[tuple[str, str]]:
    """Medians, where there is anything to take them of."""
    times = (
        (_("Från inskickad text till beslut"), numbers.days_to_decide),
        (_("Från begärd omprövning till svar"), numbers.days_to_judge),
        (_("Mellan två gånger då en moderator tittar på en öppen dialog"), between_looks),
    )
    words = _("%(days)s dagar (median)")
    return [
        (what, words % {"days": format_number(days)}) for what, days in times if days is not None
    ]


def _clues(numbers: Mapping[Clue, tuple[int, int]]) -> list[list[Any]]:
    """What the filter has pointed at, by why, and how much of it was something."""
    return [[CLUE_NAMES[kind], *counts] for kind, counts in numbers.items()]


def _titles() -> list[str]:
    return [
        _("Datum"),
        _("Typ"),
        _("Beslut"),
        _("Skäl"),
        _("Grund"),
        _("Automatik"),
        _("Utpekad av filter"),
        _("Omprövning begärd"),
        _("Omprövning avgjord"),
        _("Utfall"),
    ]


def _cells(line: queries.Line) -> list[str]:
    reason = GROUNDS[line.ground]
    return [
        _day(line.decided_at),
        _kind(line),
        str(MEASURE_NAMES[line.measure]),
        str(reason.title),
        str(reason.ground),
        _("Ja") if line.is_automated else _("Nej"),
        _("Ja") if line.was_suggested else _("Nej"),
        _day(line.appealed_at),
        _day(line.judged_at),
        str(RESULT_NAMES[line.result]) if line.result else "",
    ]


def _row(line: queries.Line) -> list[Any]:
    outcome = RESULT_NAMES[line.result] if line.result else ""
    if line.appealed_at and not line.result:
        outcome = _("Prövas nu")
    return [
        format_date(line.decided_at),
        _kind(line),
        MEASURE_NAMES[line.measure],
        GROUNDS[line.ground].title,
        outcome or "–",
    ]


def _kind(line: queries.Line) -> str:
    return str(kinds()[line.kind].kind_name)


def _day(moment: datetime | None) -> str:
    return moment.astimezone(ZONE).date().isoformat() if moment else ""
