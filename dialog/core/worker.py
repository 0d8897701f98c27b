"""The worker: pays the journal's debts and runs periodic jobs, each in its own transaction."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from dialog.core.context import Context
from dialog.core.db import Base, TenantOwned, TenantSession
from dialog.core.journal import HANDLERS, Delivery
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM

log = logging.getLogger(__name__)
BATCH = 100
LONGEST_WAIT = timedelta(hours=1)


class Schedule(TenantOwned, Base):
    """When a periodic job is due next in one municipality."""

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("municipality_id", "job"),)

    job: Mapped[str]
    due_at: Mapped[datetime]
    error: Mapped[str | None] = mapped_column(default=None)


@dataclass(frozen=True)
class Job:
    """A function that runs every so often in every municipality."""

    run: Callable[[Context], None]
    interval: timedelta


JOBS: dict[str, Job] = {}


def every(**interval: float) -> Callable[[Callable[[Context], None]], Callable[[Context], None]]:
    """Run the function periodically: `@every(seconds=60)`."""

    def subscribe(run: Callable[[Context], None]) -> Callable[[Context], None]:
        JOBS[f"{run.__module__}.{run.__qualname__}"] = Job(run, timedelta(**interval))
        return run

    return subscribe


@dataclass(frozen=True)
class Desk:
    """Where the worker works: opens one context, in one transaction, for one municipality."""

    engine: Engine
    keys: Keyring
    now: datetime

    @contextmanager
    def context(self, municipality_id: int) -> Iterator[Context]:
        """A context of the system itself, committed when the block ends well."""
        with TenantSession(self.engine, municipality_id=municipality_id) as session:
            yield Context(session, SYSTEM, self.now, self.keys)
            session.commit()


SWEEPS: list[Callable[[Desk, list[int]], int]] = []


def sweep(run: Callable[[Desk, list[int]], int]) -> Callable[[Desk, list[int]], int]:
    """Let the worker call the function at every turn, with the ids of all municipalities.

    For work that talks to other machines and so must choose its transactions itself.
    It returns how many things it did.
    """
    SWEEPS.append(run)
    return run


def run_once(desk: Desk, municipality_ids: list[int]) -> int:
    """Do everything that is due now. Return how many things were done."""
    done = pay_debts(desk) + run_jobs(desk, municipality_ids)
    return done + sum(run(desk, municipality_ids) for run in SWEEPS)


def pay_debts(desk: Desk, limit: int = BATCH) -> int:
    """Try every waiting delivery of every municipality. Return how many were paid."""
    stmt = (
        select(Delivery.id, Delivery.municipality_id)
        .where(Delivery.done_at.is_(None), Delivery.due_at <= desk.now)
        .order_by(Delivery.due_at, Delivery.id)
        .limit(limit)
    )
    with Session(desk.engine) as everywhere:
        waiting = everywhere.execute(stmt).all()
    return sum(_pay(desk, *row) for row in waiting)


def _pay(desk: Desk, delivery_id: int, municipality_id: int) -> bool:
    with desk.context(municipality_id) as ctx:
        debt = ctx.session.get(Delivery, delivery_id, with_for_update={"skip_locked": True})
        if debt is None or debt.done_at:
            return False  # another worker was faster
        debt.attempts += 1
        try:
            with ctx.session.begin_nested():
                HANDLERS[debt.event.name][debt.handler](ctx, debt.event)
                debt.done_at = desk.now
        except Exception as error:
            log.exception("delivery %s failed", delivery_id)
            debt.error = type(error).__name__
            debt.due_at = desk.now + min(LONGEST_WAIT, timedelta(seconds=2**debt.attempts))
        return debt.done_at is not None


def run_jobs(desk: Desk, municipality_ids: list[int]) -> int:
    """Run every periodic job that is due. Return how many ran."""
    with Session(desk.engine) as everywhere:
        rows = everywhere.execute(select(Schedule.municipality_id, Schedule.job, Schedule.due_at))
        due_at = {(municipality_id, job): due for municipality_id, job, due in rows}
    return sum(
        _run(desk, municipality_id, name)
        for municipality_id in municipality_ids
        for name in JOBS
        if due_at.get((municipality_id, name), desk.now) <= desk.now
    )


def _run(desk: Desk, municipality_id: int, name: str) -> bool:
    job = JOBS[name]
    _ensure_scheduled(desk, municipality_id, name)
    with desk.context(municipality_id) as ctx:
        stmt = select(Schedule).where(Schedule.job == name, Schedule.due_at <= desk.now)
        row = ctx.session.scalar(stmt.with_for_update(skip_locked=True))
        if row is None:
            return False  # another worker was faster
        row.due_at = desk.now + job.interval
        row.error = None
        try:
            with ctx.session.begin_nested():
                job.run(ctx)
        except Exception as error:
            log.exception("job %s failed", name)
            row.error = type(error).__name__
    return True


def _ensure_scheduled(desk: Desk, municipality_id: int, name: str) -> None:
    try:
        with desk.context(municipality_id) as ctx:
            if ctx.session.scalar(select(Schedule.id).where(Schedule.job == name)) is None:
                ctx.session.add(Schedule(job=name, due_at=desk.now))
    except IntegrityError:
        pass  # another worker was faster
