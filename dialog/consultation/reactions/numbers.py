"""Support and comments are counted in batches, and ideas change places at night.

What was given is counted at the latest a minute afterwards. If its transaction took longer it is not
missed: what has changed within ten minutes is counted again, and all that is open at night.
"""

from datetime import timedelta

from dialog.consultation.actions.numbers import count_contributions, shuffle_ideas
from dialog.consultation.models import Consultation
from dialog.consultation.queries import support as queries
from dialog.core.context import Context
from dialog.core.jobs import every, last_success, nightly, one_by_one

COUNT_SECONDS = 60
COUNT_LAG = timedelta(minutes=10)
SHUFFLE_HOUR, RECOUNT_HOUR = 2, 3


@every(seconds=COUNT_SECONDS)
def count_changed(ctx: Context) -> None:
    """Count what has got support or comments, or lost them."""
    since = last_success(ctx, count_changed)
    found = queries.changed(ctx, since and since - COUNT_LAG)

    def count(ctx: Context, process_id: int) -> None:
        consultation = ctx.session.get_one(Consultation, process_id)
        count_contributions(ctx, consultation, found[process_id])

    one_by_one(ctx, sorted(found), count)


@nightly(hour=RECOUNT_HOUR)
def recount_open(ctx: Context) -> None:
    """Count everything anew where people can take part."""

    def count(ctx: Context, consultation: Consultation) -> None:
        count_contributions(ctx, consultation, queries.everything_in(ctx, consultation))

    one_by_one(ctx, queries.open_consultations(ctx), count)


@nightly(hour=SHUFFLE_HOUR)
def shuffle_open(ctx: Context) -> None:
    """New places in the random order."""
    one_by_one(ctx, queries.open_idea_parts(ctx), shuffle_ideas)
