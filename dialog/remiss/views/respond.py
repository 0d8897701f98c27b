"""Answering, one page at a time: the whole first, then chapter by chapter.

Whatever a page sends is saved at once, right or wrong, and the person is sent on to the page to see
next: so the back button, a reload and another day find everything as it was left.
"""

from collections.abc import Mapping
from typing import Any

from flask import jsonify, redirect, render_template, request

from dialog.core.i18n import format_time
from dialog.core.i18n import gettext as _
from dialog.identity.kept import forget_kept, was_kept
from dialog.process.views.browsers import robot_page
from dialog.remiss.actions import drafting as actions
from dialog.remiss.forms.respond import AnswerForm, Asked, as_fields, page_form, typed_views
from dialog.remiss.models import Section
from dialog.remiss.queries import document, drafts
from dialog.remiss.queries.drafts import Begun
from dialog.remiss.rules.comparing import differing, seen, with_views
from dialog.remiss.rules.drafting import Stale
from dialog.remiss.rules.paging import Page
from dialog.remiss.rules.response import Opinion, View
from dialog.remiss.rules.wording import of_view
from dialog.remiss.views import bp
from dialog.remiss.views.answering import FIRST, Answering
from dialog.remiss.views.compare import compare_page
from dialog.remiss.views.entering import browsers_draft, entered
from dialog.web.errors import roll_back
from dialog.web.forms import Form
from dialog.web.request import here

DOING = "gor"
NEXT, SAVE, REVIEW, FILES, FETCH, TO = "", "spara", "granska", "filer", "hamta", "till:"
CONFLICT = 409
NEVER_SAVED = -1  # no revision of a draft


@bp.route("/remisser/<int:id>/svara", methods=["GET", "POST"])
@entered
def respond(answering: Answering) -> Any:
    """One page of the answer. The first visit says what to know before one writes."""
    if request.method == "POST":
        return _receive(answering)
    section = request.args.get("avsnitt", "")
    if section:
        return redirect(answering.place(section), 303)
    if answering.is_new_version_out and answering.draft is not None:
        return redirect(answering.address("remiss.move_draft"), 303)
    if answering.locked_by_other:
        return _locked(answering)
    return _show(answering)


def _locked(answering: Answering) -> str:
    """That a colleague is writing, and what the answer says now."""
    saved = [
        (answering.asked.named(key), of_view(view, answering.asked))
        for key, view in answering.opinion.said().items()
    ]
    return _page("remiss/locked.html", answering, saved=saved, writer=answering.writer())


def _show(answering: Answering) -> str:
    place = request.args.get("sida", FIRST)
    page = answering.page(place)
    asked = answering.asked_on(page)
    form = _form(answering, asked)
    if not was_kept(form):
        form.process(formdata=None, data=as_fields(answering.opinion, asked))
    form.version.data = str(answering.version.id)
    form.seen.data = seen(answering.opinion, [each.key for each in asked])
    form.account.data = "1" if here().actor.id is not None else ""
    if request.args.get("visa") == "fel":
        _judge(form)
    return _page(
        "remiss/respond.html",
        answering,
        form=form,
        page=page,
        asked_here=asked,
        number=_number(answering, page),
        browsers=browsers_draft(answering),
        texts=_texts(answering, page),
    )


def _form(answering: Answering, asked: list[Asked]) -> AnswerForm:
    return page_form(asked, answering.positions)()


def _texts(answering: Answering, page: Page[Section] | None) -> Mapping[str, Section]:
    keys = [section.key for section in page.sections] if page else []
    return document.with_text(here(), answering.version, keys)


def _number(answering: Answering, page: Page[Section] | None) -> int:
    return answering.pages.index(page) + 2 if page else 1


def _page(template: str, answering: Answering, **more: Any) -> str:
    return render_template(
        template,
        answering=answering,
        remiss=answering.remiss,
        said=answering.opinion.said(),
        **more,
    )


def _judge(form: Form) -> bool:
    """Whether everything on the page can be sent. What cannot says so next to its field."""
    fields = [field for field in form if field.type in {"TextAreaField", "RadioField"}]
    are_well = [field.validate(form) for field in fields]  # each of them, so that all say so
    return all(are_well)


