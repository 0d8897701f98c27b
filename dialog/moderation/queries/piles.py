"""Reads for those who work here: what waits for whom, over every kind of process."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from dialog.core.context import Context
from dialog.core.i18n import ZONE
from dialog.identity.queries import names
from dialog.moderation.models import ReportCase
from dialog.moderation.rules import LOCK, is_held, is_locked_for
from dialog.process.models import Process, Step
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Handling, Publication

ON_A_PAGE = 25
ON_THE_DESK = 8

Where = tuple[Cursor | None, Cursor | None]

IS_WAITING = Process.publication == Publication.SUBMITTED
# A text that has not been sent in is its author's own: nobody here has received it.
IS_RECEIVED = Process.submitted_at.is_not(None)
AWAITS_ANSWER = Process.handling.in_((Handling.HANDED_OVER, Handling.IN_PREPARATION))
IS_UNDER_WAY = Process.handling.in_((Handling.DECIDED, Handling.IMPLEMENTING))
LACKS_NUMBER = and_(Process.case_number == "", Process.handling != Handling.NONE)
HAS_UNVERIFIED = and_(Process.count_unverified > 0, Process.publication == Publication.PUBLISHED)
PILES: dict[str, ColumnElement[bool]] = {
    "svar": AWAITS_ANSWER,
    "utan-nummer": LACKS_NUMBER,
    "uppfoljning": IS_UNDER_WAY,
    "okontrollerade": HAS_UNVERIFIED,
}


@dataclass(frozen=True)
class Numbers:
    """How many there are on each pile."""

    waiting: int = 0
    waiting_late: int = 0
    to_answer: int = 0
    answers_late: int = 0
    without_number: int = 0
    unverified: int = 0
    under_way: int = 0


def numbers(ctx: Context) -> Numbers:
    """How many wait, of each sort. One statement."""
    piles = (
        IS_WAITING,
        and_(IS_WAITING, Process.review_due_at <= ctx.now),
        AWAITS_ANSWER,
        and_(AWAITS_ANSWER, Process.answer_due_at <= ctx.now),
        LACKS_NUMBER,
        HAS_UNVERIFIED,
        IS_UNDER_WAY,
    )
    sums = [func.coalesce(func.sum(case((pile, 1), else_=0)), 0) for pile in piles]
    return Numbers(*ctx.session.execute(select(*sums).select_from(Process)).one())


def queue(ctx: Context, where: Where = (None, None), size: int = ON_A_PAGE) -> Page:
    """What waits for a moderator, the most overdue first. One statement."""
    order = Order(Process.review_due_at, Process.id, descending=False, is_moment=True)
    return fetch(ctx.session, select(Process).where(IS_WAITING), order, size, where)


def to_answer(ctx: Context) -> Sequence[Process]:
    """What the municipality owes an answer, the most overdue first."""
    stmt = select(Process).where(AWAITS_ANSWER).order_by(Process.answer_due_at, Process.id)
    return ctx.session.scalars(stmt.limit(ON_THE_DESK)).all()


def without_number(ctx: Context) -> Sequence[Process]:
    """Handed over, but the register has given no case number, the oldest first."""
    stmt = select(Process).where(LACKS_NUMBER).order_by(Process.handed_over_at, Process.id)
    return ctx.session.scalars(stmt.limit(ON_THE_DESK)).all()


def unverified(ctx: Context) -> Sequence[Process]:
    """With names that no register has been asked about, most of them first."""
    stmt = select(Process).where(HAS_UNVERIFIED)
    most = stmt.order_by(Process.count_unverified.desc(), Process.id)
    return ctx.session.scalars(most.limit(ON_THE_DESK)).all()


def passed_steps(ctx: Context) -> Sequence[tuple[Step, Process]]:
    """Planned steps whose day has passed, the oldest first."""
    stmt = (
        select(Step, Process)
        .join(Process, Process.id == Step.process_id)
        .where(Step.done_on.is_(None), Step.planned_on < today(ctx))
        .where(Process.handling != Handling.COMPLETED)
        .order_by(Step.planned_on, Step.id)
    )
    return [(step, process) for step, process in ctx.session.execute(stmt.limit(ON_THE_DESK))]


def cases(ctx: Context, pile: str, words: str, where: Where = (None, None)) -> Page:
    """Everything that has been sent in, or one pile of it, the newest first. One statement."""
    stmt = select(Process).where(IS_RECEIVED)
    if pile in PILES:
        stmt = stmt.where(PILES[pile])
    if words:
        stmt = stmt.where(
            or_(
                Process.title.icontains(words, autoescape=True),
                Process.title.contains(words.capitalize(), autoescape=True),  # Å on SQLite
                Process.case_number.icontains(words, autoescape=True),
            )
        )
    order = Order(Process.submitted_at, Process.id, is_moment=True)
    return fetch(ctx.session, stmt, order, ON_A_PAGE, where)


def lock_holders(ctx: Context, rows: Iterable[Process | ReportCase]) -> dict[int, str]:
    """Who holds the edit lock, by the row's id, where someone holds it. One statement at most."""
    held: dict[int, Any] = {
        row.id: row.locked_by for row in rows if is_held(row.locked_by, row.locked_at, ctx.now)
    }
    called = names(ctx, held.values())
    return {row_id: called.get(person_id, "") for row_id, person_id in held.items()}


@dataclass(frozen=True)
class EditLock:
    """Who reviews something now, since when and until when, as the person who asks sees it."""

    holder: str  # "" when nobody's lock holds
    is_held: bool  # by anyone
    is_locked: bool  # by somebody else
    at: datetime | None
    until: datetime | None


def edit_lock(ctx: Context, row: Process | ReportCase) -> EditLock:
    """The edit lock of one thing. One statement at most."""
    by, at = row.locked_by, row.locked_at
    return EditLock(
        holder=lock_holders(ctx, [row]).get(row.id, ""),
        is_held=is_held(by, at, ctx.now),
        is_locked=is_locked_for(ctx.actor.id, by, at, ctx.now),
        at=at,
        until=at + LOCK if at else None,
    )


def today(ctx: Context) -> date:
    """The day it is in Sweden."""
    return ctx.now.astimezone(ZONE).date()
