"""Pages of the official: a picture or a document for a text part."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, request, url_for

from dialog.consultation.forms.text_part import NewMediumForm
from dialog.consultation.models import Part
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.content import Medium
from dialog.consultation.rules.media import MOST_MEDIA
from dialog.consultation.views import bp
from dialog.consultation.views.editing import Shortfall, change, show, the_part
from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.process.actions.attachments import attach
from dialog.process.rules.files import LARGEST_REQUEST
from dialog.web.request import here, large

ADD = "/arbetsyta/medborgardialoger/<int:id>/del/<int:part>/fil"


@bp.route(ADD, methods=["GET", "POST"])
@large(LARGEST_REQUEST)
def add_medium(id: int, part: int) -> Any:
    """Choose a file and say what it shows. It stands last; the editor of the text can move it."""
    found = the_part(id, part, PartKind.TEXT)
    form = NewMediumForm()
    has_room = len(found.content().media) < MOST_MEDIA
    if has_room and form.validate_on_submit() and _attached(found, form):
        flash(_("Filen är tillagd. Den visas för alla när den har sökts igenom."), "success")
        return redirect(url_for(".edit_part", id=id, part=part), 303)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return show("medium", found, Shortfall(status), form=form, has_room=has_room)


def _attached(part: Part, form: NewMediumForm) -> bool:
    upload = form.file.upload
    if upload is None:
        return False
    try:
        row = attach(here(), part.stage.consultation, upload)
        here().session.flush()
        medium = Medium(row.id, form.alt.data or "", form.caption.data or "")
        change(part, lambda now: replace(now, media=(*now.media, medium)))
    except DomainError as fault:
        form.file.errors = [str(fault)]
        return False
    return True
