"""The import contracts in pyproject.toml notice when somebody breaks them."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from devtools.checks import tool
from devtools.shell import ROOT
from tests.tooling.test_dev import imports

Lint = Callable[[], tuple[int, str]]

# A type of participation can be added, or taken away, without touching another one, or what all share.
APART = "Types of participation do not know one another"
ONE_WAY = "Imports point one way"
BREAKS = {
    "consultation/rules/levels.py": ("import dialog.folkmotion.rules", APART),
    "folkmotion/rules.py": ("import dialog.consultation.rules", APART),
    "remiss/rules/response.py": ("import dialog.folkmotion.rules", APART),
    "consultation/rules/place.py": ("import dialog.remiss.rules", APART),
    "process/search.py": ("import dialog.consultation.rules", ONE_WAY),
    "moderation/models.py": ("import dialog.consultation.rules", ONE_WAY),
    "feedback/models.py": ("import dialog.consultation.rules", ONE_WAY),
    "notification/models.py": ("import dialog.consultation.rules", ONE_WAY),
    "registry/models.py": ("import dialog.folkmotion.rules", ONE_WAY),
    "core/text.py": ("import flask", "The domain does not know the web"),
    "core/errors.py": ("import dialog.web.request", ONE_WAY),
    "process/rules/__init__.py": ("import dialog.folkmotion.models", ONE_WAY),
    "folkmotion/policy.py": ("import dialog.folkmotion.views", "Inside a feature"),
    "folkmotion/utils.py": ("import json", "Inside a feature"),
    "folkmotion/manifest.py": ("import xmlsec", "know SAML"),
    "folkmotion/models.py": ("import nh3", "Only core.text makes trusted HTML"),
    "tenancy/models.py": ("import smtplib", "Only notification sends mail"),
    "identity/models.py": ("import requests", "Nobody fetches from other machines"),
    "process/views.py": ("import sqlalchemy.orm", "Views do not write SQL"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source that a test may spoil."""
    shutil.copytree(ROOT / "dialog", tmp_path / "dialog", ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture
def lint(tree: Path) -> Lint:
    def run() -> tuple[int, str]:
        command = [str(part) for part in tool("lint-imports", "--no-cache")]
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    return run


def test_the_source_keeps_every_contract(lint: Lint) -> None:
    status, told = lint()
    assert status == 0, told
    assert "0 broken" in told


@pytest.mark.parametrize("file", BREAKS)
def test_a_broken_contract_is_named(file: str, tree: Path, lint: Lint) -> None:
    line, contract = BREAKS[file]
    with (tree / "dialog" / file).open("a") as source:
        source.write(f"\n{line}\n")
    status, told = lint()
    broken = [row for row in told.splitlines() if row.endswith("BROKEN") or " BROKEN " in row]
    assert status == 1
    assert any(contract in row for row in broken), told


def test_a_migration_imports_nothing_of_ours() -> None:
    migrations = sorted((ROOT / "dialog" / "migrations" / "versions").glob("*.py"))
    assert migrations
    for migration in migrations:
        assert "dialog" not in imports(migration), migration.name
