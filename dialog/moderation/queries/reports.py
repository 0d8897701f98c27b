"""Reads about reports: what waits, what was said about one thing, and how one's own report goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.identity.queries import reveal
from dialog.identity.rules import token_hash
from dialog.moderation import subjects
from dialog.moderation.models import Report, ReportCase
from dialog.moderation.subjects import Subject
from dialog.process.queries.paging import Cursor, Order, Page, fetch

ON_A_PAGE = 25
SEAL = "report"  # what the sealed text says of its place
IS_OPEN = ReportCase.closed_at.is_(None)

Where = tuple[Cursor | None, Cursor | None]


@dataclass(frozen=True)
class Reported:
    """A thing and the reports about it."""

    case: ReportCase
    thing: Subject


@dataclass(frozen=True)
class Totals:
    """How many things with open reports there are."""

    waiting: int = 0
    late: int = 0
    urgent: int = 0


def totals(ctx: Context) -> Totals:
    """How many things wait, are late, or may be crimes. One statement."""
    piles: tuple[Any, ...] = (ReportCase.due_at <= ctx.now, ReportCase.is_urgent)
    sums = [func.coalesce(func.sum(case((pile, 1), else_=0)), 0) for pile in piles]
    stmt = select(func.count(ReportCase.id), *sums).where(IS_OPEN)
    return Totals(*ctx.session.execute(stmt).one())


def waiting(
    ctx: Context, *, urgent: bool, where: Where = (None, None), size: int = ON_A_PAGE
) -> Page:
    """Things with open reports, the most overdue first: those that may be crimes, or the others."""
    order = Order(ReportCase.due_at, ReportCase.id, descending=False, is_moment=True)
    stmt = select(ReportCase).where(IS_OPEN, ReportCase.is_urgent.is_(urgent))
    return fetch(ctx.session, stmt, order, size, where)


def first(ctx: Context, size: int) -> Sequence[ReportCase]:
    """What to look at first: possible crimes, then the most overdue. One statement."""
    stmt = select(ReportCase).where(IS_OPEN)
    order = (ReportCase.is_urgent.desc(), ReportCase.due_at, ReportCase.id)
    return ctx.session.scalars(stmt.order_by(*order).limit(size)).all()


def with_things(ctx: Context, cases: Sequence[ReportCase]) -> list[Reported]:
    """The same cases with what they are about. One statement for each type of thing."""
    things = subjects.find_all(ctx, [(each.subject_type, each.subject_id) for each in cases])
    return [Reported(each, things[each.subject_type, each.subject_id]) for each in cases]


def reported(ctx: Context, case_id: int) -> Reported | None:
    """One case with what it is about."""
    found = ctx.session.get(ReportCase, case_id)
    return with_things(ctx, [found])[0] if found else None


def open_case(ctx: Context, thing: Subject) -> ReportCase | None:
    """The open reports about a thing, if there are any."""
    stmt = select(ReportCase).where(
        ReportCase.subject_type == subjects.type_of(thing),
        ReportCase.subject_id == thing.id,
        IS_OPEN,
    )
    return ctx.session.scalar(stmt)


def cases_about(ctx: Context, thing: Subject) -> Sequence[ReportCase]:
    """Everything that was reported about one thing, open or answered, the oldest first. One statement."""
    stmt = select(ReportCase).where(
        ReportCase.subject_type == subjects.type_of(thing), ReportCase.subject_id == thing.id
    )
    return ctx.session.scalars(stmt.order_by(ReportCase.id)).all()


def reports(ctx: Context, case: ReportCase, where: Where) -> Page:
    """What people have said about one thing, the newest first."""
    order = Order(Report.received_at, Report.id, is_moment=True)
    stmt = select(Report).where(Report.case_id == case.id)
    return fetch(ctx.session, stmt, order, ON_A_PAGE, where)


def by_category(ctx: Context, case: ReportCase) -> dict[str, int]:
    """How many reports give each reason, the most common first."""
    number = func.count(Report.id)
    stmt = (
        select(Report.category, number)
        .where(Report.case_id == case.id)
        .group_by(Report.category)
        .order_by(number.desc(), Report.category)
    )
    return {row[0]: row[1] for row in ctx.session.execute(stmt)}


def text_of(ctx: Context, report: Report) -> str:
    """What the reporter wrote, or ""."""
    return reveal(ctx, report.sealed_text, SEAL)


def by_token(ctx: Context, token: str) -> Report | None:
    """The report that a private link leads to."""
    stmt = select(Report).where(Report.token_hash == token_hash(token))
    return ctx.session.scalar(stmt.options(joinedload(Report.case)))
