"""Answering questions, one page at a time.

Whatever a page sends is saved at once, right or wrong, and the person is sent on to the page to
see next: so the back button, a reload and another day find everything as it was left.
"""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from dialog.consultation import rules
from dialog.consultation.actions import respond as actions
from dialog.consultation.actions.respond import Sent
from dialog.consultation.forms.respond import BackgroundForm, QuestionPageForm
from dialog.consultation.models import Consultation
from dialog.consultation.queries import drafts, public
from dialog.consultation.rules import wording
from dialog.consultation.rules.questions import asked_on
from dialog.consultation.views import bp
from dialog.consultation.views.closed import entered, is_open_now
from dialog.consultation.views.filling import (
    AGE,
    AREA,
    BACKGROUND,
    REVIEW,
    Filling,
    typed_in,
)
from dialog.consultation.views.parts import way_in
from dialog.consultation.views.wording import told_anonymity
from dialog.core.i18n import current_locale
from dialog.core.i18n import gettext as _
from dialog.identity.kept import forget_kept
from dialog.process.views.browsers import my_token, robot_page
from dialog.web.request import access, here

DOING, SHOW_FAULTS = "gor", "fel"


@bp.get("/medborgardialoger/<int:id>/svara")
def answer_here(id: int) -> Any:
    """To the one part that can be answered now, or a list of them."""
    consultation = access(Consultation, id)
    ways = [
        (part, *way_in(part))
        for part in public.outline(here(), consultation).all_parts()
        if part.kind is not rules.PartKind.TEXT and is_open_now(part)
    ]
    if len(ways) == 1:
        return redirect(ways[0][2], 303)
    return render_template("consultation/answer_here.html", consultation=consultation, ways=ways)


@bp.route("/medborgardialoger/<int:id>/svara/<int:part>", methods=["GET", "POST"])
def respond(id: int, part: int) -> Any:
    """One page of the questions, or the review of all answers at the end."""
    filling = entered(id, part)
    if isinstance(filling, Response):
        return filling
    return _receive(filling) if request.method == "POST" else _show(filling)


def address(filling: Filling, place: str = "", **more: str) -> str:
    """Where a page of this questionnaire is."""
    part = filling.part
    given = {"sida": place} | more if place else {}
    return url_for(".respond", id=part.consultation_id, part=part.id, **given)  # type: ignore[arg-type]


def _show(filling: Filling) -> Any:
    wanted = request.args.get("sida", "")
    if not wanted and not filling.is_begun and filling.answer is not None:
        return _page("consultation/response.html", filling, labelled=_sent_labels(filling))
    place = _place_to_go_on(filling) if not wanted else filling.place(wanted)
    if place == REVIEW:
        return _review(filling)
    return _page(
        "consultation/respond.html",
        filling,
        place=place,
        form=_form(filling, place),
        **_questions(filling, place),
    )


def _place_to_go_on(filling: Filling) -> str:
    reached = filling.draft_page or 1
    return filling.place(str(reached) if reached <= len(filling.content.pages) else REVIEW)


def _sent_labels(filling: Filling) -> list[tuple[str, str]]:
    return filling.answer.texts[-1].labelled() if filling.answer else []


def _page(template: str, filling: Filling, **more: Any) -> str:
    part = filling.part
    token = my_token(part.stage.consultation)
    link = url_for(".continue_draft", id=part.consultation_id, token=token or "-", _external=True)
    return render_template(
        template,
        filling=filling,
        part=part,
        stage=part.stage,
        consultation=part.stage.consultation,
        link=link if token and (filling.is_begun or filling.answer) else "",
        address=lambda place="", **given: address(filling, place, **given),
        **more,
    )


def _questions(filling: Filling, place: str) -> dict[str, Any]:
    """What the questions of the page need to be drawn."""
    page = filling.page(place)
    if page is None:
        return {"page": None, "questions": [], "faults": {}, "left": None}
    questions = asked_on(page, filling.judged)
    here_too = {question.key for question in questions}
    shows_faults = request.args.get("visa") == SHOW_FAULTS
    return {
        "page": page,
        "left": filling.points_left,
        "faults": {each.question.key: each for each in filling.judged.faults_on(page)}
        if shows_faults
        else {},
        "questions": [
            (
                question,
                wording.condition(question, filling.content)
                if question.shown_if and question.shown_if.question in here_too
                else "",
            )
            for question in questions
        ],
    }


