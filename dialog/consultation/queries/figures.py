"""How many people live in each area and age group, by the figures that were imported last."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from dialog.consultation.models import PopulationFigure
from dialog.core.db import TenantSession


def newest_figures(session: TenantSession) -> Sequence[PopulationFigure]:
    """The figures of the latest day; none when nothing was imported. One statement."""
    newest = select(func.max(PopulationFigure.as_of)).scalar_subquery()
    stmt = (
        select(PopulationFigure)
        .where(PopulationFigure.as_of == newest)
        .order_by(PopulationFigure.area, PopulationFigure.age_group)
    )
    return session.scalars(stmt).all()


def imports(session: TenantSession) -> list[tuple[date, int, int]]:
    """Every day of which there are figures, newest first: the day, how many areas, how many people."""
    stmt = (
        select(
            PopulationFigure.as_of,
            func.count(PopulationFigure.area.distinct()),
            func.sum(PopulationFigure.people),
        )
        .group_by(PopulationFigure.as_of)
        .order_by(PopulationFigure.as_of.desc())
    )
    return [(day, areas, people) for day, areas, people in session.execute(stmt)]
