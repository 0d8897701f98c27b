"""Pages of the official: a new part, its editor, its place in the step, its removal and its versions."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions import parts as actions
from dialog.consultation.forms.map_part import MapForm
from dialog.consultation.forms.parts import DiscussionForm, IdeasForm, NewPartForm, PartForm
from dialog.consultation.forms.priorities import PrioritiesForm
from dialog.consultation.forms.text_part import TextForm
from dialog.consultation.models import Part, PartVersion
from dialog.consultation.queries import parts as queries
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.content import SHAPES
from dialog.consultation.rules.names import PART_SENTENCES
from dialog.consultation.rules.transcript import as_text
from dialog.consultation.views import bp
from dialog.consultation.views.editing import (
    Edit,
    Shortfall,
    overview,
    save,
    show,
    the_part,
    whole,
)
from dialog.consultation.views.question_list import question_list
from dialog.core.i18n import gettext as _
from dialog.moderation.rules import changes
from dialog.process.rules import Publication
from dialog.process.views.attachments import File, shown
from dialog.web.request import allow, here

Answer = Any
FORMS: dict[PartKind, type[PartForm]] = {
    PartKind.TEXT: TextForm,
    PartKind.IDEAS: IdeasForm,
    PartKind.MAP: MapForm,
    PartKind.PRIORITIES: PrioritiesForm,
    PartKind.DISCUSSION: DiscussionForm,
}
A_PAGE = 10  # versions


@bp.route("/arbetsyta/medborgardialoger/<int:id>/steg/<int:stage>/ny-del", methods=["GET", "POST"])
def add_part(id: int, stage: int) -> Answer:
    """Choose what the part shall be, and name it."""
    found = queries.find_stage(here(), id, stage) or abort(404)
    allow(found.consultation)
    form = NewPartForm()
    if form.validate_on_submit():
        content = SHAPES[PartKind(form.kind.data)]()
        part = actions.add_part(here(), found, form.title.data or "", content)
        flash(_("Delen är tillagd. Fyll i den här."), "success")
        return redirect(url_for(".edit_part", id=id, part=part.id), 303)
    html = render_template(
        "consultation/edit/new_part.html",
        stage=found,
        consultation=found.consultation,
        overview=overview(id),
        is_seen=found.consultation.publication is not Publication.DRAFT,
        form=form,
        sentences={kind.value: words for kind, words in PART_SENTENCES.items()},
    )
    return html, 422 if request.method == "POST" else 200


@bp.route("/arbetsyta/medborgardialoger/<int:id>/del/<int:part>", methods=["GET", "POST"])
def edit_part(id: int, part: int) -> Answer:
    """The editor of the part's kind."""
    found = the_part(id, part)
    if found.kind is PartKind.QUESTIONNAIRE:
        return question_list(found)
    form = _form(found)
    lack = save(found, form, Edit(whole, lambda _title, now: _said(found, form, now)))
    if lack is not None:
        return show(found.kind.value, found, lack, form=form, files=_files(form))
    if "fil" in request.form:
        return redirect(url_for(".add_medium", id=id, part=part), 303)
    flash(_("Delen är sparad."), "success")
    return redirect(url_for(".edit_part", id=id, part=part), 303)


def _form(part: Part) -> PartForm:
    cls, content = FORMS[part.kind], part.content()
    seen = whole(part.title, content).mark
    form = cls(data={"title": part.title, "seen": seen, **cls.show(content)})
    if isinstance(form, TextForm):
        form.know(queries.attachments(here(), part.stage.consultation))
    if isinstance(form, PrioritiesForm):
        form.name_options(tuple(queries.earlier_choices(part, "options")))
    return form


def _files(form: PartForm) -> dict[str, File]:
    if not isinstance(form, TextForm):
        return {}
    described = {entry.form.attachment.data: entry.form for entry in form.media}
    return {
        str(number): shown(row, alt=described[str(number)].alt.data or "")
        for number, row in form.files.items()
        if str(number) in described
    }


def _said(part: Part, form: PartForm, now: Any) -> tuple[str, Any]:
    earlier = {name: queries.earlier_choices(part, name) for name in form.lists}
    return form.title.data or "", form.said(now, earlier)


@bp.route("/arbetsyta/medborgardialoger/<int:id>/del/<int:part>/ta-bort", methods=["GET", "POST"])
def remove_part(id: int, part: int) -> Answer:
    """Ask once more; or say why it stays."""
    found = the_part(id, part)
    if request.method == "POST":
        actions.remove_part(here(), found)
        flash(_("Delen är borttagen."), "success")
        return redirect(overview(id), 303)
    is_used = queries.has_contributions(here(), found)
    return show("remove_part", found, Shortfall(), is_used=is_used)


@bp.post("/arbetsyta/medborgardialoger/<int:id>/del/<int:part>/flytta")
def move_part(id: int, part: int) -> Answer:
    """One place up or down in its step."""
    found = the_part(id, part)
    actions.move_part(here(), found, -1 if request.form.get("vart") == "upp" else 1)
    return redirect(f"{overview(id)}#del-{part}", 303)


@bp.get("/arbetsyta/medborgardialoger/<int:id>/del/<int:part>/versioner")
def part_history(id: int, part: int) -> Answer:
    """Every version that people have seen, and what changed from one to the next."""
    found = the_part(id, part)
    before = request.args.get("fore", type=int) or len(found.versions) + 1
    numbered = [version for version in found.versions if version.number < before]
    all_of_them = [
        (version, _changes(found, version, older))
        for version, older in zip(numbered, [None, *numbered], strict=False)
    ]
    newest_first = all_of_them[::-1][:A_PAGE]
    older = newest_first[-1][0].number if len(all_of_them) > A_PAGE else None
    return show("history", found, Shortfall(), versions=newest_first, older=older)


def _changes(part: Part, version: PartVersion, older: PartVersion | None) -> list[tuple[str, str]]:
    text = as_text(version.title, version.read(part.kind))
    if older is None:
        return [("same", text)]
    return changes(as_text(older.title, older.read(part.kind)), text)
