"""The edit lock: whoever reviews holds it for a while; anyone else may take it over, openly."""

from dialog.core.context import Context
from dialog.moderation.rules import ensure_free, ensure_waiting
from dialog.process.models import Process


def claim(ctx: Context, process: Process, *, take_over: bool = False) -> None:
    """Take the edit lock, or hold it longer. Raises LockedByOther unless it is free or taken over."""
    ctx.require("moderation.claim", process)
    ctx.lock(process)  # two moderators may open it at the same moment
    ensure_waiting(process.publication)
    if not take_over:
        ensure_free(ctx.actor.id, process.locked_by, process.locked_at, ctx.now)
    process.locked_by, process.locked_at = ctx.actor.id, ctx.now
    ctx.record("moderation.claim", process, taken_over=take_over)


def release(ctx: Context, process: Process) -> None:
    """Let go of one's own lock. Raises LockedByOther when someone else holds it."""
    ctx.require("moderation.release", process)
    ctx.lock(process)
    ensure_free(ctx.actor.id, process.locked_by, process.locked_at, ctx.now)
    process.locked_by = process.locked_at = None
    ctx.record("moderation.release", process)
