"""Discussions and comments as anybody may read them: in two levels, in pages, and thread by thread."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import abort, render_template, request

from dialog.consultation.models import Comment, Part, Stage
from dialog.consultation.queries import comments as queries
from dialog.consultation.queries.comments import Sorting, Threads, Where
from dialog.consultation.queries.public import Reading
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.writing import SPEAKING_ROLES
from dialog.consultation.views import bp
from dialog.consultation.views.parts import prepares
from dialog.consultation.views.writing import Answer, find_part, find_written, is_stage_open, ways
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Role
from dialog.moderation.reasons import hidden_because
from dialog.process.queries.paging import read_cursor
from dialog.web.request import here, public_page

ON_THE_FRONT = 3
SORTING_NAMES = {Sorting.NEWEST: _l("Nyast först"), Sorting.SUPPORT: _l("Mest stöd först")}


@prepares(PartKind.DISCUSSION)
def newest_posts(reading: Reading, parts: list[Part]) -> dict[int, dict[str, Any]]:
    """How many posts each discussion has got, and the newest. Two statements for all parts."""
    numbers = queries.numbers(here(), parts)
    newest = queries.newest(here(), parts, ON_THE_FRONT)
    return {
        part.id: {
            "number": numbers.get(part.id, 0),
            "newest": newest.get(part.id, []),
            "role_of": role_of,
        }
        for part in parts
    }


@bp.get("/medborgardialoger/<int:id>/diskussion/<int:part>")
@public_page
def discussion(id: int, part: int) -> Answer:
    """A discussion, its newest posts first unless another order is asked for."""
    found, where = find_part(id, part, {PartKind.DISCUSSION}), threads_asked()
    ctx = here()
    shown = shown_threads(queries.threads(ctx, found, where), found.stage)
    return render_template(
        "consultation/discussion.html",
        part=found,
        consultation=found.stage.consultation,
        content=found.content(),
        number=queries.numbers(ctx, [found]).get(found.id, 0),
        is_open=is_stage_open(found.stage),
        sorting=where.sorting.value,
        **shown,
        **ways(
            shown["page"],
            "consultation.discussion",
            id=id,
            part=part,
            ordning=request.args.get("ordning"),
        ),
    )


@bp.get("/medborgardialoger/<int:id>/kommentar/<int:comment>")
@public_page
def thread(id: int, comment: int) -> Answer:
    """One comment with every answer to it. What is hidden says why."""
    found = find_written(Comment, id, comment)
    if not (found.is_public() or found.is_hidden() or found.withdrawn_at):
        abort(404)
    page = queries.answers(here(), found, threads_asked())
    html = render_template(
        "consultation/thread.html",
        comment=found,
        part=found.part,
        consultation=found.part.stage.consultation,
        answers=page.rows,
        is_open=is_stage_open(found.part.stage),
        role_of=role_of,
        reason_of=hidden_because,
        **ways(page, "consultation.thread", id=id, comment=comment),
    )
    return html, HTTPStatus.OK if found.is_public() else HTTPStatus.GONE


def threads_asked() -> Where:
    """Which page in which order the address asks for."""
    try:
        sorting = Sorting(request.args.get("ordning", ""))
    except ValueError:
        sorting = Sorting.NEWEST
    after, before = (read_cursor(request.args.get(name, "")) for name in ("efter", "fore"))
    return Where(sorting, after, before)


def shown_threads(threads: Threads, stage: Stage) -> dict[str, Any]:
    """A page of comments as templates/consultation/_comments.html needs it."""
    return {
        "threads": threads.rows,
        "page": threads.page,
        "sortings": [(each.value, name) for each, name in SORTING_NAMES.items()],
        "role_of": role_of,
        "reason_of": hidden_because,
        "most_answers": queries.FIRST_ANSWERS,
    }


def role_of(comment: Comment) -> str:
    """In which role an official or a politician wrote it, in words; "" for everybody else."""
    return str(SPEAKING_ROLES[Role(comment.role)]) if comment.role else ""


def roles_of(roles: Sequence[Role]) -> list[Role]:
    """Those of the roles in which somebody can speak for the municipality."""
    return [role for role in SPEAKING_ROLES if role in roles]
