"""Ideas as anybody may read them: on the page of the consultation, in a list, and one by one."""

from http import HTTPStatus
from typing import Any

from flask import abort, render_template, request, url_for

from dialog.consultation.models import Idea, Part
from dialog.consultation.queries import comments as comment_queries
from dialog.consultation.queries import ideas as queries
from dialog.consultation.queries.ideas import Sorting, Wanted
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PROPOSED, PartKind
from dialog.consultation.rules.place import Place
from dialog.consultation.rules.place import labelled as words_of_place
from dialog.consultation.views import bp, mapped
from dialog.consultation.views.comments import shown_threads, threads_asked
from dialog.consultation.views.parts import prepares
from dialog.consultation.views.writing import Answer, find_part, find_written, is_stage_open, ways
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.moderation.reasons import hidden_because
from dialog.process.queries.paging import read_cursor
from dialog.process.views.attachments import File, shown
from dialog.web.request import here, public_page

ON_THE_FRONT = 3
LONGEST_SEARCH = 100
SORTING_NAMES = {
    Sorting.RANDOM: _l("Slumpvis"),
    Sorting.NEWEST: _l("Nyast först"),
    Sorting.SUPPORT: _l("Mest stöd först"),
    Sorting.COMMENTS: _l("Flest kommentarer först"),
}


@prepares(PartKind.IDEAS)
def first_ideas(reading: Reading, parts: list[Part]) -> dict[int, dict[str, Any]]:
    """How many ideas each part has got, and the first few. One statement for all parts."""
    found = queries.first(here(), parts, ON_THE_FRONT)
    nothing = queries.First(0, [])
    return {part.id: {"first": found.get(part.id, nothing), **_facts(part)} for part in parts}


@bp.get("/medborgardialoger/<int:id>/ideer/<int:part>")
@public_page
def ideas(id: int, part: int) -> Answer:
    """All ideas of one part, in an order that favours nobody unless another is asked for."""
    found, ctx, wanted = find_part(id, part, PROPOSED), here(), _wanted()
    page = queries.listing(ctx, found, wanted)
    given = {"ordning": request.args.get("ordning"), "kategori": wanted.category, "q": wanted.words}
    return render_template(
        "consultation/ideas.html",
        part=found,
        consultation=found.stage.consultation,
        ideas=page.rows,
        total=queries.total(ctx, found, wanted),
        is_open=is_stage_open(found.stage),
        wanted=wanted,
        is_narrowed=bool(wanted.category or wanted.words),
        sortings=[(each.value, name) for each, name in SORTING_NAMES.items()],
        reason_of=hidden_because,
        **_facts(found),
        **ways(page, "consultation.ideas", id=id, part=part, **given),
    )


@bp.get("/medborgardialoger/<int:id>/ide/<int:idea>")
@public_page
def idea(id: int, idea: int) -> Answer:
    """One idea with its comments. What is hidden says why; what waits for a moderator is not there."""
    found = find_written(Idea, id, idea)
    if not (found.is_public() or found.is_hidden() or found.withdrawn_at):
        abort(404)
    where = threads_asked()
    threads = shown_threads(comment_queries.threads(here(), found, where), found.part.stage)
    page = render_template(
        "consultation/idea.html",
        idea=found,
        part=found.part,
        consultation=found.part.stage.consultation,
        title=title_of(found),
        place=words_of_place(Place(geometry=found.geometry), is_outside=found.is_outside)
        if found.is_public()
        else [],
        map=mapped.shown(found.part, shape=found.geometry)
        if found.is_public() and found.geometry
        else None,
        address=url_for(".idea", id=id, idea=idea, _external=True),
        picture=_picture(found),
        is_open=is_stage_open(found.part.stage),
        sorting=where.sorting.value,
        **_facts(found.part),
        **threads,
        **ways(
            threads["page"],
            "consultation.idea",
            id=id,
            idea=idea,
            ordning=request.args.get("ordning"),
        ),
    )
    return page, HTTPStatus.OK if found.is_public() else HTTPStatus.GONE


def title_of(idea: Idea) -> str:
    """What the page is called. Neither the title of what is hidden nor of what was taken back is kept."""
    if idea.is_hidden():
        return _("En idé som kommunen har dolt")
    return plain(idea.title) or _("En idé som är tillbakadragen")


def _picture(idea: Idea) -> File | None:
    return shown(idea.image, alt=idea.image_alt) if idea.is_public() and idea.image else None


def _facts(part: Part) -> dict[str, Any]:
    content = part.content()
    return {
        "content": content,
        "categories": {each.key: each.label for each in content.categories},
    }


def _wanted() -> Wanted:
    """What the address asks for. Whatever it says, it becomes a list."""
    try:
        sorting = Sorting(request.args.get("ordning", ""))
    except ValueError:
        sorting = Sorting.RANDOM
    return Wanted(
        sorting,
        category=request.args.get("kategori", "")[:LONGEST_SEARCH],
        words=plain(request.args.get("q", ""))[:LONGEST_SEARCH].strip(),
        after=read_cursor(request.args.get("efter", "")),
        before=read_cursor(request.args.get("fore", "")),
    )
