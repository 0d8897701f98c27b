"""The positions that people can take: a list, and one address for each thing done to it."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms.setup import ConfirmForm
from dialog.process.rules import Handling, Publication
from dialog.remiss.actions import positions as actions
from dialog.remiss.forms.asking import PositionForm
from dialog.remiss.models import Remiss
from dialog.remiss.rules.content import TONE_NAMES, Position, Tone
from dialog.remiss.views import bp
from dialog.remiss.views.staff import PAGES, Answer, do
from dialog.web.request import access, here

LIST, UP = "remiss.positions", "upp"
PAGES.append((LIST, _l("Ställningstaganden")))


@bp.get("/arbetsyta/remisser/<int:id>/stallningstaganden")
def positions(id: int) -> str:
    """What people can choose between, in order."""
    remiss = access(Remiss, id)
    is_draft = remiss.publication is Publication.DRAFT
    return render_template(
        "remiss/positions.html",
        remiss=remiss,
        positions=[(each, TONE_NAMES[each.tone]) for each in remiss.all_positions()],
        is_draft=is_draft,
        can_name=is_draft or _is_out(remiss),
    )


def _is_out(remiss: Remiss) -> bool:
    return remiss.publication is Publication.PUBLISHED and remiss.handling is Handling.NONE


def _found(remiss: Remiss, key: str) -> Position:
    return next((each for each in remiss.all_positions() if each.key == key), None) or abort(404)


@bp.route("/arbetsyta/remisser/<int:id>/stallningstaganden/nytt", methods=["GET", "POST"])
def add_position(id: int) -> Answer:
    """One more to choose."""
    remiss, form = access(Remiss, id), PositionForm()
    return do(
        remiss,
        form,
        lambda: actions.add_position(
            here(), remiss, form.label.data or "", form.chosen_tone(Tone.NONE)
        ),
        back=LIST,
        heading=_("Nytt ställningstagande"),
        button=_("Lägg till"),
    )


@bp.route("/arbetsyta/remisser/<int:id>/stallningstaganden/<key>", methods=["GET", "POST"])
def edit_position(id: int, key: str) -> Answer:
    """Call it something else."""
    remiss = access(Remiss, id)
    row = _found(remiss, key)
    form = PositionForm(data={"label": row.label, "tone": row.tone.value})
    if remiss.publication is not Publication.DRAFT:
        form.settle()
    return do(
        remiss,
        form,
        lambda: actions.edit_position(
            here(), remiss, key, form.label.data or "", form.chosen_tone(row.tone)
        ),
        back=LIST,
        heading=_("Ändra ställningstagandet"),
        button=_("Spara"),
    )


@bp.route("/arbetsyta/remisser/<int:id>/stallningstaganden/<key>/flytta", methods=["GET", "POST"])
def move_position(id: int, key: str) -> Any:
    """Move it up or down. GET: back again after a lost login."""
    remiss = access(Remiss, id)
    if request.method == "POST":
        is_up = request.form.get("at") == UP
        actions.move_position(here(), remiss, _found(remiss, key).key, up=is_up)
    return redirect(url_for(LIST, id=id), 303)


@bp.route("/arbetsyta/remisser/<int:id>/stallningstaganden/<key>/ta-bort", methods=["GET", "POST"])
def remove_position(id: int, key: str) -> Answer:
    """Take it away."""
    remiss = access(Remiss, id)
    row = _found(remiss, key)
    return do(
        remiss,
        ConfirmForm(),
        lambda: actions.remove_position(here(), remiss, key),
        back=LIST,
        heading=_("Ta bort ställningstagandet"),
        lead=row.label,
        button=_("Ta bort"),
        color="danger",
        saved=_("Ställningstagandet är borttaget."),
    )
