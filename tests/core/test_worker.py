"""The worker: pays every debt once, whatever fails, however many there are, whoever is killed."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, update
from sqlalchemy.orm import Session

from dialog.config import Config
from dialog.core import jobs, worker
from dialog.core.context import Context
from dialog.core.db import make_engine
from dialog.core.jobs import Job, Schedule, Unfinished, last_success, one_by_one
from dialog.core.journal import HANDLERS, Delivery, Event
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, pay_debts, run_jobs, run_once, wait_after, work
from dialog.tenancy.models import Department
from tests.make import BJORKBY, EKBY, NOW

HAPPENED, EFFECT = "test.happened", "test.effect"


def leave_a_mark(ctx: Context, happened: Event) -> None:
    """A handler whose effect can be counted."""
    ctx.record(EFFECT, happened)


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., None]]:
    """The handlers of HAPPENED."""
    mine: dict[str, Callable[..., None]] = {"mark": leave_a_mark}
    monkeypatch.setitem(HANDLERS, HAPPENED, mine)
    return mine


@pytest.fixture(autouse=True)
def _nothing_else_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "JOBS", {})
    monkeypatch.setattr(worker, "JOBS", jobs.JOBS)
    monkeypatch.setattr(worker, "SWEEPS", [])
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.02)
    monkeypatch.setattr(worker, "LONGEST_PAUSE_SECONDS", 0.05)


@pytest.fixture
def happens(desk: Desk) -> Callable[..., None]:
    """Let it happen so many times in a municipality."""

    def happen(times: int = 1, municipality_id: int = EKBY) -> None:
        with desk.context(municipality_id) as ctx:
            subject = ctx.session.scalars(select(Department)).first()
            assert subject is not None
            for _ in range(times):
                ctx.record(HAPPENED, subject)

    return happen


def effects(everywhere: Session) -> Counter[int]:
    """How many times each event has had its effect."""
    return Counter(look(everywhere, select(Event.subject_id).where(Event.name == EFFECT)))


def debts(everywhere: Session) -> list[Delivery]:
    """Every delivery as it is now."""
    return look(everywhere, select(Delivery).order_by(Delivery.id))


def look(everywhere: Session, stmt: Any) -> list[Any]:
    """Read without standing in anybody's way."""
    rows = list(everywhere.scalars(stmt))
    everywhere.expunge_all()
    everywhere.rollback()
    return rows


def until(is_so: Callable[[], bool]) -> None:
    """Wait for it, but not for ever."""
    limit = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < limit, "it never came about"
        time.sleep(0.01)


@pytest.mark.usefixtures("handlers")
def test_a_debt_is_paid_once(desk: Desk, happens: Callable[..., None], everywhere: Session) -> None:
    happens(3)
    happens(2, BJORKBY)
    assert pay_debts(desk) == 5
    assert pay_debts(desk) == 0
    assert sorted(effects(everywhere).values()) == [1] * 5


@pytest.mark.usefixtures("handlers")
def test_a_handler_works_in_the_municipality_of_its_event(
    desk: Desk, happens: Callable[..., None], everywhere: Session
) -> None:
    happens(1, BJORKBY)
    pay_debts(desk)
    (effect,) = look(everywhere, select(Event).where(Event.name == EFFECT))
    assert effect.municipality_id == BJORKBY


def test_a_failing_handler_stays_in_debt_and_stops_nobody(
    desk: Desk,
    happens: Callable[..., None],
    handlers: dict[str, Callable[..., None]],
    everywhere: Session,
) -> None:
    def fail(ctx: Context, happened: Event) -> None:
        leave_a_mark(ctx, happened)
        raise ValueError("Rut Resident 199006022397")

    handlers["fail"] = fail
    happens()
    assert pay_debts(desk) == 1
    assert sum(effects(everywhere).values()) == 1, "what the failing handler did is undone"
    (failed,) = (debt for debt in debts(everywhere) if debt.handler == "fail")
    assert (failed.done_at, failed.attempts, failed.error) == (None, 1, "ValueError")
    assert failed.due_at == NOW + timedelta(seconds=2)
    assert pay_debts(desk) == 0
    handlers["fail"] = leave_a_mark
    later = replace(desk, now=NOW + timedelta(seconds=2))
    assert pay_debts(later) == 1
    assert sum(effects(everywhere).values()) == 2


