"""Counting what people have sent: every minute what has changed, every night all of it."""

from dialog.consultation.actions.tally import count_part, count_participants, recount_part
from dialog.consultation.queries import tally as queries
from dialog.consultation.rules.tallying import LAG
from dialog.core.context import Context
from dialog.core.jobs import every, last_success, nightly, one_by_one

COUNT_SECONDS = 60
RECOUNT_HOUR = 4


@every(seconds=COUNT_SECONDS)
def count_changed(ctx: Context) -> None:
    """Count the parts in which something has changed, and those who have taken part."""
    last = last_success(ctx, count_changed)
    since = last - LAG if last else None
    one_by_one(ctx, queries.changed_consultations(ctx.session, since), count_participants)
    one_by_one(ctx, queries.changed_parts(ctx.session, since), count_part)


@nightly(hour=RECOUNT_HOUR)
def recount_all(ctx: Context) -> None:
    """Count anew what is open or was lately. If a count was wrong, the journal says so."""
    one_by_one(ctx, queries.parts_still_open(ctx.session, ctx.now), recount_part)
