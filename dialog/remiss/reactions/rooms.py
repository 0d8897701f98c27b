"""Letters among those who write an organisation's answer. They tell that something is to be done, not what."""

from collections.abc import Iterable

from sqlalchemy import update

from dialog.core.context import Context
from dialog.core.jobs import every
from dialog.core.journal import Event, on
from dialog.notification.actions import News
from dialog.notification.queries import ASKED
from dialog.notification.reactions.listing import write_to
from dialog.remiss.models import Addressee, Member
from dialog.remiss.queries import colleagues as colleagues
from dialog.remiss.queries.members import inside
from dialog.remiss.queries.rooms import draft_of
from dialog.remiss.rules.membership import LINK_LASTS


@on("remiss.invite_colleague", "remiss.resend_link")
def send_link(ctx: Context, event: Event) -> None:
    """The link, to the address that a colleague has given. A newer link makes this letter pointless."""
    member = ctx.session.get_one(Member, event.subject_id)
    if member.sealed_token is None:
        return  # taken back
    facts = {"organisation": member.addressee.name}
    news = News("remiss.invite_colleague", ASKED, _room(member.addressee), facts)
    write_to(ctx, event, member.addressee.remiss, news, [f"remiss_member:{member.id}"])


@on("remiss.ask_approval")
def ask_approvers(ctx: Context, event: Event) -> None:
    """To those who may approve, but not to whoever asked."""
    addressee = ctx.session.get_one(Addressee, event.subject_id)
    draft = draft_of(ctx, addressee)
    asker = draft.asked_by if draft is not None else None
    them = (each for each in inside(ctx, addressee) if each.may_approve and each.id != asker)
    _write(ctx, event, addressee, them, page="/godkann")


@on("remiss.approve", "remiss.send_back")
def answer_asker(ctx: Context, event: Event) -> None:
    """To whoever asked, unless they decided it themselves."""
    addressee = ctx.session.get_one(Addressee, event.subject_id)
    draft = draft_of(ctx, addressee)
    if draft is None:
        return  # sent meanwhile
    decided_by = {draft.approved_by, draft.returned_by}
    them = (
        each
        for each in inside(ctx, addressee)
        if each.id == draft.asked_by and each.id not in decided_by
    )
    _write(ctx, event, addressee, them)


@on("remiss.ask_to_join")
def tell_of_question(ctx: Context, event: Event) -> None:
    """To those who decide who comes in."""
    member = ctx.session.get_one(Member, event.subject_id)
    if member.joined_at is None and member.removed_at is None:
        them = (each for each in inside(ctx, member.addressee) if each.may_invite)
        _write(ctx, event, member.addressee, them)


@on("remiss.let_in")
def tell_of_entrance(ctx: Context, event: Event) -> None:
    """To whoever was let in."""
    member = ctx.session.get_one(Member, event.subject_id)
    _write(ctx, event, member.addressee, [member])


def _room(addressee: Addressee) -> str:
    return f"/remisser/{addressee.remiss_id}/organisation/{addressee.id}"


def _write(
    ctx: Context, event: Event, addressee: Addressee, members: Iterable[Member], page: str = ""
) -> None:
    recipients = [f"remiss_member:{each.id}" for each in members]
    if recipients:
        facts = {"organisation": addressee.name}
        news = News(event.name, "remiss_room", _room(addressee) + page, facts)
        write_to(ctx, event, addressee.remiss, news, recipients)


@every(minutes=60)
def forget_unused_links(ctx: Context) -> None:
    """Addresses of those who never came in: kept for as long again as the link worked, to send it anew."""
    unused = update(Member).where(
        Member.sealed_email.is_not(None), Member.token_until <= ctx.now - LINK_LASTS
    )
    ctx.session.execute(unused.values(sealed_email=None, sealed_token=None, token_hash=None))
