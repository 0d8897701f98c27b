"""What people have written within processes and nobody has read yet, the most overdue first."""

from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.moderation.queries.piles import ON_A_PAGE, Where
from dialog.moderation.queries.suggesting import number_suggested
from dialog.process.models import Contribution
from dialog.process.queries.paging import Order, Page, fetch
from dialog.process.rules import Publication

IS_WAITING = Contribution.publication == Publication.SUBMITTED
HAS_LIKENESS = Contribution.likeness != ""
IS_FIRST_OF_ALIKE = Contribution.id.in_(
    select(func.min(Contribution.id))
    .where(IS_WAITING, HAS_LIKENESS, Contribution.review_due_at.is_not(None))
    .group_by(Contribution.likeness)
)


@dataclass(frozen=True)
class Waiting:
    """How many wait, how many of them are late, and at how many published ones a filter points."""

    number: int = 0
    late: int = 0
    suggested: int = 0


def waiting(ctx: Context) -> Waiting:
    """How many wait for a moderator, and how many may be worth a look. One statement."""
    late = func.coalesce(func.sum(case((Contribution.review_due_at <= ctx.now, 1), else_=0)), 0)
    stmt = select(func.count(Contribution.id), late, number_suggested()).where(IS_WAITING)
    return Waiting(*ctx.session.execute(stmt).one())


def queue(ctx: Context, where: Where = (None, None), size: int = ON_A_PAGE) -> Page:
    """One page of what waits, with the processes. Texts that are equal stand once. One statement."""
    order = Order(Contribution.review_due_at, Contribution.id, descending=False, is_moment=True)
    is_dated = Contribution.review_due_at.is_not(None)
    stmt = select(Contribution).where(IS_WAITING, is_dated, or_(~HAS_LIKENESS, IS_FIRST_OF_ALIKE))
    return fetch(ctx.session, stmt.options(joinedload(Contribution.process)), order, size, where)
