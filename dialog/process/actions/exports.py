"""Files that the worker has made."""

from typing import Any

from dialog.core.context import Context
from dialog.process.models import Export


def keep_export(ctx: Context, row: Export, digest: str, size: int) -> None:
    """The worker has put the whole file into the store."""
    ctx.require("process.keep_export", row.process)
    row.digest, row.size, row.done = digest, size, row.total
    row.made_at, row.claimed_until = ctx.now, None
    facts: dict[str, Any] = {"export": row.id, "format": row.format.value, "parts": row.total}
    ctx.record("process.keep_export", row.process, **facts)
