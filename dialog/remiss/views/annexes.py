"""Files that go with the remiss: added, named, put in order and taken out; and the original."""

from typing import Any

from flask import abort, flash, redirect, request, url_for

from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.process.rules.files import LARGEST_REQUEST
from dialog.remiss.actions import annexes as actions
from dialog.remiss.forms.document import AnnexForm, NewAnnexForm
from dialog.remiss.models import Annex, Remiss, RemissVersion
from dialog.remiss.views import bp
from dialog.remiss.views.document import BOTH, PLACE, SEE_OTHER
from dialog.remiss.views.staff import do
from dialog.web.forms import Form
from dialog.web.request import access, here, large

ONE = f"{PLACE}/bilagor/<int:number>"


def _annex(id: int, number: int) -> Annex:
    remiss = access(Remiss, id)
    row = here().session.get(Annex, number)
    return row if row is not None and row.remiss_id == remiss.id else abort(404)


def _to_annexes(id: int) -> Any:
    return redirect(url_for(".document", id=id, _anchor="bilagor"), SEE_OTHER)


@bp.route(f"{PLACE}/bilagor/ny", methods=BOTH)
@large(LARGEST_REQUEST)
def add_annex(id: int) -> Any:
    """Choose a file and say what it is called."""
    remiss = access(Remiss, id)
    form = NewAnnexForm()

    def act() -> None:
        if form.file.upload is not None:
            actions.add_annex(here(), remiss, form.file.upload, form.title.data or "")

    return do(
        remiss,
        form,
        act,
        heading=_("Lägg till en bilaga"),
        button=_("Lägg till"),
        back="remiss.document",
        saved=_(
            "Bilagan är tillagd. Andra ser den när den har sökts igenom och remissen är publicerad."
        ),
        template="remiss/document/form.html",
        onward=lambda: _to_annexes(id),
    )


@bp.route(ONE, methods=BOTH)
def edit_annex(id: int, number: int) -> Any:
    """Another name."""
    row = _annex(id, number)
    form = AnnexForm(title=row.title)
    return do(
        row.remiss,
        form,
        lambda: actions.edit_annex(here(), row, form.title.data or ""),
        heading=_("Byt namn på bilagan"),
        button=_("Spara"),
        back="remiss.document",
        template="remiss/document/form.html",
        onward=lambda: _to_annexes(id),
    )


@bp.post(f"{ONE}/flytta")
def move_annex(id: int, number: int) -> Any:
    """One place up or down."""
    row = _annex(id, number)
    wish = request.form.get("vart", "")
    if wish not in {"upp", "ned"}:
        abort(400)
    try:
        actions.move_annex(here(), row, up=wish == "upp")
    except Faulty as fault:
        flash(str(fault), "warning")
    return _to_annexes(id)


@bp.route(f"{ONE}/ta-bort", methods=BOTH)
def remove_annex(id: int, number: int) -> Any:
    """Take it out, after one more question."""
    row = _annex(id, number)
    return do(
        row.remiss,
        Form(),
        lambda: actions.remove_annex(here(), row),
        heading=_("Ta bort bilagan"),
        lead=_("Bilagan ”%(title)s” visas inte längre för någon.") % {"title": row.title},
        button=_("Ta bort"),
        color="danger",
        back="remiss.document",
        saved=_("Bilagan är borttagen."),
        template="remiss/document/form.html",
        onward=lambda: _to_annexes(id),
    )


@bp.post(f"{PLACE}/version/<int:number>/original")
def offer_original(id: int, number: int) -> Any:
    """Whether readers get the file that the version was read from."""
    remiss = access(Remiss, id)
    row = here().session.get(RemissVersion, number)
    if row is None or row.remiss_id != remiss.id or row.file is None:
        abort(404)
    actions.offer_original(here(), row, offered=request.form.get("visa") == "ja")
    flash(_("Sparat."), "success")
    return redirect(url_for(".document", id=id), SEE_OTHER)
