"""Which files of a remiss anyone may have: annexes, and originals that the municipality offers.

Files of answers are no part of this.
"""

from sqlalchemy import select

from dialog.core.context import Context
from dialog.process.queries.attachments import shows_attachments
from dialog.process.rules import PUBLIC
from dialog.remiss.models import Annex, Remiss, RemissVersion


@shows_attachments
def of_annexes(ctx: Context, ids: set[int]) -> set[int]:
    """Annexes of a remiss that is public."""
    stmt = (
        select(Annex.attachment_id)
        .join(Remiss, Remiss.id == Annex.remiss_id)
        .where(Annex.attachment_id.in_(ids), Remiss.publication.in_(PUBLIC))
    )
    return set(ctx.session.scalars(stmt))


@shows_attachments
def of_originals(ctx: Context, ids: set[int]) -> set[int]:
    """The file that a version was read from, where people may read the version and get the file."""
    stmt = (
        select(RemissVersion.file_id)
        .join(Remiss, Remiss.id == RemissVersion.remiss_id)
        .where(
            RemissVersion.file_id.in_(ids),
            RemissVersion.frozen_at.is_not(None),
            RemissVersion.shows_file.is_(True),
            Remiss.publication.in_(PUBLIC),
        )
    )
    return {found for found in ctx.session.scalars(stmt) if found is not None}
