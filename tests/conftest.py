"""Shared fixtures. Keep this file short: data is built in make.py, pages read in browser.py.

The database is a copy of a template that is made once: a file on SQLite, else one on the server.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Playwright, sync_playwright
from sqlalchemy import Engine, event, make_url
from sqlalchemy.orm import Session

from dialog.app import create_app
from dialog.config import Config
from dialog.core.context import Context
from dialog.core.db import Base, TenantSession, make_engine
from dialog.core.files import files_in
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM, Actor
from dialog.core.worker import Desk
from dialog.identity.queries import person_by_key
from tests import make
from tests.browser import Browser
from tests.cast import CAST
from tests.make import NOW

ON_POSTGRESQL = os.environ.get("DIALOG_TEST_DATABASE", "")


DATABASES = {"database_url", "template", "seeded"}  # whoever asks for one of these has a database


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what SQLite cannot do; on PostgreSQL, what has no database."""
    kept, left_out = [], []
    for item in items:
        is_marked = item.get_closest_marker("postgresql") is not None
        has_database = not DATABASES.isdisjoint(getattr(item, "fixturenames", ()))
        is_for_here = (is_marked or has_database) if ON_POSTGRESQL else not is_marked
        (kept if is_for_here else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return Keyring.create(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, keys: Keyring) -> str:
    """A database with two municipalities and the whole cast: a URL."""
    url = make.database_url(tmp_path_factory.mktemp("db") / "template.db")
    engine = make_engine(url)
    Base.metadata.create_all(engine)
    make.two_municipalities(engine, keys)
    engine.dispose()
    return url


@pytest.fixture
def database_url(template: str, tmp_path: Path) -> Iterator[str]:
    """A copy of the template for one test."""
    url = make.database_url(tmp_path / "dialog.db", "copy", copy_of=template)
    yield url
    if ON_POSTGRESQL:
        make.on_server(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


@pytest.fixture
def config(database_url: str, tmp_path: Path, keys: Keyring) -> Config:
    keys_file = tmp_path / "keys.json"
    make.write_keys(keys, keys_file)
    return Config(
        environment="demo",
        secret_key="test" * 10,
        database_url=database_url,
        data_dir=tmp_path,
        keys_file=keys_file,
        testing=True,
    )


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates are compiled once for all tests; each application has an environment of its own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(config: Config, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    app = create_app(config, clock=lambda: NOW)
    app.jinja_env.bytecode_cache = compiled
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    return app.extensions["engine"]


@pytest.fixture
def session(engine: Engine) -> Iterator[TenantSession]:
    with TenantSession(engine, municipality_id=make.EKBY) as session:
        yield session


@pytest.fixture
def desk(engine: Engine, keys: Keyring) -> Desk:
    """Where the worker works, now."""
    return Desk(engine, keys, NOW)


@pytest.fixture
def system(session: TenantSession, keys: Keyring, config: Config) -> Context:
    """The worker's own context."""
    return Context(session, SYSTEM, NOW, keys, files_in(config.data_dir, make.EKBY))


@pytest.fixture
def decide(system: Context) -> Callable[..., None]:
    """Let the municipality decide a rule: `decide("ef.co_proposers", 2)`."""

    def decide(key: str, value: Any) -> None:
        make.rule(system, key, value)
        system.session.commit()

    return decide


@pytest.fixture
def acting(system: Context) -> Callable[[str], Context]:
    """A context of one of the cast, by name: `acting("moderator")`."""

    def context(name: str) -> Context:
        person = person_by_key(system, make.key_of(system, CAST[name].number))
        assert person is not None
        roles = frozenset(CAST[name].roles)
        identity = CAST[name].identity
        actor = Actor(person.id, person.key, CAST[name].name, roles, identity, "loa3")
        return replace(system, actor=actor)

    return context


@pytest.fixture
def resident(acting: Callable[[str], Context]) -> Context:
    return acting("resident")


@pytest.fixture
def author(acting: Callable[[str], Context]) -> Context:
    return acting("author")


@pytest.fixture
def moderator(acting: Callable[[str], Context]) -> Context:
    return acting("moderator")


@pytest.fixture
def registrar(acting: Callable[[str], Context]) -> Context:
    return acting("registrar")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives a real Chromium, for tests that are marked `browser`."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement that reaches the database; clear() it before what is to be counted."""
    seen: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def everywhere(engine: Engine) -> Iterator[Session]:
    """A session over all municipalities, for looking behind the wall."""
    with Session(engine) as session:
        yield session
