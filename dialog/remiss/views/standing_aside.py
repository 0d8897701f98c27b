"""Not answering, and asking for more time: by the link in the letter, or by a member from the room."""

from typing import Any

from flask import redirect, url_for

from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.remiss.actions import invitation as actions
from dialog.remiss.forms.room import DeclineForm, WishForm
from dialog.remiss.models import Addressee, Remiss
from dialog.remiss.queries.addressees import last_day
from dialog.remiss.queries.invitations import invited
from dialog.remiss.queries.rooms import enter
from dialog.remiss.rules.membership import LinkGone
from dialog.remiss.views import bp
from dialog.remiss.views.letters import gone_page, public_remiss
from dialog.remiss.views.staff import do
from dialog.web.request import here


def _whose(remiss: Remiss, token: str, addressee: int) -> tuple[Addressee, str]:
    """The organisation, and where to go back to. Raises LinkGone, and NotFound for a stranger."""
    if token:
        back = url_for(".open_invitation", id=remiss.id, token=token)
        return invited(here(), remiss, token), back
    row = enter(here(), remiss, addressee).addressee
    return row, url_for(".room", id=remiss.id, addressee=row.id)


@bp.route("/remisser/<int:id>/inbjudan/<token>/avsta", methods=["GET", "POST"])
@bp.route("/remisser/<int:id>/organisation/<int:addressee>/avsta", methods=["GET", "POST"])
def decline(id: int, token: str = "", addressee: int = 0) -> Any:
    """Tell the municipality that nobody will answer. The page asks, the button does."""
    remiss = public_remiss(id)
    try:
        row, back = _whose(remiss, token, addressee)
    except LinkGone:
        return gone_page(remiss)
    form = DeclineForm()
    return do(
        remiss,
        form,
        lambda: actions.decline(here(), remiss, row, form.words.data or ""),
        heading=_("Avstå från att svara"),
        lead=_(
            "Kommunen får veta att %(name)s avstår. Ni får inga påminnelser. Ändrar ni er är det bara att svara."
        )
        % {"name": row.name},
        button=_("Vi avstår från att svara"),
        back="remiss.show",
        cancel=back,
        template="remiss/room_form.html",
        trail=[],
        asks=[each.name for each in form],
        saved=_("Kommunen vet nu att ni avstår. Ni kan fortfarande svara om ni ändrar er."),
        onward=lambda: redirect(back, 303),
    )


@bp.route("/remisser/<int:id>/inbjudan/<token>/mer-tid", methods=["GET", "POST"])
@bp.route("/remisser/<int:id>/organisation/<int:addressee>/mer-tid", methods=["GET", "POST"])
def ask_for_time(id: int, token: str = "", addressee: int = 0) -> Any:
    """Until which day, and why. The officials decide."""
    remiss = public_remiss(id)
    try:
        row, back = _whose(remiss, token, addressee)
    except LinkGone:
        return gone_page(remiss)
    form, last = WishForm(), last_day(row)
    lead = _("Kommunen läser och svarar med ett brev.")
    if last is not None:
        last_words = _("Er sista dag är %(day)s.") % {"day": format_date(last)}
        lead = f"{last_words} {lead}"
    return do(
        remiss,
        form,
        lambda: actions.ask_for_time(here(), remiss, row, form.until.data, form.words.data),
        heading=_("Be om mer tid"),
        lead=lead,
        button=_("Be om mer tid"),
        back="remiss.show",
        cancel=back,
        template="remiss/room_form.html",
        trail=[],
        asks=[each.name for each in form],
        saved=_(
            "Kommunen vet nu att ni behöver mer tid. Räkna med den sista dag ni har tills kommunen har svarat."
        ),
        onward=lambda: redirect(back, 303),
    )
