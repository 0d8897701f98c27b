"""Entering an answer that came on paper, by post or by e-mail."""

import json
import secrets
from typing import Any

from flask import abort, redirect, request, url_for

from dialog.core.i18n import gettext as _
from dialog.process.rules import Channel
from dialog.process.rules.files import LARGEST_REQUEST
from dialog.registry.models import Receipt
from dialog.remiss.actions import enter as actions
from dialog.remiss.actions.respond import Sending
from dialog.remiss.forms.enter import EntryForm, entry_form
from dialog.remiss.forms.respond import typed_views
from dialog.remiss.models import Addressee, Remiss
from dialog.remiss.queries import addressees as queries
from dialog.remiss.queries import document
from dialog.remiss.rules import Sender, wording
from dialog.remiss.rules.drafting import Owner
from dialog.remiss.rules.response import Opinion
from dialog.remiss.views import bp
from dialog.remiss.views.answering import Answering, Speaker
from dialog.remiss.views.staff import do
from dialog.web.request import access, here, large

NOBODY = Speaker("", Owner(""))  # the official writes for somebody else


@bp.route("/arbetsyta/remisser/<int:id>/svar/nytt", methods=["GET", "POST"])
@large(LARGEST_REQUEST)
def enter_response(id: int) -> Any:
    """Who sent it, when and how it came, and what it says of the whole and of every section."""
    remiss = access(Remiss, id)
    version = document.shown_version(here(), remiss) or abort(404)
    sections = document.headings(here(), version)
    answering = Answering(remiss, NOBODY, version, version, sections, None, Opinion())
    pages = [(page, answering.asked_on(page)) for page in [None, *answering.pages]]
    asked = [each for _page, several in pages for each in several]
    form = entry_form(asked, answering.positions)()
    addressees = queries.addressees(here(), remiss)
    form.offer(addressees)
    if request.method == "GET":
        form.once.data = form.once.data or secrets.token_urlsafe()
    made: list[Receipt] = []

    def act() -> None:
        opinion = Opinion(Opinion(typed_views(form, asked, answering.positions, Opinion())).said())
        entry = _entry(answering, form, opinion, {each.id: each for each in addressees})
        made.append(actions.enter_response(here(), remiss, entry))

    return do(
        remiss,
        form,
        act,
        heading=_("Skriv in ett svar"),
        button=_("Spara svaret"),
        back="remiss.build",
        lead=_(
            "För svar som kom på papper, med e-post eller på annat sätt. Skriv av det som står."
        ),
        template="remiss/enter_response.html",
        pages=pages,
        answering=answering,
        saved=_("Svaret är inskrivet och registrerat."),
        onward=lambda: redirect(url_for("registry.receipt", number=made[0].number), 303),
    )


def _entry(
    answering: Answering, form: EntryForm, opinion: Opinion, known: dict[int, Addressee]
) -> actions.Entry:
    number = int(form.addressee.data) if form.addressee.data else None
    organisation = known[number].name if number else (form.organisation.data or "")
    sender = form.sender.data or ""
    upload = form.scan.upload
    facts = [(_("Svarar för"), organisation), (_("Beslut"), form.decision_reference.data or "")]
    parts = wording.with_sender(
        wording.labelled(opinion, answering.asked), facts, [upload.name] if upload else []
    )
    sending = Sending(
        answering.version,
        opinion,
        parts,
        sender=Sender.ORGANISATION if organisation else Sender.PERSON,
        contact=json.dumps({"name": sender, "email": form.email.data or ""}),
        sender_name=sender,
        organisation=organisation,
        signatory=sender if organisation else "",
        decision_reference=form.decision_reference.data or "",
        language=answering.remiss.language,
        channel=Channel(form.channel.data),
        entered_by=here().actor.id,
        arrived_on=form.arrived_on.data,
        once=form.once.data,
    )
    return actions.Entry(sending, number, upload)
