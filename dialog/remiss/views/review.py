"""The review of what was read: the whole tree, what looks odd in it, and buttons that mend it."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, render_template, request, url_for

from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.remiss.actions import sections as actions
from dialog.remiss.models import Remiss
from dialog.remiss.queries.document_work import unfinished_reading
from dialog.remiss.rules import editing
from dialog.remiss.rules.editing import Gone
from dialog.remiss.rules.oddities import ODDITY_WORDS, Oddity, has_no_headings, oddities
from dialog.remiss.views import bp
from dialog.remiss.views.working import PAGE_SIZE, Work, back_to_review, section_href, the_work
from dialog.web.request import access, here

PLACE = "/arbetsyta/remisser/<int:id>/dokument"
ONE = f"{PLACE}/avsnitt/<key>"
FIRST_WORDS = 24
DEEPEST_SHOWN = 6
ONLY_ODD = "markta"


@dataclass(frozen=True)
class Row:
    """One section of the tree, and what the buttons beside it can do."""

    key: str
    level: int
    number: str
    title: str
    first_words: str
    count: int
    takes_views: bool
    odd: list[Any]
    href: str
    ways: dict[str, bool]  # upp, ned, in, ut


@bp.get(f"{PLACE}/granska")
def review_document(id: int) -> str:
    """What was recognised, some sections at a time."""
    work = the_work(id)
    headings = [entry.heading for entry in work.entries]
    odd = oddities(headings)
    only_odd = ONLY_ODD in request.args
    wanted = [at for at in range(len(headings)) if odd[at] or not only_odd]
    pages = max(1, -(-len(wanted) // PAGE_SIZE))
    page = min(max(request.args.get("sida", 1, type=int), 1), pages)
    shown = wanted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return render_template(
        "remiss/document/review.html",
        remiss=work.remiss,
        version=work.version,
        is_read_now=unfinished_reading(here(), work.remiss) is not None,
        rows=[_row(work, at, odd[at]) for at in shown],
        number=len(headings),
        words=sum(each.word_count() for each in headings),
        asked=sum(entry.takes_views for entry in work.entries),
        odd_ones=sum(map(bool, odd)),
        has_repeats=any(Oddity.REPEATS in each for each in odd),
        only_odd=only_odd,
        has_no_headings=has_no_headings(headings),
        page=page,
        pages=[(n, _page_href(work, n, only_odd=only_odd)) for n in range(1, pages + 1)],
    )


def _page_href(work: Work, page: int, *, only_odd: bool) -> str:
    given: dict[str, Any] = {ONLY_ODD: "ja"} if only_odd else {}
    return url_for(".review_document", id=work.remiss.id, sida=page, **given)


def _row(work: Work, at: int, odd: list[Oddity]) -> Row:
    entry = work.entries[at]
    words = entry.heading.body.words().split()
    first = " ".join(words[:FIRST_WORDS])
    return Row(
        key=entry.key,
        level=min(entry.level, DEEPEST_SHOWN),
        number=entry.heading.number,
        title=entry.heading.title or _("Avsnitt utan rubrik"),
        first_words=f"{first} …" if len(words) > FIRST_WORDS else first,
        count=len(words),
        takes_views=entry.takes_views,
        odd=[ODDITY_WORDS[each] for each in odd],
        href=section_href(work, entry.key),
        ways={
            "upp": editing.sibling_before(work.entries, at) is not None,
            "ned": editing.sibling_after(work.entries, at) is not None,
            "in": editing.can_shift(work.entries, at, deeper=True),
            "ut": editing.can_shift(work.entries, at, deeper=False),
        },
    )


def _wish(*known: str) -> str:
    """Which of two ways the button goes."""
    wish = request.form.get("vart", "")
    return wish if wish in known else abort(400)


@bp.post(f"{ONE}/flytta")
def move_section(id: int, key: str) -> Any:
    """One place up or down among its neighbours."""
    remiss, up = access(Remiss, id), _wish("upp", "ned") == "upp"
    try:
        actions.move_section(here(), remiss, key, up=up)
    except (Faulty, Gone) as fault:
        flash(str(fault), "warning")
    return back_to_review(remiss, key)


@bp.post(f"{ONE}/niva")
def shift_section(id: int, key: str) -> Any:
    """One level deeper or further out."""
    remiss, deeper = access(Remiss, id), _wish("in", "ut") == "in"
    try:
        actions.shift_section(here(), remiss, key, deeper=deeper)
    except (Faulty, Gone) as fault:
        flash(str(fault), "warning")
    return back_to_review(remiss, key)


@bp.post(f"{ONE}/synpunkter")
def ask_section(id: int, key: str) -> Any:
    """Whether views are asked for on it."""
    remiss, takes_views = access(Remiss, id), _wish("ja", "nej") == "ja"
    try:
        actions.ask_section(here(), remiss, key, takes_views=takes_views)
    except Gone as fault:
        flash(str(fault), "warning")
    return back_to_review(remiss, key)
