"""Points of one remiss for those who assess them: by id, alike, of one statement, and what they belong to."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.policy import Role
from dialog.identity.queries import reveal, staff
from dialog.remiss.models import (
    EarlierReply,
    Group,
    Note,
    Phrase,
    Point,
    PointTag,
    Remiss,
    Reply,
    Statement,
    Tag,
)
from dialog.remiss.queries.assessment import BATCH


def by_ids(ctx: Context, remiss: Remiss, ids: Iterable[int]) -> Sequence[Point]:
    """Those that belong to the remiss and still exist, as they are now, with their statements.

    One statement.
    """
    stmt = (
        select(Point)
        .where(Point.remiss_id == remiss.id, Point.id.in_(set(ids)))
        .options(joinedload(Point.statement).joinedload(Statement.response))
        .order_by(Point.id)
        .execution_options(populate_existing=True)
    )
    return ctx.session.scalars(stmt).all()


def siblings(ctx: Context, point: Point) -> Sequence[Point]:
    """All points of the same statement, this one too, in their order. One statement."""
    stmt = select(Point).where(Point.statement_id == point.statement_id).order_by(Point.number)
    return ctx.session.scalars(stmt).all()


def alike(ctx: Context, points: Sequence[Point]) -> Sequence[Point]:
    """Other points of the remiss that say the same, word for word, as any of these. One statement."""
    if not points:
        return []
    stmt = (
        select(Point)
        .where(
            Point.remiss_id == points[0].remiss_id,
            Point.likeness.in_({each.likeness for each in points}),
            Point.id.not_in([each.id for each in points]),
        )
        .options(joinedload(Point.statement).joinedload(Statement.response))
        .order_by(Point.id)
        .limit(BATCH)
    )
    return ctx.session.scalars(stmt).all()


def sizes_alike(ctx: Context, points: Sequence[Point]) -> dict[str, int]:
    """How many points say the same, by likeness, where there are several. One statement."""
    if not points:
        return {}
    stmt = (
        select(Point.likeness, func.count())
        .where(
            Point.remiss_id == points[0].remiss_id,
            Point.likeness.in_({each.likeness for each in points}),
        )
        .group_by(Point.likeness)
        .having(func.count() > 1)
    )
    return dict(row for row in ctx.session.execute(stmt).all())


def of_group(ctx: Context, group: Group) -> Sequence[Point]:
    """The points that are answered together, with their statements. One statement."""
    stmt = (
        select(Point)
        .where(Point.group_id == group.id)
        .options(joinedload(Point.statement).joinedload(Statement.response))
        .order_by(Point.id)
    )
    return ctx.session.scalars(stmt).all()


def groups(ctx: Context, remiss: Remiss) -> list[tuple[Group, int]]:
    """Every group that has points, with how many, by title. One statement."""
    stmt = (
        select(Group, func.count(Point.id))
        .join(Point, Point.group_id == Group.id)
        .where(Group.remiss_id == remiss.id)
        .group_by(Group.id)
        .order_by(Group.title, Group.id)
    )
    return [(group, number) for group, number in ctx.session.execute(stmt)]


def tags(ctx: Context, remiss: Remiss) -> Sequence[Tag]:
    """Every tag of the remiss, by name. One statement."""
    stmt = select(Tag).where(Tag.remiss_id == remiss.id).order_by(Tag.name, Tag.id)
    return ctx.session.scalars(stmt).all()


def tags_used(ctx: Context, remiss: Remiss) -> dict[int, int]:
    """How many points have each tag, by its id. One statement."""
    stmt = (
        select(PointTag.tag_id, func.count())
        .join(Tag, Tag.id == PointTag.tag_id)
        .where(Tag.remiss_id == remiss.id)
        .group_by(PointTag.tag_id)
    )
    return dict(row for row in ctx.session.execute(stmt).all())


def notes(ctx: Context, point: Point) -> Sequence[Note]:
    """What staff have said to one another, the oldest first. One statement."""
    stmt = select(Note).where(Note.point_id == point.id).order_by(Note.id)
    return ctx.session.scalars(stmt).all()


def reply_of(ctx: Context, point: Point) -> Reply | None:
    """The point's own reply, else that of its group. Two statements at most."""
    own = ctx.session.scalar(select(Reply).where(Reply.point_id == point.id))
    if own is not None or point.group_id is None:
        return own
    return ctx.session.scalar(select(Reply).where(Reply.group_id == point.group_id))


def earlier_replies(ctx: Context, point: Point) -> Sequence[EarlierReply]:
    """What the point, or its group, was answered before, the newest first. One statement."""
    is_own = EarlierReply.point_id == point.id
    if point.group_id is not None:
        is_own = is_own | (EarlierReply.group_id == point.group_id)
    stmt = select(EarlierReply).where(is_own)
    return ctx.session.scalars(stmt.order_by(EarlierReply.at.desc(), EarlierReply.id.desc())).all()


def history(ctx: Context, point: Point) -> Sequence[Event]:
    """What officials have done with the point, the newest first. One statement."""
    stmt = select(Event).where(
        Event.subject_type == Point.__tablename__, Event.subject_id == point.id
    )
    return ctx.session.scalars(stmt.order_by(Event.id.desc()).limit(BATCH)).all()


def phrases(ctx: Context, *, retired: bool = False) -> Sequence[Phrase]:
    """Texts to use again in replies, by title; `retired`: also those that are not used any more."""
    stmt = select(Phrase).order_by(Phrase.is_retired, Phrase.title, Phrase.id)
    if not retired:
        stmt = stmt.where(Phrase.is_retired.is_(False))
    return ctx.session.scalars(stmt).all()


def colleagues(ctx: Context) -> dict[int, str]:
    """The officers, by id, with what they are called. One statement."""
    people = [each for each in staff(ctx) if Role.OFFICER in each.roles]
    called = [(each.id, reveal(ctx, each.sealed_name, "name")) for each in people]
    return dict(sorted(called, key=lambda each: each[1]))
