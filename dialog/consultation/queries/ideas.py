"""Lists of ideas: the first few of each part, and pages by key in four orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from dialog.consultation.models import Idea, Part
from dialog.core.context import Context
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Publication

ON_A_PAGE = 24


class Sorting(StrEnum):
    """The order of a list of ideas. The words stand in addresses."""

    RANDOM = "slump"
    NEWEST = "nyast"
    SUPPORT = "stod"
    COMMENTS = "kommentarer"


@dataclass(frozen=True)
class Wanted:
    """Which ideas somebody wants to see, in which order, and where the page begins."""

    sorting: Sorting = Sorting.RANDOM
    category: str = ""
    words: str = ""
    after: Cursor | None = None
    before: Cursor | None = None


@dataclass(frozen=True)
class First:
    """How many ideas a part has got, and a few of them."""

    number: int
    ideas: Sequence[Idea]


# What has a place in a list: what is shown, what was hidden, and what others have commented on.
HAS_PLACE: ColumnElement[bool] = or_(
    Idea.publication.in_((Publication.PUBLISHED, Publication.HIDDEN)),
    and_(Idea.publication == Publication.WITHDRAWN, Idea.count_comments > 0),
)


def first(ctx: Context, parts: Sequence[Part], size: int) -> dict[int, First]:
    """The number of ideas in each part, and the first few in the random order. One statement."""
    place = func.row_number().over(partition_by=Idea.part_id, order_by=(Idea.shuffle, Idea.id))
    number = func.count(Idea.id).over(partition_by=Idea.part_id)
    ranked = (
        select(Idea.id.label("id"), place.label("place"), number.label("number"))
        .where(
            Idea.part_id.in_([part.id for part in parts]), Idea.publication == Publication.PUBLISHED
        )
        .subquery()
    )
    stmt = (
        select(Idea, ranked.c.number)
        .join(ranked, ranked.c.id == Idea.id)
        .where(ranked.c.place <= size)
        .options(joinedload(Idea.image))
        .order_by(ranked.c.place)
    )
    found: dict[int, First] = {}
    for idea, count in ctx.session.execute(stmt):
        known = found.get(idea.part_id, First(count, []))
        found[idea.part_id] = First(count, [*known.ideas, idea])
    return found


def listing(ctx: Context, part: Part, wanted: Wanted, size: int = ON_A_PAGE) -> Page:
    """One page of the ideas of a part. One statement, and page 400 costs what page 1 costs."""
    stmt = select(Idea).where(*_conditions(part, wanted)).options(joinedload(Idea.image))
    if wanted.sorting in {Sorting.SUPPORT, Sorting.COMMENTS}:
        # Said again so that the index of these numbers can be used.
        stmt = stmt.where(Idea.process_id == part.consultation_id, Idea.kind == "consultation_idea")
    where = (wanted.after, wanted.before)
    return fetch(ctx.session, stmt, _order(wanted.sorting), size, where)


def total(ctx: Context, part: Part, wanted: Wanted) -> int:
    """How many ideas are shown, of those that are wanted. One statement."""
    is_shown = Idea.publication == Publication.PUBLISHED
    stmt = select(func.count(Idea.id)).where(*_conditions(part, wanted), is_shown)
    return ctx.session.scalar(stmt) or 0


def _conditions(part: Part, wanted: Wanted) -> list[Any]:
    conditions: list[Any] = [Idea.part_id == part.id, HAS_PLACE]
    is_shown = Idea.publication == Publication.PUBLISHED
    if wanted.category:
        conditions += [Idea.category == wanted.category, is_shown]
    if wanted.words:
        conditions += [_holds(wanted.words), is_shown]
    return conditions


def _holds(words: str) -> ColumnElement[bool]:
    """Every word, in the title, the text or the place. SQLite knows no case of å, ä and ö."""
    columns = (Idea.title, Idea.body, Idea.place)
    return and_(
        *(
            or_(
                *(column.icontains(word, autoescape=True) for column in columns),
                *(column.contains(word.capitalize(), autoescape=True) for column in columns),
            )
            for word in words.split()
        )
    )


def _order(sorting: Sorting) -> Order:
    if sorting is Sorting.NEWEST:
        return Order(Idea.id, Idea.id)
    if sorting is Sorting.SUPPORT:
        return Order(Idea.count_support, Idea.id)
    if sorting is Sorting.COMMENTS:
        return Order(Idea.count_comments, Idea.id)
    return Order(Idea.shuffle, Idea.id, descending=False)
