"""Texts that are used again in replies: one list for all remisser of the municipality."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from dialog.core.i18n import gettext as _
from dialog.remiss.actions import phrases as actions
from dialog.remiss.forms.assessing import PhraseForm
from dialog.remiss.models import Phrase, Remiss
from dialog.remiss.queries import points as queries
from dialog.remiss.views import bp
from dialog.remiss.views.staff import do
from dialog.web.request import access, here

Answer = Any
TEXTS = "/arbetsyta/remisser/<int:id>/bedomning/texter"


@bp.get(TEXTS)
def phrases(id: int) -> str:
    """Every text, those in use first."""
    remiss = access(Remiss, id)
    rows = queries.phrases(here(), retired=True)
    return render_template("remiss/phrases.html", remiss=remiss, phrases=rows)


@bp.route(f"{TEXTS}/ny", methods=["GET", "POST"])
def add_phrase(id: int) -> Answer:
    """Write a new one."""
    remiss, form = access(Remiss, id), PhraseForm()
    return do(
        remiss,
        form,
        lambda: actions.add_phrase(here(), remiss, *_said(form)),
        heading=_("Ny text att återanvända"),
        lead=_("Texten går att sätta in när du svarar, i alla remisser."),
        button=_("Spara"),
        saved=_("Texten är sparad."),
        back="remiss.phrases",
    )


@bp.route(f"{TEXTS}/<int:phrase>", methods=["GET", "POST"])
def edit_phrase(id: int, phrase: int) -> Answer:
    """Change it. Replies that have used it stay."""
    remiss, row = _phrase(id, phrase)
    form = PhraseForm(title=row.title, words=row.words)
    return do(
        remiss,
        form,
        lambda: actions.edit_phrase(here(), remiss, row, *_said(form)),
        heading=_("Ändra texten"),
        lead=_("Svar där texten redan står ändras inte."),
        button=_("Spara"),
        saved=_("Texten är sparad."),
        back="remiss.phrases",
    )


@bp.post(f"{TEXTS}/<int:phrase>/sluta-anvanda")
def retire_phrase(id: int, phrase: int) -> Answer:
    """Offer it no more."""
    remiss, row = _phrase(id, phrase)
    actions.retire_phrase(here(), remiss, row)
    flash(_("Texten går inte längre att sätta in."), "success")
    return redirect(url_for("remiss.phrases", id=id), 303)


@bp.post(f"{TEXTS}/<int:phrase>/anvand-igen")
def restore_phrase(id: int, phrase: int) -> Answer:
    """Offer it again."""
    remiss, row = _phrase(id, phrase)
    actions.restore_phrase(here(), remiss, row)
    flash(_("Texten går att sätta in igen."), "success")
    return redirect(url_for("remiss.phrases", id=id), 303)


def _phrase(id: int, phrase: int) -> tuple[Remiss, Phrase]:
    remiss = access(Remiss, id)
    row = here().session.get(Phrase, phrase)
    return (remiss, row) if row is not None else abort(404)


def _said(form: PhraseForm) -> tuple[str, str]:
    return form.title.data or "", form.words.data or ""
