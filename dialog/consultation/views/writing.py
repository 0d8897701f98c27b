"""What the pages of ideas and comments share: who writes, what they are shown as, and what is theirs."""

from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, abort, redirect, render_template, request, url_for

from dialog.consultation import rules
from dialog.consultation.models import Comment, Idea, Part, Stage
from dialog.consultation.queries import threads
from dialog.consultation.queries import writing as queries
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.admission import Participant
from dialog.consultation.views.taking_part import admitted
from dialog.core.errors import Faulty
from dialog.moderation.subjects import Place, hides_parts, stands_at, stands_in_thread
from dialog.process.forms.uploads import remind
from dialog.process.forms.writing import Named
from dialog.process.queries.paging import Page
from dialog.web.errors import roll_back
from dialog.web.forms import Form, blame
from dialog.web.request import allow, here

C = TypeVar("C", Idea, Comment)
Answer = Any
WORDS = ("title", "body", "picture_alt", "alias")  # fields that hold people's own words


def _own(row: Any) -> dict[str, Any]:
    return {"id": row.process_id}


stands_at(
    "consultation_idea",
    Place(
        "consultation.idea",
        lambda row: {"id": row.process_id, "idea": row.id},
        "consultation.my_contributions",
        _own,
    ),
)
stands_at(
    "consultation_comment",
    Place(
        "consultation.thread",
        lambda row: {"id": row.process_id, "comment": row.id},
        "consultation.my_contributions",
        _own,
    ),
)

for kind in ("consultation_idea", "consultation_comment"):
    hides_parts(kind)
stands_in_thread("consultation_idea", threads.around_idea)
stands_in_thread("consultation_comment", threads.around_comment)


def find_part(consultation_id: int, id: int, kinds: Collection[PartKind]) -> Part:
    """A part of one of these kinds, if the consultation is shown; else 404."""
    found = queries.part(here(), consultation_id, id)
    if found is None or found.kind not in kinds:
        abort(404)
    allow(found.stage.consultation)
    return found


def find_written(model: type[C], consultation_id: int, id: int) -> C:
    """An idea or a comment, in whichever state, if the consultation is shown; else 404."""
    found = queries.one(here(), model, consultation_id, id)
    if found is None:
        abort(404)
    allow(found.part.stage.consultation)
    return found


def fill_names(form: Named, who: Participant, shown_name: str | None = None) -> None:
    """Offer the names that can be shown. `shown_name` is what was chosen before, if anything was."""
    form.offer(who.name)
    if shown_name is not None and not request.form:
        form.choose(shown_name, who.name)


def labelled(form: Form, *names: str) -> tuple[tuple[str, str], ...]:
    """Labels and words as the person saw them, of what was filled in: for the receipt."""
    return tuple(
        (str(form[name].label.text), _words(form[name]))
        for name in names
        if name in form and form[name].data
    )


def _words(field: Any) -> str:
    if choices := getattr(field, "choices", None):
        return next((str(each.label) for each in choices if each.value == field.data), "")
    return str(field.data)


def send(form: Form, act: Callable[[], str]) -> Answer | None:
    """Do what was sent, and go where the action says; None when the form must be shown again."""
    try:
        address = act()
    except Faulty as fault:
        roll_back()
        blame(form, fault)
        remind(form)
        return None
    return redirect(address, 303)


def status_of(form: Form) -> int:
    """422 when something in the form is wrong."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def ways(page: Page, endpoint: str, **given: Any) -> dict[str, str | None]:
    """Addresses of the pages before and after."""
    kept = {name: value for name, value in given.items() if value}
    return {
        "previous": url_for(endpoint, **kept, fore=str(page.previous)) if page.previous else None,
        "next": url_for(endpoint, **kept, efter=str(page.next)) if page.next else None,
    }


def entered(stage: Stage) -> Participant | Response:
    """Whoever takes part in the step; else the page that leads on, or says that it is closed.

    Whoever sends something some seconds too late gets their words back, to copy.
    """
    if is_stage_open(stage):
        return admitted(stage)
    is_sending = request.method == "POST"
    page = render_template(
        "consultation/closed_writing.html",
        stage=stage,
        consultation=stage.consultation,
        window=stage.window(here().now).value,
        words=[words for name in WORDS if (words := request.form.get(name, "").strip())],
    )
    return Response(page, HTTPStatus.CONFLICT if is_sending else HTTPStatus.OK)


def is_stage_open(stage: Stage) -> bool:
    """Whether people can take part in the step now."""
    publication = stage.consultation.publication
    return rules.is_open(publication, stage.opens_at, stage.closes_at, here().now)
