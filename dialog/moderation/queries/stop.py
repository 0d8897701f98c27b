"""The stop switch: whether the public can write, and what has lost time while it could not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from dialog.core.context import GATES, Context
from dialog.core.errors import Paused
from dialog.core.policy import is_staff
from dialog.process.models import Process
from dialog.process.rules import Publication
from dialog.tenancy.queries import municipality


def lost_time(ctx: Context, since: datetime) -> Sequence[Process]:
    """Every process that was open at any moment since then. One statement."""
    stmt = select(Process).where(
        Process.publication == Publication.PUBLISHED,
        Process.opens_at < ctx.now,
        Process.closes_at > since,
    )
    return ctx.session.scalars(stmt.order_by(Process.id)).all()


def ensure_going(ctx: Context, permission: str, subject: object) -> None:
    """Raise Paused where the public cannot write now. Staff can, so that they can enter what is on paper."""
    here = municipality(ctx.session)
    if here.writing_stopped_at is not None and not is_staff(ctx.actor, subject):
        raise Paused(here.writing_stop_words)


GATES.append(ensure_going)