def _review(filling: Filling) -> str:
    """Every page's answers with a way back to change them, and what is missing."""
    judged = filling.judged
    pages = []
    for place in (each for each in filling.places if each.isdigit()):
        page = filling.content.pages[int(place) - 1]
        rows = [
            (
                question.title,
                wording.words(question, judged.answers[question.key])
                if question.key in judged.answers
                else filling.kind.nothing(),
                address(filling, place, fran=REVIEW) + f"#fraga-{question.key}",
            )
            for question in page.questions
            if question.key in judged.asked
        ]
        faults = [
            (fault, address(filling, place, fran=REVIEW, visa=SHOW_FAULTS) + f"#{fault.name}")
            for fault in judged.faults_on(page)
        ]
        pages.append((page, rows, faults))
    told = filling.told()
    return _page(
        "consultation/review.html",
        filling,
        form=QuestionPageForm(formdata=None, version=filling.version.id),
        pages=pages,
        background=wording.background(told.told_group, told.told_area),
        is_empty=not judged.answers,
        shows_empty=request.args.get("visa") == SHOW_FAULTS,
        anonymity=told_anonymity(filling.part.stage),
    )


def _form(filling: Filling, place: str) -> QuestionPageForm:
    """The form of one page. It holds what is typed, whether it came now or is in the draft."""
    if place != BACKGROUND:
        return QuestionPageForm(formdata=None, data={"version": filling.version.id})
    told = {AGE: filling.typed.one(AGE), AREA: filling.typed.one(AREA)}
    form = BackgroundForm(formdata=None, data=told | {"version": filling.version.id})
    form.offer(filling.areas, asks_age=filling.asks_age)
    return form


def _receive(filling: Filling) -> Any:
    form = QuestionPageForm()
    if form.is_robot():
        return robot_page(filling.part.stage.consultation)
    seen = drafts.version_seen(here(), filling.part, form.version_number() or 0)
    begun = filling.is_begun or filling.answer is not None
    if seen is not None and not begun:
        filling = filling.with_version(seen)
    place = filling.place(request.args.get("sida", ""))
    filling = filling.with_typed(typed_in(request.form).over(filling.emptied(place)))
    if seen is not None and seen.id != filling.version.id:
        flash(
            _("Frågorna har bytts till en annan version i ett annat fönster. Läs sidan igen."),
            "warning",
        )
        return _go(filling, place)
    do = DOINGS.get(request.form.get(DOING, "")) or abort(400)
    return do(filling, place)


def _go(filling: Filling, to: str, **more: str) -> Any:
    """Save, and go to a page."""
    filling.save(to)
    forget_kept()
    return redirect(address(filling, to, **more), 303)


def _next(filling: Filling, place: str) -> Any:
    """On to the next page, or to this one again with what is wrong. After the last one all is sent."""
    if place == REVIEW:
        return _send(filling)
    page = filling.page(place)
    if page is not None and filling.judged.faults_on(page):
        return _go(filling, place, visa=SHOW_FAULTS, **_origin())
    came_from_review = request.args.get("fran") == REVIEW
    return _go(filling, REVIEW if came_from_review else filling.after(place))


def _origin() -> dict[str, str]:
    return {"fran": REVIEW} if request.args.get("fran") == REVIEW else {}


def _back(filling: Filling, place: str) -> Any:
    """To the page before. What is wrong can wait."""
    return _go(filling, filling.before(place))


def _pause(filling: Filling, place: str) -> Any:
    """Save, and say how one goes on another day."""
    filling.save(place)
    forget_kept()
    part = filling.part
    return redirect(url_for(".save_draft", id=part.consultation_id, part=part.id), 303)


def _switch(filling: Filling, place: str) -> Any:
    """To the questions as they are now. What still fits is kept."""
    filling = filling.with_version(filling.part.version)
    return _go(filling, filling.place(place))


def _send(filling: Filling) -> Any:
    """All of it is sent, and there is a receipt."""
    ctx, part, answer = here(), filling.part, filling.answer
    if answer is not None and not filling.is_begun:  # a double click, or another window
        return redirect(url_for("registry.receipt", number=answer.receipt_number), 303)
    if filling.judged.faults or not filling.judged.answers:
        return redirect(address(filling, REVIEW, visa=SHOW_FAULTS), 303)
    sent = Sent(filling.version, filling.kind.given(filling.seen, filling.judged), current_locale())
    if answer is None:
        receipt = actions.respond(ctx, part, filling.told(), sent)
    else:
        receipt = actions.change_response(ctx, answer, filling.told(), sent)
    drafts.forget_draft(ctx, part, filling.who.key)
    forget_kept()
    return redirect(url_for("registry.receipt", number=receipt.number), 303)


DOINGS: dict[str, Callable[[Filling, str], Any]] = {
    "": _next,
    "tillbaka": _back,
    "spara": _pause,
    "byt": _switch,
}
