"""Comments in two levels: a page of the upper one by key, with the first answers to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from dialog.consultation.models import Comment, Idea, Part
from dialog.core.context import Context
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Publication

ON_A_PAGE = 20
FIRST_ANSWERS = 5
ANSWERS_ON_A_PAGE = 50


class Sorting(StrEnum):
    """The order of a discussion. The words stand in addresses."""

    NEWEST = "nyast"
    SUPPORT = "stod"


@dataclass(frozen=True)
class Where:
    """In which order, and where the page begins."""

    sorting: Sorting = Sorting.NEWEST
    after: Cursor | None = None
    before: Cursor | None = None


@dataclass(frozen=True)
class Thread:
    """A comment and the first answers to it, the oldest first."""

    comment: Comment
    answers: Sequence[Comment] = ()


@dataclass(frozen=True)
class Threads:
    """A page of a discussion."""

    rows: Sequence[Thread]
    page: Page


# What was taken back keeps its place only where others have answered it.
HAS_PLACE: ColumnElement[bool] = or_(
    Comment.publication.in_((Publication.PUBLISHED, Publication.HIDDEN)),
    and_(Comment.publication == Publication.WITHDRAWN, Comment.count_comments > 0),
)


def threads(ctx: Context, place: Part | Idea, where: Where, size: int = ON_A_PAGE) -> Threads:
    """A page of the comments of a discussion, or about an idea. Two statements."""
    stmt = select(Comment).where(*_at(place), Comment.parent_id.is_(None), HAS_PLACE)
    if where.sorting is Sorting.SUPPORT:
        order = Order(Comment.count_support, Comment.id)
    else:
        order = Order(Comment.id, Comment.id)
    page = fetch(ctx.session, stmt, order, size, (where.after, where.before))
    answers = _first_answers(ctx, [each.id for each in page.rows])
    return Threads([Thread(each, answers.get(each.id, ())) for each in page.rows], page)


def _at(place: Part | Idea) -> list[Any]:
    if isinstance(place, Part):
        return [Comment.part_id == place.id, Comment.idea_id.is_(None)]
    return [Comment.part_id == place.part_id, Comment.idea_id == place.id]


def _first_answers(ctx: Context, ids: Sequence[int]) -> dict[int, list[Comment]]:
    """The oldest answers to each of them. One statement, none when there is nothing to answer."""
    if not ids:
        return {}
    place = func.row_number().over(partition_by=Comment.parent_id, order_by=Comment.id)
    ranked = (
        select(Comment.id.label("id"), place.label("place"))
        .where(Comment.parent_id.in_(ids), HAS_PLACE)
        .subquery()
    )
    stmt = (
        select(Comment)
        .join(ranked, ranked.c.id == Comment.id)
        .where(ranked.c.place <= FIRST_ANSWERS)
        .order_by(Comment.id)
    )
    found: dict[int, list[Comment]] = {}
    for each in ctx.session.scalars(stmt):
        found.setdefault(each.parent_id or 0, []).append(each)
    return found


def answers(ctx: Context, comment: Comment, where: Where) -> Page:
    """A page of all answers to a comment, the oldest first. One statement."""
    stmt = select(Comment).where(Comment.parent_id == comment.id, HAS_PLACE)
    order = Order(Comment.id, Comment.id, descending=False)
    return fetch(ctx.session, stmt, order, ANSWERS_ON_A_PAGE, (where.after, where.before))


def numbers(ctx: Context, parts: Sequence[Part]) -> dict[int, int]:
    """How many posts each discussion holds, answers too. One statement."""
    stmt = (
        select(Comment.part_id, func.count(Comment.id))
        .where(
            Comment.part_id.in_([part.id for part in parts]),
            Comment.idea_id.is_(None),
            Comment.publication == Publication.PUBLISHED,
        )
        .group_by(Comment.part_id)
    )
    return {row[0]: row[1] for row in ctx.session.execute(stmt)}


def newest(ctx: Context, parts: Sequence[Part], size: int) -> dict[int, list[Comment]]:
    """The newest posts of each discussion, answers left out. One statement."""
    place = func.row_number().over(partition_by=Comment.part_id, order_by=Comment.id.desc())
    ranked = (
        select(Comment.id.label("id"), place.label("place"))
        .where(
            Comment.part_id.in_([part.id for part in parts]),
            Comment.idea_id.is_(None),
            Comment.parent_id.is_(None),
            Comment.publication == Publication.PUBLISHED,
        )
        .subquery()
    )
    stmt = (
        select(Comment)
        .join(ranked, ranked.c.id == Comment.id)
        .where(ranked.c.place <= size)
        .order_by(Comment.id.desc())
    )
    found: dict[int, list[Comment]] = {}
    for each in ctx.session.scalars(stmt):
        found.setdefault(each.part_id, []).append(each)
    return found
