"""Reads for those who run remisser: the list, what is due, what has happened."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, select

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.process.queries import running
from dialog.process.queries.paging import Cursor, Page
from dialog.process.rules import Publication
from dialog.remiss.models import Remiss

DRAFT = Remiss.publication == Publication.DRAFT
PUBLISHED = Remiss.publication == Publication.PUBLISHED
# What the page of a remiss tells everyone of its own history.
TURNS = {"remiss.extend", "remiss.stop", "remiss.complete", "remiss.release_version"}
CHANGES = {"remiss.describe", "remiss.set_dates"}
HISTORY = {
    *TURNS,
    *CHANGES,
    "remiss.create",
    "remiss.clone",
    "remiss.schedule",
    "remiss.unschedule",
    "remiss.miss",
    "remiss.publish",
    "remiss.close",
    "remiss.register",
    "remiss.prepare",
    "remiss.answer",
    "remiss.implement",
    "remiss.finish_step",
}


def states(ctx: Context) -> dict[str, Any]:
    """What each choice of the list holds. The keys stand in addresses."""
    is_answered = Remiss.decided_at.is_not(None)
    return {
        "utkast": and_(DRAFT, Remiss.publish_at.is_(None)),
        "planerade": and_(DRAFT, Remiss.publish_at.is_not(None)),
        "kommande": and_(PUBLISHED, Remiss.opens_at > ctx.now),
        "oppna": and_(PUBLISHED, Remiss.opens_at <= ctx.now, Remiss.closes_at > ctx.now),
        "vantar": and_(PUBLISHED, Remiss.closes_at <= ctx.now, ~is_answered),
        "klara": and_(PUBLISHED, is_answered),
        "stoppade": Remiss.publication == Publication.STOPPED,
    }


def listing(
    ctx: Context, state: str, words: str, where: tuple[Cursor | None, Cursor | None]
) -> Page:
    """Remisser for staff, the newest first, without those that were thrown away. One statement."""
    return running.for_staff(ctx, Remiss, states(ctx).get(state), words, where)


def history(ctx: Context, remiss: Remiss) -> Sequence[Event]:
    """What has been done to it, oldest first. One statement."""
    return running.events(ctx, remiss, HISTORY)


def turns(ctx: Context, remiss: Remiss) -> Sequence[Event]:
    """What its page tells everyone: turns, and changes since it was published. One statement."""
    return running.events(ctx, remiss, TURNS | CHANGES)


def newly_open(ctx: Context) -> Sequence[Remiss]:
    """Those that are open now, and of which the journal does not say so."""
    is_told = exists().where(
        Event.subject_type == Remiss.__tablename__,
        Event.subject_id == Remiss.id,
        Event.name == "remiss.begin",
    )
    is_open = Remiss.opens_at <= ctx.now, Remiss.closes_at > ctx.now
    stmt = select(Remiss).where(PUBLISHED, *is_open, ~is_told)
    return ctx.session.scalars(stmt.order_by(Remiss.opens_at, Remiss.id)).all()
