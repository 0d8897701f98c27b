"""The officials' page of the document: how it stands, a file that is read, a version by hand, and files beside it."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, url_for

from dialog.core.i18n import format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.files import LARGEST_REQUEST
from dialog.process.views.attachments import File, shown
from dialog.remiss.actions import document as actions
from dialog.remiss.forms.document import ImportForm, ReplacingForm
from dialog.remiss.models import Annex, Reading, Remiss, RemissVersion
from dialog.remiss.queries import document_work as queries
from dialog.remiss.queries.document import version_in_work
from dialog.remiss.rules.editing import NotChangeable, ensure_changeable
from dialog.remiss.views import bp
from dialog.remiss.views.staff import PAGES, do
from dialog.web.forms import Form
from dialog.web.request import access, here, large

SEE_OTHER = 303
BOTH = ["GET", "POST"]
PLACE = "/arbetsyta/remisser/<int:id>/dokument"
READING = f"{PLACE}/inlasning/<int:number>"
REFRESH_SECONDS = 3

PAGES.append(("remiss.document", _l("Dokument")))


@dataclass(frozen=True)
class VersionRow:
    """One version as the page tells of it, newest first."""

    row: RemissVersion
    is_shown: bool
    file: File | None


@dataclass(frozen=True)
class AnnexRow:
    """A file that goes with the remiss."""

    row: Annex
    file: File


@bp.get(PLACE)
def document(id: int) -> str:
    """Where the document stands now, its versions, and the files beside it."""
    remiss = access(Remiss, id)
    ctx = here()
    rows = queries.versions(ctx, remiss)
    work = next((row for row in rows if row.frozen_at is None), None)
    return render_template(
        "remiss/document/overview.html",
        remiss=remiss,
        can_change=_can_change(remiss),
        reading=queries.last_reading(ctx, remiss),
        work=work,
        work_size=len(work.sections) if work is not None else 0,
        versions=[_version(row) for row in rows if row.frozen_at is not None],
        original=_file(work) if work is not None else None,
        annexes=[AnnexRow(row, _annex(row)) for row in queries.annexes(ctx, remiss)],
    )


def _can_change(remiss: Remiss) -> bool:
    try:
        ensure_changeable(remiss.publication, remiss.handling)
    except NotChangeable:
        return False
    return True


def _version(row: RemissVersion) -> VersionRow:
    return VersionRow(row, row.replaced_at is None, _file(row))


def _file(row: RemissVersion) -> File | None:
    return shown(row.file) if row.file is not None else None


def _annex(row: Annex) -> File:
    return shown(row.attachment, caption=row.title)


@bp.route(f"{PLACE}/las-in", methods=BOTH)
@large(LARGEST_REQUEST)
def import_document(id: int) -> Any:
    """Choose a file or paste text; the worker reads it."""
    remiss = access(Remiss, id)
    replaces = version_in_work(here(), remiss) is not None
    form = ReplacingForm() if replaces else ImportForm()
    readings: list[int] = []

    def act() -> None:
        readings.append(actions.import_document(here(), remiss, form.upload()).id)

    return do(
        remiss,
        form,
        act,
        heading=_("Läs in ett dokument"),
        button=_("Läs in"),
        back="remiss.document",
        saved=_("Filen är mottagen."),
        template="remiss/document/import.html",
        replaces=replaces,
        onward=lambda: redirect(url_for(".reading", id=id, number=readings[0]), SEE_OTHER),
    )


@bp.get(READING)
def reading(id: int, number: int) -> Any:
    """How far the reading has come. The page asks again by itself until it is done."""
    remiss = access(Remiss, id)
    row = _reading(remiss, number)
    if row.ended_at is not None and not row.error:
        return redirect(url_for(".review_document", id=id), SEE_OTHER)
    html = render_template(
        "remiss/document/reading.html",
        remiss=remiss,
        row=row,
        scan=row.file.scan.value,
        done=format_number(row.done),
        total=format_number(row.total),
    )
    answer = make_response(html)
    if row.ended_at is None:
        answer.headers["Refresh"] = str(REFRESH_SECONDS)
    return answer


def _reading(remiss: Remiss, number: int) -> Reading:
    row = here().session.get(Reading, number)
    return row if row is not None and row.remiss_id == remiss.id else abort(404)


@bp.post(f"{READING}/avbryt")
def cancel_reading(id: int, number: int) -> Any:
    """Read the file no further."""
    remiss = access(Remiss, id)
    actions.cancel_reading(here(), _reading(remiss, number))
    flash(_("Inläsningen är avbruten."), "success")
    return redirect(url_for(".document", id=id), SEE_OTHER)


@bp.post(f"{PLACE}/ny")
def begin_version(id: int) -> Any:
    """A version to work on: a copy of the one that is shown, or an empty one."""
    remiss = access(Remiss, id)
    actions.begin_version(here(), remiss)
    flash(_("Här är den nya versionen. Den syns för andra först när du publicerar den."), "success")
    return redirect(url_for(".review_document", id=id), SEE_OTHER)


@bp.route(f"{PLACE}/slang", methods=BOTH)
def discard_version(id: int) -> Any:
    """Throw away the version in work, after one more question."""
    remiss = access(Remiss, id)
    if version_in_work(here(), remiss) is None:
        abort(404)
    return do(
        remiss,
        Form(),
        lambda: actions.discard_version(here(), remiss),
        heading=_("Släng versionen som ni arbetar med"),
        lead=_(
            "Avsnitten och det som ni har ändrat försvinner. Det som är publicerat påverkas inte."
        ),
        button=_("Släng versionen"),
        color="danger",
        back="remiss.document",
        saved=_("Versionen är slängd."),
        template="remiss/document/form.html",
    )
