"""The worker makes the files of the compilation, with progress, and again when one was killed."""

import multiprocessing
import os
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.db import make_engine
from dialog.core.errors import DomainError
from dialog.core.journal import Delivery
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, pay_debts
from dialog.identity.models import Person
from dialog.notification.models import Follower, Letter, Mailing
from dialog.notification.queries import Addressee as Place
from dialog.notification.queries import house
from dialog.notification.reactions.listing import list_recipients
from dialog.notification.reactions.writing import Draft, write
from dialog.process.models import Export, Format
from dialog.process.reactions.exports import CLAIM, FOLDER, make_files
from dialog.remiss.actions.compilation import conclude, reopen_compilation
from dialog.remiss.actions.exports import KIND, WITH_NOTES, export
from dialog.remiss.models import Remiss
from dialog.remiss.queries.assessment import BATCH
from dialog.remiss.queries.respondents import RESPONDENTS, respondents
from dialog.remiss.rules.response import View
from tests.make import EKBY
from tests.remiss import compiled, crowd, rows
from tests.remiss.rows import NOW

STATEMENTS = 2 * BATCH + 7


@pytest.fixture
def desk(engine: Engine, keys: Keyring, config: Config) -> Desk:
    return Desk(engine, keys, NOW, config)


def asked_for(system: Context, officer: Context, format: Format) -> int:
    """The id of an export of a remiss of one section with many statements; commits."""
    row = crowd.remiss(system.session, officer.keys, 1, STATEMENTS)
    number = export(officer, row, KIND, format).id
    system.session.commit()
    return number


def state(system: Context, number: int) -> Export:
    system.session.rollback()
    system.session.expire_all()
    row = system.session.get_one(Export, number)
    system.session.expunge(row)
    system.session.rollback()
    return row


@pytest.mark.parametrize("format", [Format.XLSX, Format.DOCX, Format.PDF])
def test_the_worker_makes_the_file(
    format: Format, system: Context, acting: Any, desk: Desk
) -> None:
    number = asked_for(system, acting("officer"), format)
    assert make_files(desk, [EKBY]) == 1
    row = state(system, number)
    assert (row.done, row.total, row.error) == (STATEMENTS, STATEMENTS, "")
    assert len(system.files.read(row.digest)) == row.size


@pytest.mark.parametrize("format", [Format.XLSX, Format.DOCX])
def test_progress_is_told_in_steps(
    format: Format, system: Context, acting: Any, desk: Desk, engine: Engine
) -> None:
    number = asked_for(system, acting("officer"), format)
    seen: list[int] = []

    def look(connection: object) -> None:
        with desk.reading(EKBY) as ctx:
            seen.append(ctx.session.get_one(Export, number).done)

    event.listen(engine, "commit", look)
    make_files(desk, [EKBY])
    event.remove(engine, "commit", look)
    assert {0, BATCH, 2 * BATCH} <= set(seen)


def die_on_the_way(url: str, keys: Keyring, config: Config) -> None:
    """Begin the file in a process of its own, and be killed when the first statements are written."""
    engine = make_engine(url)

    def kill(*given: Any) -> None:
        statement, parameters = given[2], given[3]
        values = parameters.values() if isinstance(parameters, dict) else parameters
        if statement.startswith("UPDATE export") and BATCH in tuple(values):
            os._exit(9)

    event.listen(engine, "before_cursor_execute", kill)
    make_files(Desk(engine, keys, NOW, config), [EKBY])


@pytest.mark.parametrize("format", [Format.XLSX, Format.DOCX])
def test_another_worker_begins_again_when_one_was_killed(
    format: Format, system: Context, acting: Any, desk: Desk, database_url: str
) -> None:
    number = asked_for(system, acting("officer"), format)
    spawn = multiprocessing.get_context("fork")
    process = spawn.Process(target=die_on_the_way, args=(database_url, desk.keys, desk.config))
    process.start()
    process.join()
    assert process.exitcode == 9
    assert state(system, number).made_at is None
    assert make_files(desk, [EKBY]) == 0, "its claim still holds"
    later = replace(desk, now=NOW + CLAIM + timedelta(minutes=1))
    assert make_files(later, [EKBY]) == 1
    row = state(system, number)
    assert (row.attempts, row.done) == (2, STATEMENTS)
    assert {key for key, _ in system.files.stored()} == {row.digest}
    assert desk.config is not None
    assert list((desk.config.data_dir / FOLDER).iterdir()) == []


def test_asking_twice_gives_one_file(system: Context, acting: Any) -> None:
    officer = acting("officer")
    row = compiled.heard(officer.session, officer.keys)
    first = export(officer, row, KIND, Format.XLSX)
    assert export(officer, row, KIND, Format.XLSX).id == first.id
    assert export(officer, row, WITH_NOTES, Format.XLSX).id != first.id
    with pytest.raises(DomainError):
        export(officer, row, WITH_NOTES, Format.DOCX)


def concluded(system: Context, officer: Context) -> Remiss:
    """A remiss whose compilation was just made public, and that somebody follows; commits."""
    row = compiled.heard(system.session, officer.keys)
    compiled.comment(system.session, row, *compiled.KEYS)
    person = system.session.query(Person).first()
    assert person is not None
    follower = Follower(process_id=row.id, address_key="a", person_id=person.id, followed_at=NOW)
    system.session.add(follower)
    view = {"": View("supports", "Bra.")}
    rows.add_response(system.session, row, view, author_id=person.id, owner="follower")
    rows.add_response(system.session, row, view, owner="owner-2", number=2)
    conclude(officer, row)
    system.session.flush()
    return row


def test_those_who_follow_and_those_who_answered_are_told(
    system: Context, acting: Any, desk: Desk
) -> None:
    row = concluded(system, acting("officer"))
    number, path = row.id, f"/remisser/{row.id}/sammanstallning"
    system.session.commit()
    pay_debts(desk)
    found = system.session.query(Mailing).filter_by(template="remiss.conclude").all()
    assert {each.audience for each in found} == {"followers", RESPONDENTS}
    assert {each.facts["path"] for each in found} == {path}
    told = respondents(system, number, 0, 100)
    assert len(told) == 5, "each sender once, and whoever follows as a follower"
    assert respondents(system, number, told[1][0], 100) == told[2:]


def test_the_letter_leads_to_the_compilation(system: Context, acting: Any, desk: Desk) -> None:
    row = concluded(system, acting("officer"))
    path = f"/remisser/{row.id}/sammanstallning"
    system.session.commit()
    pay_debts(desk)
    list_recipients(desk)
    letters = system.session.query(Letter).all()
    drafts = [
        Draft(house(system, "http"), each, Place("a@b.example", "sv", "/kvitto/X"), "t", NOW)
        for each in letters
    ]
    assert len(drafts) == 6
    for draft in drafts:
        content = message_from_bytes(write(draft).content)
        words = content.get_payload()[0].get_payload(decode=True).decode()
        assert path in words.replace("\n", "")


def test_nothing_is_told_of_what_was_opened_again(system: Context, acting: Any, desk: Desk) -> None:
    officer = acting("officer")
    row = concluded(system, officer)
    reopen_compilation(officer, row, "Ett tal var fel.")
    system.session.commit()
    pay_debts(desk)
    assert system.session.query(Mailing).all() == []
    assert all(each.done_at for each in system.session.query(Delivery))
