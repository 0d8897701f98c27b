"""The command `dev.py check`: everything a machine can judge without running the tests."""

import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from devtools import assets, catalogues, postgres, python_packages, system
from devtools.shell import ROOT, VENV, Command, Failed, python, quietly, say, shout

LICENCES = ROOT / "devtools" / "inside" / "licences.py"
OWN_CODE = ("dialog", "devtools", "tests", "dev.py", "wsgi.py")
Check = Callable[[], object]


def main() -> int:
    """Run every check, also after one has failed, and tell which."""
    python_packages.ensure(dev=True)
    assets.ensure()
    missing = system.provide((system.DATABASE,))
    checks = everything()
    if missing:
        del checks["migrations, PostgreSQL"]
        shout("PostgreSQL is missing: the migrations are checked on SQLite only.")
    failed = [name for name, check in checks.items() if not passes(name, check)]
    say(f"\n{len(checks) - len(failed)} checks ok, {len(failed)} failed")
    return 1 if failed else 0


def everything() -> dict[str, Check]:
    """Give the checks in the order in which they are most useful to read."""
    return {
        "ruff check": lambda: quietly(python("-m", "ruff", "check", "--quiet", ".")),
        "ruff format": lambda: quietly(python("-m", "ruff", "format", "--check", ".")),
        "mypy": lambda: quietly(python("-m", "mypy")),
        "import contracts": lambda: quietly(tool("lint-imports", "--no-cache")),
        "templates": lambda: quietly(tool("djlint", "templates", "--lint", "--quiet")),
        "catalogues": catalogues.check,
        "migrations, SQLite": migrations_on_sqlite,
        "migrations, PostgreSQL": migrations_on_postgresql,
        "REUSE": lambda: quietly(tool("reuse", "lint", "--lines")),
        "licences": lambda: quietly(python(LICENCES)),
    }


def passes(name: str, check: Check) -> bool:
    """Do one check and give it one line; what it found follows only when it failed."""
    start = time.monotonic()
    try:
        check()
        complaint = ""
    except Failed as failure:
        complaint = str(failure)
    took = time.monotonic() - start
    say(f"{name:<24} {'FAILED' if complaint else 'ok':<7} {took:5.1f} s")
    if complaint:
        say("\n".join(f"    {line}" for line in complaint.splitlines()))
    return not complaint


def tool(name: str, *arguments: str) -> Command:
    """Give the command for a tool that has no `python -m`."""
    return [*python(), next(VENV.glob(f"*/{name}")), *arguments]


def migrations_on_sqlite() -> None:
    """Build a database from nothing and compare it with the models."""
    with tempfile.TemporaryDirectory() as folder:
        _compare(f"sqlite:///{Path(folder) / 'check.db'}", {"DIALOG_DATA_DIR": folder})


def migrations_on_postgresql() -> None:
    """Do the same on the database that production uses."""
    with tempfile.TemporaryDirectory() as folder, postgres.cluster() as address:
        _compare(address, {"DIALOG_DATA_DIR": folder})


def _compare(address: str, env: Mapping[str, str]) -> None:
    env = {**env, "DIALOG_DATABASE_URL": address, "DIALOG_ENV": "demo"}
    quietly(python("-m", "alembic", "upgrade", "head"), env=env)
    quietly(python("-m", "alembic", "check"), env=env)