def _receive(answering: Answering) -> Any:
    page = answering.page(request.args.get("sida", FIRST))
    asked = answering.asked_on(page)
    form = _form(answering, asked)
    if form.is_robot():
        return robot_page(answering.remiss)
    doing = request.form.get(DOING, NEXT)
    if doing == FETCH:
        return _fetch(answering)
    views = typed_views(form, asked, answering.positions, answering.opinion)
    try:
        keep_page(answering, views, form.seen.data or "")
    except Stale as stale:
        roll_back()
        mine = with_views(stale.theirs, views)
        return compare_page(answering, mine, stale, doing), CONFLICT
    forget_kept()
    return redirect(_onward(answering, page, doing, is_well=_judge(form)), 303)


def keep_page(answering: Answering, views: Mapping[str, View], shown: str) -> None:
    """Save what one page says. Raises Stale when others have changed the same page meanwhile.

    What others have written on other pages is no conflict: it is kept beside.
    """
    known = answering.opinion
    opinion = with_views(known, views)
    if answering.draft is None and opinion.is_empty():
        return  # nothing has been said, so there is nothing to keep
    is_same = seen(known, views) == shown or not differing(opinion, known)
    begun = Begun(answering.version, opinion, answering.revision if is_same else NEVER_SAVED)
    drafts.keep_draft(here(), answering.remiss, answering.owner, begun)


def _onward(answering: Answering, page: Page[Section] | None, doing: str, *, is_well: bool) -> str:
    """Where to go when the page has been saved."""
    here_again = page.key if page else FIRST
    if doing.startswith(TO):
        return answering.address(sida=doing.removeprefix(TO))
    if doing == FILES:
        return answering.address("remiss.add_draft_file")
    if doing != REVIEW and (doing == SAVE or not is_well):
        more = {} if is_well else {"visa": "fel"}
        return answering.address(sida=here_again, sparat=1, **more)
    following = answering.pages[_number(answering, page) - 1 :]
    if doing == NEXT and following:
        return answering.address(sida=following[0].key)
    return answering.address("remiss.review_response")


def _fetch(answering: Answering) -> Any:
    """Go on with what was begun in this browser before one logged in; nothing of either is lost."""
    found = browsers_draft(answering)
    if found is None:
        return redirect(answering.address(sida=FIRST), 303)
    ctx = here()
    if answering.draft is None:
        drafts.adopt_draft(ctx, answering.remiss, found.owner, answering.owner)
        return redirect(answering.address(sida=FIRST), 303)
    mine, theirs = drafts.open_draft(ctx, found), answering.opinion
    whole = Opinion({**theirs.said(), **mine.said()})
    stale = Stale(theirs, answering.revision)
    return compare_page(answering, whole, stale, SAVE, is_fetched=True)


@bp.post("/remisser/<int:id>/svara/sparat")
@entered
def save_draft(answering: Answering) -> Any:
    """Save the page as it stands, for the script that does so by itself."""
    asked = answering.asked_on(answering.page(request.args.get("sida", FIRST)))
    form = _form(answering, asked)
    if form.is_robot():
        return robot_page(answering.remiss)
    views = typed_views(form, asked, answering.positions, answering.opinion)
    try:
        keep_page(answering, views, form.seen.data or "")
    except Stale:
        roll_back()
        words = _("Någon annan har sparat svaret. Tryck på Spara, så kan du jämföra texterna.")
        return jsonify(error=words), CONFLICT
    now = seen(with_views(answering.opinion, views), views)
    return jsonify(saved=format_time(here().now), fields={"seen": now})


@bp.post("/remisser/<int:id>/svara/ta-over")
@entered
def take_over_draft(answering: Answering) -> Any:
    """Write from now on, although a colleague does."""
    member = answering.owner.member
    if answering.draft is not None and member is not None:
        actions.take_over_draft(here(), answering.remiss, answering.draft, member)
    return redirect(answering.address(sida=FIRST), 303)
