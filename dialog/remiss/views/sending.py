"""The whole answer before it is sent, and sending it: once, however often one clicks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for

from dialog.core.canonical import digest
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import current_locale
from dialog.core.i18n import gettext as _
from dialog.identity import limits
from dialog.identity.kept import forget_kept
from dialog.identity.rules import network_of
from dialog.process.views.browsers import robot_page
from dialog.registry.models import Receipt
from dialog.remiss.actions import respond as actions
from dialog.remiss.forms.respond import SHOW, SendForm
from dialog.remiss.models import Draft
from dialog.remiss.queries import drafts, rooms
from dialog.remiss.rules import Sender, wording
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.views import bp
from dialog.remiss.views.answering import Answering
from dialog.remiss.views.entering import entered
from dialog.remiss.views.faults import Fault, faults_of
from dialog.tenancy.queries import rules_now
from dialog.web.errors import roll_back
from dialog.web.forms import blame
from dialog.web.request import here

USE = "remiss answers"  # what is counted from one network


@dataclass(frozen=True)
class Said:
    """What is said of one section, and where it can be changed."""

    key: str
    heading: str
    parts: wording.Parts
    href: str


@bp.route("/remisser/<int:id>/svara/granska", methods=["GET", "POST"])
@entered
def review_response(answering: Answering) -> Any:
    """Everything that has been written, with ways back; then it is sent."""
    form = _form(answering)
    if request.method == "POST":
        if form.is_robot():
            return robot_page(answering.remiss)
        earlier = drafts.sent_before(here(), answering.remiss, form.once.data)
        if earlier is not None:  # a double click, or another window
            return _receipt(earlier)
    if answering.draft is None:
        return redirect(answering.address(), 303)
    if answering.is_new_version_out:
        return redirect(answering.address("remiss.move_draft"), 303)
    if request.method == "POST" and form.once.data != _once(answering.draft):
        return _page(answering, _fresh(answering, form), is_changed=True), HTTPStatus.CONFLICT
    return _send(answering, answering.draft, form)


def _form(answering: Answering) -> SendForm:
    form = SendForm()
    is_private = answering.addressee is None
    names = is_private and answering.remiss.shows_private_names
    form.ask(who=is_private and here().actor.id is None, shows_names=names)
    if request.method == "GET" and answering.draft is not None:
        _fresh(answering, form)
    return form


def _fresh(answering: Answering, form: SendForm) -> SendForm:
    form.once.data = _once(answering.draft) if answering.draft else ""
    form.account.data = "1" if here().actor.id is not None else ""
    return form


def _once(draft: Draft) -> str:
    """What tells this answer, exactly as it stands, from any other: no two are sealed alike."""
    return digest([draft.sealed.hex(), [file.id for file in draft.files]])


def _send(answering: Answering, draft: Draft, form: SendForm) -> Any:
    faults = faults_of(answering)
    if not form.validate_on_submit() or faults or form.asks(_private(answering)):
        is_wrong = bool(form.errors) or (bool(faults) and request.method == "POST")
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
        return _page(answering, form, faults), status
    ctx = here()
    try:
        if ctx.actor.id is None:
            place = network_of(request.remote_addr or "")
            limits.ensure_few(ctx, USE, place, rules_now(ctx)["dialog.sent_per_hour"])
        receipt = actions.respond(
            ctx, answering.remiss, answering.owner, _sending(answering, draft, form)
        )
    except limits.TooManySent:
        raise
    except Faulty as fault:
        roll_back()
        blame(form, fault)
        return _page(answering, form), HTTPStatus.UNPROCESSABLE_ENTITY
    except DomainError as error:
        roll_back()
        return _page(answering, form, refusal=str(error)), HTTPStatus.CONFLICT
    forget_kept()
    return _receipt(receipt)


def _private(answering: Answering) -> list[str]:
    """What a private person has written. An organisation says itself how it is reached."""
    if answering.addressee is not None:
        return []
    said = answering.opinion.said().values()
    return [words for view in said for words in (view.words, view.proposal, *view.answers.values())]


def _receipt(receipt: Receipt) -> Any:
    return redirect(url_for("registry.receipt", number=receipt.number), 303)


def _sending(answering: Answering, draft: Draft, form: SendForm) -> actions.Sending:
    """Raises NotApproved for an organisation whose answer has not been approved as it stands."""
    files = {file.attachment: file.use for file in draft.files}
    names = [file.attachment.name for file in draft.files]
    facts = list(_facts(answering, draft))
    parts = wording.with_sender(wording.labelled(answering.opinion, answering.asked), facts, names)
    common: dict[str, Any] = {
        "files": files,
        "language": answering.remiss.language if current_locale() == "sv" else current_locale(),
        "once": form.once.data,
    }
    addressee = answering.addressee
    if addressee is not None:
        rooms.ensure_may_send(here(), draft)
        common |= {
            "sender": Sender.ORGANISATION,
            "organisation": addressee.name,
            "signatory": rooms.signatory(here(), draft),
            "decision_reference": draft.decision_reference,
        }
    else:
        common |= _person(form)
    return actions.Sending(answering.version, answering.opinion, parts, **common)


def _person(form: SendForm) -> dict[str, str]:
    """Who a private person is: for the register, and to reach them. Not for others to see."""
    name = str(form.name.data) if "name" in form else here().actor.name
    contact = {"name": name, "email": str(form.email.data) if "email" in form else ""}
    shows = "shows_name" in form and form.shows_name.data == SHOW
    return {
        "contact": json.dumps(contact),
        "sender_name": name,
        "shown_name": name if shows else "",
    }


def _facts(answering: Answering, draft: Draft) -> Iterator[tuple[str, str]]:
    """Whom it speaks for. A private person's name does not stand on the receipt."""
    if answering.addressee is not None:
        yield _("Svarar för"), answering.addressee.name
        yield _("Godkänt av"), rooms.signatory(here(), draft)
        yield _("Beslut"), draft.decision_reference
    yield _("Förslag"), answering.remiss.title
    yield _("Version av dokumentet"), str(answering.version.number)


def _page(
    answering: Answering,
    form: SendForm,
    faults: list[Fault] | None = None,
    *,
    refusal: str = "",
    is_changed: bool = False,
) -> str:
    draft = answering.draft
    return render_template(
        "remiss/review.html",
        answering=answering,
        remiss=answering.remiss,
        form=form,
        said=_said(answering),
        files=draft.files if draft else [],
        faults=faults if faults is not None else faults_of(answering),
        is_empty=answering.opinion.is_empty() and not (draft and draft.files),
        refusal=refusal,
        is_changed=is_changed,
        obstacle=_obstacle(answering),
    )


def _obstacle(answering: Answering) -> str:
    """Why an organisation's answer cannot be sent yet; "" when it can."""
    draft = answering.draft
    if answering.addressee is None or draft is None:
        return ""
    try:
        rooms.ensure_may_send(here(), draft)
    except DomainError as error:
        return str(error)
    return ""


def _said(answering: Answering) -> list[Said]:
    """Every section of which something is said, in the order of the document."""
    asked, views = answering.asked, answering.opinion.said()
    return [
        Said(key, asked.named(key), wording.of_view(views[key], asked), answering.place(key))
        for key in [WHOLE, *asked.headings]
        if key in views
    ]
