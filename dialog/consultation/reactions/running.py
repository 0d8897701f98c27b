"""What the clock decides: publication at the chosen time, and the end of the last step."""

from datetime import datetime

from dialog.consultation.actions.publish import miss, publish
from dialog.consultation.actions.run import close
from dialog.consultation.actions.stages import give_back_time
from dialog.consultation.models import Consultation
from dialog.consultation.queries import staff
from dialog.consultation.rules import NotReady
from dialog.core.context import Context
from dialog.core.jobs import every, one_by_one
from dialog.core.journal import Event, on

SECONDS = 60


@every(seconds=SECONDS)
def publish_on_time(ctx: Context) -> None:
    """Publish what was to be published by now. What is not ready stays a draft, and staff are told."""
    one_by_one(ctx, staff.due_to_publish(ctx), _publish)


def _publish(ctx: Context, consultation: Consultation) -> None:
    try:
        publish(ctx, consultation)
    except NotReady as unready:
        miss(ctx, consultation, len(unready.missing))


@every(seconds=SECONDS)
def close_what_is_over(ctx: Context) -> None:
    """Hand over what has closed, once."""
    one_by_one(ctx, staff.just_closed(ctx), close)


@on("moderation.give_time")
def give_stages_time(ctx: Context, event: Event) -> None:
    """Nobody could write for a while: every step that was open closes as much later."""
    consultation = ctx.session.get(Consultation, event.subject_id)
    if consultation is not None:
        give_back_time(ctx, consultation, datetime.fromisoformat(event.data["since"]), event.at)
