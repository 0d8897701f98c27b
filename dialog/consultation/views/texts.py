"""Reading and tagging texts in own words: which questions have any, and the texts of one question."""

from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions import codebook as actions
from dialog.consultation.forms.texts import HAD, HAS, UNTAGGED, Ticked, changes, read_wanted
from dialog.consultation.models import Consultation, Part
from dialog.consultation.queries.codebook import NOTHING, codes, tagged
from dialog.consultation.queries.report import NOT_SAID
from dialog.consultation.queries.texts import (
    Choices,
    InWords,
    choices,
    groups,
    keywords,
    questions_in_words,
)
from dialog.consultation.rules.coding import told
from dialog.consultation.rules.groups import AGES
from dialog.consultation.views import bp
from dialog.consultation.views.results import words as told_words
from dialog.core.i18n import format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.process.queries.paging import read_cursor
from dialog.process.rules import CHANNEL_NAMES
from dialog.web.request import access, here

SEE_OTHER = HTTPStatus.SEE_OTHER
READ = "/arbetsyta/medborgardialoger/<int:id>/texter/<int:part>/<question>"
FILTERS = ("tagg", "omrade", "alder", "kanal", "ord")


@bp.get("/arbetsyta/medborgardialoger/<int:id>/texter")
def texts(id: int) -> str:
    """The questions that were answered in own words, and how far their texts have been read."""
    consultation = access(Consultation, id)
    return render_template(
        "consultation/texts.html",
        consultation=consultation,
        questions=questions_in_words(here(), consultation),
        codes=codes(here(), consultation),
    )


@bp.get(READ)
def read_texts(id: int, part: int, question: str) -> str:
    """The texts of one question, equal ones together, with a form for their tags."""
    consultation = access(Consultation, id)
    asked = _asked(consultation, part, question)
    anonymous = asked.part.stage.is_anonymous
    wanted = read_wanted(request.args, is_anonymous=anonymous)
    cursors = read_cursor(request.args.get("efter", "")), read_cursor(request.args.get("fore", ""))
    page = groups(here(), (part, question), wanted, cursors)
    book = codes(here(), consultation)
    kept: dict[str, Any] = {n: request.args[n] for n in FILTERS if request.args.get(n)}
    number = tagged(here(), consultation).get((part, question), NOTHING)
    place: dict[str, Any] = {"id": id, "part": part, "question": question}
    is_first = not any(cursors) and not kept
    found, sample = keywords(here(), (part, question)) if is_first else ([], 0)
    return render_template(
        "consultation/read_texts.html",
        consultation=consultation,
        asked=asked,
        form=Ticked(),
        groups=page.rows,
        book=book,
        names=(HAD, HAS),
        filters=_filters(choices(here(), asked.part, question), book),
        kept=kept,
        keywords=found,
        sample=sample,
        numbers=told(number, [(code.id, code.name) for code in book], is_public=False),
        words=told_words(is_public=False),
        is_anonymous=anonymous,
        previous=url_for(".read_texts", **place, **kept, fore=str(page.previous)) if page.previous else None,
        next=url_for(".read_texts", **place, **kept, efter=str(page.next)) if page.next else None,
    )  # fmt: skip


@bp.post(READ)
def code_texts(id: int, part: int, question: str) -> Any:
    """Give the texts of one page the tags that were ticked."""
    consultation = access(Consultation, id)
    asked = _asked(consultation, part, question)
    number = actions.code_texts(here(), asked.part, question, changes(request.form))
    words = ngettext("%(n)s text har nya taggar.", "%(n)s texter har nya taggar.", number)
    flash(words % {"n": format_number(number)} if number else _("Inga taggar ändrades."), "success")
    kept = (*FILTERS, "efter", "fore")
    place: dict[str, Any] = {n: request.args[n] for n in kept if n in request.args}
    place |= {"id": id, "part": part, "question": question}
    return redirect(url_for(".read_texts", **place), SEE_OTHER)


@bp.post(f"{READ}/taggar")
def show_codes(id: int, part: int, question: str) -> Any:
    """Show the numbers of the tags in the public results, or not."""
    asked = _asked(access(Consultation, id), part, question)
    is_shown = request.form.get("visa") == "ja"
    actions.show_codes(here(), asked.part, question, is_shown=is_shown)
    words = _("Taggarna visas i resultatet.") if is_shown else _("Taggarna visas inte längre.")
    flash(words, "success")
    return redirect(url_for(".read_texts", id=id, part=part, question=question), SEE_OTHER)


def _asked(consultation: Consultation, part: int, question: str) -> InWords:
    """The question, when it takes own words and belongs to the consultation."""
    row = here().session.get(Part, part)
    if row is None or row.consultation_id != consultation.id:
        abort(404)
    found = questions_in_words(here(), consultation)
    return next((q for q in found if (q.part.id, q.key) == (part, question)), None) or abort(404)


def _filters(offered: Choices, book: Any) -> dict[str, list[tuple[str, Any]]]:
    """What can be chosen, by the name in the address. What offers no choice is left out."""
    tags = [(UNTAGGED, _("Utan taggar")), *((str(code.id), code.name) for code in book)]
    areas = [(area or "-", area or NOT_SAID) for area in offered.areas]
    ages = [(age, name) for age, (name, _oldest) in AGES.items() if age in offered.ages]
    if "" in offered.ages:
        ages.append(("-", NOT_SAID))
    channels = [(each.value, CHANNEL_NAMES[each]) for each in offered.channels]
    found = {"tagg": tags, "omrade": areas, "alder": ages, "kanal": channels}
    return {name: options for name, options in found.items() if len(options) > 1}
