"""How many have answered is counted by the worker, so that lists need not ask."""

from datetime import datetime, timedelta

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.jobs import every, last_success, one_by_one
from dialog.remiss.actions.numbers import count_answers
from dialog.remiss.models import Remiss, Response

COUNT_SECONDS = 60
COUNT_LAG = timedelta(
    minutes=10
)  # whose transaction took longer than the count is found the next time


@every(seconds=COUNT_SECONDS)
def count_answered(ctx: Context) -> None:
    """Count where an answer has come in, or has been hidden or shown, since the last time."""
    since = last_success(ctx, count_answered)
    found = _changed(ctx, since and since - COUNT_LAG)

    def count(ctx: Context, remiss_id: int) -> None:
        count_answers(ctx, ctx.session.get_one(Remiss, remiss_id))

    one_by_one(ctx, found, count)


def _changed(ctx: Context, since: datetime | None) -> list[int]:
    stmt = select(Response.remiss_id).distinct()
    if since is not None:
        stmt = stmt.where(Response.changed_at >= since)
    return sorted(ctx.session.scalars(stmt))
