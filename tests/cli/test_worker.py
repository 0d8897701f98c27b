"""`dialog worker`, as a process of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.jobs import Schedule
from dialog.core.keys import Keyring
from dialog.folkmotion.models import Folkmotion
from tests import make

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
