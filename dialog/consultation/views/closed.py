"""When it is too late, or too early: the page says so and gives back all that was typed."""

from typing import Any

from flask import render_template, request

from dialog.consultation.models import Part
from dialog.consultation.queries import participants
from dialog.consultation.rules import wording
from dialog.consultation.views.filling import filling_of, typed_in
from dialog.consultation.views.taking_part import participant
from dialog.web.request import here

CLOSED = 409


def closed_page(part: Part) -> Any:
    """That the step is not open, with what was typed now and earlier, to be copied and mailed."""
    stage = part.stage
    who = participants.unlinked(participant(stage.consultation), stage)
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
    return page, CLOSED if is_sending else 200
