"""`dialog worker`, as a process of its own."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from dialog.config import Config, FeedSource
from dialog.core.context import Context
from dialog.core.jobs import Schedule
from dialog.core.keys import Keyring
from dialog.folkmotion.models import Folkmotion
from dialog.identity.feeds import Feeds
from dialog.identity.saml.provider import new_key_pair
from tests import make
from tests.identity.saml.lists import signed_list
from tests.identity.saml.server import serving

PATIENCE = 60


@pytest.fixture
def command(config: Config) -> list[str]:
    """How it is started."""
    return [sys.executable, "-m", "dialog.cli", "worker"]


@pytest.fixture
def env(config: Config) -> dict[str, str]:
    """With which settings."""
    return os.environ | {
        "DIALOG_ENV": "demo",
        "DIALOG_DATABASE_URL": config.database_url,
        "DIALOG_DATA_DIR": str(config.data_dir),
        "DIALOG_KEYS_FILE": str(config.keys_file),
    }


def start(command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        command, env=env, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE
    )


def test_once_does_what_is_due_and_ends(
    command: list[str], env: dict[str, str], system: Context, resident: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys)
    number = folkmotion.id
    make.signed_by(resident, folkmotion)
    system.session.commit()
    worker = start([*command, "--once"], env)
    _, errors = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, errors) == (0, b"")
    assert system.session.get_one(Folkmotion, number).count_valid == 1


def test_it_fetches_the_federations_list_for_every_other_process(
    command: list[str], env: dict[str, str], engine: Engine, tmp_path: Path
) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the worker goes by the real clock
    signers = {name: new_key_pair(name, now, 2048) for name in ("federation", "idp")}
    pin = tmp_path / "pinned.pem"
    pin.write_text(signers["federation"].certificate)
    with serving() as server:
        server.body = signed_list(signers, now=now)
        named = {"DIALOG_SAML_FEED": server.url, "DIALOG_SAML_FEED_CERTIFICATE": str(pin)}
        workers = [start([*command, "--once"], env | named) for _ in range(2)]
        ends = [(each.communicate(timeout=PATIENCE)[1], each.returncode) for each in workers]
        assert ends == [(b"", 0)] * 2
        assert len(server.asked) == 1
        feeds = Feeds((FeedSource(server.url, pin),), engine)
        assert list(feeds.providers(now)) == ["https://idp.example/saml"]


def test_it_ends_when_it_is_told_to(
    command: list[str], env: dict[str, str], system: Context
) -> None:
    worker = start(command, env)
    limit = time.monotonic() + PATIENCE
    while not system.session.scalars(select(Schedule)).all():
        assert time.monotonic() < limit, "it never began"
        system.session.rollback()
        time.sleep(0.1)
    system.session.rollback()
    worker.send_signal(signal.SIGTERM)
    _, errors = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, errors) == (0, b"")
