"""The data key of one process, and what people are known by within it."""

from collections.abc import Iterator

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.keys import WrongKey, pseudonym
from dialog.process.models import Process


def process_key(ctx: Context, process: Process) -> bytes:
    """The process's own data key. Raises WrongKey when it has been destroyed."""
    return ctx.keys.unwrap(process.wrapped_key or b"", f"process:{process.municipality_id}")


def own_key(ctx: Context, process: Process) -> str:
    """The actor's pseudonym in this process alone."""
    return pseudonym(process_key(ctx, process), ctx.actor.key)


def open_key(ctx: Context, process: Process, token: str) -> str:
    """What a browser that nobody has vouched for is known by in this process alone."""
    return pseudonym(process_key(ctx, process), f"browser {token}")


def own_keys(ctx: Context, model: type[Process]) -> Iterator[tuple[int, str]]:
    """What the actor is known by in every process of one kind: its id and the pseudonym. One statement."""
    stmt = select(model.id, model.wrapped_key).where(model.wrapped_key.is_not(None))
    context = f"process:{ctx.session.municipality_id}"
    for process_id, wrapped in ctx.session.execute(stmt.order_by(model.id)):
        try:
            yield process_id, pseudonym(ctx.keys.unwrap(wrapped or b"", context), ctx.actor.key)
        except WrongKey:
            continue  # the key has been destroyed: nobody can be found there any more
