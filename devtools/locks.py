"""The command `dev.py lock`: pin everything, with hashes and without the name of any host."""

import json
import re
from functools import partial
from pathlib import Path

from devtools import assets, python_packages
from devtools.shell import ROOT, Failed, quietly, say, step

PYTHON_LOCKS = {
    python_packages.RUN_LOCK: ["pyproject.toml"],
    python_packages.DEV_LOCK: ["pyproject.toml", "--group", "dev", "-c", "requirements.lock"],
    python_packages.UV_LOCK: ["--group", "pyproject.toml:uv"],
    assets.NODE_LOCK: ["--group", "pyproject.toml:node"],
}
NODE_LOCK = ROOT / "package-lock.json"
# A lock that names a host sends everybody there, and tells where it was made.
HOST = re.compile(r"https?:|file:| @ |[a-z]\.(org|com|net|io)/", re.IGNORECASE)
LOOK = [
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
]


def main(*, upgrade: bool) -> int:
    """Write every lock anew; versions change only where pyproject.toml says, or with --upgrade."""
    python_packages.ensure(dev=True)
    newer = ["--upgrade"] if upgrade else []
    for lock, sources in PYTHON_LOCKS.items():
        name = str(lock.relative_to(ROOT))
        command = python_packages.uv("pip", "compile", *LOOK, *sources, "-o", name)
        step(f"Locking {name}", partial(quietly, [*command, *newer]))
    step(f"Locking {NODE_LOCK.name}", lambda: assets.npm("install", "--package-lock-only"))
    forget_hosts(NODE_LOCK)
    for lock in (*PYTHON_LOCKS, NODE_LOCK):
        ensure_no_host(lock)
    say("Read the difference before you commit it: git diff -- '*.lock' package-lock.json")
    return 0


def forget_hosts(lock: Path) -> None:
    """Take out what npm adds beyond version and hash."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    text = json.dumps(content, indent=2, ensure_ascii=False)
    lock.write_text(text + "\n", encoding="utf-8")


def ensure_no_host(lock: Path) -> None:
    """Refuse a lock that names a host or a path."""
    for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1):
        if HOST.search(line):
            raise Failed(f"{lock.name}:{number} names a host or a path: {line.strip()}")
