"""The journal: append-only from every side, an outbox, and free of names."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.journal import HANDLERS, Delivery, Event, on
from dialog.tenancy.models import Department
from tests.make import BJORKBY, EKBY, NOW

REFUSAL = "append-only"


@pytest.fixture
def happened(system: Context) -> Event:
    """An event that stands in the journal."""
    subject = system.session.scalars(select(Department)).one()
    event = system.record("test.happened", subject, step=7)
    system.session.commit()
    return event


def test_an_event_says_what_when_and_about_what(happened: Event) -> None:
    assert (happened.name, happened.at, happened.data) == ("test.happened", NOW, {"step": 7})
    assert (happened.subject_type, happened.municipality_id) == ("department", EKBY)
    assert happened.actor_id is None, "the worker is nobody"


def test_an_event_names_its_actor_by_id_unless_it_must_not(
    acting: Callable[[str], Context],
) -> None:
    ctx = acting("resident")
    subject = ctx.session.scalars(select(Department)).one()
    assert ctx.record("test.happened", subject).actor_id == ctx.actor.id
    assert ctx.record("test.happened", subject, attributed=False).actor_id is None


def test_the_orm_cannot_change_an_event(system: Context, happened: Event) -> None:
    happened.data = {"step": 8}
    with pytest.raises(PermissionError, match=REFUSAL):
        system.session.flush()


def test_the_orm_cannot_remove_an_event(system: Context, happened: Event) -> None:
    system.session.delete(happened)
    with pytest.raises(PermissionError, match=REFUSAL):
        system.session.flush()


@pytest.mark.usefixtures("happened")
@pytest.mark.parametrize(
    "statement", [update(Event).values(name="test.other"), delete(Event)], ids=["update", "delete"]
)
def test_the_database_refuses_what_goes_round_the_orm(session: TenantSession, statement) -> None:
    with pytest.raises(DBAPIError, match=REFUSAL):
        session.execute(statement)


@pytest.mark.usefixtures("happened")
@pytest.mark.parametrize(
    "words", ["UPDATE event SET actor_id = 1", "DELETE FROM event", "UPDATE event SET at = at"]
)
def test_the_database_refuses_sql_too(engine: Engine, words: str) -> None:
    with pytest.raises(DBAPIError, match=REFUSAL), engine.begin() as connection:
        connection.execute(text(words))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*), min(name) FROM event")).one() == (
            1,
            "test.happened",
        )


@pytest.mark.usefixtures("happened")
def test_another_municipality_does_not_see_it(engine: Engine) -> None:
    with TenantSession(engine, municipality_id=BJORKBY) as neighbour:
        assert neighbour.scalars(select(Event)).all() == []


def test_every_handler_gets_a_debt_in_the_same_transaction(
    system: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HANDLERS, "test.happened", {"a": print, "b": print})
    subject = system.session.scalars(select(Department)).one()
    event = system.record("test.happened", subject)
    system.session.flush()
    debts = system.session.scalars(select(Delivery).order_by(Delivery.handler)).all()
    assert [(debt.event_id, debt.handler, debt.due_at) for debt in debts] == [
        (event.id, "a", NOW),
        (event.id, "b", NOW),
    ]
    system.session.rollback()
    assert system.session.scalars(select(Delivery)).all() == []
    assert system.session.scalars(select(Event)).all() == []


def test_a_handler_subscribes_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(HANDLERS, "test.one", raising=False)
    monkeypatch.delitem(HANDLERS, "test.other", raising=False)

    @on("test.one", "test.other")
    def tell(ctx: Context, event: Event) -> None:
        """Nothing."""

    name = f"{__name__}.test_a_handler_subscribes_by_name.<locals>.tell"
    assert HANDLERS["test.one"] == HANDLERS["test.other"] == {name: tell}
    del HANDLERS["test.one"], HANDLERS["test.other"]
