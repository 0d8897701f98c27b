"""An organisation approves its answer: asking, reading all of it, approving, and sending it back."""

from typing import Any

from flask import url_for

from dialog.core.i18n import gettext as _
from dialog.process.rules.files import LARGEST_REQUEST
from dialog.remiss.actions import approval as actions
from dialog.remiss.actions.approval import Decision
from dialog.remiss.forms.room import ApproveForm, ConfirmForm, SendBackForm
from dialog.remiss.models import Remiss
from dialog.remiss.queries.members import ensure_approver
from dialog.remiss.queries.rooms import Room, enter, whole
from dialog.remiss.views import bp
from dialog.remiss.views.answering import FIRST, address_of
from dialog.remiss.views.letters import public_remiss
from dialog.remiss.views.members import ROOM, ask
from dialog.remiss.views.room import files_of
from dialog.web.request import here, large


def _entered(id: int, addressee: int) -> tuple[Remiss, Room]:
    remiss = public_remiss(id)
    return remiss, enter(here(), remiss, addressee)


@bp.route(f"{ROOM}/be-om-godkannande", methods=["GET", "POST"])
def ask_approval(id: int, addressee: int) -> Any:
    """Ask those who may."""
    remiss, found = _entered(id, addressee)
    names = ", ".join(each.name for each in found.approvers)
    lead = _("De som får godkänna svaret får ett brev: %(names)s.") % {"names": names}
    if not names:
        lead = _("Ingen av er får godkänna svaret än. Bjud in någon som får.")
    return ask(
        remiss,
        found.addressee,
        ConfirmForm(),
        lambda: actions.ask_approval(here(), remiss, found.addressee),
        heading=_("Be om godkännande"),
        lead=lead,
        button=_("Be om godkännande"),
        saved=_("De som får godkänna svaret får veta att det väntar."),
    )


@bp.route(f"{ROOM}/godkann", methods=["GET", "POST"])
@large(LARGEST_REQUEST)
def approve(id: int, addressee: int) -> Any:
    """Read the whole answer as it will be sent, and approve exactly that."""
    remiss, found = _entered(id, addressee)
    ensure_approver(here(), found.addressee)
    draft, form = found.draft, ApproveForm()
    read = form.content.data
    form.content.data = found.content  # what the page shows now is what is approved next

    def act() -> None:
        decision = Decision(read or "", form.reference.data or "", form.minutes.upload)
        actions.approve(here(), remiss, found.addressee, decision)

    return ask(
        remiss,
        found.addressee,
        form,
        act,
        heading=_("Läs och godkänn svaret"),
        button=_("Godkänn svaret"),
        template="remiss/approve.html",
        room=found,
        said=whole(here(), remiss, draft, found.opinion) if draft is not None else [],
        files=files_of(remiss, found),
        is_own=draft is not None and draft.changed_by == found.me.id,
        is_old=draft is not None and draft.version.replaced_at is not None,
        send_back_at=url_for(".send_back", id=id, addressee=addressee),
        write_at=address_of(remiss, str(addressee), sida=FIRST),
        saved=_("Svaret är godkänt. Nu kan det skickas till kommunen."),
    )


@bp.route(f"{ROOM}/skicka-tillbaka", methods=["GET", "POST"])
def send_back(id: int, addressee: int) -> Any:
    """Say what must be changed first."""
    remiss, found = _entered(id, addressee)
    ensure_approver(here(), found.addressee)
    form = SendBackForm()
    return ask(
        remiss,
        found.addressee,
        form,
        lambda: actions.send_back(here(), remiss, found.addressee, form.words.data or ""),
        heading=_("Skicka tillbaka svaret"),
        lead=_(
            "De som skriver ser dina ord. Kommunen ser dem inte. Är svaret redan godkänt tas godkännandet tillbaka."
        ),
        button=_("Skicka tillbaka"),
        saved=_("De som skriver ser nu vad som behöver ändras."),
    )
