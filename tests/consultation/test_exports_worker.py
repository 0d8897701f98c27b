"""The worker makes the files: with progress, one worker each, and again when one was killed."""

import json
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from dialog.config import Config
from dialog.consultation.actions.exports import export, retry_export
from dialog.consultation.queries import whole as reading
from dialog.core.context import Context
from dialog.core.db import make_engine
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.process.models import Export, Format
from dialog.process.reactions.exports import (
    CLAIM,
    FOLDER,
    MOST_ATTEMPTS,
    forget_exports,
    make_files,
)
from dialog.process.reactions.tidying import tidy_files
from tests.consultation import answered, asked
from tests.consultation.rows import NOW
from tests.make import BJORKBY, EKBY

Acting = Callable[[str], Context]
MANY = 2 * reading.BATCH + 7


@pytest.fixture
def desk(engine: Engine, keys: Keyring, config: Config) -> Desk:
    return Desk(engine, keys, NOW, config)


def asked_for(ctx: Context, system: Context, format: Format, number: int = 3) -> int:
    """The id of an export of a consultation with so many answers; commits."""
    row, part = asked.made(system)
    answered.many(system.session, part, [(number, {"answers": asked.FULL}, {})])
    found = export(ctx, row, format).id
    system.session.commit()
    return found


def state(system: Context, number: int) -> Export:
    system.session.rollback()
    system.session.expire_all()
    row = system.session.get_one(Export, number)
    system.session.expunge(row)
    system.session.rollback()
    return row


def left(desk: Desk) -> list[str]:
    """Half files that workers have left."""
    assert desk.config is not None
    return [path.name for path in (desk.config.data_dir / FOLDER).iterdir()]


def stored(system: Context) -> set[str]:
    return {key for key, _ in system.files.stored()}


def test_the_worker_makes_the_file(system: Context, acting: Acting, desk: Desk) -> None:
    number = asked_for(acting("officer"), system, Format.JSON)
    assert make_files(desk, [EKBY]) == 1
    row = state(system, number)
    assert (row.done, row.total, row.error, row.claimed_until) == (3, 3, "", None)
    assert row.made_at is not None
    content = system.files.read(row.digest)
    assert len(content) == row.size
    assert len(json.loads(content)["answers"]) == 3
    assert make_files(desk, [EKBY]) == 0
    assert left(desk) == []


def test_asking_twice_gives_one_file(system: Context, acting: Acting) -> None:
    officer = acting("officer")
    row, _ = asked.made(system)
    first = export(officer, row, Format.CSV)
    assert export(officer, row, Format.CSV).id == first.id
    assert export(officer, row, Format.XLSX).id != first.id


def test_progress_is_told_in_steps(
    system: Context, acting: Acting, desk: Desk, engine: Engine
) -> None:
    number = asked_for(acting("officer"), system, Format.CSV, MANY)
    seen: list[int] = []

    def look(connection: object) -> None:
        with desk.reading(EKBY) as ctx:
            seen.append(ctx.session.get_one(Export, number).done)

    event.listen(engine, "commit", look)
    make_files(desk, [EKBY])
    event.remove(engine, "commit", look)
    assert {0, reading.BATCH, 2 * reading.BATCH} <= set(seen)
    assert state(system, number).done == MANY


def die_on_the_way(url: str, keys: Keyring, config: Config) -> None:
    """Begin the file in a process of its own, and be killed when the first answers are written."""
    engine = make_engine(url)

    def kill(*given: Any) -> None:
        statement, parameters = given[2], given[3]
        if statement.startswith("UPDATE export") and reading.BATCH in tuple(
            parameters.values() if isinstance(parameters, dict) else parameters
        ):
            os._exit(9)

    event.listen(engine, "before_cursor_execute", kill)
    make_files(Desk(engine, keys, NOW, config), [EKBY])


