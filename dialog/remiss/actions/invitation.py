"""What an invited organisation does with its link: open it, answer, say no, or ask for more time.

The link alone is enough for what commits nobody. Whoever writes must log in.
"""

from dataclasses import dataclass
from datetime import date

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity import limits
from dialog.process.rules.own_words import MOST_LONG, own_words
from dialog.registry.records import note_arrival
from dialog.remiss.models import Addressee, Member, Remiss
from dialog.remiss.queries.members import ensure_nobody, ensure_speaks_for, my_row
from dialog.remiss.rules.addressees import last_moment
from dialog.remiss.rules.approval import may_write
from dialog.remiss.rules.membership import (
    MOST_QUESTIONS,
    ensure_askable,
    ensure_running,
)


@dataclass(frozen=True)
class Newcomer:
    """What the first one says of themselves. Their name is that of the login."""

    role: str = ""
    may_approve: bool = False


def open_invitation(ctx: Context, remiss: Remiss, addressee: Addressee) -> None:
    """A person has the invitation before them, and has pressed a button or logged in.

    Mail servers open every link in a letter to look for harm, and some mail programs to draw what is
    behind it. They do not press buttons. So that "opened" is true when an official reads it, and so
    that reminders go to those who have not seen the letter, a page that is only fetched counts as
    nothing. The price: whoever reads the page and closes it has not opened it, and is reminded.
    """
    ctx.require("remiss.open_invitation", remiss)
    if addressee.opened_at is None:
        addressee.opened_at = ctx.now
        ctx.record("remiss.open_invitation", addressee, attributed=False, remiss=remiss.id)


def accept_invitation(
    ctx: Context, remiss: Remiss, addressee: Addressee, newcomer: Newcomer
) -> Member:
    """The first one to answer for the organisation comes in, and decides who else may.

    Raises Occupied when somebody was before: a link that is sent on lets nobody in. Raises NotOpen.
    """
    ctx.require("remiss.accept_invitation", remiss)
    ensure_running(remiss.publication)
    ctx.lock(addressee)  # two of them at once: the second one sees the first
    mine = my_row(ctx, addressee)
    if mine is not None and may_write(mine):
        return mine
    ensure_nobody(ctx, addressee)
    member = mine or Member(addressee_id=addressee.id, invited_at=ctx.now)
    member.come_in(ctx.actor.id, ctx.actor.name, ctx.now)
    ctx.session.add(member)
    member.role = newcomer.role
    member.may_approve, member.may_invite = newcomer.may_approve, True
    addressee.opened_at = addressee.opened_at or ctx.now
    addressee.declined_at = None
    ctx.record(
        "remiss.accept_invitation",
        addressee,
        attributed=False,
        remiss=remiss.id,
        may_approve=newcomer.may_approve,
    )
    return member


def ask_to_join(ctx: Context, remiss: Remiss, addressee: Addressee, role: str = "") -> None:
    """Somebody with a link that others have used asks those inside to let them in.

    Once more is the same as once. Raises NotOpen and identity.limits.TooManySent.
    """
    ctx.require("remiss.ask_to_join", remiss)
    ensure_running(remiss.publication)
    ctx.lock(addressee)
    mine = my_row(ctx, addressee)
    if mine is not None and mine.removed_at is None:
        return
    place = f"{addressee.id} {ctx.actor.id}"
    limits.ensure_few(ctx, "questions to a room", place, MOST_QUESTIONS)
    row = mine or Member(addressee_id=addressee.id, person_id=ctx.actor.id)
    row.name, row.role = ctx.actor.name, role
    row.may_approve = row.may_invite = False
    row.invited_at = row.asked_at = ctx.now
    row.joined_at = row.removed_at = None
    ctx.session.add(row)
    addressee.opened_at = addressee.opened_at or ctx.now
    ctx.record("remiss.ask_to_join", row, attributed=False, remiss=remiss.id)


def decline(ctx: Context, remiss: Remiss, addressee: Addressee, words: str) -> None:
    """The organisation will not answer. An answer, or a member who begins to write one, undoes it.

    What they tell is an incoming record, with a line for the register (OSL 5:1–2). Raises NotOpen,
    Occupied, NotEntitled, Faulty, and DomainError when it has answered.
    """
    ctx.require("remiss.decline", remiss)
    ensure_running(remiss.publication)
    ctx.lock(addressee)
    ensure_speaks_for(ctx, addressee)
    if addressee.answered_at is not None:
        raise DomainError(_l("Ni har redan svarat, så det går inte att avstå."))
    addressee.declined_at, addressee.decline_words = ctx.now, own_words(words, "words", MOST_LONG)
    addressee.opened_at = addressee.opened_at or ctx.now
    note_arrival(ctx, remiss, concerns=_l("Avstår från att svara"), sender=addressee.name)
    ctx.record("remiss.decline", addressee, attributed=False, remiss=remiss.id)


def ask_for_time(
    ctx: Context, remiss: Remiss, addressee: Addressee, until: date, words: str
) -> None:
    """Ask the officials for more time. Asking again replaces what was asked before.

    It is an incoming record, with a line for the register (OSL 5:1–2). Raises NotOpen, Occupied, NotEntitled, Faulty.
    """
    ctx.require("remiss.ask_for_time", remiss)
    ensure_running(remiss.publication)
    ctx.lock(addressee)
    ensure_speaks_for(ctx, addressee)
    if not addressee.is_invited:
        raise DomainError(
            _l(
                "Mer tid ges till dem som kommunen har bjudit in. Ni kan svara ändå: vi tar emot sena svar."
            )
        )
    ensure_askable(until, last_moment(remiss.closes_at, addressee.extended_to), ctx.now)
    addressee.asked_words = own_words(words, "words", MOST_LONG)
    addressee.asked_at, addressee.asked_until = ctx.now, until
    addressee.opened_at = addressee.opened_at or ctx.now
    note_arrival(ctx, remiss, concerns=_l("Ber om mer tid"), sender=addressee.name)
    ctx.record(
        "remiss.ask_for_time",
        addressee,
        attributed=False,
        remiss=remiss.id,
        until=until.isoformat(),
    )
