"""Reads over every kind of process. They return rows, never pages."""

from collections.abc import Sequence

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.process import rules
from dialog.process.models import Process
from dialog.process.rules import Publication

NEWS = 50  # entries of a feed


def kinds() -> dict[str, type[Process]]:
    """The kinds of process there are. Each class has its name for people."""
    mappers = Process.__mapper__.self_and_descendants
    return {
        str(mapper.polymorphic_identity): mapper.class_
        for mapper in mappers
        if mapper.class_ is not Process
    }


def closing_soon(ctx: Context, limit: int) -> Sequence[Process]:
    """What people can take part in now, the one that closes first at the top."""
    stmt = select(Process).where(
        Process.publication == Publication.PUBLISHED,
        Process.opens_at <= ctx.now,
        Process.closes_at > ctx.now,
    )
    return ctx.session.scalars(stmt.order_by(Process.closes_at, Process.id).limit(limit)).all()


def recently_answered(ctx: Context, limit: int) -> Sequence[Process]:
    """What the municipality has answered, the latest answer first."""
    stmt = select(Process).where(
        Process.publication.in_(rules.PUBLIC), Process.decided_at.is_not(None)
    )
    newest = stmt.order_by(Process.decided_at.desc(), Process.id.desc())
    return ctx.session.scalars(newest.limit(limit)).all()


def late_answers(ctx: Context, limit: int) -> Sequence[Process]:
    """What the municipality should have answered by now, the longest overdue first."""
    stmt = select(Process).where(
        Process.publication.in_(rules.PUBLIC),
        Process.decided_at.is_(None),
        Process.answer_due_at < ctx.now,
    )
    return ctx.session.scalars(stmt.order_by(Process.answer_due_at, Process.id).limit(limit)).all()


def news(ctx: Context, kind: str = "") -> Sequence[tuple[Event, Process]]:
    """The latest public turns of every process, or of one kind, newest first."""
    names = [f"{each}.{verb}" for each in ([kind] if kind else kinds()) for verb in rules.NEWS]
    stmt = (
        select(Event, Process)
        .join(Process, Process.id == Event.subject_id)
        .where(Event.name.in_(names), Process.publication.in_(rules.PUBLIC))
        .order_by(Event.at.desc(), Event.id.desc())
    )
    return [(event, process) for event, process in ctx.session.execute(stmt.limit(NEWS))]
