"""Files that are sent in: kept, scanned, deleted when infected, and looked after at night."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.errors import NotPermitted
from dialog.core.jobs import Unfinished
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.policy import ANONYMOUS
from dialog.core.worker import Desk, pay_debts
from dialog.process.actions.attachments import attach, scan
from dialog.process.models import Attachment, Process, Scan
from dialog.process.reactions.scanning import scan_waiting
from dialog.process.reactions.tidying import tidy_files
from dialog.process.rules import Publication
from dialog.process.rules.files import FILE_FROM_STAFF, FROM_PARTICIPANTS, Taken, WrongFile, judge
from tests import make
from tests.make import NOW
from tests.process import samples
from tests.process.clamd import SIGNATURE, judged, scanner

BAD = samples.pdf(b"% " + SIGNATURE + b"\n")


@pytest.fixture
def process(system: Context, keys: Keyring) -> Process:
    row = make.folkmotion(system.session, keys)
    system.session.commit()
    return row


def sent(ctx: Context, process: Process, data: bytes = samples.pdf(), **given: Taken) -> Attachment:
    """One file of the process, committed."""
    row = attach(ctx, process, judge("", data, given.get("taken", FILE_FROM_STAFF)))
    ctx.session.commit()
    return row


@pytest.fixture
def turn(engine: Engine, keys: Keyring, config: Config) -> Callable[..., int]:
    """One turn of the worker's scanning, with that scanner, so much later."""

    def turn(clamd: str = "", environment: str = "demo", minutes: float = 0) -> int:
        settings = replace(config, clamd=clamd, environment=environment)
        desk = Desk(engine, keys, NOW + timedelta(minutes=minutes), settings)
        done = scan_waiting(desk, [1, 2])
        pay_debts(desk)
        return done

    return turn


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


def state(ctx: Context, row: Attachment) -> Scan:
    ctx.session.expire_all()
    found = row.scan
    ctx.session.rollback()
    return found


def test_a_file_lies_in_the_store_and_waits(officer: Context, process: Process) -> None:
    row = sent(officer, process)
    assert (row.scan, row.author_id) == (Scan.PENDING, officer.actor.id)
    assert officer.files.read(row.digest) == samples.pdf()
    assert row.size == len(samples.pdf())


def test_nothing_tells_which_participant_sent_a_picture(
    resident: Context, process: Process
) -> None:
    row = sent(resident, process, samples.photo_with_place(), taken=FROM_PARTICIPANTS)
    event = resident.session.scalars(select(Event).where(Event.name == "process.attach")).one()
    assert row.author_id is event.actor_id is None


def test_a_process_that_nobody_sees_takes_files_from_staff_only(
    officer: Context, process: Process
) -> None:
    process.publication = Publication.DRAFT
    stranger = replace(officer, actor=ANONYMOUS)
    with pytest.raises(NotPermitted):
        sent(stranger, process, samples.picture(), taken=FROM_PARTICIPANTS)
    sent(officer, process)


def test_a_clean_file_becomes_clean(
    officer: Context, process: Process, turn: Callable[..., int]
) -> None:
    row = sent(officer, process)
    with scanner() as (address, seen):
        assert turn(address) == 1
        assert turn(address) == 0
    assert seen == [samples.pdf()]
    assert state(officer, row) is Scan.CLEAN


def test_an_infected_file_is_deleted_and_remembered(
    officer: Context, process: Process, turn: Callable[..., int]
) -> None:
    row = sent(officer, process, BAD)
    with scanner() as (address, _):
        turn(address)
    assert state(officer, row) is Scan.INFECTED
    assert not officer.files.exists(row.digest)
    event = officer.session.scalars(select(Event).where(Event.name == "process.scan")).one()
    assert event.data["malware"] == "Test-Signature"
    with pytest.raises(WrongFile, match="skadlig kod"):
        sent(officer, process, BAD)
    assert not officer.files.exists(row.digest)


