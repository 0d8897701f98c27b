"""The edit lock: whoever reviews holds it for a while; anyone else may take it over, openly."""

from dialog.core.context import Context
from dialog.moderation.rules import ensure_free
from dialog.process.models import Process


def claim(ctx: Context, process: Process, *, take_over: bool = False) -> None:
    """Take the edit lock. Raises LockedByOther unless it is free or is taken over on purpose."""
    ctx.require("moderation.claim", process)
    if not take_over:
        ensure_free(ctx.actor.id, process.locked_by, process.locked_at, ctx.now)
    process.locked_by, process.locked_at = ctx.actor.id, ctx.now
    ctx.record("moderation.claim", process, taken_over=take_over)
