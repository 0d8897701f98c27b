"""Entering answers that came on paper, by post or by e-mail. What arrived in time is in time."""

from dataclasses import dataclass, replace
from datetime import date

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotFound
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import pseudonym
from dialog.process.actions.attachments import attach
from dialog.process.queries.keys import process_key
from dialog.process.rules.files import Upload
from dialog.registry.models import Receipt
from dialog.remiss.actions.respond import Sending, respond
from dialog.remiss.models import Addressee, Remiss, Response
from dialog.remiss.queries.drafts import sent_before
from dialog.remiss.rules import FileUse
from dialog.remiss.rules.drafting import Owner


@dataclass(frozen=True)
class Entry:
    """What arrived: the answer, from which addressee if from one, and the scanned file."""

    sending: Sending
    addressee: int | None = None
    scan: Upload | None = None


def enter_response(ctx: Context, remiss: Remiss, entry: Entry) -> Receipt:
    """Enter one answer. The same form sent twice makes one, and gives its receipt.

    Whether it is late is judged by the day on which it arrived. Raises NotOpen, NotFound, Faulty,
    WrongFile.
    """
    ctx.require("remiss.enter_response", remiss)
    sending = entry.sending
    if (earlier := sent_before(ctx, remiss, sending.once)) is not None:
        return earlier
    _ensure_possible(ctx, sending.arrived_on)
    owner = _owner(ctx, remiss, entry)
    files = dict(sending.files)
    if entry.scan is not None:
        files[attach(ctx, remiss, entry.scan)] = FileUse.STATEMENT
        ctx.session.flush()
    receipt = respond(ctx, remiss, owner, replace(sending, files=files))
    response = ctx.session.get_one(Response, receipt.contribution_id)
    ctx.record("remiss.enter_response", response, channel=sending.channel.value)
    return receipt


def _owner(ctx: Context, remiss: Remiss, entry: Entry) -> Owner:
    """An addressee, or somebody who is known by this form alone."""
    if entry.addressee is None:
        key = pseudonym(process_key(ctx, remiss), f"entered {entry.sending.once}")
        return Owner(key)
    addressee = ctx.session.get(Addressee, entry.addressee)
    if addressee is None or addressee.remiss_id != remiss.id:
        raise NotFound(_l("Organisationen hör inte till den här remissen."))
    return Owner(f"org:{addressee.id}", addressee=addressee.id)


def _ensure_possible(ctx: Context, arrived_on: date | None) -> None:
    if arrived_on is None:
        raise Faulty(_l("Skriv vilken dag svaret kom in."), "arrived_on")
    if arrived_on > ctx.now.astimezone(ZONE).date():
        raise Faulty(_l("Den dagen har inte varit än."), "arrived_on")
