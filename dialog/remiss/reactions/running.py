"""What the clock decides: publication at the chosen time, and the end of the last day."""

from dialog.core.context import Context
from dialog.core.jobs import every, one_by_one
from dialog.process.queries import running
from dialog.process.rules.golive import NotReady
from dialog.remiss.actions.publish import miss, publish
from dialog.remiss.actions.run import begin, close
from dialog.remiss.models import Remiss
from dialog.remiss.queries.staff import newly_open

SECONDS = 60


@every(seconds=SECONDS)
def publish_on_time(ctx: Context) -> None:
    """Publish what was to be published by now. What is not ready stays a draft, and staff are told."""
    one_by_one(ctx, running.due_to_publish(ctx, Remiss), _publish)


def _publish(ctx: Context, remiss: Remiss) -> None:
    try:
        publish(ctx, remiss)
    except NotReady as unready:
        miss(ctx, remiss, len(unready.missing))


@every(seconds=SECONDS)
def close_what_is_over(ctx: Context) -> None:
    """Hand over what has closed, once."""
    one_by_one(ctx, running.just_closed(ctx, Remiss), close)


@every(seconds=SECONDS)
def open_what_begins(ctx: Context) -> None:
    """Each once."""
    one_by_one(ctx, newly_open(ctx), begin)
