"""What a map shows: layers, and the ideas that have a place. And the same as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from dialog.consultation.models import Idea, MapLayer, Part
from dialog.core.context import Context
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Publication

MOST_ON_A_MAP = 2_000
ON_A_PAGE = 24


@dataclass(frozen=True)
class Wanted:
    """Which places somebody wants to read about, and where the page begins."""

    category: str = ""
    after: Cursor | None = None
    before: Cursor | None = None


def layers(ctx: Context, part: Part) -> Sequence[MapLayer]:
    """The layers of a part in the order that they were added, without their content. One statement."""
    stmt = (
        select(MapLayer)
        .where(MapLayer.part_id == part.id, MapLayer.is_removed.is_(False))
        .order_by(MapLayer.id)
    )
    return ctx.session.scalars(stmt).all()


def layer(ctx: Context, part: Part, id: int) -> MapLayer | None:
    """One of them. One statement."""
    stmt = select(MapLayer).where(
        MapLayer.id == id, MapLayer.part_id == part.id, MapLayer.is_removed.is_(False)
    )
    return ctx.session.scalar(stmt)


def totals(ctx: Context, parts: Sequence[Part]) -> dict[int, int]:
    """How many public ideas each part has got, by id of the part. One statement."""
    stmt = (
        select(Idea.part_id, func.count(Idea.id))
        .where(
            Idea.part_id.in_([part.id for part in parts]), Idea.publication == Publication.PUBLISHED
        )
        .group_by(Idea.part_id)
    )
    return dict(ctx.session.execute(stmt).all())


def total(ctx: Context, part: Part, category: str = "") -> int:
    """How many public ideas the list holds. One statement."""
    return ctx.session.scalar(select(func.count(Idea.id)).where(*_public(part, category))) or 0


def listing(ctx: Context, part: Part, wanted: Wanted, size: int = ON_A_PAGE) -> Page:
    """One page of the public ideas, newest first. One statement."""
    stmt = select(Idea).where(*_public(part, wanted.category))
    return fetch(ctx.session, stmt, Order(Idea.id, Idea.id), size, (wanted.after, wanted.before))


def marked(
    ctx: Context, part: Part, category: str = "", most: int = MOST_ON_A_MAP
) -> list[dict[str, Any]]:
    """Public ideas that are marked on the map, as GeoJSON features. One statement.

    When there are more than the map can hold it gets some of them at random; the list has them all.
    """
    stmt = (
        select(Idea.id, Idea.title, Idea.category, Idea.geometry)
        .where(*_public(part, category), Idea.geometry.is_not(None))
        .order_by(Idea.shuffle, Idea.id)
        .limit(most)
    )
    return [
        {
            "type": "Feature",
            "id": number,
            "geometry": geometry,
            "properties": {"title": title, "category": category},
        }
        for number, title, category, geometry in ctx.session.execute(stmt)
    ]


def _public(part: Part, category: str) -> list[Any]:
    conditions: list[Any] = [Idea.part_id == part.id, Idea.publication == Publication.PUBLISHED]
    return [*conditions, Idea.category == category] if category else conditions
