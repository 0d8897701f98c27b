"""Files that go with an answer: a statement that was written elsewhere, minutes, annexes."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template

from dialog.core.errors import NotFound
from dialog.core.i18n import gettext as _
from dialog.identity.kept import send
from dialog.process.rules.files import LARGEST_REQUEST
from dialog.process.views.attachments import shown
from dialog.process.views.browsers import robot_page
from dialog.remiss.actions import drafting as actions
from dialog.remiss.forms.respond import FileForm
from dialog.remiss.models import Draft
from dialog.remiss.queries import drafts
from dialog.remiss.queries.drafts import Begun
from dialog.remiss.rules import FileUse
from dialog.remiss.rules.files import USE_NAMES
from dialog.remiss.views import bp
from dialog.remiss.views.answering import Answering
from dialog.remiss.views.entering import entered
from dialog.web.request import here, large


@bp.route("/remisser/<int:id>/svara/filer", methods=["GET", "POST"])
@large(LARGEST_REQUEST)
@entered
def add_draft_file(answering: Answering) -> Any:
    """The files that lie with the answer, and a form for one more."""
    form = FileForm()
    form.offer(_uses(answering))
    if form.is_robot():
        return robot_page(answering.remiss)
    sent = send(form, lambda: _add(answering, form))
    if sent.is_done:
        flash(_("Filen ligger med ditt svar."), "success")
        return redirect(answering.address("remiss.add_draft_file"), 303)
    files = answering.draft.files if answering.draft else []
    page = render_template(
        "remiss/files.html",
        answering=answering,
        remiss=answering.remiss,
        form=form,
        refusal=sent.refusal,
        files=[(file.id, shown(file.attachment), USE_NAMES[file.use]) for file in files],
    )
    return page, sent.status if not form.errors else HTTPStatus.UNPROCESSABLE_ENTITY


def _uses(answering: Answering) -> list[FileUse]:
    is_private = answering.addressee is None
    return [use for use in FileUse if not (is_private and use is FileUse.MINUTES)]


def _add(answering: Answering, form: FileForm) -> None:
    ctx, upload = here(), form.file.upload
    if upload is None:
        raise RuntimeError("the form lets nobody through without a file")
    draft = answering.draft or _begin(answering)
    actions.add_draft_file(ctx, answering.remiss, draft, upload, FileUse(form.use.data))


def _begin(answering: Answering) -> Draft:
    """A draft that says nothing yet, for the file to lie with."""
    begun = Begun(answering.version, answering.opinion, answering.revision)
    return drafts.keep_draft(here(), answering.remiss, answering.owner, begun)


@bp.post("/remisser/<int:id>/svara/filer/<int:file>/ta-bort")
@entered
def remove_draft_file(answering: Answering, file: int) -> Any:
    """Take one away."""
    if answering.draft is None:
        raise NotFound(_("Filen är redan borttagen."))
    actions.remove_draft_file(here(), answering.remiss, answering.draft, file)
    flash(_("Filen är borttagen."), "success")
    return redirect(answering.address("remiss.add_draft_file"), 303)
