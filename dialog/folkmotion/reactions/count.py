"""Counting in batches, hand-over when the names are enough, and checks against a new register.

A name is counted at the latest a minute after it was given. One whose transaction took longer is
not missed: every folkmotion is counted again until ten minutes after its last change, and all of
them at night.
"""

from collections.abc import Sequence
from contextlib import suppress

from dialog.core.context import Context
from dialog.core.jobs import Unfinished, every, last_success, nightly, one_by_one
from dialog.core.journal import Event, on
from dialog.folkmotion import queries
from dialog.folkmotion.actions.count import check_names, count_names, recount
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.rules import COUNT_LAG

COUNT_SECONDS = 60
CHECK_HOUR, RECOUNT_HOUR = 2, 3


@every(seconds=COUNT_SECONDS)
def count_changed(ctx: Context) -> None:
    """Count the folkmotioner that have new names, or that have closed."""
    one_by_one(ctx, _changed(ctx), count_names)


@nightly(hour=RECOUNT_HOUR)
def recount_all(ctx: Context) -> None:
    """Count all anew. If a number that should have been right was not, the journal says so."""
    changed = {each.id for each in _changed(ctx)}

    def count_again(ctx: Context, folkmotion: Folkmotion) -> None:
        (count_names if folkmotion.id in changed else recount)(ctx, folkmotion)

    one_by_one(ctx, queries.to_count(ctx.session, None, ctx.now), count_again)


def _changed(ctx: Context) -> Sequence[Folkmotion]:
    since = last_success(ctx, count_changed)
    return queries.to_count(ctx.session, since and since - COUNT_LAG, ctx.now)


@on("identity.import_population")
def check_against_register(ctx: Context, event: Event) -> None:
    """There is a register now: ask it about the names that nobody could check before."""
    with suppress(Unfinished):  # those that failed are tried again at night
        check_the_unverified(ctx)


@nightly(hour=CHECK_HOUR)
def check_the_unverified(ctx: Context) -> None:
    """Names given in the moment when a register was loaded, and those that failed then."""
    one_by_one(ctx, queries.with_unverified(ctx.session), check_names)
