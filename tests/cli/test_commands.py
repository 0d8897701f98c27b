"""The command line, run as an operator runs it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.app import create_app
from dialog.config import Config, ConfigError
from dialog.core.db import make_engine, reader
from dialog.identity.evidence import PRIVATE, PUBLIC, make_pair
from dialog.identity.models import Person, PopulationExtract
from dialog.tenancy.models import LocalRule
from tests.cast import CAST
from tests.cli.conftest import Dialog

NEIGHBOUR = CAST["neighbour"].number


@pytest.fixture
def everything(config: Config):
    engine = make_engine(config.database_url)
    with Session(reader(engine)) as session:
        yield session
    engine.dispose()


def test_a_rule_is_set_with_its_decision(dialog: Dialog, everything) -> None:
    done = dialog(
        "rule", "set", "--municipality", "ekby", "--decided-by", "Kommunfullmäktige",
        "--case-number", "KF 2026/1", "ef.threshold", json.dumps({"mode": "count", "value": 40}),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    row = everything.scalars(select(LocalRule).where(LocalRule.key == "ef.threshold")).one()
    assert row.value == {"mode": "count", "value": 40}
    assert "ef.threshold" in dialog("rule", "list", "--municipality", "ekby").output


def test_a_role_is_given_without_the_number_on_the_command_line(dialog: Dialog, everything) -> None:
    done = dialog(
        "user", "grant", "--municipality", "ekby", "--role", "moderator", typed=f"{NEIGHBOUR}\n"
    )
    assert done.exit_code == 0, done.output
    assert NEIGHBOUR not in done.output
    assert [p for p in everything.scalars(select(Person)) if p.roles == ["moderator"]]


def test_a_register_is_imported_and_bad_lines_are_told(
    dialog: Dialog, everything, tmp_path: Path
) -> None:
    file = tmp_path / "utdrag.csv"
    file.write_text(f"personnummer\n{NEIGHBOUR}\nfel\n", encoding="utf-8")
    done = dialog("population", "import", "--municipality", "ekby", str(file))
    assert done.exit_code == 0, done.output
    assert "1 people" in done.output
    assert "line 3" in done.output
    assert NEIGHBOUR not in done.output
    current = select(PopulationExtract).where(PopulationExtract.is_current)
    assert everything.scalars(current).one().people == 1


@pytest.mark.parametrize(
    "words",
    [
        ("rule", "list", "--municipality", "nowhere"),
        ("user", "grant", "--municipality", "ekby", "--role", "king"),
        ("population", "import", "--municipality", "ekby", "/nowhere.csv"),
    ],
)
def test_a_wrong_word_is_an_error(dialog: Dialog, words: tuple[str, ...]) -> None:
    assert dialog(*words).exit_code != 0


def test_the_worker_does_what_is_due_and_stops(dialog: Dialog) -> None:
    done = dialog("worker", "--once")
    assert done.exit_code == 0, done.output


def test_a_schema_from_nothing_is_what_the_program_wants(
    dialog: Dialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIALOG_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert dialog("db", "upgrade").exit_code == 0
    assert dialog("db", "check").exit_code == 0


def test_the_doctor_finds_a_schema_that_is_missing(
    dialog: Dialog, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("DIALOG_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    done = dialog("doctor")
    assert done.exit_code == 1
    assert "WRONG   database schema" in done.output


def test_the_doctor_is_content_with_a_demo_that_is_whole(
    dialog: Dialog, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("DIALOG_DATABASE_URL", f"sqlite:///{tmp_path / 'whole.db'}")
    assert dialog("db", "upgrade").exit_code == 0
    done = dialog("doctor")
    assert done.exit_code == 0, done.output
    assert "ok      XML libraries" in done.output


def test_key_files_are_made_once(dialog: Dialog, tmp_path: Path) -> None:
    file = tmp_path / "new" / "keys.json"
    assert dialog("keys", "create", str(file)).exit_code == 0
    before = file.read_text()
    assert dialog("keys", "create", str(file)).exit_code != 0
    assert file.read_text() == before
    public, private = tmp_path / "e.public.pem", tmp_path / "e.private.pem"
    done = dialog("keys", "evidence", "--public", str(public), "--private", str(private))
    assert done.exit_code == 0, done.output
    assert "PRIVATE" in private.read_text()
    assert "PRIVATE" not in public.read_text()
    for other in (
        ("--public", str(public), "--private", str(tmp_path / "new.pem")),
        ("--public", str(tmp_path / "new.pem"), "--private", str(private)),
    ):
        assert dialog("keys", "evidence", *other).exit_code != 0, "old proofs need the old pair"
    assert not (tmp_path / "new.pem").exists()


def test_the_doctor_wants_the_private_key_of_proofs_away_from_production(
    dialog: Dialog, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pair(config.data_dir / PUBLIC, config.data_dir / PRIVATE)
    monkeypatch.setenv("DIALOG_ENV", "production")
    monkeypatch.setenv("DIALOG_SECRET_KEY", "test" * 10)
    monkeypatch.setenv("DIALOG_SMTP_URL", "smtp://localhost:25")
    assert "WRONG   evidence key: evidence.private.pem lies on this" in dialog("doctor").output
    (config.data_dir / PRIVATE).unlink()
    assert "ok      evidence key" in dialog("doctor").output


def test_production_refuses_a_demo_database(config: Config) -> None:
    with pytest.raises(ConfigError, match="demo municipality"):
        create_app(replace(config, environment="production"))
