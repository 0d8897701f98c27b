"""What the actor has begun and sent, in every remiss. Nobody but they can ask this."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.remiss.models import Draft, Member, RemissVersion, Response


def my_drafts(ctx: Context) -> list[Draft]:
    """What has been begun and not sent, by the actor alone or with an organisation. One statement."""
    if ctx.actor.id is None:
        return []
    of_mine = select(Member.addressee_id).where(
        Member.person_id == ctx.actor.id, Member.removed_at.is_(None)
    )
    stmt = (
        select(Draft)
        .where(or_(Draft.person_id == ctx.actor.id, Draft.addressee_id.in_(of_mine)))
        .options(joinedload(Draft.remiss), joinedload(Draft.addressee))
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
