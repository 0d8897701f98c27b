"""The folder .venv: made once, filled from the hashed locks, left alone while they are the same."""

import os
import subprocess
import sys
from pathlib import Path

from devtools import stamps
from devtools.shell import PYTHON, ROOT, SCRIPTS, VENV, Failed, Words, python, quietly, say, step

RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
UV_LOCK = ROOT / "devtools" / "requirements-uv.lock"
STAMP = VENV / "dialog-stamp"
UV = VENV / SCRIPTS / ("uv.exe" if os.name == "nt" else "uv")
OFFLINE = (
    "The Python packages could not be fetched. Is there a network connection?\n"
    "Behind a proxy: set HTTPS_PROXY. With a mirror of your own: set PIP_INDEX_URL and\n"
    "UV_DEFAULT_INDEX. Then try again; what is already fetched is not fetched twice."
)
NO_VENV = "On Debian and Ubuntu this helps: apt install python3-venv python3-pip"


def ensure(*, dev: bool) -> None:
    """See to it that .venv holds what the lock says: for tests (dev) or just to run."""
    if not _works():
        step("Making a place for Python packages (.venv)", _make)
    for_dev = _fingerprint(RUN_LOCK, DEV_LOCK)
    for_run = _fingerprint(RUN_LOCK)
    enough = (for_dev,) if dev else (for_dev, for_run)
    if stamps.is_current(STAMP, *enough):
        return
    STAMP.unlink(missing_ok=True)
    count = _count(DEV_LOCK if dev else RUN_LOCK)
    step(f"Installing {count} Python packages", lambda: _install(DEV_LOCK if dev else RUN_LOCK))
    _put_command()
    stamps.put(STAMP, for_dev if dev else for_run)


def uv(*arguments: str | Path) -> Words:
    """Give the command for uv; it trusts whom the machine trusts, as behind a municipal proxy."""
    return [UV, "--system-certs", *arguments]


def _fingerprint(*locks: Path) -> str:
    """Depend on the interpreter and on where the folder is: a moved .venv is filled again."""
    return stamps.fingerprint([VENV / "pyvenv.cfg", *locks], str(ROOT))


def _count(lock: Path) -> int:
    return sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())


def _works() -> bool:
    if not PYTHON.exists():
        return False
    code = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, check=False)
    return done.returncode == 0


def _make() -> None:
    quietly([sys.executable, "-m", "venv", "--clear", VENV], hint=NO_VENV)


def _install(lock: Path) -> None:
    """Let uv do it (seconds); where uv cannot, pip does the same from the same lock (minutes)."""
    pip = python("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    try:
        quietly([*pip, "--require-hashes", "-r", UV_LOCK])
        quietly(uv("pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", lock))
    except Failed:
        say(" uv did not manage, trying pip ...")
        quietly([*pip, "--require-hashes", "-r", lock], hint=OFFLINE)


def _put_command() -> None:
    """Make `.venv/bin/dialog` start this checkout, as the installed wheel would."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(quietly(python("-c", code)).strip())
    (packages / "dialog-checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        script = VENV / SCRIPTS / "dialog.cmd"
        script.write_text('@"%~dp0python.exe" -m dialog.cli %*\r\n', encoding="utf-8")
    else:
        script = VENV / SCRIPTS / "dialog"
        script.write_text(
            '#!/bin/sh\nexec "$(dirname "$0")/python" -m dialog.cli "$@"\n', encoding="utf-8"
        )
        script.chmod(0o755)
