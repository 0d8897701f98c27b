"""What a link in a letter leads to: the organisation's invitation, and what one can do with it.

The link stands in the address of these pages, so none of them may be kept, indexed or named to
others: they are private pages (no-store), the browser tells no other site where it came from
(Referrer-Policy of every answer), and errors are logged by the name of the page, not by its address.
"""

from http import HTTPStatus
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.remiss.actions import invitation as actions
from dialog.remiss.actions.invitation import Newcomer
from dialog.remiss.forms.room import YES, AcceptForm, AskForm
from dialog.remiss.models import Addressee, Remiss
from dialog.remiss.queries.addressees import last_day
from dialog.remiss.queries.invitations import invited
from dialog.remiss.queries.members import inside, my_row
from dialog.remiss.rules import takes_answers
from dialog.remiss.rules.approval import may_write
from dialog.remiss.rules.membership import LinkGone
from dialog.remiss.views import bp
from dialog.remiss.views.staff import do
from dialog.web.request import allow, here

READ = "read"


def public_remiss(id: int) -> Remiss:
    """The remiss, if it is public and the actor may use this page."""
    remiss = here().session.get(Remiss, id)
    if remiss is None or not remiss.is_public():
        abort(404)
    allow(remiss)
    return remiss


def gone_page(remiss: Remiss) -> tuple[str, int]:
    """The link leads nowhere: why that may be, and what one can do."""
    return render_template("remiss/link_gone.html", remiss=remiss), HTTPStatus.NOT_FOUND


@bp.route("/remisser/<int:id>/inbjudan/<token>", methods=["GET", "POST"])
def open_invitation(id: int, token: str) -> Any:
    """Who is asked what, and until when. Looking changes nothing: see actions.open_invitation."""
    remiss = public_remiss(id)
    try:
        addressee = invited(here(), remiss, token)
    except LinkGone:
        return gone_page(remiss)
    if request.method == "POST":
        actions.open_invitation(here(), remiss, addressee)
        if request.form.get("next") == READ:
            return redirect(url_for(".show", id=id), 303)
        return redirect(url_for(".accept_invitation", id=id, token=token), 303)
    mine = my_row(here(), addressee)
    return render_template(
        "remiss/open_invitation.html",
        remiss=remiss,
        addressee=addressee,
        token=token,
        last_day=last_day(addressee),
        is_mine=mine is not None and may_write(mine),
        is_taken=bool(inside(here(), addressee)),
        is_open=takes_answers(remiss.publication, remiss.opens_at, here().now),
    )


@bp.route("/remisser/<int:id>/inbjudan/<token>/svara", methods=["GET", "POST"])
def accept_invitation(id: int, token: str) -> Any:
    """The first one comes in; whoever comes later may ask those inside."""
    remiss = public_remiss(id)
    try:
        addressee = invited(here(), remiss, token)
    except LinkGone:
        return gone_page(remiss)
    mine = my_row(here(), addressee)
    if mine is not None and may_write(mine):
        return _to_room(remiss, addressee)
    if inside(here(), addressee):
        return redirect(url_for(".ask_to_join", id=id, token=token), 303)
    form = AcceptForm()

    def act() -> None:
        newcomer = Newcomer(form.role.data or "", form.may_approve.data == YES)
        actions.accept_invitation(here(), remiss, addressee, newcomer)

    return do(
        remiss,
        form,
        act,
        heading=_("Svara för %(name)s") % {"name": addressee.name},
        button=_("Börja svara"),
        back="remiss.show",
        cancel=url_for(".open_invitation", id=id, token=token),
        template="remiss/accept_invitation.html",
        addressee=addressee,
        saved=_("Nu kan du skriva svaret, och bjuda in andra."),
        onward=lambda: _to_room(remiss, addressee),
    )


@bp.route("/remisser/<int:id>/inbjudan/<token>/vara-med", methods=["GET", "POST"])
def ask_to_join(id: int, token: str) -> Any:
    """Somebody answers already: ask them."""
    remiss = public_remiss(id)
    try:
        addressee = invited(here(), remiss, token)
    except LinkGone:
        return gone_page(remiss)
    mine, them = my_row(here(), addressee), inside(here(), addressee)
    if mine is not None and may_write(mine):
        return _to_room(remiss, addressee)
    if not them:
        return redirect(url_for(".accept_invitation", id=id, token=token), 303)
    form = AskForm()
    return do(
        remiss,
        form,
        lambda: actions.ask_to_join(here(), remiss, addressee, form.role.data or ""),
        heading=_("Någon svarar redan för %(name)s") % {"name": addressee.name},
        button=_("Be att få vara med"),
        back="remiss.show",
        cancel=url_for(".show", id=id),
        template="remiss/ask_to_join.html",
        is_waiting=mine is not None and mine.removed_at is None,
        saved=_("De som svarar får veta att du vill vara med."),
        onward=lambda: redirect(url_for(".ask_to_join", id=id, token=token), 303),
    )


def _to_room(remiss: Remiss, addressee: Addressee) -> Any:
    return redirect(url_for(".room", id=remiss.id, addressee=addressee.id), 303)
