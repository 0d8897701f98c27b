"""What was said and what was replied, section by section: in batches, so that memory stays the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from dialog.core.context import Context
from dialog.remiss.models import (
    Group,
    Point,
    PointTag,
    Remiss,
    RemissVersion,
    Reply,
    Response,
    Section,
    Statement,
    Tag,
)
from dialog.remiss.rules.content import WHOLE

BATCH = 200  # statements that are held at a time


@dataclass(frozen=True)
class Place:
    """A section as the table names it: by the newest version that people have seen it in.

    `position` is its place in the document; that of the whole is 0. `is_gone`: a new version has it
    no more. `level` as in the document.
    """

    key: str
    heading: str
    position: int
    level: int = 1
    takes_views: bool = True
    is_gone: bool = False


@dataclass(frozen=True)
class Assessed:
    """One point with its tags, its group, and the reply that holds: its own, else that of the group."""

    point: Point
    tags: tuple[str, ...] = ()
    reply: Reply | None = None

    @property
    def group(self) -> Group | None:
        """The points that it is answered together with."""
        return self.point.group


@dataclass(frozen=True)
class Said:
    """One statement with its answer (statement.response), and its points in one section."""

    statement: Statement
    points: tuple[Assessed, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How far one section has been assessed."""

    points: int = 0
    unreplied: int = 0

    @property
    def replied(self) -> int:
        """Points that have a reply, their own or that of their group."""
        return self.points - self.unreplied


def places(ctx: Context, remiss: Remiss) -> dict[str, Place]:
    """Every section that people have seen, by key, in order; those that are gone last. One statement.

    The whole document is not among them.
    """
    stmt = (
        select(
            Section.key,
            Section.number,
            Section.title,
            Section.position,
            Section.level,
            Section.takes_views,
            RemissVersion.replaced_at,
        )
        .join(RemissVersion, RemissVersion.id == Section.version_id)
        .where(RemissVersion.remiss_id == remiss.id, RemissVersion.frozen_at.is_not(None))
        .order_by(RemissVersion.number.desc(), Section.position)
    )
    found: dict[str, Place] = {}
    for row in ctx.session.execute(stmt):
        heading = f"{row.number} {row.title}".strip()
        is_gone = row.replaced_at is not None
        place = Place(row.key, heading, row.position, row.level, row.takes_views, is_gone)
        found.setdefault(row.key, place)
    return found


def has_reply() -> Any:
    """The condition that a point has a reply, its own or that of its group."""
    own = select(Reply.id).where(Reply.point_id == Point.id)
    of_group = select(Reply.id).where(Reply.group_id == Point.group_id)
    return or_(own.exists(), of_group.exists())


def standings(ctx: Context, remiss: Remiss) -> dict[str, Standing]:
    """How many points each section has, and how many lack a reply. One statement.

    Sections in which nothing has been said are left out. WHOLE is the key of the whole.
    """
    lacks = func.sum(case((has_reply(), 0), else_=1))
    stmt = (
        select(Point.section, func.count(), lacks)
        .where(Point.remiss_id == remiss.id)
        .group_by(Point.section)
    )
    return {key: Standing(points, lacking) for key, points, lacking in ctx.session.execute(stmt)}


def positions(ctx: Context, remiss: Remiss) -> dict[str, dict[str, int]]:
    """How many statements take each position, by section and key of the position. One statement.

    Where somebody took none, the key is "". Words that answer a question take none and are not counted.
    """
    stmt = (
        select(Statement.section, Statement.position, func.count())
        .where(Statement.remiss_id == remiss.id, Statement.question == "")
        .group_by(Statement.section, Statement.position)
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for section, position, number in ctx.session.execute(stmt):
        found[section][position] = number
    return dict(found)


def unreplied_sections(ctx: Context, remiss: Remiss) -> list[str]:
    """Keys of the sections, with WHOLE first, in which no point has a reply. Two statements.

    They are those that ask for views, and those in which something has been said although they do
    not, or are gone from the newest version.
    """
    known, found = places(ctx, remiss), standings(ctx, remiss)
    asked = [WHOLE, *(p.key for p in known.values() if p.takes_views and not p.is_gone)]
    said = [key for key in (*known, *found) if key in found and key not in asked]
    return [key for key in dict.fromkeys((*asked, *said)) if not found.get(key, Standing()).replied]


def in_section(ctx: Context, remiss: Remiss, section: str) -> Iterator[Said]:
    """What was said about a section, in the order in which it came, with points and replies.

    That is every statement of the section, also those that take a position without words, and points
    that an official has moved here. Points that were moved elsewhere stand there. Four statements for
    every 200; nothing is held when they have been passed, unless the caller does.
    """
    after = 0
    moved_here = select(Point.statement_id).where(
        Point.remiss_id == remiss.id, Point.section == section
    )
    stmt = (
        select(Statement)
        .join(Response, Response.id == Statement.response_id)
        .where(
            Statement.remiss_id == remiss.id,
            or_(Statement.section == section, Statement.id.in_(moved_here)),
        )
        .options(contains_eager(Statement.response))
        .order_by(Statement.id)
        .limit(BATCH)
    )
    while batch := ctx.session.scalars(stmt.where(Statement.id > after)).all():
        after = batch[-1].id
        points = _points(ctx, [each.id for each in batch], section)
        for statement in batch:
            yield Said(statement, tuple(points.get(statement.id, ())))
        if len(batch) < BATCH:
            return


def _points(ctx: Context, statements: Sequence[int], section: str) -> dict[int, list[Assessed]]:
    stmt = (
        select(Point)
        .where(Point.statement_id.in_(statements), Point.section == section)
        .options(joinedload(Point.group))
        .order_by(Point.statement_id, Point.number)
    )
    found: defaultdict[int, list[Assessed]] = defaultdict(list)
    for each in assessed(ctx, ctx.session.scalars(stmt).all()):
        found[each.point.statement_id].append(each)
    return found


def assessed(ctx: Context, points: Sequence[Point]) -> list[Assessed]:
    """These points with their tags and the replies that hold. Two statements."""
    if not points:
        return []
    tags, replies = tags_of(ctx, points), replies_to(ctx, points)
    return [Assessed(each, tags.get(each.id, ()), replies.get(each.id)) for each in points]


def tags_of(ctx: Context, points: Sequence[Point]) -> dict[int, tuple[str, ...]]:
    """The names of the tags, by the id of the point. One statement."""
    stmt = (
        select(PointTag.point_id, Tag.name)
        .join(Tag, Tag.id == PointTag.tag_id)
        .where(PointTag.point_id.in_([each.id for each in points]))
        .order_by(Tag.name)
    )
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for point, name in ctx.session.execute(stmt):
        found[point] += (name,)
    return found


def replies_to(ctx: Context, points: Sequence[Point]) -> Mapping[int, Reply]:
    """The reply that holds, by the id of the point, where there is one. One statement."""
    groups = {each.group_id for each in points if each.group_id is not None}
    of_points = Reply.point_id.in_([each.id for each in points])
    of_groups = and_(Reply.group_id.is_not(None), Reply.group_id.in_(groups))
    own, shared = {}, {}
    for reply in ctx.session.scalars(select(Reply).where(or_(of_points, of_groups))):
        if reply.point_id is not None:
            own[reply.point_id] = reply
        else:
            shared[reply.group_id] = reply
    found = ((each.id, own.get(each.id) or shared.get(each.group_id)) for each in points)
    return {point: reply for point, reply in found if reply is not None}
