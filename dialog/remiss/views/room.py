"""An organisation's room: where its answer stands, who writes, and what they can do."""

from typing import Any

from flask import Response, abort, redirect, render_template, url_for

from dialog.core.i18n import gettext as _
from dialog.process.rules.files import KIND_NAMES, size_words
from dialog.process.views.attachments import served
from dialog.remiss.actions.organisation import Arrival, SameName
from dialog.remiss.actions.organisation import join_organisation as join
from dialog.remiss.forms.room import YES, ArrivalForm
from dialog.remiss.models import Addressee, DraftFile, Remiss
from dialog.remiss.queries import rooms
from dialog.remiss.queries.addressees import last_day
from dialog.remiss.queries.rooms import Room
from dialog.remiss.rules import takes_answers
from dialog.remiss.rules.approval import APPROVAL_NAMES, Approval
from dialog.remiss.views import bp
from dialog.remiss.views.answering import FIRST, address_of
from dialog.remiss.views.letters import public_remiss
from dialog.remiss.views.staff import do
from dialog.web.request import here

COLOURS = {
    Approval.ASKED: "info",
    Approval.RETURNED: "warning",
    Approval.APPROVED: "success",
    Approval.VOID: "warning",
}


@bp.get("/remisser/<int:id>/organisation/<int:addressee>")
def room(id: int, addressee: int) -> str:
    """For its members. Everybody else finds nothing here."""
    remiss = public_remiss(id)
    found = rooms.enter(here(), remiss, addressee)
    draft = found.draft
    return render_template(
        "remiss/room.html",
        remiss=remiss,
        room=found,
        files=files_of(remiss, found),
        state=state_words(found.state),
        last_day=last_day(found.addressee),
        sent=rooms.sent_by(here(), found.addressee),
        why=rooms.why_returned(here(), draft) if draft is not None else "",
        signatory=rooms.signatory(here(), draft) if draft is not None else "",
        is_open=takes_answers(remiss.publication, remiss.opens_at, here().now),
        write_at=address_of(remiss, str(addressee), sida=FIRST),
        send_at=address_of(remiss, str(addressee), "remiss.review_response"),
    )


def state_words(state: Approval) -> tuple[str, str]:
    """Where a draft stands, in a word, and its colour."""
    return str(APPROVAL_NAMES[state]), COLOURS.get(state, "neutral")


def files_of(remiss: Remiss, found: Room) -> list[dict[str, str]]:
    """The files that lie with the draft, as its members see them. One that is not clean has no address."""
    return [_file(remiss, found, each) for each in found.draft.files] if found.draft else []


def _file(remiss: Remiss, found: Room, row: DraftFile) -> dict[str, str]:
    kept = row.attachment
    about = {"kind": KIND_NAMES[kept.media_type], "size": size_words(kept.size)}
    href = url_for("remiss.room_file", id=remiss.id, addressee=found.addressee.id, file=kept.id)
    return {
        "name": kept.name,
        "about": _("%(kind)s, %(size)s") % about,
        "use": row.use.value,
        "href": href if kept.is_clean() else "",
    }


@bp.get("/remisser/<int:id>/organisation/<int:addressee>/fil/<int:file>")
def room_file(id: int, addressee: int, file: int) -> Response:
    """A file that lies with the draft, for the members: whoever approves it must be able to read it."""
    found = rooms.enter(here(), public_remiss(id), addressee)
    draft = found.draft
    rows = [each.attachment for each in draft.files if each.attachment_id == file] if draft else []
    return served(here(), rows[0]) if rows and rows[0].is_clean() else abort(404)


@bp.route("/remisser/<int:id>/organisation/ny", methods=["GET", "POST"])
def join_organisation(id: int) -> Any:
    """An organisation that nobody invited, where the remiss is open to all."""
    remiss, form = public_remiss(id), ArrivalForm()
    made: list[Addressee] = []
    asks = ["name", "number", "role", "may_approve"]
    if form.is_another.data:
        asks.insert(1, "is_another")

    def act() -> None:
        arrival = Arrival(
            form.name.data or "",
            form.number.data or "",
            form.role.data or "",
            may_approve=form.may_approve.data == YES,
            is_another=bool(form.is_another.data),
        )
        try:
            made.append(join(here(), remiss, arrival))
        except SameName:
            asks.insert(1, "is_another")
            raise

    return do(
        remiss,
        form,
        act,
        heading=_("Svara för en organisation"),
        button=_("Börja svara"),
        back="remiss.show",
        cancel=url_for(".show", id=id),
        template="remiss/join_organisation.html",
        asks=asks,
        saved=_("Nu kan du skriva svaret, och bjuda in andra."),
        onward=lambda: redirect(url_for(".room", id=id, addressee=made[0].id), 303),
    )