@pytest.mark.parametrize("format", [Format.XLSX, Format.JSON])
def test_another_worker_begins_again_when_one_was_killed(
    format: Format, system: Context, acting: Acting, desk: Desk, database_url: str
) -> None:
    number = asked_for(acting("officer"), system, format, MANY)
    spawn = multiprocessing.get_context("fork")
    process = spawn.Process(target=die_on_the_way, args=(database_url, desk.keys, desk.config))
    process.start()
    process.join()
    assert process.exitcode == 9
    row = state(system, number)
    assert (row.made_at, row.attempts, stored(system)) == (None, 1, set())
    assert len(left(desk)) == 1, "half a file"
    assert make_files(desk, [EKBY]) == 0, "its claim still holds"
    later = replace(desk, now=NOW + CLAIM + timedelta(minutes=1))
    assert make_files(later, [EKBY]) == 1
    row = state(system, number)
    assert (row.attempts, row.done, row.total) == (2, MANY, MANY)
    assert stored(system) == {row.digest}, "exactly one file"
    assert left(desk) == []


def test_a_slow_worker_that_lost_its_claim_keeps_nothing(
    system: Context, acting: Acting, desk: Desk, engine: Engine
) -> None:
    number = asked_for(acting("officer"), system, Format.CSV, MANY)
    later = replace(desk, now=NOW + CLAIM + timedelta(minutes=1))
    others: list[bool] = []

    def be_faster(*given: Any) -> None:
        if not others and "FROM contribution_text" in given[2]:
            others.append(True)
            make_files(later, [EKBY])

    event.listen(engine, "before_cursor_execute", be_faster)
    make_files(desk, [EKBY])
    event.remove(engine, "before_cursor_execute", be_faster)
    row = state(system, number)
    assert (row.attempts, row.error) == (2, "")
    assert row.made_at is not None
    assert stored(system) == {row.digest}


def test_a_file_that_kills_its_workers_is_given_up(
    system: Context, acting: Acting, desk: Desk
) -> None:
    number = asked_for(acting("officer"), system, Format.CSV)
    with desk.context(EKBY) as ctx:
        ctx.session.get_one(Export, number).attempts = MOST_ATTEMPTS
    make_files(desk, [EKBY])
    assert state(system, number).error == "GaveUp"
    assert make_files(desk, [EKBY]) == 0
    officer = acting("officer")
    retry_export(officer, officer.session.get_one(Export, number))
    officer.session.commit()
    make_files(desk, [EKBY])
    assert state(system, number).made_at is not None


def test_what_fails_says_so_and_stops_no_other(system: Context, acting: Acting, desk: Desk) -> None:
    number = asked_for(acting("officer"), system, Format.CSV)
    second = asked_for(acting("officer"), system, Format.CSV)
    (desk.config.data_dir / FOLDER).write_text("in the way")
    make_files(desk, [EKBY])
    assert state(system, number).error == "FileExistsError"
    (desk.config.data_dir / FOLDER).unlink()
    make_files(desk, [EKBY])
    assert state(system, second).made_at is not None


def test_files_are_forgotten_after_a_week(system: Context, acting: Acting, desk: Desk) -> None:
    number = asked_for(acting("officer"), system, Format.CSV)
    make_files(desk, [EKBY])
    digest = state(system, number).digest
    forget_exports(replace(system, now=NOW + timedelta(days=6)))
    tidy_files(replace(system, now=NOW + timedelta(days=6)))
    assert stored(system) == {digest}, "a file that a row names is nobody's orphan"
    forget_exports(replace(system, now=NOW + timedelta(days=7)))
    assert stored(system) == set()
    assert system.session.scalars(select(Export)).all() == []


def test_a_file_that_another_export_names_stays(
    system: Context, acting: Acting, desk: Desk
) -> None:
    number = asked_for(acting("officer"), system, Format.CSV)
    make_files(desk, [EKBY])
    digest = state(system, number).digest
    with desk.context(EKBY) as ctx:
        row = ctx.session.get_one(Export, number)
        same = {"format": row.format, "digest": digest, "kind": row.kind}
        ctx.session.add(
            Export(process_id=row.process_id, asked_at=NOW + timedelta(days=3), made_at=NOW, **same)
        )
    forget_exports(replace(system, now=NOW + timedelta(days=8)))
    assert stored(system) == {digest}


def test_the_neighbour_makes_nothing_of_ours(system: Context, acting: Acting, desk: Desk) -> None:
    number = asked_for(acting("officer"), system, Format.CSV)
    make_files(desk, [EKBY, BJORKBY])
    with desk.reading(BJORKBY) as ctx:
        assert ctx.session.get(Export, number) is None
        assert list(ctx.files.stored()) == []
