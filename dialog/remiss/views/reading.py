"""The document as anyone reads it: whole, section by section, in older versions, and what differs."""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request

from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.remiss.models import Remiss, RemissVersion, Section
from dialog.remiss.queries import document, reading
from dialog.remiss.queries.answers import spread
from dialog.remiss.rules import takes_answers
from dialog.remiss.rules.content import Heading, about
from dialog.remiss.rules.contents import neighbours, span, tree
from dialog.remiss.rules.differences import CHANGE_NAMES, Change, differences, word_changes
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


@bp.get("/remisser/<int:id>/andringar")
@public_page
def changes(id: int) -> str:
    """What differs between two versions, word by word; the two newest unless others are asked for."""
    remiss, ctx = find_public(id), here()
    versions = reading.versions_seen(ctx, remiss)
    if not versions:
        abort(404)
    after = _asked("till", versions) or versions[0]
    earlier = [each for each in versions if each.number < after.number]
    before = _asked("fran", versions) or (earlier or versions)[0]
    old, new = (_headings(reading.whole(ctx, each)) for each in (before, after))
    found = [each for each in differences(old, new) if each.change is not Change.SAME]
    return render_template(
        "remiss/changes.html",
        versions=versions,
        before=before,
        after=after,
        differences=[
            (
                each,
                CHANGE_NAMES[each.change],
                word_changes(each.before, each.after),
            )
            for each in found
        ],
        **_frame(remiss, after),
    )


def _asked(name: str, versions: Sequence[RemissVersion]) -> RemissVersion | None:
    """The version that the address asks for; None for one that people have not seen."""
    wanted = request.args.get(name, "")
    return next((each for each in versions if str(each.number) == wanted), None)


def _headings(sections: Sequence[Section]) -> list[tuple[str, Heading]]:
    return [(each.key, each.as_heading()) for each in sections]


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
        numbers=_numbers(remiss, key),
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
        numbers=_numbers(remiss, key),
        **_frame(remiss, version),
    )


def _numbers(remiss: Remiss, key: str) -> list[tuple[str, int]]:
    """How many take each position on the section, where answers are shown and there are any."""
    ctx = here()
    if not remiss.shows_answers(ctx.now):
        return []
    found = spread(ctx, remiss, [key]).get(key, {})
    named = [(plain(each.label), found.get(each.key, 0)) for each in remiss.all_positions()]
    if found.get(""):
        named.append((_("Tar inte ställning"), found[""]))
    return named if found else []


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
