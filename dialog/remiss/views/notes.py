"""What stands beside the text of the document that is worked on: footnotes, and lines that came along."""

from typing import Any

from flask import flash, redirect

from dialog.core.i18n import gettext as _
from dialog.identity.kept import send
from dialog.remiss.actions import blocks as actions
from dialog.remiss.forms.document import LinesForm, NotesForm
from dialog.remiss.rules.block_text import notes_as_typed, notes_from_typed
from dialog.remiss.rules.editing import Gone
from dialog.remiss.rules.oddities import repeated_lines
from dialog.remiss.views import bp
from dialog.remiss.views.review import ONE, PLACE
from dialog.remiss.views.sections import BOTH
from dialog.remiss.views.working import (
    SEE_OTHER,
    back_to_review,
    conflict,
    gone,
    review_href,
    section_href,
    show,
    the_work,
)
from dialog.web.request import here


@bp.route(f"{ONE}/fotnoter", methods=BOTH)
def edit_notes(id: int, key: str) -> Any:
    """The footnotes of a section, a line each."""
    work = the_work(id)
    try:
        entry = work.find(key)
    except Gone as fault:
        return gone(id, fault)
    theirs = notes_as_typed(entry.heading.body.notes)
    form = NotesForm(text=theirs, seen=entry.mark())

    def act() -> None:
        notes = notes_from_typed(form.text.data or "")
        actions.edit_notes(here(), work.remiss, key, notes, str(form.seen.data or ""))

    sent = send(form, act)
    back = section_href(work, key, "text")
    if sent.is_done:
        flash(_("Fotnoterna är sparade."), "success")
        return redirect(back, SEE_OTHER)
    return show(
        "block",
        work,
        sent,
        form=form,
        heading=_("Ändra fotnoter"),
        title=work.title(key),
        conflict=conflict(form, entry.mark(), theirs, form.text.data or ""),
        back=back,
    )


@bp.route(f"{PLACE}/upprepade-rader", methods=BOTH)
def remove_lines(id: int) -> Any:
    """Short lines that stand in several places, such as heads of pages: take them out everywhere."""
    work = the_work(id)
    lines = repeated_lines([entry.heading for entry in work.entries])
    form = LinesForm()
    form.offer(lines)
    sent = send(
        form, lambda: actions.remove_lines(here(), work.remiss, set(form.chosen.data or []))
    )
    if sent.is_done:
        flash(_("Raderna är borttagna."), "success")
        return back_to_review(work.remiss)
    return show("lines", work, sent, form=form, has_lines=bool(lines), back=review_href(work))
