"""What officials need of the document while they work on it: its versions, and what sections were called."""

from collections.abc import Sequence

from sqlalchemy import select

from dialog.core.context import Context
from dialog.remiss.models import Remiss, RemissVersion, Section


def versions(ctx: Context, remiss: Remiss) -> Sequence[RemissVersion]:
    """Every version, the newest first. One statement."""
    stmt = select(RemissVersion).where(RemissVersion.remiss_id == remiss.id)
    return ctx.session.scalars(stmt.order_by(RemissVersion.number.desc())).all()


def sections_ever(ctx: Context, remiss: Remiss) -> Sequence[Section]:
    """The sections of all versions, the newest version first, each in order. One statement."""
    stmt = (
        select(Section)
        .join(RemissVersion, RemissVersion.id == Section.version_id)
        .where(RemissVersion.remiss_id == remiss.id)
        .order_by(RemissVersion.number.desc(), Section.position)
    )
    return ctx.session.scalars(stmt).all()
