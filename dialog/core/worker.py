"""The worker: pays the journal's debts, runs periodic jobs and sweeps, each in its own transaction.

Any number of workers may run at the same time, and any of them may be killed at any moment: what
is to be done stands in the database, is locked by whoever does it, and is done when that commits.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.db import Base, TenantSession, reader
from dialog.core.faults import complain
from dialog.core.files import NO_FILES, Files, files_in
from dialog.core.jobs import JOBS, Schedule, Unfinished
from dialog.core.jobs import every as every
from dialog.core.jobs import nightly as nightly
from dialog.core.journal import HANDLERS, Delivery
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM

log = logging.getLogger(__name__)
BATCH = 100
LONGEST_WAIT = timedelta(hours=1)  # before a failing handler is tried again
JOB_RETRY = timedelta(minutes=5)  # before a failing job is tried again, if it is not due sooner
IDLE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0  # while the database is away
ENOUGH_DOUBLINGS = 20


@dataclass(frozen=True)
class Desk:
    """Where the worker works: opens one context, in one transaction, for one municipality.

    `config` tells what may leave the house and how; without it nothing does.
    """

    engine: Engine
    keys: Keyring
    now: datetime
    config: Config | None = None

    @contextmanager
    def context(self, municipality_id: int) -> Iterator[Context]:
        """A context of the system itself, committed when the block ends well."""
        with TenantSession(self.engine, municipality_id=municipality_id) as session:
            yield Context(session, SYSTEM, self.now, self.keys, self.files(municipality_id))
            session.commit()

    @contextmanager
    def reading(self, municipality_id: int) -> Iterator[Context]:
        """The same, to read for as long as it takes: nobody who writes waits for it."""
        engine = reader(self.engine)
        with TenantSession(engine, municipality_id=municipality_id) as session:
            yield Context(session, SYSTEM, self.now, self.keys, self.files(municipality_id))

    def files(self, municipality_id: int) -> Files:
        """The files of one municipality."""
        return files_in(self.config.data_dir, municipality_id) if self.config else NO_FILES

    @contextmanager
    def installation(self) -> Iterator[Session]:
        """For rows that belong to no municipality, committed when the block ends well."""
        with Session(self.engine) as session:
            yield session
            session.commit()

    def everywhere(self, stmt: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        """What waits, in whichever municipality. Select ids and times only, never anybody's data."""
        with Session(reader(self.engine)) as session:
            return session.execute(stmt).all()

    def municipality_ids(self) -> list[int]:
        """Every municipality of this installation."""
        table = Base.metadata.tables["municipality"]
        return [row[0] for row in self.everywhere(select(table.c.id).order_by(table.c.id))]


Sweep = Callable[[Desk, list[int]], int]
SWEEPS: list[Sweep] = []


def sweep(run: Sweep) -> Sweep:
    """Let the worker call the function at every turn, with the ids of all municipalities.

    For work that talks to other machines and so must choose its transactions itself.
    It returns how many things it did, and does not go on for long.
    """
    SWEEPS.append(run)
    return run


def work(desk: Desk, clock: Callable[[], datetime], *, once: bool, stop: threading.Event) -> None:
    """Work until told to stop; with `once`, until nothing is due.

    A database that goes away is waited for. With `once` the error is the caller's to see.
    """
    failures = 0
    while not stop.is_set():
        try:
            done = _turn(desk, clock)
        except Exception as error:
            if once:
                raise
            failures += 1
            complain(log, "the worker could not work and will try again", error)
            stop.wait(min(LONGEST_PAUSE_SECONDS, 2.0 ** min(failures, ENOUGH_DOUBLINGS)))
            continue
        if failures:
            log.warning("the worker works again")
            failures = 0
        if not done:
            if once:
                return
            stop.wait(IDLE_SECONDS)


def run_once(desk: Desk, municipality_ids: list[int]) -> int:
    """Do everything that is due at `desk.now`. Return how many things were done."""
    return sum(part(desk, municipality_ids) for part in _parts())