def test_a_handler_that_breaks_its_transaction_is_noted_too(
    desk: Desk,
    happens: Callable[..., None],
    handlers: dict[str, Callable[..., None]],
    everywhere: Session,
) -> None:
    def twice(ctx: Context, happened: Event) -> None:
        ctx.session.add_all(Department(name="Kommunstyrelsen") for _ in range(2))

    handlers["mark"] = twice  # fails when it is committed, not in the handler
    happens()
    assert pay_debts(desk) == 0
    assert [debt.error for debt in debts(everywhere)] == ["IntegrityError"]


def test_a_handler_that_has_been_removed_stays_in_debt(
    desk: Desk,
    happens: Callable[..., None],
    handlers: dict[str, Callable[..., None]],
    everywhere: Session,
) -> None:
    happens()
    handlers.clear()
    assert pay_debts(desk) == 0
    assert [debt.done_at for debt in debts(everywhere)] == [None]


def test_failures_never_grow_too_old_to_be_tried(
    desk: Desk,
    happens: Callable[..., None],
    handlers: dict[str, Callable[..., None]],
    everywhere: Session,
) -> None:
    happens()
    everywhere.execute(update(Delivery).values(attempts=5000))
    everywhere.commit()
    handlers["mark"] = lambda ctx, happened: 1 / 0
    assert pay_debts(desk) == 0
    assert debts(everywhere)[0].due_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 2), (2, 4), (11, 2048), (12, 3600), (10**6, 3600)]
)
def test_the_wait_doubles_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert wait_after(attempts) == timedelta(seconds=seconds)


