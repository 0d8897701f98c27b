"""The seeded demo, made once for all tests, and copies of it for tests that change something."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from dialog import app as app  # every feature's tables, handlers and permissions
from dialog.core.db import Base, make_engine
from dialog.core.keys import Keyring
from dialog.demo.seed import seed
from tests import make
from tests.make import NOW

PORT = 5000


def database(folder: Path, name: str, like: str = "") -> str:
    """A new database of our own, perhaps a copy: the URL of it."""
    server = os.environ.get("DIALOG_TEST_DATABASE", "")
    if not server:
        path = folder / f"{name}.db"
        if like:
            shutil.copyfile(like.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    full = f"demo_{name}_{os.environ.get('PYTEST_XDIST_WORKER', '')}".rstrip("_")
    template = f" TEMPLATE {make_url(like).database}" if like else ""
    with create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {full} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {full}{template}"))
    return make_url(server).set(database=full).render_as_string(hide_password=False)


@dataclass(frozen=True)
class Home:
    """Where the seeded demo is: its database, which is only for copying, and its keys."""

    url: str
    keys: Keyring


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo, seeded once; the other processes of this test run wait for the first."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    try:
        folder.mkdir()
    except FileExistsError:
        while not (folder / "url").exists():
            time.sleep(0.2)
    else:
        try:
            url = make_demo(folder)
        except BaseException:
            url = "failed"  # so that nobody waits in vain
            raise
        finally:
            (folder / "new").write_text(url)
            (folder / "new").rename(folder / "url")
    return Home((folder / "url").read_text(), Keyring.load(folder / "keys.json"))


def make_demo(folder: Path) -> str:
    """Seed into a new database and return its URL."""
    url = database(folder, "template")
    engine = make_engine(url)
    Base.metadata.create_all(engine)
    seed(engine, Keyring.create(folder / "keys.json"), NOW, PORT)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def seeded(home: Home) -> str:
    return home.url


@pytest.fixture(scope="session")
def demo_keys(home: Home) -> Keyring:
    return home.keys


@pytest.fixture(scope="session")
def reading(seeded: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo, for tests that only read."""
    engine = make_engine(database(tmp_path_factory.mktemp("reading"), "reading", like=seeded))
    yield engine
    engine.dispose()


@pytest.fixture
def demo(reading: Engine) -> Iterator[Session]:
    """A session over all municipalities of the demo, for reading."""
    with Session(reading) as session:
        yield session


@pytest.fixture
def own_url(seeded: str, tmp_path: Path) -> str:
    """A copy of the demo that the test may change."""
    return database(tmp_path, "own", like=seeded)


@pytest.fixture
def own(own_url: str) -> Iterator[Engine]:
    """The test's own copy."""
    engine = make_engine(own_url)
    yield engine
    engine.dispose()


@pytest.fixture
def environment(own_url: str, tmp_path: Path, demo_keys: Keyring) -> dict[str, str]:
    """What a command needs to find the test's own copy."""
    make.write_keys(demo_keys, tmp_path / "keys.json")
    return {
        "DIALOG_ENV": "demo",
        "DIALOG_DATABASE_URL": own_url,
        "DIALOG_DATA_DIR": str(tmp_path),
        "DIALOG_KEYS_FILE": str(tmp_path / "keys.json"),
        "DIALOG_SECRET_KEY": "test" * 10,
    }
