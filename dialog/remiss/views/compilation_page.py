"""The compilation as anyone may read it: who thinks what, what the municipality says, and what was changed."""

from typing import Any

from flask import abort, render_template, request, url_for

from dialog.core.text import plain
from dialog.remiss.models import Remiss
from dialog.remiss.queries import compilation as queries
from dialog.remiss.queries.replied import replied, together
from dialog.remiss.rules import EFFECT_NAMES
from dialog.remiss.rules.compilation import Chapter, lines
from dialog.remiss.views import bp
from dialog.remiss.views.compilation import in_address, named_positions, of_address
from dialog.web.request import MOST_ID, allow, here, public_page

PLACE = "/remisser/<int:id>/sammanstallning"


@bp.get(PLACE)
@public_page
def compilation_page(id: int) -> str:
    """All sections with the municipality's comments; while it is corrected, only why."""
    remiss = _public(id)
    if remiss.concluded_at is None:
        return render_template(
            "remiss/compilation_reopened.html", remiss=remiss, title=plain(remiss.title)
        )
    ctx = here()
    whole = queries.compilation(ctx, remiss)
    names = queries.organisations(ctx, remiss)
    chapters = [
        {
            "chapter": each,
            "lines": lines(remiss.all_positions(), each.counts),
            "names": named_positions(remiss, names.get(each.key, {})),
            "href": _address(id, each) if each.points else "",
        }
        for each in whole.told()
    ]
    return render_template(
        "remiss/compilation_page.html",
        remiss=remiss,
        title=plain(remiss.title),
        whole=whole,
        chapters=chapters,
    )


@bp.get(f"{PLACE}/<key>")
@public_page
def compilation_section(id: int, key: str) -> str:
    """What was said of one section, and what the municipality replies, point by point."""
    remiss, ctx = _public(id), here()
    if remiss.concluded_at is None:
        abort(404)
    whole = queries.compilation(ctx, remiss)
    chapter = whole.find(of_address(key)) or abort(404)
    page = replied(ctx, remiss, chapter.key, _after())
    following = url_for(".compilation_section", id=id, key=key, efter=page.after)
    names = queries.organisations(ctx, remiss, chapter.key).get(chapter.key, {})
    return render_template(
        "remiss/compilation_section.html",
        remiss=remiss,
        title=plain(remiss.title),
        chapter=chapter,
        lines=lines(remiss.all_positions(), chapter.counts),
        names=named_positions(remiss, names),
        groups=together(ctx, remiss, chapter.key) if not _after() else [],
        page=page,
        start=_address(id, chapter) if _after() else None,
        following=following if page.after else None,
        shows_words=remiss.shows_answers(ctx.now),
        effects=EFFECT_NAMES,
        **_beside(whole, chapter, id),
    )


def _public(id: int) -> Remiss:
    remiss = here().session.get(Remiss, id)
    if remiss is None or not remiss.is_public():
        abort(404)
    allow(remiss)
    if remiss.concluded_at is None and remiss.reopened_at is None:
        abort(404)
    return remiss


def _after() -> int:
    asked = request.args.get("efter", "")
    return min(int(asked), MOST_ID) if asked.isascii() and asked.isdigit() else 0


def _address(id: int, chapter: Chapter) -> str:
    return url_for(".compilation_section", id=id, key=in_address(chapter.key))


def _beside(whole: queries.Compilation, chapter: Chapter, id: int) -> dict[str, Any]:
    """The sections before and after, of those that have a page."""
    known = [each for each in whole.told() if each.points or each.key == chapter.key]
    at = known.index(chapter)
    before = known[at - 1] if at else None
    after = known[at + 1] if at + 1 < len(known) else None
    return {
        "before": before and (before.heading, _address(id, before)),
        "after": after and (after.heading, _address(id, after)),
    }
