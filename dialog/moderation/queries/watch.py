"""The watch that the municipality keeps (1998:112 4 §): what is new in what is open, and who looked when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from dialog.core.context import Context
from dialog.core.policy import Role
from dialog.identity.queries import names, staff
from dialog.moderation.models import Look, ReportCase
from dialog.moderation.rules import median_days
from dialog.moderation.subjects import PLACES
from dialog.notification.queries import audience
from dialog.process.models import Contribution, Process
from dialog.process.rules import Publication

MODERATORS = "moderators"  # the audience of the digest
EVER = datetime(1970, 1, 1, tzinfo=UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=365)

# What is taken back stands nowhere; an author's own draft has not been received.
IS_WRITTEN = Contribution.publication.not_in((Publication.DRAFT, Publication.WITHDRAWN))
IS_WAITING = Contribution.publication == Publication.SUBMITTED
WRITTEN_AT = func.coalesce(Contribution.edited_at, Contribution.received_at)


@dataclass
class Watched:
    """A process that people write in, and what there is to look at."""

    process: Process
    look: Look | None  # the newest
    who: str = ""  # looked then
    new: int = 0  # written or changed since then
    fresh: int = 0  # in the last day
    waiting: int = 0
    late: int = 0
    reports: int = 0

    @property
    def seen_up_to(self) -> datetime:
        """Until when everything has been seen."""
        return self.look.up_to if self.look else EVER

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to look at."""
        return not (self.new or self.waiting or self.reports)


@dataclass(frozen=True)
class Sums:
    """What the whole municipality's watch comes to."""

    fresh: int
    waiting: int
    late: int
    reports: int
    unseen: int  # processes with something that nobody has looked at
    since: datetime | None  # when the one of them that was looked at longest ago was looked at
    never: int  # those of them that nobody ever has looked at

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.fresh or self.waiting or self.reports or self.unseen)


def watched(ctx: Context) -> list[Watched]:
    """Everything that people write in now, or have left something in for a moderator. Four statements.

    First what has something to look at, and of that what nobody has looked at for longest.
    """
    written, reports = _written(ctx), _open_reports(ctx)
    rows = []
    for process, look in _processes(ctx, {*written, *reports}):
        new, fresh, waiting, late = written.get(process.id, (0, 0, 0, 0))
        row = Watched(process, look, "", new, fresh, waiting, late, reports.get(process.id, 0))
        rows.append(row)
    called = names(ctx, [row.look.by for row in rows if row.look and row.look.by])
    for row in rows:
        row.who = called.get(row.look.by or 0, "") if row.look else ""
    return sorted(rows, key=lambda row: (row.is_quiet, row.seen_up_to, row.process.id))


def sums(rows: Sequence[Watched]) -> Sums:
    """What the rows come to."""
    unseen = [row for row in rows if row.new]
    return Sums(
        fresh=sum(row.fresh for row in rows),
        waiting=sum(row.waiting for row in rows),
        late=sum(row.late for row in rows),
        reports=sum(row.reports for row in rows),
        unseen=len(unseen),
        since=min((row.look.at for row in unseen if row.look), default=None),
        never=sum(1 for row in unseen if row.look is None),
    )


def unseen(ctx: Context) -> int:
    """How many processes have something that nobody has looked at. One statement."""
    return sum(1 for counts in _written(ctx).values() if counts[0])


def latest_look(ctx: Context, process: Process) -> Look | None:
    """When somebody last looked at it. One statement."""
    stmt = select(Look).where(Look.process_id == process.id).order_by(Look.id.desc())
    return ctx.session.scalar(stmt.limit(1))


def days_between_looks(ctx: Context) -> float | None:
    """The median time between two looks at the same process, over a year; None of none. One statement."""
    stmt = select(Look.process_id, Look.at).where(Look.at >= ctx.now - YEAR)
    found = ctx.session.execute(stmt.order_by(Look.process_id, Look.id)).all()
    return median_days(
        later.at - earlier.at
        for _, looks in groupby(found, key=lambda row: row.process_id)
        for earlier, later in pairwise(looks)
    )


@audience(MODERATORS)
def moderators(ctx: Context, process_id: int, after: int, most: int) -> list[tuple[int, str]]:
    """Everyone who holds the role now. Whether they want letters is asked when theirs is sent."""
    found = [each.id for each in staff(ctx) if Role.MODERATOR in each.roles and each.id > after]
    return [(number, f"person:{number}") for number in found[:most]]


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(
        Process.publication == Publication.PUBLISHED,
        Process.opens_at <= now,
        or_(Process.closes_at.is_(None), Process.closes_at > now),
    )


def _is_latest(process_id: Any) -> ColumnElement[bool]:
    newest = select(func.max(Look.id)).group_by(Look.process_id)
    return and_(Look.process_id == process_id, Look.id.in_(newest))


def _processes(ctx: Context, also: Iterable[int]) -> list[tuple[Process, Look | None]]:
    """What is open, and others that have something left, each with its newest look."""
    stmt = (
        select(Process, Look)
        .join(Look, _is_latest(Process.id), isouter=True)
        .where(or_(_is_open(ctx.now), Process.id.in_(also)))
    )
    return [(process, look) for process, look in ctx.session.execute(stmt)]


def _written(ctx: Context) -> dict[int, tuple[int, int, int, int]]:
    """By process: what is new since the last look, since yesterday, what waits, and is late.

    Only what others can read, or will: nobody needs to look at the answers to a questionnaire.
    """
    piles = (
        func.coalesce(Look.up_to, EVER) < WRITTEN_AT,
        ctx.now - DAY < WRITTEN_AT,
        IS_WAITING,
        and_(IS_WAITING, Contribution.review_due_at <= ctx.now),
    )
    counts = [func.sum(case((pile, 1), else_=0)) for pile in piles]
    stmt = (
        select(Contribution.process_id, *counts)
        .join(Process, Process.id == Contribution.process_id)
        .join(Look, _is_latest(Contribution.process_id), isouter=True)
        .where(IS_WRITTEN, Contribution.kind.in_(PLACES), or_(_is_open(ctx.now), IS_WAITING))
        .group_by(Contribution.process_id)
    )
    return {
        process: (int(fresh), int(today), int(waiting), int(late))
        for process, fresh, today, waiting, late in ctx.session.execute(stmt)
    }


def _open_reports(ctx: Context) -> dict[int, int]:
    """By process: how many of its texts, or whether it itself, has reports that nobody has answered."""
    about = func.coalesce(Contribution.process_id, ReportCase.subject_id)
    is_it = and_(
        ReportCase.subject_type == "contribution", Contribution.id == ReportCase.subject_id
    )
    stmt = (
        select(about, func.count(ReportCase.id))
        .select_from(ReportCase)
        .join(Contribution, is_it, isouter=True)
        .where(ReportCase.closed_at.is_(None))
        .group_by(about)
    )
    return {row[0]: row[1] for row in ctx.session.execute(stmt)}
