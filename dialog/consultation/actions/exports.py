"""Files of everything that was sent: asked for by staff, made by the worker, kept for a week."""

from typing import Any

from sqlalchemy import select

from dialog.consultation.models import Consultation, Export, Format
from dialog.core.context import Context


def export(ctx: Context, consultation: Consultation, format: Format) -> Export:
    """Ask for a file. Whoever asks again before it is begun gets the same one."""
    ctx.require("consultation.export", consultation)
    ctx.lock(consultation)
    stmt = select(Export).where(
        Export.consultation_id == consultation.id,
        Export.format == format,
        Export.made_at.is_(None),
        Export.error == "",
        Export.attempts == 0,
    )
    waiting = ctx.session.scalar(stmt.limit(1))
    if waiting is not None:
        return waiting
    row = Export(
        consultation_id=consultation.id, format=format, asked_by=ctx.actor.id, asked_at=ctx.now
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.record("consultation.export", consultation, export=row.id, format=format.value)
    return row


def retry_export(ctx: Context, row: Export) -> None:
    """Try once more to make a file that could not be made."""
    ctx.require("consultation.retry_export", row.consultation)
    ctx.lock(row)
    if not row.error:
        return
    row.error, row.attempts, row.done, row.claimed_until = "", 0, 0, None
    ctx.record("consultation.retry_export", row.consultation, export=row.id)


def keep_export(ctx: Context, row: Export, digest: str, size: int) -> None:
    """The worker has put the whole file into the store."""
    ctx.require("consultation.keep_export", row.consultation)
    row.digest, row.size, row.done = digest, size, row.total
    row.made_at, row.claimed_until = ctx.now, None
    facts: dict[str, Any] = {"export": row.id, "format": row.format.value, "answers": row.total}
    ctx.record("consultation.keep_export", row.consultation, **facts)
