"""Periodic jobs: functions that the worker runs every so often, or every night, in every municipality."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from dialog.core.context import Context
from dialog.core.db import Base, TenantOwned
from dialog.core.faults import complain
from dialog.core.i18n import ZONE

log = logging.getLogger(__name__)


class Schedule(TenantOwned, Base):
    """When a periodic job is due next in one municipality, and when it last did all it should."""

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("municipality_id", "job"),)

    job: Mapped[str]
    due_at: Mapped[datetime]
    succeeded_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(default=None)


JobFunction = Callable[[Context], None]


@dataclass(frozen=True)
class Job:
    """A function, and how often it runs, or at which hour of the night."""

    run: JobFunction
    interval: timedelta
    hour: int | None = None

    def first_due(self, now: datetime) -> datetime:
        """At once, but a nightly job waits for the night."""
        return now if self.hour is None else self.next_due(now)

    def next_due(self, now: datetime) -> datetime:
        """After the interval, or the next time it is that hour in Sweden."""
        if self.hour is None:
            return now + self.interval
        today = now.astimezone(ZONE).date()
        tonight = datetime.combine(today, time(self.hour), ZONE)
        if tonight > now:
            return tonight
        return datetime.combine(today + timedelta(days=1), time(self.hour), ZONE)


JOBS: dict[str, Job] = {}


def every(**interval: float) -> Callable[[JobFunction], JobFunction]:
    """Run the function periodically: `@every(seconds=60)`."""

    def subscribe(run: JobFunction) -> JobFunction:
        JOBS[name_of(run)] = Job(run, timedelta(**interval))
        return run

    return subscribe


def nightly(*, hour: int) -> Callable[[JobFunction], JobFunction]:
    """Run the function every night: `@nightly(hour=3)`, Swedish time."""

    def subscribe(run: JobFunction) -> JobFunction:
        JOBS[name_of(run)] = Job(run, timedelta(days=1), hour)
        return run

    return subscribe


def name_of(run: Callable[..., Any]) -> str:
    """What the job is called in the table."""
    return f"{run.__module__}.{run.__qualname__}"


class Unfinished(Exception):
    """Raised by a job that did what it could and wants that kept, but does not count as done."""


def last_success(ctx: Context, job: JobFunction) -> datetime | None:
    """When the job last did all it should in this municipality."""
    return ctx.session.scalar(select(Schedule.succeeded_at).where(Schedule.job == name_of(job)))


def one_by_one(ctx: Context, rows: Iterable[Any], act: Callable[[Context, Any], Any]) -> None:
    """Do it to every row, each in its own savepoint, so that one that fails stops no other.

    Raises Unfinished at the end when any failed.
    """
    failures = 0
    for row in rows:
        try:
            with ctx.session.begin_nested():
                act(ctx, row)
        except Exception as error:
            failures += 1
            complain(log, f"{name_of(act)} failed for one row", error)
    if failures:
        raise Unfinished(f"{failures} failed")
