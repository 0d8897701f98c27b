"""The wall between municipalities, from every side we know of."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select, text, update
from sqlalchemy.orm import Session, aliased, joinedload, lazyload, selectinload

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.folkmotion.models import CoProposer, Folkmotion
from dialog.process.models import Process, ProcessText
from dialog.tenancy.models import LocalRule
from tests import make
from tests.make import NOW


@pytest.fixture
def other(engine: Engine) -> Iterator[TenantSession]:
    with TenantSession(engine, municipality_id=make.BJORKBY) as session:
        yield session


def test_a_session_without_a_municipality_cannot_be_made(engine: Engine) -> None:
    with pytest.raises(TypeError):
        TenantSession(engine)


def test_reads_see_own_rows_only(
    session: TenantSession, other: TenantSession, keys: Keyring
) -> None:
    row_id = make.folkmotion(session, keys).id
    session.rollback()  # SQLite has one writer at a time
    assert other.get(Folkmotion, row_id) is None
    assert other.get(Process, row_id) is None
    assert other.scalars(select(Folkmotion)).all() == []
    assert other.scalars(select(Process)).all() == []
    assert other.scalars(select(aliased(Folkmotion))).all() == []
    assert other.scalar(select(func.count()).select_from(Folkmotion)) == 0
    assert other.scalars(select(Process.title).union(select(Process.title))).all() == []


def test_writes_touch_own_rows_only(
    session: TenantSession, other: TenantSession, keys: Keyring
) -> None:
    row = make.folkmotion(session, keys)
    changed = other.execute(update(Process).values(title="x"))
    assert changed.rowcount == 0
    session.expunge_all()
    row.title = "taken"
    other.add(row)
    with pytest.raises(PermissionError):
        other.flush()


def stray_text(engine: Engine, keys: Keyring) -> None:
    """A row that another bug put on the wrong side."""
    with TenantSession(engine, municipality_id=make.EKBY) as mine:
        folkmotion_id = make.folkmotion(mine, keys).id
    with Session(engine) as everywhere:
        everywhere.add(
            CoProposer(
                municipality_id=make.BJORKBY,
                folkmotion_id=folkmotion_id,
                person_id=1,
                joined_at=NOW,
            )
        )
        everywhere.commit()


@pytest.mark.parametrize("load", [lazyload, joinedload, selectinload])
def test_relationships_do_not_reach_over_the_wall(
    engine: Engine, keys: Keyring, load: Callable[..., Any]
) -> None:
    stray_text(engine, keys)
    with TenantSession(engine, municipality_id=make.EKBY) as session:
        stmt = select(Folkmotion).options(load(Folkmotion.co_proposers))
        assert session.scalars(stmt).unique().one().co_proposers == []


def test_relationships_of_a_new_row_stay_inside_too(
    session: TenantSession, engine: Engine, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(session, keys)
    folkmotion_id = folkmotion.id
    session.rollback()
    with Session(engine) as everywhere:
        values = {"title": "", "summary": "", "body": "främmande", "written_at": NOW, "number": 2}
        everywhere.add(
            ProcessText(municipality_id=make.BJORKBY, process_id=folkmotion_id, **values)
        )
        everywhere.commit()
    assert [each.body for each in folkmotion.texts] == [folkmotion.texts[0].body]


@pytest.mark.parametrize(
    "statement",
    [
        text("select title from process"),
        select(Process.__table__),
        insert(LocalRule).values(key="x"),
    ],
    ids=["text", "core select", "bulk insert"],
)
def test_statements_that_cannot_be_scoped_are_refused(
    session: TenantSession, statement: Any
) -> None:
    with pytest.raises(PermissionError):
        session.execute(statement)


def test_a_new_row_gets_the_municipality_of_its_session(
    session: TenantSession, keys: Keyring
) -> None:
    assert make.folkmotion(session, keys).municipality_id == make.EKBY


def test_a_moment_without_a_time_zone_is_refused(session: TenantSession, keys: Keyring) -> None:
    with pytest.raises(Exception, match="time zone"):
        make.folkmotion(session, keys, closes_at=datetime(2027, 1, 1))  # noqa: DTZ001


def test_a_moment_comes_back_as_it_was(session: TenantSession, keys: Keyring) -> None:
    row = make.folkmotion(session, keys)
    session.expire_all()
    assert row.created_at.tzinfo is not None
    assert row.submitted_at is not None
    assert (row.submitted_at - row.created_at).days == 8


def test_a_received_text_cannot_be_changed(session: TenantSession, keys: Keyring) -> None:
    row = make.folkmotion(session, keys)
    row.texts[0].body = "något annat"
    with pytest.raises(PermissionError):
        session.flush()
