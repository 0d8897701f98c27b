"""An organisation that nobody invited answers as one, where the remiss is open to all."""

from dataclasses import dataclass

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity import limits
from dialog.process.rules.own_words import MOST_SHORT, own_words
from dialog.remiss.actions.respond import NotInvited
from dialog.remiss.models import Addressee, Member, Remiss
from dialog.remiss.queries.addressees import known_names
from dialog.remiss.rules.addressees import Card, sound
from dialog.remiss.rules.membership import MOST_ORGANISATIONS, ensure_running


@dataclass(frozen=True)
class Arrival:
    """What the first member says of the organisation and of themselves."""

    name: str
    number: str = ""
    role: str = ""
    may_approve: bool = False
    is_another: bool = False  # than the one with the same name that is there already


class SameName(Faulty):
    """An organisation with that name is there already. It may be another one."""


def join_organisation(ctx: Context, remiss: Remiss, arrival: Arrival) -> Addressee:
    """Make the organisation an addressee that was not invited, with the actor as its first member.

    Raises NotOpen, NotInvited, Faulty, SameName, and identity.limits.TooManySent.
    """
    ctx.require("remiss.join_organisation", remiss)
    ensure_running(remiss.publication)
    if not remiss.is_open_to_all:
        raise NotInvited(_l("Bara de som har fått remissen kan svara här. Kontakta kommunen."))
    card = sound(Card(" ".join(arrival.name.split()), number=arrival.number))
    if not arrival.is_another and card.name.casefold() in known_names(ctx, remiss):
        raise SameName(_l("Det finns redan en organisation med det namnet."), "name")
    limits.ensure_few(ctx, "organisations", f"{remiss.id} {ctx.actor.id}", MOST_ORGANISATIONS)
    addressee = Addressee(
        remiss_id=remiss.id,
        name=card.name,
        number=card.number,
        is_invited=False,
        added_at=ctx.now,
        opened_at=ctx.now,
    )
    ctx.session.add(addressee)
    ctx.session.flush()
    member = Member(
        addressee_id=addressee.id,
        invited_at=ctx.now,
        role=own_words(arrival.role, "role", MOST_SHORT),
        may_approve=arrival.may_approve,
        may_invite=True,
    )
    member.come_in(ctx.actor.id, ctx.actor.name, ctx.now)
    ctx.session.add(member)
    ctx.record("remiss.join_organisation", addressee, attributed=False, remiss=remiss.id)
    return addressee
