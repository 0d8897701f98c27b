"""Into a questionnaire that is open; else the page that says so and gives back all that was typed."""

from flask import Response, render_template, request

from dialog.consultation import rules
from dialog.consultation.models import Part
from dialog.consultation.queries import participants
from dialog.consultation.rules import wording
from dialog.consultation.views.filling import Filling, filling_of, typed_in
from dialog.consultation.views.taking_part import admitted, participant
from dialog.consultation.views.writing import find_part
from dialog.web.request import here

CLOSED = 409


def entered(id: int, part: int) -> Filling | Response:
    """Where whoever asks is in this questionnaire, or the page that says why they are not let in."""
    row = find_part(id, part, rules.ANSWERED)
    if not is_open_now(row):
        return closed_page(row)
    who = admitted(row.stage)
    return who if isinstance(who, Response) else filling_of(row, who)


def is_open_now(part: Part) -> bool:
    """Whether people can take part in the part's step now."""
    stage = part.stage
    publication = stage.consultation.publication
    return rules.is_open(publication, stage.opens_at, stage.closes_at, here().now)


def closed_page(part: Part) -> Response:
    """That the step is not open, with what was typed now and earlier, to be copied and mailed."""
    stage = part.stage
    who = participants.unlinked(participant(stage.consultation, stage), stage)
    filling = filling_of(part, who)
    is_sending = request.method == "POST"
    if is_sending:
        filling = filling.with_typed(typed_in(request.form))
    has_unsent = filling.is_begun or is_sending
    page = render_template(
        "consultation/closed.html",
        part=part,
        stage=stage,
        consultation=stage.consultation,
        window=stage.window(here().now).value,
        is_sending=is_sending,
        unsent=wording.copyable(filling.content, filling.typed, filling.judged)
        if has_unsent
        else [],
        answer=filling.answer,
    )
    return Response(page, CLOSED if is_sending else 200)
