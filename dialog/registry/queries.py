"""Reads about official records: a receipt with what it is about."""

from sqlalchemy import select

from dialog.core.context import Context
from dialog.process.models import Process, ProcessText
from dialog.registry.models import Receipt


def receipt_with_text(ctx: Context, number: str) -> tuple[Receipt, Process, ProcessText] | None:
    """The receipt with this number, the process it is about, and the text as it was received."""
    stmt = (
        select(Receipt, Process, ProcessText)
        .join(Process, Process.id == Receipt.process_id)
        .join(
            ProcessText,
            (ProcessText.process_id == Receipt.process_id)
            & (ProcessText.number == Receipt.text_number),
        )
        .where(Receipt.number == number)
    )
    found = ctx.session.execute(stmt).tuples().one_or_none()
    return found and (found[0], found[1], found[2])


def latest_receipt(ctx: Context, kind: str, process: Process) -> Receipt | None:
    """The newest receipt of that kind. Never ask for a kind that many people get."""
    stmt = select(Receipt).where(Receipt.process_id == process.id, Receipt.kind == kind)
    return ctx.session.scalar(stmt.order_by(Receipt.id.desc()).limit(1))
