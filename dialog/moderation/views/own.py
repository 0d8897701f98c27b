"""The same pages for authors who have not logged in: beside what they wrote, where their browser is known."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from dialog.core.i18n import gettext as _
from dialog.moderation.actions import appeal as actions
from dialog.moderation.forms import AppealForm
from dialog.moderation.models import Decision, Own
from dialog.moderation.queries import decisions as queries
from dialog.moderation.rules import AlreadyAppealed, ensure_in_time
from dialog.moderation.views import bp
from dialog.moderation.views.places import own_address_of
from dialog.moderation.views.statements import described
from dialog.process.models import Contribution, Process
from dialog.web.errors import roll_back
from dialog.web.request import allow, here

Answer = Any
KeyOf = Callable[[Any], str]
PLACE = "/<section>/<int:id>/mina-beslut/<int:number>"

# By kind of process: by which key whoever sends this request is known in it; "" is nobody.
KEYS: dict[str, KeyOf] = {}


def knows_authors(kind: str) -> Callable[[KeyOf], KeyOf]:
    """Let the function tell who takes part in processes of that kind. Called by the type.

    A browser's cookie is sent to the pages of its process alone, so these pages stand among them.
    """

    def register(key_of: KeyOf) -> KeyOf:
        KEYS[kind] = key_of
        return key_of

    return register


def decisions_about(things: Sequence[Contribution]) -> dict[int, str]:
    """Where their author reads the last decision about each that has one, by its id. One statement."""
    found = queries.newest(here(), things) if things else {}
    return {number: address_of_own(decision) for number, decision in found.items()}


def address_of_own(decision: Decision, endpoint: str = "moderation.own_statement") -> str:
    """The page of the decision, among those of its process."""
    process = decision.process
    return url_for(endpoint, section=_section(process), id=process.id, number=decision.id)


@bp.get(PLACE)
def own_statement(section: str, id: int, number: int) -> str:
    """The statement of reasons, for whoever this browser is known as in the process."""
    own = _find(section, id, number)
    allow(own)
    return render_template("moderation/statement.html", **_described(own))


@bp.route(f"{PLACE}/omprovning", methods=["GET", "POST"])
def own_appeal(section: str, id: int, number: int) -> Answer:
    """Ask for another look, once."""
    own, form = _find(section, id, number), AppealForm()
    allow(own)
    page = address_of_own(own.decision)
    if own.decision.appeal is not None:
        return redirect(page, 303)
    ensure_in_time(own.decision.appeal_until, here().now)
    if not form.validate_on_submit():
        html = render_template("moderation/appeal.html", form=form, **_described(own))
        return html, 422 if form.errors else 200
    try:
        asked = actions.own_appeal(here(), own, text=form.text.data or "")
    except AlreadyAppealed:  # in another window
        roll_back()
        return redirect(page, 303)
    flash(_("Kommunen har fått din begäran om omprövning. Det här är ditt kvitto."), "success")
    return redirect(url_for("registry.receipt", number=asked.receipt_number), 303)


def _find(section: str, id: int, number: int) -> Own:
    """The decision, if it is about something in that process; else 404."""
    decision = queries.find(here(), number) or abort(404)
    process = decision.process
    key_of = KEYS.get(process.kind)
    if process.id != id or key_of is None or section != _section(process):
        abort(404)
    return queries.own(here(), decision, key_of(process))


def _section(process: Process) -> str:
    """The first part of the address of every page of the process."""
    return url_for(f"{process.kind}.show", id=process.id).strip("/").partition("/")[0]


def _described(own: Own) -> dict[str, Any]:
    decision = own.decision
    mine = own_address_of(queries.thing_of(here(), decision))
    return described(decision) | {
        "appeal_href": address_of_own(decision, "moderation.own_appeal"),
        "statement_href": address_of_own(decision),
        "back": (_("Det du har skrivit"), mine),
    }
