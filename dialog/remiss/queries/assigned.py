"""What an official has been given to look at, in every remiss, and who has not been told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, select

from dialog.core.context import Context
from dialog.core.i18n import ZONE
from dialog.remiss.models import Point, Remiss
from dialog.remiss.queries.assessment import has_reply

ON_THE_DESK = 8


@dataclass(frozen=True)
class Mine:
    """How many points of one remiss wait for an official, how many are late, and the next last day."""

    remiss: Remiss
    points: int
    overdue: int
    due_on: date | None


def today(ctx: Context) -> date:
    """The day it is in Sweden."""
    return ctx.now.astimezone(ZONE).date()


def mine(ctx: Context) -> list[Mine]:
    """What waits for the actor, the most overdue first. Two statements."""
    is_late = and_(Point.due_on.is_not(None), Point.due_on < today(ctx))
    late = func.sum(case((is_late, 1), else_=0))
    stmt = (
        select(Point.remiss_id, func.count(Point.id), late, func.min(Point.due_on))
        .join(Remiss, Remiss.id == Point.remiss_id)
        .where(Point.assigned_to == ctx.actor.id, Remiss.concluded_at.is_(None), ~has_reply())
        .group_by(Point.remiss_id)
        .order_by(late.desc(), Point.remiss_id)
        .limit(ON_THE_DESK)
    )
    found = ctx.session.execute(stmt).all()
    rows = ctx.session.scalars(select(Remiss).where(Remiss.id.in_([row[0] for row in found])))
    remisser = {each.id: each for each in rows}
    return [Mine(remisser[remiss], *numbers) for remiss, *numbers in found]


def untold(ctx: Context) -> list[tuple[int, int]]:
    """Whom to tell of points that they have got: pairs of remiss and person, by id. One statement."""
    stmt = (
        select(Point.remiss_id, Point.assigned_to)
        .join(Remiss, Remiss.id == Point.remiss_id)
        .where(
            Point.assigned_to.is_not(None), Point.told_at.is_(None), Remiss.concluded_at.is_(None)
        )
        .distinct()
        .order_by(Point.remiss_id, Point.assigned_to)
    )
    return [(remiss, person) for remiss, person in ctx.session.execute(stmt) if person is not None]


def untold_points(ctx: Context, remiss: Remiss, person: int) -> Sequence[Point]:
    """The points that this person has got and not been told of. One statement."""
    stmt = select(Point).where(
        Point.remiss_id == remiss.id, Point.assigned_to == person, Point.told_at.is_(None)
    )
    return ctx.session.scalars(stmt).all()
