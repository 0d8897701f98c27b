"""Colleagues: invited by those who run the room, let in by a link that works once, taken away again."""

import secrets
from dataclasses import dataclass

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity import limits
from dialog.identity.limits import TooManySent
from dialog.identity.queries import hide
from dialog.identity.rules import token_hash
from dialog.notification.addresses import TOKEN_BYTES, normal
from dialog.notification.rules import MOST_LINKS
from dialog.remiss.models import Addressee, Member, Remiss
from dialog.remiss.queries.members import (
    ensure_inviter,
    everybody,
    find_member,
    inside,
    me_in,
    my_row,
)
from dialog.remiss.queries.rooms import draft_of
from dialog.remiss.rules.approval import may_write
from dialog.remiss.rules.membership import (
    LINK_LASTS,
    MOST_MEMBERS,
    ensure_inviter_remains,
    ensure_running,
)


@dataclass(frozen=True)
class Rights:
    """What somebody may do besides writing."""

    may_approve: bool = False
    may_invite: bool = False


@dataclass(frozen=True)
class Colleague:
    """Whom to write to."""

    name: str
    email: str
    rights: Rights = Rights()


def invite_colleague(
    ctx: Context, remiss: Remiss, addressee: Addressee, colleague: Colleague
) -> Member:
    """Let a letter with a link be sent. Raises NotEntitled, and DomainError when it is full."""
    ctx.require("remiss.invite_colleague", remiss)
    ensure_inviter(ctx, addressee)
    ensure_running(remiss.publication)
    if len(everybody(ctx, addressee)) >= MOST_MEMBERS:
        raise DomainError(_l("Ni är redan så många som får plats. Ta bort någon först."))
    _ensure_few_letters(ctx, "letters to", normal(colleague.email))
    member = Member(
        addressee_id=addressee.id,
        name=colleague.name,
        sealed_email=hide(ctx, colleague.email, "email"),
        may_approve=colleague.rights.may_approve,
        may_invite=colleague.rights.may_invite,
        invited_at=ctx.now,
    )
    _give_link(ctx, member)
    ctx.session.add(member)
    ctx.record("remiss.invite_colleague", member, attributed=False, remiss=remiss.id)
    return member


def resend_link(ctx: Context, remiss: Remiss, addressee: Addressee, member: Member) -> None:
    """A new link to whoever has not come in; the old one does not work any more.

    Raises NotEntitled, and DomainError when there is no address.
    """
    ctx.require("remiss.resend_link", remiss)
    ensure_inviter(ctx, addressee)
    ensure_running(remiss.publication)
    ctx.lock(member)
    if member.sealed_email is None:
        raise DomainError(_l("Personen har redan kommit in, eller så är inbjudan borttagen."))
    _ensure_few_letters(ctx, "letters again", str(member.id))
    _give_link(ctx, member)
    ctx.record("remiss.resend_link", member, attributed=False, remiss=remiss.id)


def join_as_colleague(ctx: Context, remiss: Remiss, member: Member) -> Member:
    """Come in by a colleague's link, which works once. Return the member that the actor is now.

    Whoever has been there before gets their old place back, with what the invitation grants, so that
    what they once wrote stays theirs. Raises NotOpen, and DomainError when it has been used meanwhile.
    """
    ctx.require("remiss.join_as_colleague", remiss)
    ensure_running(remiss.publication)
    ctx.lock(member)
    if member.joined_at is not None or member.removed_at is not None:
        raise DomainError(_l("Länken har redan använts. Be den som bjöd in dig om en ny."))
    mine = my_row(ctx, member.addressee)
    place = member if mine is None else mine
    if place is not member:
        was_inside = may_write(place)
        place.may_approve = member.may_approve or (was_inside and place.may_approve)
        place.may_invite = member.may_invite or (was_inside and place.may_invite)
        member.removed_at = ctx.now
        member.forget_link()
        ctx.session.flush()
    place.come_in(ctx.actor.id, ctx.actor.name, ctx.now)
    ctx.record("remiss.join_as_colleague", place, attributed=False, remiss=remiss.id)
    return place


def let_in(
    ctx: Context, remiss: Remiss, addressee: Addressee, member: Member, rights: Rights
) -> None:
    """Somebody who asked comes in. Raises NotEntitled, and DomainError when they have not asked."""
    ctx.require("remiss.let_in", remiss)
    ensure_inviter(ctx, addressee)
    ctx.lock(member)
    if member.asked_at is None or member.joined_at is not None or member.removed_at is not None:
        raise DomainError(_l("Personen väntar inte på att bli insläppt längre."))
    member.come_in(member.person_id, member.name, ctx.now)
    member.may_approve, member.may_invite = rights.may_approve, rights.may_invite
    ctx.record("remiss.let_in", member, attributed=False, remiss=remiss.id)


def edit_member(
    ctx: Context, remiss: Remiss, addressee: Addressee, member: Member, rights: Rights
) -> None:
    """Change what somebody may do. Raises NotEntitled, and DomainError when nobody could invite."""
    ctx.require("remiss.edit_member", remiss)
    ctx.lock(addressee)  # two who take the right from one another wait for each other
    ensure_inviter(ctx, addressee)
    find_member(ctx, addressee, member.id)
    member.may_approve, member.may_invite = rights.may_approve, rights.may_invite
    ensure_inviter_remains(inside(ctx, addressee))
    ctx.record(
        "remiss.edit_member",
        member,
        attributed=False,
        remiss=remiss.id,
        may_approve=rights.may_approve,
        may_invite=rights.may_invite,
    )


def remove_member(ctx: Context, remiss: Remiss, addressee: Addressee, member: Member) -> None:
    """Take somebody away, take an invitation back, say no to whoever asked, or leave.

    They lose access at once. What they have written stays, and so does what they approved: they were
    entitled then. Raises NotEntitled, and DomainError when nobody who can invite would be left.
    """
    ctx.require("remiss.remove_member", remiss)
    ctx.lock(addressee)
    if me_in(ctx, addressee).id != member.id:
        ensure_inviter(ctx, addressee)
    find_member(ctx, addressee, member.id)
    member.removed_at = ctx.now
    member.forget_link()
    ensure_inviter_remains(inside(ctx, addressee))
    draft = draft_of(ctx, addressee)
    if draft is not None and draft.locked_by == member.id:
        draft.locked_by = draft.locked_at = None
    ctx.record("remiss.remove_member", member, attributed=False, remiss=remiss.id)


def _give_link(ctx: Context, member: Member) -> None:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    member.token_hash, member.sealed_token = token_hash(token), hide(ctx, token, "link")
    member.token_until = ctx.now + LINK_LASTS


def _ensure_few_letters(ctx: Context, use: str, place: str) -> None:
    """Nobody may be flooded. Raises DomainError."""
    try:
        limits.ensure_few(ctx, use, place, MOST_LINKS)
    except TooManySent:
        raise DomainError(
            _l("Vi har redan skickat flera brev till den adressen. Försök igen om en timme.")
        ) from None
