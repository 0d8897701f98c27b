"""Contributions whose texts are equal, so that they can be decided about together."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.core.context import Context
from dialog.process.models import Contribution

MOST = 100  # decided about at a time


def alike(ctx: Context, thing: Contribution) -> Sequence[Contribution]:
    """Those with equal words that stand where this one stands, the oldest first, with texts and process.

    The thing itself is among them; at most MOST. Two statements.
    """
    is_alike = (
        Contribution.likeness == thing.likeness if thing.likeness else Contribution.id == thing.id
    )
    stmt = select(Contribution).where(is_alike, Contribution.publication == thing.publication)
    return _whole(ctx, stmt.order_by(Contribution.id).limit(MOST))


def by_id(ctx: Context, ids: Collection[int]) -> Sequence[Contribution]:
    """These, whatever they say now. Two statements."""
    return _whole(
        ctx, select(Contribution).where(Contribution.id.in_(ids)).order_by(Contribution.id)
    )


def numbers(ctx: Context, things: Iterable[Contribution]) -> dict[int, int]:
    """How many say the same and stand where this one stands, by its id. One statement at most."""
    rows = [each for each in things if each.likeness]
    if not rows:
        return {}
    stmt = (
        select(Contribution.likeness, Contribution.publication, func.count(Contribution.id))
        .where(Contribution.likeness.in_({each.likeness for each in rows}))
        .where(Contribution.publication.in_({each.publication for each in rows}))
        .group_by(Contribution.likeness, Contribution.publication)
    )
    found = {(row[0], row[1]): row[2] for row in ctx.session.execute(stmt)}
    return {each.id: found.get((each.likeness, each.publication), 1) for each in rows}


def _whole(ctx: Context, stmt: Any) -> Sequence[Contribution]:
    whole = stmt.options(joinedload(Contribution.process), selectinload(Contribution.texts))
    return ctx.session.scalars(whole).all()
