"""The seeded demo, made once for all tests, and copies of it for tests that change something."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dialog import app as app  # every feature's tables, handlers and permissions
from dialog.cli import cli
from dialog.core.db import Base, make_engine
from dialog.core.keys import Keyring
from dialog.demo.seed import Home as Seeded
from dialog.demo.seed import seed
from tests import make
from tests.make import NOW

PORT = 5000
Run = Callable[..., Result]


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
    url = make.database_url(folder / "demo.db", "demo")
    engine = make_engine(url)
    Base.metadata.create_all(engine)
    seed(Seeded(engine, Keyring.create(folder / "keys.json"), folder), NOW, PORT)
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
    path = tmp_path_factory.mktemp("reading") / "demo.db"
    engine = make_engine(make.database_url(path, "demo_reading", copy_of=seeded))
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
    return make.database_url(tmp_path / "demo.db", "demo_own", copy_of=seeded)


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


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Give a command of `dialog demo`."""

    def run(*words: str, **more: str) -> Result:
        return CliRunner().invoke(cli, ["demo", *words], env=environment | more)

    return run
