"""Who writes for an organisation in a remiss."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.core.errors import NotFound
from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.models import Addressee, Member, Remiss
from dialog.remiss.rules.membership import NotEntitled, Occupied


def is_inside() -> ColumnElement[bool]:
    """Members who have come in and are still there, of organisations that belong to the remiss."""
    return and_(
        Member.joined_at.is_not(None),
        Member.removed_at.is_(None),
        Addressee.removed_at.is_(None),
    )


def memberships(ctx: Context, remiss: Remiss) -> list[Member]:
    """The organisations that the actor writes for in this remiss, most recently joined first.

    One statement; none for whoever has not logged in.
    """
    if ctx.actor.id is None:
        return []
    stmt = (
        select(Member)
        .join(Member.addressee)
        .where(Addressee.remiss_id == remiss.id, Member.person_id == ctx.actor.id, is_inside())
        .options(joinedload(Member.addressee, innerjoin=True))
        .order_by(Member.id.desc())
    )
    return list(ctx.session.scalars(stmt))


def my_rooms(ctx: Context) -> Sequence[Member]:
    """The actor's memberships in every remiss, the latest first. One statement."""
    stmt = (
        select(Member)
        .join(Member.addressee)
        .where(Member.person_id == ctx.actor.id, is_inside())
        .options(
            joinedload(Member.addressee, innerjoin=True).joinedload(
                Addressee.remiss, innerjoin=True
            )
        )
        .order_by(Member.id.desc())
    )
    return ctx.session.scalars(stmt).all()


def me_in(ctx: Context, addressee: Addressee) -> Member:
    """The actor as a member of it. Raises NotFound: a stranger does not learn that there is a room."""
    stmt = (
        select(Member)
        .join(Member.addressee)
        .where(Member.addressee_id == addressee.id, Member.person_id == ctx.actor.id, is_inside())
    )
    member = ctx.session.scalar(stmt) if ctx.actor.id is not None else None
    if member is None:
        raise NotFound(_l("Sidan finns inte, eller så är den inte för dig."))
    return member


def my_row(ctx: Context, addressee: Addressee) -> Member | None:
    """What the actor is to it: inside, waiting, removed; None for a stranger. One statement."""
    stmt = select(Member).where(
        Member.addressee_id == addressee.id, Member.person_id == ctx.actor.id
    )
    return ctx.session.scalar(stmt) if ctx.actor.id is not None else None


def everybody(ctx: Context, addressee: Addressee) -> Sequence[Member]:
    """Those inside, the invited and those who wait to be let in, in that order. One statement."""
    stmt = select(Member).where(Member.addressee_id == addressee.id, Member.removed_at.is_(None))
    return ctx.session.scalars(stmt.order_by(Member.joined_at.is_(None), Member.id)).all()


def inside(ctx: Context, addressee: Addressee) -> list[Member]:
    """Those who write for it now. One statement."""
    return [each for each in everybody(ctx, addressee) if each.joined_at is not None]


def ensure_nobody(ctx: Context, addressee: Addressee) -> None:
    """Raise Occupied when somebody answers for it already. One statement."""
    if inside(ctx, addressee):
        raise Occupied(
            _l("Någon svarar redan för organisationen. Be den personen att släppa in dig.")
        )


def ensure_speaks_for(ctx: Context, addressee: Addressee) -> None:
    """Raise an error unless the actor may tell the municipality what the organisation wants.

    Until somebody has come in that is whoever holds the link. Then it is those who run the room:
    Occupied for a stranger, NotEntitled for another member.
    """
    mine = my_row(ctx, addressee)
    if mine is None or mine.removed_at is not None or mine.joined_at is None:
        ensure_nobody(ctx, addressee)
    elif not (mine.may_invite or mine.may_approve):
        raise NotEntitled(
            _l("Det gör den som får godkänna svaret eller bjuda in. Prata med den personen.")
        )


def ensure_inviter(ctx: Context, addressee: Addressee) -> Member:
    """The actor, who decides who is in the room. Raises NotFound and NotEntitled."""
    me = me_in(ctx, addressee)
    if not me.may_invite:
        raise NotEntitled(
            _l("Du kan inte bjuda in andra eller ändra vad de får göra. Be någon som får bjuda in.")
        )
    return me


def ensure_approver(ctx: Context, addressee: Addressee) -> Member:
    """The actor, who may approve the answer. Raises NotFound and NotEntitled."""
    me = me_in(ctx, addressee)
    if not me.may_approve:
        raise NotEntitled(_l("Du kan inte godkänna svaret. Be någon som får göra det."))
    return me


def find_member(ctx: Context, addressee: Addressee, id: int) -> Member:
    """Somebody of the room, or on the way in. Raises NotFound, also for those who have left."""
    row = ctx.session.get(Member, id)
    if row is None or row.addressee_id != addressee.id or row.removed_at is not None:
        raise NotFound(_l("Personen finns inte här längre."))
    return row
