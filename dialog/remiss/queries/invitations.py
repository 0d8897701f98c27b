"""What a link in a letter leads to: the organisation's invitation, or a colleague's."""

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.rules import token_hash
from dialog.remiss.models import Addressee, Member, Remiss
from dialog.remiss.rules.membership import LinkGone, is_alive


def invited(ctx: Context, remiss: Remiss, token: str) -> Addressee:
    """The organisation whose invitation it is. Raises LinkGone. One statement."""
    stmt = select(Addressee).where(
        Addressee.token_hash == token_hash(token),
        Addressee.remiss_id == remiss.id,
        Addressee.removed_at.is_(None),
    )
    row = ctx.session.scalar(stmt)
    if row is None or not is_alive(row.token_until, ctx.now):
        raise _gone()
    return row


def invited_colleague(ctx: Context, remiss: Remiss, token: str) -> Member:
    """The place that a colleague's link keeps, or led to: then only for whoever came in by it.

    Raises LinkGone for everybody else when it has been used.
    """
    stmt = (
        select(Member)
        .join(Member.addressee)
        .where(
            Member.token_hash == token_hash(token),
            Member.removed_at.is_(None),
            Addressee.remiss_id == remiss.id,
            Addressee.removed_at.is_(None),
        )
    )
    row = ctx.session.scalar(stmt)
    if row is None or not is_alive(row.token_until, ctx.now):
        raise _gone()
    if row.joined_at is not None and row.person_id != ctx.actor.id:
        raise _gone()
    return row


def _gone() -> LinkGone:
    return LinkGone(_l("Länken fungerar inte."))