def _turn(desk: Desk, clock: Callable[[], datetime]) -> int:
    """Like run_once, but the clock goes on, and a part that fails does not stop the others."""
    ids = desk.municipality_ids()
    done, errors = 0, []
    for part in _parts():
        try:
            done += part(replace(desk, now=clock()), ids)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return done


def _parts() -> list[Sweep]:
    return [lambda desk, ids: pay_debts(desk), run_jobs, *SWEEPS]


def pay_debts(desk: Desk, limit: int = BATCH) -> int:
    """Try every waiting delivery of every municipality. Return how many were paid."""
    stmt = (
        select(Delivery.id, Delivery.municipality_id)
        .where(Delivery.done_at.is_(None), Delivery.due_at <= desk.now)
        .order_by(Delivery.due_at, Delivery.id)
        .limit(limit)
    )
    return sum(_pay(desk, *row) for row in desk.everywhere(stmt))


def _pay(desk: Desk, delivery_id: int, municipality_id: int) -> bool:
    try:
        with desk.context(municipality_id) as ctx:
            debt = _lock_debt(ctx, delivery_id)
            if debt is None:
                return False  # another worker was faster
            debt.attempts += 1
            HANDLERS[debt.event.name][debt.handler](ctx, debt.event)
            debt.done_at, debt.error = desk.now, None
    except Exception as error:
        complain(log, f"delivery {delivery_id} failed", error)
        with desk.context(municipality_id) as ctx:  # says so if it was the database that went away
            debt = _lock_debt(ctx, delivery_id)
            if debt is not None:
                debt.attempts += 1
                debt.error = type(error).__name__
                debt.due_at = desk.now + wait_after(debt.attempts)
        return False
    return True


def _lock_debt(ctx: Context, delivery_id: int) -> Delivery | None:
    stmt = select(Delivery).where(
        Delivery.id == delivery_id, Delivery.done_at.is_(None), Delivery.due_at <= ctx.now
    )
    return ctx.session.scalar(stmt.with_for_update(skip_locked=True))


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: 2, 4, 8 ... seconds, at most an hour."""
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(attempts, ENOUGH_DOUBLINGS)))


def run_jobs(desk: Desk, municipality_ids: list[int]) -> int:
    """Run every periodic job that is due. Return how many ran."""
    rows = desk.everywhere(select(Schedule.municipality_id, Schedule.job, Schedule.due_at))
    due_at = {(municipality_id, job): due for municipality_id, job, due in rows}
    done = 0
    for place in ((each, name) for each in municipality_ids for name in JOBS):
        if place not in due_at:
            _schedule(desk, *place)
        if due_at.get(place, desk.now) <= desk.now:
            done += _run(desk, *place)
    return done


def _run(desk: Desk, municipality_id: int, name: str) -> bool:
    try:
        with desk.context(municipality_id) as ctx:
            row = _lock_job(ctx, name)
            if row is None:
                return False  # not yet, or another worker was faster
            row.due_at = JOBS[name].next_due(desk.now)
            try:
                JOBS[name].run(ctx)
                row.succeeded_at, row.error = desk.now, None
            except Unfinished as unfinished:
                row.error = str(unfinished)
    except Exception as error:
        complain(log, f"job {name} failed", error)
        with desk.context(municipality_id) as ctx:
            row = _lock_job(ctx, name)
            if row is not None:
                row.error = type(error).__name__
                row.due_at = min(JOBS[name].next_due(desk.now), desk.now + JOB_RETRY)
    return True


def _lock_job(ctx: Context, name: str) -> Schedule | None:
    stmt = select(Schedule).where(Schedule.job == name, Schedule.due_at <= ctx.now)
    return ctx.session.scalar(stmt.with_for_update(skip_locked=True))


def _schedule(desk: Desk, municipality_id: int, name: str) -> None:
    try:
        with desk.context(municipality_id) as ctx:
            if ctx.session.scalar(select(Schedule.id).where(Schedule.job == name)) is None:
                ctx.session.add(Schedule(job=name, due_at=JOBS[name].first_due(desk.now)))
    except IntegrityError:
        pass  # another worker was faster
