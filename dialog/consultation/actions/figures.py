"""Importing how many people live in each area and age group, to compare those who took part with."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from dialog.consultation.models import PopulationFigure
from dialog.consultation.rules.figures import read_figures
from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.tenancy.models import Municipality

KEPT = 3  # imports: the newest is used, the others show what it was compared with before


def import_figures(ctx: Context, lines: Iterable[str], as_of: date) -> int:
    """Read a file "område;åldersgrupp;antal". Figures of the same day are replaced. Return how many.

    Raises BadFigures with every bad line, and then nothing is changed; Faulty for a day to come.
    """
    ctx.require("consultation.import_figures")
    if as_of > ctx.now.astimezone(ZONE).date():
        raise Faulty(_l("Skriv en dag som har varit. Siffrorna gäller den dagen."), "as_of")
    figures = read_figures(lines)
    ctx.session.execute(delete(PopulationFigure).where(PopulationFigure.as_of == as_of))
    rows = [
        {
            "as_of": as_of,
            "area": figure.area,
            "age_group": figure.age_group,
            "people": figure.people,
        }
        for figure in figures
    ]
    add_many(ctx.session, PopulationFigure, rows)
    _forget_old(ctx)
    municipality = ctx.session.get_one(Municipality, ctx.session.municipality_id)
    ctx.record(
        "consultation.import_figures", municipality, figures=len(rows), as_of=as_of.isoformat()
    )
    return len(rows)


def _forget_old(ctx: Context) -> None:
    days = select(PopulationFigure.as_of).distinct().order_by(PopulationFigure.as_of.desc())
    for day in ctx.session.scalars(days).all()[KEPT:]:
        ctx.session.execute(delete(PopulationFigure).where(PopulationFigure.as_of == day))
