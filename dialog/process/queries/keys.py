"""The data key of one process, and what people are known by within it."""

from dialog.core.context import Context
from dialog.core.keys import pseudonym
from dialog.process.models import Process


def process_key(ctx: Context, process: Process) -> bytes:
    """The process's own data key. Raises WrongKey when it has been destroyed."""
    return ctx.keys.unwrap(process.wrapped_key or b"", f"process:{process.municipality_id}")


def own_key(ctx: Context, process: Process) -> str:
    """The actor's pseudonym in this process alone."""
    return pseudonym(process_key(ctx, process), ctx.actor.key)
