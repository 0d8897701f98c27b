"""The document that people answer about, and the one that is being worked on."""

from collections.abc import Sequence

from sqlalchemy import select

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
