"""Reads of exports: those of a consultation, those that wait for a worker, and the files that they name."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from dialog.consultation.models import Consultation, Export
from dialog.core.context import Context
from dialog.process.queries.attachments import names_files

KEPT = timedelta(days=7)


def exports(ctx: Context, consultation: Consultation) -> Sequence[Export]:
    """Those of a consultation, the newest first. One statement."""
    stmt = select(Export).where(Export.consultation_id == consultation.id)
    return ctx.session.scalars(stmt.order_by(Export.id.desc())).all()


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
