"""The worker reads what was sent in: with progress, after the scanner, and again when one was killed."""

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.db import TenantSession, make_engine
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.process.actions.attachments import scan
from dialog.process.rules.files import READABLE_FROM_STAFF, judge
from dialog.remiss.actions.document import begin_version, cancel_reading, import_document
from dialog.remiss.models import Reading, Remiss
from dialog.remiss.queries.document import version_in_work
from dialog.remiss.reactions.reading import CLAIM, MOST_ATTEMPTS, read_documents
from dialog.remiss.rules.editing import NotChangeable
from tests.make import BJORKBY, EKBY
from tests.remiss import rows
from tests.remiss.rows import NOW

SECTIONS = 60
TEXT = "Plan för Ekby\n\n" + "".join(
    f"{n} Rubrik {n}\n\nDet här är text nummer {n} om saken.\n\n" for n in range(1, SECTIONS)
)


@pytest.fixture
def desk(engine: Engine, keys: Keyring, config: Config) -> Desk:
    return Desk(engine, keys, NOW, config)


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


def sent(officer: Context, system: Context, text: str = TEXT, *, malware: str | None = None) -> int:
    """The id of a reading whose file the scanner has judged; commits."""
    remiss = rows.remiss(system.session, system.keys)
    name = "plan.html" if text.startswith("<") else "plan.txt"
    upload = judge(name, text.encode(), READABLE_FROM_STAFF)
    reading = import_document(officer, remiss, upload)
    scan(system, reading.file, malware, "test")
    number = reading.id
    system.session.commit()
    return number


def state(system: Context, number: int) -> Reading:
    system.session.rollback()
    system.session.expire_all()
    row = system.session.get_one(Reading, number)
    system.session.expunge(row)
    system.session.rollback()
    return row


def titles(system: Context) -> list[str]:
    """Of the sections of the version in work."""
    system.session.rollback()
    system.session.expire_all()
    version = version_in_work(system, system.session.get_one(Remiss, 1))
    found = [row.title for row in version.sections] if version is not None else []
    system.session.rollback()
    return found


def test_the_worker_reads_the_document(officer: Context, system: Context, desk: Desk) -> None:
    number = sent(officer, system)
    assert read_documents(desk, [EKBY]) == 1
    row = state(system, number)
    assert (row.error, row.claimed_until, row.attempts) == ("", None, 1)
    assert row.ended_at is not None
    assert row.done == row.total
    assert "Rubrik 7" in titles(system)
    assert read_documents(desk, [EKBY]) == 0


def test_progress_is_told_in_steps(
    officer: Context, system: Context, desk: Desk, engine: Engine
) -> None:
    number = sent(officer, system)
    seen: list[int] = []

    def look(connection: object) -> None:
        with desk.reading(EKBY) as ctx:
            seen.append(ctx.session.get_one(Reading, number).done)

    event.listen(engine, "commit", look)
    read_documents(desk, [EKBY])
    event.remove(engine, "commit", look)
    assert len(set(seen)) > 3
    assert seen == sorted(seen)


def test_a_file_that_the_scanner_has_not_judged_waits(
    officer: Context, system: Context, desk: Desk
) -> None:
    remiss = rows.remiss(system.session, system.keys)
    reading = import_document(officer, remiss, judge("plan.md", b"# Plan", READABLE_FROM_STAFF))
    number = reading.id
    system.session.commit()
    assert read_documents(desk, [EKBY]) == 0
    assert state(system, number).attempts == 0


def test_an_infected_file_is_not_read(officer: Context, system: Context, desk: Desk) -> None:
    number = sent(officer, system, malware="Eicar")
    read_documents(desk, [EKBY])
    assert "skadlig kod" in state(system, number).error
    assert titles(system) == []


def test_what_cannot_be_read_is_said_in_words(
    officer: Context, system: Context, desk: Desk
) -> None:
    number = sent(officer, system, "<html><body> </body></html>")
    read_documents(desk, [EKBY])
    row = state(system, number)
    assert row.error.endswith(".")
    assert row.ended_at is not None
    assert titles(system) == []


def test_a_file_that_kills_its_workers_is_given_up(
    officer: Context, system: Context, desk: Desk
) -> None:
    number = sent(officer, system)
    with desk.context(EKBY) as ctx:
        ctx.session.get_one(Reading, number).attempts = MOST_ATTEMPTS
    read_documents(desk, [EKBY])
    assert "Det gick inte att läsa dokumentet" in state(system, number).error


def die_on_the_way(url: str, keys: Keyring, config: Config) -> None:
    """Begin in a process of its own, and be killed when some of it is read."""
    engine, told = make_engine(url), []

    def kill(*given: Any) -> None:
        if given[2].startswith("UPDATE remiss_reading"):
            told.append(1)
            if len(told) == 4:
                os._exit(9)

    event.listen(engine, "before_cursor_execute", kill)
    read_documents(Desk(engine, keys, NOW, config), [EKBY])


def test_another_worker_begins_again_when_one_was_killed(
    officer: Context, system: Context, desk: Desk, database_url: str
) -> None:
    number = sent(officer, system)
    spawn = multiprocessing.get_context("fork")
    process = spawn.Process(target=die_on_the_way, args=(database_url, desk.keys, desk.config))
    process.start()
    process.join()
    assert process.exitcode == 9
    row = state(system, number)
    assert (row.ended_at, row.attempts) == (None, 1)
    assert read_documents(desk, [EKBY]) == 0, "its claim still holds"
    later = replace(desk, now=NOW + CLAIM + timedelta(minutes=1))
    assert read_documents(later, [EKBY]) == 1
    assert state(system, number).attempts == 2
    assert titles(system).count("Rubrik 7") == 1


def test_a_slow_worker_that_lost_its_claim_keeps_nothing(
    officer: Context, system: Context, desk: Desk
) -> None:
    number = sent(officer, system)
    later = replace(desk, now=NOW + CLAIM + timedelta(minutes=1))
    others: list[int] = []

    def be_faster(session: TenantSession) -> None:
        others.append(1)
        if len(others) == 2:  # the first one was the claim
            read_documents(later, [EKBY])

    event.listen(TenantSession, "after_commit", be_faster)
    read_documents(desk, [EKBY])
    event.remove(TenantSession, "after_commit", be_faster)
    row = state(system, number)
    assert (row.attempts, row.error) == (2, "")
    assert titles(system).count("Rubrik 7") == 1


def test_a_reading_that_is_called_off_changes_nothing(
    officer: Context, system: Context, desk: Desk
) -> None:
    number = sent(officer, system)
    cancel_reading(officer, officer.session.get_one(Reading, number))
    officer.session.commit()
    assert read_documents(desk, [EKBY]) == 0
    assert "avbröts" in state(system, number).error
    assert titles(system) == []


def test_while_a_file_is_read_no_other_is_taken(officer: Context, system: Context) -> None:
    sent(officer, system)
    remiss = officer.session.get_one(Remiss, 1)
    begin_version(officer, remiss)
    with pytest.raises(NotChangeable):
        import_document(officer, remiss, judge("b.md", b"# B", READABLE_FROM_STAFF))


def test_the_neighbours_documents_are_not_ours(
    officer: Context, system: Context, desk: Desk
) -> None:
    number = sent(officer, system)
    read_documents(desk, [EKBY, BJORKBY])
    with desk.reading(BJORKBY) as ctx:
        assert ctx.session.get(Reading, number) is None
