"""The assessment table: points by whatever they are filtered and sorted by, a page at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from dialog.core.context import Context
from dialog.process.queries.holding import MOST_WORDS, holding
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.remiss.models import (
    Point,
    PointTag,
    Remiss,
    RemissVersion,
    Response,
    ResponseFile,
    Section,
    Statement,
    Tag,
)
from dialog.remiss.queries.assessment import Assessed, has_reply, replies_to
from dialog.remiss.queries.points import sizes_alike
from dialog.remiss.rules import Sender
from dialog.remiss.rules.content import WHOLE

ON_A_PAGE = 50
LAST = 1_000_000  # the place of sections that the newest version does not have
NONE = -1  # as the id of a tag: points without any


@dataclass(frozen=True)
class Wanted:
    """Which points somebody wants to see, and in which order. Empty: all, section by section.

    `assigned_to`: id of a colleague; `is_assigned`: whether anybody has them. `alike`: points that
    say the same as this one. `is_overdue`: whose last day has passed.
    """

    section: str | None = None
    position: str | None = None
    sender: Sender | None = None
    tag: int | None = None
    assigned_to: int | None = None
    is_assigned: bool | None = None
    is_replied: bool | None = None
    is_late: bool | None = None
    is_overdue: bool = False
    group: int | None = None
    alike: int | None = None
    words: str = ""
    order: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the table: the point with what belongs to it, and how many say the same."""

    assessed: Assessed
    alike: int = 1

    @property
    def point(self) -> Point:
        """The point; its statement and answer are loaded."""
        return self.assessed.point


@dataclass(frozen=True)
class Table:
    """One page of the table, and every tag of the remiss."""

    page: Page  # of lines
    tags: Sequence[Tag]


def table(
    ctx: Context,
    remiss: Remiss,
    wanted: Wanted,
    where: tuple[Cursor | None, Cursor | None],
    today: date,
) -> Table:
    """One page of what is wanted. Four statements."""
    newest = aliased(Section)
    shown = (
        select(RemissVersion.id)
        .where(
            RemissVersion.remiss_id == remiss.id,
            RemissVersion.frozen_at.is_not(None),
            RemissVersion.replaced_at.is_(None),
        )
        .scalar_subquery()
    )
    stmt = (
        select(Point)
        .join(Statement, Statement.id == Point.statement_id)
        .join(Response, Response.id == Statement.response_id)
        .outerjoin(newest, and_(newest.version_id == shown, newest.key == Point.section))
        .options(
            contains_eager(Point.statement).contains_eager(Statement.response),
            contains_eager(Point.statement, Statement.response).joinedload(Response.version),
            joinedload(Point.group),
        )
        .where(Point.remiss_id == remiss.id, *_conditions(wanted, today))
    )
    page = fetch(ctx.session, stmt, _order(wanted.order, newest), ON_A_PAGE, where)
    alike = sizes_alike(ctx, page.rows)
    tags, names = _tags(ctx, remiss, page.rows)
    replies = replies_to(ctx, page.rows)
    rows = [
        Line(
            Assessed(each, tuple(names.get(each.id, ())), replies.get(each.id)),
            alike.get(each.likeness, 1),
        )
        for each in page.rows
    ]
    return Table(Page(rows, page.previous, page.next), tags)


def _tags(
    ctx: Context, remiss: Remiss, points: Sequence[Point]
) -> tuple[Sequence[Tag], dict[int, list[str]]]:
    """Every tag of the remiss, and the names of those that these points have. One statement."""
    has = and_(PointTag.tag_id == Tag.id, PointTag.point_id.in_([each.id for each in points]))
    stmt = (
        select(Tag, PointTag.point_id)
        .outerjoin(PointTag, has)
        .where(Tag.remiss_id == remiss.id)
        .order_by(Tag.name, Tag.id)
    )
    tags, names = {}, defaultdict(list)
    for tag, point in ctx.session.execute(stmt):
        tags[tag.id] = tag
        if point is not None:
            names[point].append(tag.name)
    return list(tags.values()), names


def _order(order: str, newest: Any) -> Order:
    if order in {"nyast", "aldst"}:
        return Order(Response.received_at, Point.id, descending=order == "nyast", is_moment=True)
    if order == "frist":
        last = func.coalesce(Point.due_on, date.max)
        return Order(last, Point.id, descending=False, is_day=True)
    place = case((Point.section == WHOLE, 0), else_=func.coalesce(newest.position, LAST))
    return Order(place, Point.id, descending=False)


def _conditions(wanted: Wanted, today: date) -> list[Any]:
    columns = (
        (Point.section, wanted.section),
        (Statement.position, wanted.position),
        (Response.sender, wanted.sender),
        (Response.is_late, wanted.is_late),
        (Point.assigned_to, wanted.assigned_to),
        (Point.group_id, wanted.group),
    )
    found = [column == value for column, value in columns if value is not None]
    if wanted.is_assigned is not None:
        found.append(Point.assigned_to.is_not(None) == wanted.is_assigned)
    if wanted.is_replied is not None:
        found.append(has_reply() if wanted.is_replied else ~has_reply())
    if wanted.is_overdue:
        found.append(and_(Point.due_on < today, ~has_reply()))
    if wanted.alike is not None:
        same = aliased(Point)
        likeness = select(same.likeness).where(same.id == wanted.alike)
        found.append(Point.likeness == likeness.scalar_subquery())
    return [*found, *_tagged(wanted.tag), *_holding(wanted.words)]


def _tagged(tag: int | None) -> list[Any]:
    if tag is None:
        return []
    if tag == NONE:
        return [Point.id.not_in(select(PointTag.point_id))]
    return [Point.id.in_(select(PointTag.point_id).where(PointTag.tag_id == tag))]


def _holding(words: str) -> list[Any]:
    """In the point itself, in the sender's name, or in a document of the answer."""
    of_files = select(ResponseFile.response_id)
    return [
        or_found | Response.id.in_(of_files.where(*holding(word, ResponseFile.words)))
        for word in words.split()[:MOST_WORDS]
        for or_found in holding(word, Point.words, Response.organisation)
    ]
