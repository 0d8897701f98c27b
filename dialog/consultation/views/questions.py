"""Pages of the official: the questions of a questionnaire and the pages that they stand on."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, request, url_for

from dialog.consultation.forms.parts import FrameForm, PageForm
from dialog.consultation.forms.questions import QuestionForm
from dialog.consultation.models import Part
from dialog.consultation.queries import parts as queries
from dialog.consultation.rules import PartKind, arranging
from dialog.consultation.rules.altering import alterations
from dialog.consultation.rules.conditions import can_be_pointed_at, repair
from dialog.consultation.rules.content import (
    Choice,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.consultation.rules.keys import fresh
from dialog.consultation.rules.names import QUESTION_NAMES, QUESTION_SENTENCES
from dialog.consultation.rules.transcript import as_text, fingerprint, question_text
from dialog.consultation.views import bp
from dialog.consultation.views.editing import Edit, Piece, Shortfall, change, save, show, the_part
from dialog.core.canonical import digest
from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.core.shapes import dump

Answer = Any
Q = QuestionnaireContent
PART = "/arbetsyta/medborgardialoger/<int:id>/del/<int:part>"
GONE = Shortfall(HTTPStatus.CONFLICT)
NEW = "ny"  # stands for the key of a question that has none yet
BEGIN: dict[QuestionKind, dict[str, Any]] = {QuestionKind.NUMBER: {"low": 0, "high": 1000}}


def _questionnaire(id: int, part: int) -> Part:
    return the_part(id, part, PartKind.QUESTIONNAIRE)


def _back(part: Part, anchor: str = "") -> Answer:
    address = url_for(".edit_part", id=part.consultation_id, part=part.id, _anchor=anchor or None)
    return redirect(address, 303)


@bp.route(f"{PART}/inledning", methods=["GET", "POST"])
def edit_frame(id: int, part: int) -> Answer:
    """Title, introduction, background and thanks."""
    found = _questionnaire(id, part)
    content: Q = found.content()
    seen = _frame(found.title, content).mark
    form = FrameForm(data={"title": found.title, "seen": seen, **FrameForm.show(content)})
    edit = Edit(_frame, lambda _title, now: (form.title.data or "", form.said(now, {})))
    lack = save(found, form, edit)
    if lack is not None:
        return show("frame", found, lack, form=form)
    flash(_("Sparat."), "success")
    return _back(found)


def _frame(title: str, content: Q) -> Piece:
    frame = replace(content, pages=())
    return Piece(fingerprint(title, frame), as_text(title, frame))


@bp.route(f"{PART}/sida/<int:page>", methods=["GET", "POST"])
def edit_page(id: int, part: int, page: int) -> Answer:
    """The words on top of one page of the form. Pages are counted from 1."""
    found, index = _questionnaire(id, part), page - 1
    arranging.ensure_page(found.content(), index)
    piece = _page(index)
    mark, top = piece(found.title, found.content()).mark, found.content().pages[index]
    form = PageForm(data={"title": top.title, "intro": top.intro, "seen": mark})
    lack = save(found, form, Edit(piece, lambda title, now: (title, _topped(form, now, index))))
    if lack is not None:
        return show("page", found, lack, form=form, page=page)
    flash(_("Sparat."), "success")
    return _back(found, f"sida-{page}")


def _topped(form: PageForm, content: Q, index: int) -> Q:
    return arranging.edit_page(content, index, form.title.data or "", form.intro.data or "")


def _page(index: int) -> Callable[[str, Q], Piece]:
    def piece(_title: str, content: Q) -> Piece:
        arranging.ensure_page(content, index)
        page = content.pages[index]
        keys = [question.key for question in page.questions[:1]]  # tells pages apart that moved
        return Piece(digest([page.title, page.intro, keys]), f"{page.title}\n{page.intro}")

    return piece


@bp.route(f"{PART}/sida/<int:page>/ny-fraga", methods=["GET", "POST"])
def add_question(id: int, part: int, page: int) -> Answer:
    """Choose how it is answered; then write it."""
    found = _questionnaire(id, part)
    if found.content().pages:
        arranging.ensure_page(found.content(), page - 1)
    chosen = request.args.get("slag", "")
    if chosen not in set(QuestionKind):
        kinds = [(kind, QUESTION_NAMES[kind], QUESTION_SENTENCES[kind]) for kind in QuestionKind]
        return show("question_kind", found, Shortfall(), kinds=kinds, page=page)
    kind = QuestionKind(chosen)
    question = Question(NEW, kind, "", **BEGIN.get(kind, {}))
    form = QuestionForm.of(question, can_be_pointed_at(found.content()), seen=NEW)
    key = fresh("q", [each.key for each in queries.earlier_questions(found)])

    def written(title: str, now: Q) -> tuple[str, Q]:
        said = form.said(replace(question, key=key), {"choices": [], "rows": []})
        return title, arranging.put(now, said, page - 1)

    lack = save(found, form, Edit(lambda _title, _now: Piece(NEW, ""), written))
    if lack is not None:
        return show("question", found, lack, form=form, question=question, names=QUESTION_NAMES)
    flash(_("Frågan är tillagd."), "success")
    return _back(found, f"fraga-{key}")


@bp.route(f"{PART}/fraga/<key>", methods=["GET", "POST"])
def edit_question(id: int, part: int, key: str) -> Answer:
    """One question."""
    found = _questionnaire(id, part)
    content: Q = found.content()
    if request.method == "POST" and key not in {each.key for each in content.questions()}:
        return show("question_gone", found, GONE, typed=request.form)
    question, piece = arranging.find(content, key), _question(key)
    mark = piece(found.title, content).mark
    form = QuestionForm.of(question, can_be_pointed_at(content, key), seen=mark)

    def written(title: str, now: Q) -> tuple[str, Q]:
        said = form.said(arranging.find(now, key), _earlier(found, key))
        return title, arranging.put(now, said)

    lack = save(found, form, Edit(piece, written))
    if lack is not None:
        return show("question", found, lack, form=form, question=question, names=QUESTION_NAMES)
    flash(_("Frågan är sparad."), "success")
    return _back(found, f"fraga-{key}")


def _question(key: str) -> Callable[[str, Q], Piece]:
    def piece(_title: str, content: Q) -> Piece:
        question = arranging.find(content, key)
        return Piece(digest(dump(question)), question_text(content, question))

    return piece


def _earlier(part: Part, key: str) -> dict[str, list[Choice]]:
    versions = [each for each in queries.earlier_questions(part) if each.key == key]
    return {
        "choices": [choice for each in versions for choice in each.choices],
        "rows": [row for each in versions for row in each.rows],
    }


@bp.route(f"{PART}/fraga/<key>/ta-bort", methods=["GET", "POST"])
def remove_question(id: int, part: int, key: str) -> Answer:
    """Say what happens to the answers; then do it."""
    found = _questionnaire(id, part)
    content: Q = found.content()
    question = arranging.find(content, key)
    after = arranging.without(content, key)
    if request.method == "POST":
        return _arranged(found, lambda now: arranging.without(now, key), _("Frågan är borttagen."))
    return show(
        "remove_question",
        found,
        Shortfall(altered=tuple(alterations(found.kind, content, after))),
        question=question,
        freed=repair(after)[1],
    )


@bp.post(f"{PART}/ordna")
def arrange_questions(id: int, part: int) -> Answer:
    """Move or copy a question, or add, move or remove a page."""
    found = _questionnaire(id, part)
    what, key = request.form.get("gor", ""), request.form.get("fraga", "")
    page = request.form.get("sida", 0, type=int) - 1
    if what in QUESTION_MOVES:
        how = QUESTION_MOVES[what]
        new_key = fresh("q", [each.key for each in queries.earlier_questions(found)])
        anchor = new_key if what == "kopiera" else key
        return _arranged(found, lambda now: how(now, key, page, new_key), "", f"fraga-{anchor}")
    if what not in PAGE_MOVES:
        abort(400)
    if request.form.get("sedd") != fingerprint(found.title, found.content()):
        flash(_("En kollega har ändrat frågorna. Titta på dem och gör om din ändring."), "warning")
        return _back(found)
    return _arranged(found, lambda now: PAGE_MOVES[what](now, page))


QUESTION_MOVES: dict[str, Callable[[Q, str, int, str], Q]] = {
    "upp": lambda now, key, _page, _new: arranging.move(now, key, -1),
    "ned": lambda now, key, _page, _new: arranging.move(now, key, 1),
    "sida": lambda now, key, page, _new: arranging.to_page(now, key, page),
    "kopiera": lambda now, key, _page, new: arranging.copy(now, key, new),
}
PAGE_MOVES: dict[str, Callable[[Q, int], Q]] = {
    "ny-sida": lambda now, _page: arranging.add_page(now, QuestionPage()),
    "sida-upp": lambda now, page: arranging.move_page(now, page, -1),
    "sida-ned": lambda now, page: arranging.move_page(now, page, 1),
    "sida-bort": arranging.remove_page,
}


def _arranged(part: Part, how: Callable[[Q], Q], done: str = "", anchor: str = "") -> Answer:
    try:
        change(part, how)
    except DomainError as error:
        flash(str(error), "error")
    else:
        if done:
            flash(done, "success")
    return _back(part, anchor)
