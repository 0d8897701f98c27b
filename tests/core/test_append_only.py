"""Tables that only grow: whichever way the database was made, it refuses the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from dialog.cli.database import alembic
from dialog.core.context import Context
from dialog.core.db import make_engine
from dialog.tenancy.models import Department
from tests import make
from tests.conftest import ON_POSTGRESQL

TRIGGERS = {
    "sqlite": "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """SELECT c.relname, pg_get_triggerdef(t.oid) || p.prosrc
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal""",
}


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Engine]:
    """A database that the migrations have made."""
    url = make.database_url(tmp_path / "migrated.db", "migrated")
    command.upgrade(alembic(url), "head")
    engine = make_engine(url)
    yield engine
    engine.dispose()
    if ON_POSTGRESQL:
        make.on_server(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def guards(engine: Engine) -> list[tuple[str, str]]:
    """Table and words of every trigger, without regard to spaces."""
    with engine.connect() as connection:
        rows = connection.execute(text(TRIGGERS[engine.dialect.name])).all()
    return sorted((table, " ".join(words.split())) for table, words in rows)


def test_migrations_make_the_same_guards_as_the_models(engine: Engine, migrated: Engine) -> None:
    assert guards(migrated) == guards(engine)
    kept = {"event", "evidence", "evidence_link", "moderation_decision"}
    assert {table for table, _ in guards(engine)} == kept


@pytest.mark.postgresql
def test_not_even_the_whole_table_can_be_emptied(system: Context, engine: Engine) -> None:
    subject = system.session.query(Department).first()
    assert subject
    system.record("test.happened", subject)
    system.session.commit()
    with (
        pytest.raises(DBAPIError, match="event is append-only"),
        engine.begin() as connection,
    ):
        connection.execute(text("TRUNCATE event CASCADE"))
