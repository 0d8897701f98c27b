"""Support and comments as numbers: what has changed since they were counted, and how many there are."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select

from dialog.consultation.models import Comment, Consultation, Idea, Part, Stage
from dialog.consultation.rules import PROPOSED
from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.process.models import Contribution, Support
from dialog.process.rules import Publication

CHUNK = 500
EVER = datetime(1970, 1, 1, tzinfo=UTC)
TURNS = ("consultation.support", "consultation.unsupport")


def changed(ctx: Context, since: datetime | None) -> dict[int, set[int]]:
    """Contributions whose numbers may have changed, by id of their consultation. Two statements."""
    since = since or EVER
    found: dict[int, set[int]] = {}
    turned = select(Event.subject_id).where(Event.name.in_(TURNS), Event.at >= since)
    supported = select(Contribution.process_id, Contribution.id).where(Contribution.id.in_(turned))
    for process_id, number in ctx.session.execute(supported):
        found.setdefault(process_id, set()).add(number)
    columns = (Comment.process_id, Comment.idea_id, Comment.parent_id)
    for process_id, *above in ctx.session.execute(
        select(*columns).where(Comment.changed_at >= since)
    ):
        found.setdefault(process_id, set()).update(each for each in above if each is not None)
    return {process_id: ids for process_id, ids in found.items() if ids}


def rows(ctx: Context, ids: Sequence[int]) -> Sequence[Contribution]:
    """The contributions themselves, always in one order so that workers do not wait for one another."""
    stmt = select(Contribution).where(Contribution.id.in_(ids)).order_by(Contribution.id)
    return ctx.session.scalars(stmt).all()


def supporters(ctx: Context, ids: Sequence[int]) -> dict[int, int]:
    """How many support each. One statement."""
    stmt = (
        select(Support.contribution_id, func.count(Support.id))
        .where(Support.contribution_id.in_(ids))
        .group_by(Support.contribution_id)
    )
    return {row[0]: row[1] for row in ctx.session.execute(stmt)}


def comments(ctx: Context, ids: Sequence[int]) -> dict[int, int]:
    """How many comments are shown about each idea, and how many answers to each comment. Two statements."""
    found: dict[int, int] = {}
    for column in (Comment.idea_id, Comment.parent_id):
        stmt = (
            select(column, func.count(Comment.id))
            .where(column.in_(ids), Comment.publication == Publication.PUBLISHED)
            .group_by(column)
        )
        found |= {row[0]: row[1] for row in ctx.session.execute(stmt) if row[0] is not None}
    return found


def open_consultations(ctx: Context) -> Sequence[Consultation]:
    """Those in which people can take part now."""
    stmt = select(Consultation).where(
        Consultation.publication == Publication.PUBLISHED,
        Consultation.opens_at <= ctx.now,
        (Consultation.closes_at > ctx.now) | Consultation.closes_at.is_(None),
    )
    return ctx.session.scalars(stmt).all()


def everything_in(ctx: Context, consultation: Consultation) -> Sequence[int]:
    """The ids of every idea and comment there."""
    kinds = [str(each.__mapper__.polymorphic_identity) for each in (Idea, Comment)]
    stmt = select(Contribution.id).where(
        Contribution.process_id == consultation.id, Contribution.kind.in_(kinds)
    )
    return ctx.session.scalars(stmt).all()


def open_idea_parts(ctx: Context) -> Sequence[Part]:
    """Parts to which ideas can be sent now."""
    stmt = (
        select(Part)
        .join(Part.stage)
        .join(Stage.consultation)
        .where(
            Part.kind.in_(PROPOSED),
            Part.is_removed.is_(False),
            Stage.is_removed.is_(False),
            Stage.opens_at <= ctx.now,
            (Stage.closes_at > ctx.now) | Stage.closes_at.is_(None),
            Consultation.publication == Publication.PUBLISHED,
        )
    )
    return ctx.session.scalars(stmt).all()


def ideas_after(ctx: Context, part: Part, id: int) -> Sequence[Idea]:
    """The next ideas by id, a few hundred at a time."""
    stmt = select(Idea).where(Idea.part_id == part.id, Idea.id > id)
    return ctx.session.scalars(stmt.order_by(Idea.id).limit(CHUNK)).all()
