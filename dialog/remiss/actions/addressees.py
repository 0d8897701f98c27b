"""Addressees of one remiss: who is asked, their personal links, reminders, and more time for one."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.queries import hide
from dialog.identity.rules import token_hash
from dialog.process.rules import Publication, end_of_day, given_back
from dialog.registry.records import note_sent
from dialog.remiss.models import Addressee, Organisation, Remiss
from dialog.remiss.queries.addressees import LINK, known_names
from dialog.remiss.rules.addressees import (
    Card,
    NoAddress,
    Standing,
    last_moment,
    link_lasts_until,
    sound,
    standing,
)

TOKEN_BYTES = 32


def add_addressees(
    ctx: Context, remiss: Remiss, organisations: Sequence[Organisation]
) -> list[Addressee]:
    """Ask these organisations, too. Whoever is among them already is not added twice.

    Where the remiss has been published they are invited at once, else when it is.
    """
    ctx.require("remiss.add_addressees", remiss)
    ctx.lock(remiss)
    known = known_names(ctx, remiss)
    added = []
    for each in organisations:
        if each.name.casefold() not in known:
            known.add(each.name.casefold())
            added.append(_add(ctx, remiss, each))
    for row in added:
        ctx.record("remiss.add_addressees", row)
    if remiss.publication is Publication.PUBLISHED:
        for row in added:
            if row.email:  # the others wait for an address, and the list says so
                invite(ctx, row)
    return added


def _add(ctx: Context, remiss: Remiss, organisation: Organisation) -> Addressee:
    row = Addressee(
        remiss=remiss,
        organisation_id=organisation.id,
        name=organisation.name,
        email=organisation.email,
        added_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def correct_addressee(ctx: Context, addressee: Addressee, card: Card) -> None:
    """Another name or address, for this remiss alone. The next letter goes there. Raises Faulty."""
    ctx.require("remiss.correct_addressee", addressee.remiss)
    ctx.lock(addressee)
    sane = sound(card)
    others = known_names(ctx, addressee.remiss) - {addressee.name.casefold()}
    if sane.name.casefold() in others:
        raise Faulty(_l("Det finns redan en remissinstans med det namnet."), "name")
    addressee.name, addressee.email = sane.name, sane.email
    ctx.record("remiss.correct_addressee", addressee)


def remove_addressee(ctx: Context, addressee: Addressee) -> None:
    """Ask it no longer; its link stops working. One that has answered stays."""
    ctx.require("remiss.remove_addressee", addressee.remiss)
    ctx.lock(addressee)
    if addressee.answered_at is not None:
        raise DomainError(_l("Organisationen har svarat. Därför kan den inte tas bort."))
    addressee.removed_at = ctx.now
    addressee.token_hash, addressee.sealed_token = None, None
    ctx.record("remiss.remove_addressee", addressee)


def invite(ctx: Context, addressee: Addressee) -> None:
    """Let the invitation be sent, with a link of its own; an older link stops working.

    Raises NoAddress where there is nowhere to send it.
    """
    ctx.require("remiss.invite", addressee.remiss)
    ctx.lock(addressee)
    _ensure_asked(addressee)
    if not addressee.email:
        raise NoAddress(_l("Skriv en e-postadress först."))
    _new_link(ctx, addressee)
    addressee.invited_at = addressee.invited_at or ctx.now
    note_sent(ctx, addressee.remiss, concerns=_l("Inbjudan att svara på remiss"))
    ctx.record("remiss.invite", addressee)


def _new_link(ctx: Context, addressee: Addressee) -> None:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    addressee.token_hash = token_hash(token)
    addressee.sealed_token = hide(ctx, token, LINK)
    addressee.token_until = link_lasts_until(addressee.remiss.closes_at, addressee.extended_to)


def remind(ctx: Context, addressee: Addressee, *, is_last: bool) -> None:
    """Remind of the remiss once more: by the worker at half time and near the end, or by an official.

    The letter holds the same link as the invitation. Raises DomainError where it makes no sense.
    """
    ctx.require("remiss.remind", addressee.remiss)
    ctx.lock(addressee)
    _ensure_asked(addressee)
    if standing(addressee) in {Standing.WAITING, Standing.ANSWERED, Standing.DECLINED}:
        raise DomainError(_l("Organisationen har redan svarat, avstår, eller är inte inbjuden än."))
    if is_last:
        addressee.last_reminded_at = ctx.now
    else:
        addressee.half_reminded_at = ctx.now
    ctx.record("remiss.remind", addressee, is_last=is_last)


def extend_addressee(ctx: Context, addressee: Addressee, until: date) -> None:
    """Give this one more time: its last day. It is told by letter. Raises Faulty."""
    ctx.require("remiss.extend_addressee", addressee.remiss)
    ctx.lock(addressee)
    _ensure_asked(addressee)
    extended = end_of_day(until)
    last = last_moment(addressee.remiss.closes_at, addressee.extended_to)
    if last is None or until < ctx.now.astimezone(ZONE).date():
        raise Faulty(_l("Välj en dag som inte har varit."), "until")
    if extended <= last:
        raise Faulty(_l("Välj en dag efter den nuvarande sista dagen."), "until")
    addressee.extended_to = extended
    addressee.token_until = link_lasts_until(addressee.remiss.closes_at, extended)
    addressee.asked_at, addressee.asked_until, addressee.asked_words = None, None, ""
    addressee.last_reminded_at = None  # there is a new last day to remind of
    ctx.record("remiss.extend_addressee", addressee, until=until.isoformat())


def refuse_time(ctx: Context, addressee: Addressee) -> None:
    """Say no to a wish for more time. It is told by letter that the last day stays."""
    ctx.require("remiss.refuse_time", addressee.remiss)
    ctx.lock(addressee)
    if addressee.asked_at is None:
        raise DomainError(_l("Organisationen har inte bett om mer tid."))
    addressee.asked_at, addressee.asked_until, addressee.asked_words = None, None, ""
    ctx.record("remiss.refuse_time", addressee)


def follow_last_day(ctx: Context, addressee: Addressee) -> None:
    """Everybody's last day has been moved: the link works as long after it as before."""
    ctx.require("remiss.follow_last_day", addressee.remiss)
    addressee.token_until = link_lasts_until(addressee.remiss.closes_at, addressee.extended_to)
    addressee.last_reminded_at = None
    ctx.record("remiss.follow_last_day", addressee)


def give_back_time(ctx: Context, addressee: Addressee, since: datetime, until: datetime) -> None:
    """Nobody could write between the two moments: what this one was given for itself is moved as much."""
    ctx.require("remiss.give_back_time", addressee.remiss)
    ctx.lock(addressee)
    addressee.extended_to = given_back(addressee.extended_to, since, until)
    addressee.token_until = link_lasts_until(addressee.remiss.closes_at, addressee.extended_to)
    ctx.record("remiss.give_back_time", addressee, since=since.isoformat())


def _ensure_asked(addressee: Addressee) -> None:
    if addressee.removed_at is not None:
        raise DomainError(_l("Organisationen är borttagen ur remissen."))
    if not addressee.is_invited:
        raise DomainError(_l("Organisationen är inte inbjuden. Den svarar på eget initiativ."))
    if addressee.remiss.publication is not Publication.PUBLISHED:
        raise DomainError(_l("Remissen är inte öppen."))
