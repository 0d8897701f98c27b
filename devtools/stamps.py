"""A stamp remembers what an installation was made from, so that the next start installs nothing."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *facts: str) -> str:
    """Give a name to the content of some files together with some facts."""
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"{len(fact)}\0{fact}".encode())
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_current(stamp: Path, *fingerprints: str) -> bool:
    """Tell whether the stamp carries one of these fingerprints."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() in fingerprints


def put(stamp: Path, value: str) -> None:
    """Remember; called last, so that an interrupted installation is done again."""
    stamp.write_text(value + "\n", encoding="utf-8")
