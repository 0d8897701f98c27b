"""The questions about the whole and about its sections: a list, and one address for each thing done."""

from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.process.forms.setup import ConfirmForm
from dialog.process.rules import Handling, Publication
from dialog.remiss.actions import questions as actions
from dialog.remiss.forms.asking import QuestionForm
from dialog.remiss.models import Remiss, Section
from dialog.remiss.queries import publishing as queries
from dialog.remiss.rules.content import WHOLE, Question
from dialog.remiss.views import bp
from dialog.remiss.views.staff import PAGES, Answer, do
from dialog.web.request import access, here

LIST, UP = "remiss.questions", "upp"
PAGES.append((LIST, _l("Frågor")))


@bp.get("/arbetsyta/remisser/<int:id>/fragor")
def questions(id: int) -> str:
    """The questions, by the section that they are about."""
    remiss = access(Remiss, id)
    is_draft = remiss.publication is Publication.DRAFT
    is_out = remiss.publication is Publication.PUBLISHED and remiss.handling is Handling.NONE
    return render_template(
        "remiss/questions.html",
        remiss=remiss,
        groups=_groups(remiss.all_questions(), _sections(remiss)),
        can_change=is_draft or is_out,
    )


def _sections(remiss: Remiss) -> Sequence[Section]:
    return queries.sections(here(), queries.current(here(), remiss))


def _groups(
    known: Sequence[Question], sections: Sequence[Section]
) -> list[tuple[str, str, list[Question]]]:
    """Key, heading and questions: the whole first, then the sections that have any, then what is gone."""
    heads = {WHOLE: _("Hela förslaget"), **{each.key: plain(each.heading) for each in sections}}
    groups = [
        (key, head, [each for each in known if each.section == key]) for key, head in heads.items()
    ]
    gone = [each for each in known if each.section not in heads]
    if gone:
        groups.append(("", _("Avsnitt som inte finns längre"), gone))
    return [group for group in groups if group[2]]


def _found(remiss: Remiss, key: str) -> Question:
    return next((each for each in remiss.all_questions() if each.key == key), None) or abort(404)


@bp.route("/arbetsyta/remisser/<int:id>/fragor/ny", methods=["GET", "POST"])
def add_question(id: int) -> Answer:
    """Ask one more."""
    remiss = access(Remiss, id)
    form = QuestionForm(section=request.args.get("avsnitt", WHOLE))
    form.offer(_sections(remiss))
    return do(
        remiss,
        form,
        lambda: actions.add_question(
            here(), remiss, form.section.data or WHOLE, form.text.data or ""
        ),
        back=LIST,
        heading=_("Ny fråga"),
        lead=_("Fråga bara om det som kommunen behöver veta. Alla kan ändå skriva fritt."),
        button=_("Lägg till frågan"),
    )


@bp.route("/arbetsyta/remisser/<int:id>/fragor/<key>", methods=["GET", "POST"])
def edit_question(id: int, key: str) -> Answer:
    """Word it better."""
    remiss = access(Remiss, id)
    row = _found(remiss, key)
    form = QuestionForm(section=row.section, text=row.text)
    form.offer(_sections(remiss))
    return do(
        remiss,
        form,
        lambda: actions.edit_question(
            here(), remiss, key, form.section.data or WHOLE, form.text.data or ""
        ),
        back=LIST,
        heading=_("Ändra frågan"),
        button=_("Spara"),
    )


@bp.route("/arbetsyta/remisser/<int:id>/fragor/<key>/flytta", methods=["GET", "POST"])
def move_question(id: int, key: str) -> Any:
    """Move it up or down among those of its section. GET: back again after a lost login."""
    remiss = access(Remiss, id)
    if request.method == "POST":
        is_up = request.form.get("at") == UP
        actions.move_question(here(), remiss, _found(remiss, key).key, up=is_up)
    return redirect(url_for(LIST, id=id), 303)


@bp.route("/arbetsyta/remisser/<int:id>/fragor/<key>/ta-bort", methods=["GET", "POST"])
def remove_question(id: int, key: str) -> Answer:
    """Ask it no more."""
    remiss = access(Remiss, id)
    row = _found(remiss, key)
    closes = queries.is_answered(here(), remiss, key)
    close = _(
        "Någon har svarat på frågan. Den stängs: svaren finns kvar, men ingen mer får frågan."
    )
    return do(
        remiss,
        ConfirmForm(),
        lambda: actions.remove_question(here(), remiss, key),
        back=LIST,
        heading=_("Stäng frågan") if closes else _("Ta bort frågan"),
        lead=close if closes else plain(row.text),
        button=_("Stäng frågan") if closes else _("Ta bort frågan"),
        color="danger",
        saved=_("Frågan är stängd.") if closes else _("Frågan är borttagen."),
    )