def test_the_log_holds_nobodys_name(
    desk: Desk,
    happens: Callable[..., None],
    handlers: dict[str, Callable[..., None]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(ctx: Context, happened: Event) -> None:
        ctx.session.add_all(Department(name="Rut Resident") for _ in range(2))
        ctx.session.flush()

    handlers["mark"] = fail
    happens()
    pay_debts(desk)
    told = "".join(logging.Formatter().format(record) for record in caplog.records)
    assert "IntegrityError" in told
    assert "Rut Resident" not in told


@pytest.mark.usefixtures("handlers")
def test_two_workers_at_once_do_nothing_twice(
    desk: Desk, database_url: str, happens: Callable[..., None], everywhere: Session
) -> None:
    happens(60)
    both = threading.Barrier(2)

    def pay() -> None:
        engine = make_engine(database_url)
        both.wait()
        while pay_debts(replace(desk, engine=engine), limit=20):
            pass
        engine.dispose()

    threads = [threading.Thread(target=pay) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(effects(everywhere).values()) == [1] * 60
    assert all(debt.attempts == 1 for debt in debts(everywhere))


KILLED = """
import os, sys
from dialog.config import Config
from dialog.core.db import make_engine
from dialog.core.journal import HANDLERS
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, pay_debts
from tests.core.test_worker import leave_a_mark
from tests.make import NOW

left = int(sys.argv[1])

def mark_and_die(ctx, happened):
    global left
    leave_a_mark(ctx, happened)
    ctx.session.flush()
    left -= 1
    if not left:
        os._exit(9)

HANDLERS["test.happened"] = {"mark": mark_and_die}
config = Config.from_env()
pay_debts(Desk(make_engine(config.database_url), Keyring.load(config.keys_file), NOW))
"""


@pytest.mark.usefixtures("handlers")
def test_a_worker_that_is_killed_loses_nothing(
    desk: Desk, config: Config, happens: Callable[..., None], everywhere: Session
) -> None:
    happens(30)
    env = os.environ | {
        "DIALOG_DATABASE_URL": config.database_url,
        "DIALOG_DATA_DIR": str(config.data_dir),
        "DIALOG_KEYS_FILE": str(config.keys_file),
    }
    for victim in (7, 5):
        killed = subprocess.run(  # noqa: S603
            [sys.executable, "-c", KILLED, str(victim)],
            env=env,
            cwd=Path(__file__).parents[2],
            check=False,
        )
        assert killed.returncode == 9
    assert sum(effects(everywhere).values()) == 6 + 4
    until(lambda: pay_debts(desk) == 0 and all(debt.done_at for debt in debts(everywhere)))
    assert sorted(effects(everywhere).values()) == [1] * 30


@pytest.fixture
def unplugged(engine: Engine) -> Iterator[threading.Event]:
    """While it is set, nobody reaches the database."""
    cut = threading.Event()

    def refuse(*_: Any) -> None:
        if cut.is_set():
            raise engine.dialect.loaded_dbapi.OperationalError("no route to Rut Resident")

    event.listen(engine, "do_connect", refuse)
    yield cut
    event.remove(engine, "do_connect", refuse)


@pytest.mark.usefixtures("handlers")
def test_the_worker_carries_on_when_the_database_is_back(
    desk: Desk,
    database_url: str,
    unplugged: threading.Event,
    happens: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    happens(5)
    desk.engine.dispose()
    unplugged.set()
    stop = threading.Event()
    thread = threading.Thread(
        target=lambda: work(desk, lambda: NOW, once=False, stop=stop), daemon=True
    )
    thread.start()
    until(lambda: caplog.text.count("will try again") >= 2)
    unplugged.clear()
    other = make_engine(database_url)
    with Session(other) as everywhere:
        until(lambda: len(effects(everywhere)) == 5)
    other.dispose()
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert "works again" in caplog.text
    assert "Rut" not in caplog.text


def test_once_tells_its_caller_when_the_database_is_away(
    desk: Desk, engine: Engine, unplugged: threading.Event
) -> None:
    engine.dispose()
    unplugged.set()
    with pytest.raises(Exception, match="Rut Resident"):
        work(desk, lambda: NOW, once=True, stop=threading.Event())


@pytest.mark.usefixtures("handlers")
def test_once_ends_when_nothing_is_due(
    desk: Desk, happens: Callable[..., None], everywhere: Session
) -> None:
    happens(worker.BATCH + 3)
    work(desk, lambda: NOW, once=True, stop=threading.Event())
    assert len(effects(everywhere)) == worker.BATCH + 3


def test_a_part_that_fails_does_not_stop_the_others(
    desk: Desk, happens: Callable[..., None], handlers: object, everywhere: Session
) -> None:
    def broken(desk: Desk, ids: list[int]) -> int:
        raise RuntimeError

    swept: list[list[int]] = []

    def careful(desk: Desk, ids: list[int]) -> int:
        swept.append(ids)
        return 0

    worker.SWEEPS[:] = [broken, careful]
    happens()
    with pytest.raises(RuntimeError):
        work(desk, lambda: NOW, once=True, stop=threading.Event())
    assert len(effects(everywhere)) == 1
    assert swept == [[EKBY, BJORKBY]]


def test_a_job_runs_in_every_municipality_and_then_waits(desk: Desk) -> None:
    ran: list[int] = []
    jobs.JOBS["ran"] = Job(
        lambda ctx: ran.append(ctx.session.municipality_id), timedelta(minutes=1)
    )
    assert run_once(desk, [EKBY, BJORKBY]) == 2
    assert run_jobs(replace(desk, now=NOW + timedelta(seconds=59)), [EKBY, BJORKBY]) == 0
    assert run_jobs(replace(desk, now=NOW + timedelta(seconds=60)), [EKBY, BJORKBY]) == 2
    assert ran == [EKBY, BJORKBY] * 2


def test_a_job_that_fails_is_undone_noted_and_tried_soon_again(
    desk: Desk, everywhere: Session
) -> None:
    def fail(ctx: Context) -> None:
        ctx.session.add(Department(name="Undone"))
        ctx.session.flush()
        raise ValueError

    calm: list[int] = []
    jobs.JOBS["fail"] = Job(fail, timedelta(days=1))
    jobs.JOBS["calm"] = Job(lambda ctx: calm.append(1), timedelta(days=1))
    run_jobs(desk, [EKBY])
    assert calm == [1]
    (row,) = look(everywhere, select(Schedule).where(Schedule.job == "fail"))
    assert (row.error, row.succeeded_at) == ("ValueError", None)
    assert row.due_at == NOW + worker.JOB_RETRY
    assert look(everywhere, select(Department).where(Department.name == "Undone")) == []


def test_one_row_that_fails_stops_no_other_and_the_job_is_not_done(
    desk: Desk, everywhere: Session, caplog: pytest.LogCaptureFixture
) -> None:
    def mark(ctx: Context, row: Department) -> None:
        row.name = f"Marked {row.name}"
        ctx.session.flush()
        if "bad" in row.name:
            raise ValueError("Rut Resident")

    def job(ctx: Context) -> None:
        rows = [Department(name=name) for name in ("good", "bad", "fine")]
        ctx.session.add_all(rows)
        ctx.session.flush()
        one_by_one(ctx, rows, mark)

    jobs.JOBS[jobs.name_of(job)] = Job(job, timedelta(minutes=1))
    run_jobs(desk, [EKBY])
    names = set(look(everywhere, select(Department.name)))
    assert {"Marked good", "bad", "Marked fine"} <= names
    (row,) = look(everywhere, select(Schedule))
    assert (row.error, row.succeeded_at) == ("1 failed", None)
    assert "Rut" not in caplog.text
    with desk.context(EKBY) as ctx:
        assert last_success(ctx, job) is None


def test_a_job_knows_when_it_last_succeeded(desk: Desk) -> None:
    seen: list[datetime | None] = []

    def job(ctx: Context) -> None:
        seen.append(last_success(ctx, job))
        if len(seen) == 2:
            raise Unfinished

    jobs.JOBS[jobs.name_of(job)] = Job(job, timedelta(minutes=1))
    for minute in range(4):
        run_jobs(replace(desk, now=NOW + timedelta(minutes=minute)), [EKBY])
    assert seen == [None, NOW, NOW, NOW + timedelta(minutes=2)]


def test_two_workers_run_a_job_once(desk: Desk, database_url: str) -> None:
    ran: list[int] = []

    def job(ctx: Context) -> None:
        time.sleep(0.1)
        ran.append(1)

    jobs.JOBS["slow"] = Job(job, timedelta(minutes=1))
    both = threading.Barrier(2)

    def run() -> None:
        engine = make_engine(database_url)
        both.wait()
        run_jobs(replace(desk, engine=engine), [EKBY])
        engine.dispose()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [1]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 12, 1, 1, 59, tzinfo=UTC), datetime(2026, 12, 1, 2, tzinfo=UTC)),
        (datetime(2026, 12, 1, 2, 0, tzinfo=UTC), datetime(2026, 12, 2, 2, tzinfo=UTC)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), datetime(2026, 12, 2, 2, tzinfo=UTC)),
        (datetime(2027, 7, 1, 12, 0, tzinfo=UTC), datetime(2027, 7, 2, 1, tzinfo=UTC)),
        (datetime(2027, 3, 27, 12, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (datetime(2027, 10, 30, 12, 0, tzinfo=UTC), datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
def test_a_nightly_job_runs_at_its_hour_in_sweden(now: datetime, due: datetime) -> None:
    assert Job(lambda ctx: None, timedelta(days=1), 3).next_due(now) == due


def test_a_nightly_job_waits_for_its_first_night(desk: Desk) -> None:
    ran: list[int] = []
    jobs.JOBS["night"] = Job(lambda ctx: ran.append(1), timedelta(days=1), 3)
    run_jobs(desk, [EKBY])
    assert ran == []
    run_jobs(replace(desk, now=datetime(2026, 12, 2, 2, tzinfo=UTC)), [EKBY])
    assert ran == [1]


def test_waiting_is_looked_for_without_locking_the_database(
    desk: Desk, statements: list[str], keys: Keyring
) -> None:
    run_once(desk, [EKBY, BJORKBY])
    assert len(statements) == 2, "an idle worker asks two questions"
    assert not [words for words in statements if "UPDATE" in words.upper()]