@pytest.mark.parametrize("said", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"\xff" * 99])
def test_without_a_verdict_a_file_waits_and_is_tried_again(
    said: bytes, officer: Context, process: Process, turn: Callable[..., int]
) -> None:
    rows = [sent(officer, process), sent(officer, process, samples.pdf(b"% other\n"))]
    with scanner(lambda data: said) as (address, seen):
        assert turn(address) == 0
        assert len(seen) == 1, "the others are not tried in vain"
    assert {state(officer, row) for row in rows} == {Scan.PENDING}
    with scanner(judged) as (address, _):
        assert turn(address) == 0, "not yet"
        assert turn(address, minutes=2) == 2
    assert {state(officer, row) for row in rows} == {Scan.CLEAN}


def test_a_scanner_that_is_away_holds_nobody_up(
    officer: Context, process: Process, turn: Callable[..., int]
) -> None:
    row = sent(officer, process)
    assert turn("tcp://127.0.0.1:1") == 0
    assert state(officer, row) is Scan.PENDING


def test_without_a_scanner_the_demo_shows_files_and_says_so(
    officer: Context, process: Process, turn: Callable[..., int]
) -> None:
    row = sent(officer, process)
    turn()
    assert state(officer, row) is Scan.CLEAN
    event = officer.session.scalars(select(Event).where(Event.name == "process.scan")).one()
    assert event.data["scanner"] == "none"


def test_without_a_scanner_production_shows_only_what_it_has_drawn_itself(
    officer: Context, process: Process, turn: Callable[..., int]
) -> None:
    document, drawn = sent(officer, process), sent(officer, process, samples.picture())
    turn(environment="production")
    assert state(officer, document) is Scan.PENDING
    assert state(officer, drawn) is Scan.CLEAN
    with scanner() as (address, _):
        turn(address, "production", minutes=61)
    assert state(officer, document) is Scan.CLEAN


def test_only_the_worker_says_that_a_file_is_clean(officer: Context, process: Process) -> None:
    row = sent(officer, process)
    with pytest.raises(NotPermitted):
        scan(officer, row, None, "none")


def test_a_number_of_files_is_enough(officer: Context, process: Process) -> None:
    few = replace(FILE_FROM_STAFF, most=1)
    sent(officer, process, taken=few)
    with pytest.raises(WrongFile, match="redan så många"):
        sent(officer, process, taken=few)
    one = replace(FROM_PARTICIPANTS, most=1)
    sent(officer, process, samples.picture(), taken=one)
    with pytest.raises(WrongFile, match="Skicka utan fil"):
        sent(officer, process, samples.picture(), taken=one)
    later = replace(officer, now=NOW + timedelta(hours=2))
    sent(later, process, samples.picture(), taken=one)


def test_a_personal_number_in_the_name_is_stopped(officer: Context, process: Process) -> None:
    upload = judge("Intyg 19640823-3234.pdf", samples.pdf(), FILE_FROM_STAFF)
    with pytest.raises(WrongFile, match="personnummer"):
        attach(officer, process, upload)


def test_at_night_files_that_nobody_names_go(
    officer: Context, system: Context, process: Process, config: Config
) -> None:
    named = sent(officer, process).digest
    old, young = (system.files.put(data) for data in (b"rolled back", b"being written"))
    folder = Path(config.data_dir) / "files" / "1"
    before = (NOW - timedelta(days=2)).timestamp()
    for key in (named, old):
        os.utime(folder / key[:2] / key[2:], (before, before))
    os.utime(folder / young[:2] / young[2:], (NOW.timestamp(), NOW.timestamp()))
    tidy_files(system)
    assert [system.files.exists(key) for key in (named, old, young)] == [True, False, True]


def test_a_file_that_is_gone_is_complained_about(
    officer: Context, system: Context, process: Process, turn: Callable[..., int]
) -> None:
    row = sent(officer, process)
    system.files.delete(row.digest)
    with pytest.raises(Unfinished, match="1 attachments have no file"):
        tidy_files(system)
    system.session.rollback()
    turn()
    assert state(officer, row) is Scan.PENDING


def test_an_infected_row_needs_no_file(
    officer: Context, system: Context, process: Process, turn: Callable[..., int]
) -> None:
    sent(officer, process, BAD)
    with scanner() as (address, _):
        turn(address)
    tidy_files(system)
