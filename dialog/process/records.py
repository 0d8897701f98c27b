"""Files that the worker makes: asked for, and asked for again, inside the action of the type that has them."""

from sqlalchemy import select

from dialog.core.context import Context
from dialog.process.models import Export, Format, Process


def ask_for_file(ctx: Context, process: Process, kind: str, format: Format) -> tuple[Export, bool]:
    """Ask for a file, and say whether it is new. Whoever asks again before it is begun gets the same one."""
    ctx.lock(process)
    stmt = select(Export).where(
        Export.process_id == process.id,
        Export.kind == kind,
        Export.format == format,
        Export.made_at.is_(None),
        Export.error == "",
        Export.attempts == 0,
    )
    waiting = ctx.session.scalar(stmt.limit(1))
    if waiting is not None:
        return waiting, False
    row = Export(
        process_id=process.id, kind=kind, format=format, asked_by=ctx.actor.id, asked_at=ctx.now
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row, True


def ask_for_file_again(ctx: Context, row: Export) -> bool:
    """Let the worker try once more what it could not make. False where there is no need to."""
    ctx.lock(row)
    if not row.error:
        return False
    row.error, row.attempts, row.done, row.claimed_until = "", 0, 0, None
    return True
