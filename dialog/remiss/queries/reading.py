"""Reads for whoever reads the document: a version, its contents without their text, and some text."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from dialog.core.context import Context
from dialog.process.rules import Publication
from dialog.remiss.models import Remiss, RemissVersion, Response, Section


def outline(ctx: Context, version: RemissVersion) -> Sequence[Section]:
    """The sections of a version in order, without their text. One statement."""
    stmt = select(Section).where(Section.version_id == version.id)
    light = stmt.options(defer(Section.content))
    return ctx.session.scalars(light.order_by(Section.position)).all()


def with_text(ctx: Context, version: RemissVersion, first: int, last: int) -> Sequence[Section]:
    """The sections from one position to another, with their text. One statement."""
    stmt = select(Section).where(
        Section.version_id == version.id, Section.position.between(first, last)
    )
    return ctx.session.scalars(stmt.order_by(Section.position)).all()


def whole(ctx: Context, version: RemissVersion) -> Sequence[Section]:
    """All of a version, with its text. One statement."""
    stmt = select(Section).where(Section.version_id == version.id)
    return ctx.session.scalars(stmt.order_by(Section.position)).all()


def versions_seen(ctx: Context, remiss: Remiss) -> Sequence[RemissVersion]:
    """The versions that people have seen, the newest first. One statement."""
    stmt = select(RemissVersion).where(
        RemissVersion.remiss_id == remiss.id, RemissVersion.frozen_at.is_not(None)
    )
    return ctx.session.scalars(stmt.order_by(RemissVersion.number.desc())).all()


def last_with(ctx: Context, remiss: Remiss, key: str) -> RemissVersion | None:
    """The newest version that people have seen and that has the section. One statement."""
    stmt = (
        select(RemissVersion)
        .join(Section, Section.version_id == RemissVersion.id)
        .where(
            RemissVersion.remiss_id == remiss.id,
            RemissVersion.frozen_at.is_not(None),
            Section.key == key,
        )
    )
    return ctx.session.scalar(stmt.order_by(RemissVersion.number.desc()).limit(1))


def how_many_answered(ctx: Context, remiss: Remiss) -> int:
    """How many have answered, each once however often they complete it. One statement.

    What a moderator has hidden has come in too, and counts.
    """
    stmt = select(func.count(func.distinct(Response.owner))).where(
        Response.remiss_id == remiss.id, Response.publication != Publication.WITHDRAWN
    )
    return ctx.session.scalar(stmt) or 0


def latest_of(ctx: Context, remiss: Remiss, keys: Collection[str]) -> list[Section]:
    """Sections of those keys, without text, each from the newest version that people have seen and
    that has it. One statement, none for nothing.
    """
    if not keys:
        return []
    stmt = (
        select(Section)
        .join(RemissVersion, RemissVersion.id == Section.version_id)
        .where(
            RemissVersion.remiss_id == remiss.id,
            RemissVersion.frozen_at.is_not(None),
            Section.key.in_(keys),
        )
        .options(defer(Section.content))
        .order_by(RemissVersion.number, Section.position)
    )
    return list({each.key: each for each in ctx.session.scalars(stmt)}.values())
