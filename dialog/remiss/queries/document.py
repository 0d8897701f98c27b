"""The document that people answer about, and the one that is being worked on."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import defer

from dialog.core.context import Context
from dialog.remiss.models import Remiss, RemissVersion, Section


def shown_version(ctx: Context, remiss: Remiss) -> RemissVersion | None:
    """The version that people read and answer about now; None before there is one. One statement."""
    stmt = select(RemissVersion).where(
        RemissVersion.remiss_id == remiss.id,
        RemissVersion.frozen_at.is_not(None),
        RemissVersion.replaced_at.is_(None),
    )
    return ctx.session.scalar(stmt)


def version_in_work(ctx: Context, remiss: Remiss) -> RemissVersion | None:
    """The version that officials work on, which nobody else has seen. One statement."""
    stmt = select(RemissVersion).where(
        RemissVersion.remiss_id == remiss.id, RemissVersion.frozen_at.is_(None)
    )
    return ctx.session.scalar(stmt)


def contents(ctx: Context, remiss: Remiss) -> Sequence[Section]:
    """The sections of the version that is shown, in order. One statement."""
    stmt = (
        select(Section)
        .join(RemissVersion, RemissVersion.id == Section.version_id)
        .where(
            RemissVersion.remiss_id == remiss.id,
            RemissVersion.frozen_at.is_not(None),
            RemissVersion.replaced_at.is_(None),
        )
        .order_by(Section.position)
    )
    return ctx.session.scalars(stmt).all()


def find_section(ctx: Context, version: RemissVersion, key: str) -> Section | None:
    """The section with that stable key in one version. One statement."""
    stmt = select(Section).where(Section.version_id == version.id, Section.key == key)
    return ctx.session.scalar(stmt)


def version_seen(ctx: Context, remiss: Remiss, id: int) -> RemissVersion | None:
    """The version of this remiss with that id, if people can have seen it. One statement."""
    version = ctx.session.get(RemissVersion, id)
    if version is None or version.remiss_id != remiss.id or version.frozen_at is None:
        return None
    return version


def headings(ctx: Context, version: RemissVersion) -> Sequence[Section]:
    """The sections of one version in order, without the text below their headings. One statement."""
    stmt = select(Section).where(Section.version_id == version.id).order_by(Section.position)
    return ctx.session.scalars(stmt.options(defer(Section.content))).all()


def with_text(ctx: Context, version: RemissVersion, keys: Collection[str]) -> dict[str, Section]:
    """Some sections of one version with their texts, by key. One statement, none for none."""
    if not keys:
        return {}
    stmt = select(Section).where(Section.version_id == version.id, Section.key.in_(keys))
    return {section.key: section for section in ctx.session.scalars(stmt)}
