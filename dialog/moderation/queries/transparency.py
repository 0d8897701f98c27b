"""What anyone may know of how the municipality moderates: numbers and a log. Nobody is in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from sqlalchemy import case, func, select

from dialog.core.context import Context
from dialog.core.i18n import ZONE
from dialog.moderation.models import Appeal, Decision, Report
from dialog.moderation.rules import Measure, Result, median_days
from dialog.process.models import Process

MONTHS = 12


@dataclass(frozen=True)
class Line:
    """One decision in the public log: no title, no name, no words of anybody."""

    kind: str  # of process
    decided_at: datetime
    measure: Measure
    ground: str
    is_automated: bool
    was_suggested: bool
    received_at: datetime | None
    appealed_at: datetime | None
    result: Result | None
    judged_at: datetime | None


@dataclass(frozen=True)
class Month:
    """What was done in one month."""

    first: date
    reports: int
    decisions: int
    appeals: int
    changed: int


@dataclass(frozen=True)
class Numbers:
    """Twelve months, this one last, and what they come to. Times are medians in days."""

    months: Sequence[Month]
    grounds: Sequence[tuple[str, int]]
    days_to_decide: float | None
    days_to_judge: float | None

    def total(self, what: str) -> int:
        """Of all months together."""
        return sum(getattr(month, what) for month in self.months)


def log(ctx: Context, since: datetime | None = None) -> list[Line]:
    """Every decision, or those since a moment, the newest first. One statement."""
    columns = (
        Process.kind,
        Decision.decided_at,
        Decision.measure,
        Decision.ground,
        Decision.is_automated,
        Decision.was_suggested,
        Decision.received_at,
        Appeal.appealed_at,
        Appeal.result,
        Appeal.judged_at,
    )
    stmt = (
        select(*columns)
        .select_from(Decision)
        .join(Process, Process.id == Decision.process_id)
        .join(Appeal, Appeal.decision_id == Decision.id, isouter=True)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    if since is not None:
        stmt = stmt.where(Decision.decided_at >= since)
    rows: Iterable[Any] = ctx.session.execute(stmt)  # more columns than the types of select count
    return [Line(*row) for row in rows]


def months_until(now: datetime) -> list[datetime]:
    """The beginnings of twelve months in Sweden, that of `now` last, and of the one after them."""
    today = now.astimezone(ZONE)
    last = today.year * 12 + today.month - 1
    firsts = [divmod(number, 12) for number in range(last - MONTHS + 1, last + 2)]
    return [datetime.combine(date(year, month + 1, 1), time(), ZONE) for year, month in firsts]


def numbers(ctx: Context, lines: Sequence[Line]) -> Numbers:
    """What the lines come to, and how many reports there were. One statement."""
    starts = months_until(ctx.now)
    spans = list(pairwise(starts))
    reports = _reports(ctx, spans)
    months = [
        _month(start, end, lines, count) for (start, end), count in zip(spans, reports, strict=True)
    ]
    return Numbers(
        months=months,
        grounds=Counter(line.ground for line in lines).most_common(),
        days_to_decide=median_days(
            line.decided_at - line.received_at for line in lines if line.received_at
        ),
        days_to_judge=median_days(
            line.judged_at - line.appealed_at
            for line in lines
            if line.judged_at and line.appealed_at
        ),
    )


def _month(start: datetime, end: datetime, lines: Sequence[Line], reports: int) -> Month:
    def count(moments: list[datetime | None]) -> int:
        return sum(1 for moment in moments if moment and start <= moment < end)

    return Month(
        first=start.date(),
        reports=reports,
        decisions=count([line.decided_at for line in lines]),
        appeals=count([line.appealed_at for line in lines]),
        changed=count([line.judged_at for line in lines if line.result is Result.CHANGED]),
    )


def _reports(ctx: Context, spans: Sequence[tuple[datetime, datetime]]) -> list[int]:
    """How many reports came in each span. One statement, which reads nothing but when they came."""
    sums: list[Any] = [
        func.coalesce(
            func.sum(
                case(((Report.received_at >= start) & (Report.received_at < end), 1), else_=0)
            ),
            0,
        )
        for start, end in spans
    ]
    stmt = select(*sums).select_from(Report).where(Report.received_at >= spans[0][0])
    return [int(count) for count in ctx.session.execute(stmt).one()]
