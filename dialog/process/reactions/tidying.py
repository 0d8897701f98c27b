"""Every night: deletes stored files that no row names, and says when a file is gone."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from dialog.core.context import Context
from dialog.core.jobs import Unfinished
from dialog.core.worker import nightly
from dialog.process.queries.attachments import lost, named

TIDY_HOUR = 3  # Swedish time
YOUNG = timedelta(
    days=1
)  # a file may be written before its row is committed, never that long before
BATCH = 500


@nightly(hour=TIDY_HOUR)
def tidy_files(ctx: Context) -> None:
    """Delete what nobody names. Raises Unfinished when an attachment has lost its file."""
    old = _old(ctx)
    while keys := set(islice(old, BATCH)):
        for key in keys - named(ctx, keys):
            ctx.files.delete(key)
    if gone := lost(ctx):
        raise Unfinished(f"{gone} attachments have no file")


def _old(ctx: Context) -> Iterator[str]:
    return (key for key, put_at in ctx.files.stored() if put_at < ctx.now - YOUNG)
