"""What the actor has begun and sent, in every remiss. Nobody but they can ask this."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.remiss.models import Draft, RemissVersion, Response


def my_drafts(ctx: Context) -> list[Draft]:
    """What the actor has begun for themselves and not sent. One statement."""
    if ctx.actor.id is None:
        return []
    stmt = (
        select(Draft)
        .where(Draft.person_id == ctx.actor.id)
        .options(joinedload(Draft.remiss, innerjoin=True))
        .order_by(Draft.changed_at.desc())
    )
    return list(ctx.session.scalars(stmt))


def my_responses(ctx: Context) -> list[Response]:
    """What the actor has sent for themselves, the newest first. One statement."""
    if ctx.actor.id is None:
        return []
    version = joinedload(Response.version, innerjoin=True)
    stmt = (
        select(Response)
        .where(Response.author_id == ctx.actor.id)
        .options(version.joinedload(RemissVersion.remiss, innerjoin=True))
        .order_by(Response.id.desc())
    )
    return list(ctx.session.scalars(stmt))
