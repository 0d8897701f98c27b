"""Who writes for an organisation in a remiss."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.remiss.models import Addressee, Member, Remiss


def memberships(ctx: Context, remiss: Remiss) -> list[Member]:
    """The organisations that the actor writes for in this remiss, most recently joined first.

    One statement; none for whoever has not logged in.
    """
    if ctx.actor.id is None:
        return []
    stmt = (
        select(Member)
        .join(Member.addressee)
        .where(
            Addressee.remiss_id == remiss.id,
            Addressee.removed_at.is_(None),
            Member.person_id == ctx.actor.id,
            Member.removed_at.is_(None),
        )
        .options(joinedload(Member.addressee, innerjoin=True))
        .order_by(Member.id.desc())
    )
    return list(ctx.session.scalars(stmt))
