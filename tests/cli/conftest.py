"""The command line, run as an operator runs it, for every test of this folder."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from dialog.cli import cli
from dialog.config import Config

Dialog = Callable[..., Result]


def now() -> datetime:
    """What time it is for a command."""
    return datetime.now(UTC)  # noqa: TID251 - commands go by the real clock


@pytest.fixture
def dialog(config: Config, monkeypatch: pytest.MonkeyPatch) -> Dialog:
    """Run a command: `dialog("saml", "feed", "show")`; `typed` is what is typed at its questions."""
    monkeypatch.setenv("DIALOG_DATABASE_URL", config.database_url)
    monkeypatch.setenv("DIALOG_DATA_DIR", str(config.data_dir))
    monkeypatch.setenv("DIALOG_KEYS_FILE", str(config.keys_file))
    monkeypatch.setenv("DIALOG_ENV", "demo")

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(cli, list(words), input=typed)

    return run
