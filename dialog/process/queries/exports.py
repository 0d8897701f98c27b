"""Reads of exports: those of a process, those that wait for a worker, and the files that they name."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from dialog.core.context import Context
from dialog.process.models import Export, Process
from dialog.process.queries.attachments import names_files

KEPT = timedelta(days=7)


def exports(ctx: Context, process: Process, kinds: Collection[str]) -> Sequence[Export]:
    """Those of a process, the newest first. One statement."""
    stmt = select(Export).where(Export.process_id == process.id, Export.kind.in_(kinds))
    return ctx.session.scalars(stmt.order_by(Export.id.desc())).all()


def find_export(
    ctx: Context, process: Process, kinds: Collection[str], number: int
) -> Export | None:
    """The one with that number, if it is of this process and of such a kind."""
    row = ctx.session.get(Export, number)
    if row is None or row.process_id != process.id or row.kind not in kinds:
        return None
    return row


def waiting(now: datetime) -> list[Any]:
    """The conditions of an export that nobody is making: a claim that has run out counts for nothing."""
    is_free = or_(Export.claimed_until.is_(None), Export.claimed_until <= now)
    return [Export.made_at.is_(None), Export.error == "", is_free]


def old(ctx: Context) -> Sequence[Export]:
    """Those that have been kept for long enough."""
    return ctx.session.scalars(select(Export).where(Export.asked_at <= ctx.now - KEPT)).all()


@names_files
def of_exports(ctx: Context, digests: set[str]) -> set[str]:
    """Stored files that are exports."""
    return set(ctx.session.scalars(select(Export.digest).where(Export.digest.in_(digests))))
