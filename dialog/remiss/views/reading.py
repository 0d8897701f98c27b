"""The document as anyone reads it: whole, section by section, in older versions, and what differs."""

from typing import Any

from flask import abort, render_template

from dialog.core.text import plain
from dialog.remiss.models import Remiss, RemissVersion
from dialog.remiss.queries import document, reading
from dialog.remiss.rules import takes_answers
from dialog.remiss.rules.content import about
from dialog.remiss.rules.contents import neighbours, span, tree
from dialog.remiss.views import bp
from dialog.remiss.views.public import find_public
from dialog.web.request import here, public_page

LONGEST_KEY = 80


@bp.get("/remisser/<int:id>/dokument")
@public_page
def read(id: int) -> str:
    """The whole document as people answer about it now."""
    remiss = find_public(id)
    version = document.shown_version(here(), remiss) or abort(404)
    return _whole(remiss, version)


@bp.get("/remisser/<int:id>/version/<int:number>")
@public_page
def version(id: int, number: int) -> str:
    """The whole document as it was in one version."""
    remiss = find_public(id)
    found = next((v for v in reading.versions_seen(here(), remiss) if v.number == number), None)
    return _whole(remiss, found or abort(404))


def _whole(remiss: Remiss, version: RemissVersion) -> str:
    sections = reading.whole(here(), version)
    return render_template(
        "remiss/read.html",
        sections=sections,
        contents=tree(sections),
        **_frame(remiss, version),
    )


@bp.get("/remisser/<int:id>/avsnitt/<key>")
@public_page
def section(id: int, key: str) -> str:
    """One section with those below it, its questions, and the way to answer about it."""
    remiss, ctx = find_public(id), here()
    version = document.shown_version(ctx, remiss) or abort(404)
    outline = reading.outline(ctx, version)
    keys = [each.key for each in outline]
    if key not in keys:
        return _removed(remiss, key)
    at = keys.index(key)
    first = outline[at]
    last = outline[at + span(outline, at) - 1]
    previous, following = neighbours(outline, at)
    shown = reading.with_text(ctx, version, first.position, last.position)
    return render_template(
        "remiss/section.html",
        section=first,
        sections=shown,
        questions=_questions(remiss, shown),
        previous=previous,
        following=following,
        is_removed=False,
        **_frame(remiss, version),
    )


def _removed(remiss: Remiss, key: str) -> str:
    """A section that the newest version does not have: its address still answers, with the old text."""
    ctx = here()
    version = reading.last_with(ctx, remiss, key[:LONGEST_KEY]) or abort(404)
    found = document.find_section(ctx, version, key) or abort(404)
    return render_template(
        "remiss/section.html",
        section=found,
        sections=[found],
        questions={},
        previous=None,
        following=None,
        is_removed=True,
        **_frame(remiss, version),
    )


def _questions(remiss: Remiss, sections: Any) -> dict[str, list[str]]:
    asked = remiss.all_questions()
    return {each.key: [plain(q.text) for q in about(asked, each.key)] for each in sections}


def _frame(remiss: Remiss, version: RemissVersion) -> dict[str, Any]:
    """What every page about a version says of it."""
    now = here().now
    return {
        "remiss": remiss,
        "title": plain(remiss.title),
        "version": version,
        "is_newest": version.replaced_at is None,
        "takes_answers": takes_answers(remiss.publication, remiss.opens_at, now),
        "shows_answers": remiss.shows_answers(now),
    }
