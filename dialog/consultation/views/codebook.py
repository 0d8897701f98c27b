"""The codebook: every tag with when it is used and how many texts have it; adding, changing and merging them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions import codebook as actions
from dialog.consultation.forms.texts import CodeForm, MergeForm
from dialog.consultation.models import Code, Consultation
from dialog.consultation.queries.codebook import codes, number_of, tagged, together
from dialog.consultation.queries.texts import questions_in_words
from dialog.consultation.rules.coding import told
from dialog.consultation.views import bp
from dialog.consultation.views.results import words as told_words
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.web.forms import blame
from dialog.web.request import access, here

SEE_OTHER = HTTPStatus.SEE_OTHER
WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
BOOK = "/arbetsyta/medborgardialoger/<int:id>/kodbok"


@bp.get(BOOK)
def codebook(id: int) -> str:
    """Every tag, and the numbers of all questions or of one."""
    return _book(access(Consultation, id), CodeForm())


@bp.post(BOOK)
def add_code(id: int) -> Any:
    """Put a tag into the codebook."""
    consultation = access(Consultation, id)
    form = CodeForm()
    if not _done(form, lambda: actions.add_code(here(), consultation, *_said(form))):
        return _book(consultation, form), WRONG
    flash(_("Taggen är sparad."), "success")
    return redirect(url_for(".codebook", id=id), SEE_OTHER)


@bp.route(f"{BOOK}/<int:code>", methods=["GET", "POST"])
def edit_code(id: int, code: int) -> Any:
    """Change a tag's name and meaning."""
    row = _code(id, code)
    form = CodeForm(name=row.name, meaning=row.meaning)
    if request.method == "GET":
        return _page(row, form, _merging(row))
    if not _done(form, lambda: actions.edit_code(here(), row, *_said(form))):
        return _page(row, form, _merging(row)), WRONG
    flash(_("Taggen är sparad."), "success")
    return redirect(url_for(".codebook", id=id), SEE_OTHER)


@bp.post(f"{BOOK}/<int:code>/sla-ihop")
def merge_codes(id: int, code: int) -> Any:
    """Let another tag take over the texts."""
    row = _code(id, code)
    form = _merging(row)
    into = here().session.get(Code, form.into.data or 0)
    if not _done(form, lambda: actions.merge_codes(here(), row, into)):
        return _page(row, CodeForm(formdata=None, name=row.name, meaning=row.meaning), form), WRONG
    flash(_("Taggarna är sammanslagna."), "success")
    return redirect(url_for(".codebook", id=id), SEE_OTHER)


@bp.post(f"{BOOK}/<int:code>/sluta-anvanda")
def retire_code(id: int, code: int) -> Any:
    """Use the tag no more."""
    actions.retire_code(here(), _code(id, code))
    flash(_("Taggen används inte längre för nya texter."), "success")
    return redirect(url_for(".codebook", id=id), SEE_OTHER)


@bp.post(f"{BOOK}/<int:code>/anvand-igen")
def restore_code(id: int, code: int) -> Any:
    """Use the tag again."""
    actions.restore_code(here(), _code(id, code))
    flash(_("Taggen används igen."), "success")
    return redirect(url_for(".codebook", id=id), SEE_OTHER)


def _code(id: int, code: int) -> Code:
    consultation = access(Consultation, id)
    row = here().session.get(Code, code)
    return row if row is not None and row.consultation_id == consultation.id else abort(404)


def _said(form: CodeForm) -> tuple[str, str]:
    return form.name.data or "", form.meaning.data or ""


def _done(form: Any, act: Callable[[], object]) -> bool:
    """Whether the form was right and it has been done."""
    if not form.validate():
        return False
    try:
        act()
    except Faulty as fault:
        blame(form, fault)
        return False
    return True


def _merging(row: Code) -> MergeForm:
    form = MergeForm()
    others = [each for each in codes(here(), row.consultation) if each.id != row.id]
    form.into.choices = [(each.id, each.name) for each in others]
    return form


def _page(row: Code, form: CodeForm, merge: MergeForm) -> str:
    return render_template(
        "consultation/edit_code.html",
        consultation=row.consultation,
        code=row,
        form=form,
        merge=merge,
        texts=number_of(here(), row),
    )


def _book(consultation: Consultation, form: CodeForm) -> str:
    found = tagged(here(), consultation)
    questions = [
        (f"{each.part.id}-{each.key}", each)
        for each in questions_in_words(here(), consultation)
        if (each.part.id, each.key) in found
    ]
    chosen = dict(questions).get(request.args.get("fraga", ""))
    numbers = found[chosen.part.id, chosen.key] if chosen else together(found)
    book = codes(here(), consultation)
    return render_template(
        "consultation/codebook.html",
        consultation=consultation,
        codes=book,
        form=form,
        questions=[(value, each.title) for value, each in questions],
        chosen=request.args.get("fraga", "") if chosen else "",
        used=together(found).numbers,
        numbers=told(numbers, [(code.id, code.name) for code in book], is_public=False),
        words=told_words(is_public=False),
    )
