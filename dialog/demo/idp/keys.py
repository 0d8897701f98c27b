"""Keys of the demo provider and of the demo federation, made at first start and kept beside the data."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dialog.identity.saml.provider import KeyPair, new_key_pair


@dataclass(frozen=True)
class Keys:
    provider: KeyPair
    federation: KeyPair


def load_or_make(folder: Path, now: datetime, bits: int = 3072) -> Keys:
    """The keys in the folder; missing ones are made."""
    folder.mkdir(parents=True, exist_ok=True)
    return Keys(
        provider=_pair(folder, "provider", now, bits),
        federation=_pair(folder, "federation", now, bits),
    )


def _pair(folder: Path, name: str, now: datetime, bits: int) -> KeyPair:
    private, certificate = folder / f"{name}.key.pem", folder / f"{name}.crt.pem"
    if not (private.exists() and certificate.exists()):
        made = new_key_pair(f"dialog demo {name}", now, bits)
        _write(private, made.private_key)
        _write(certificate, made.certificate)
    return KeyPair(private.read_text(), certificate.read_text())


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and readable for the owner only."""
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    half.replace(path)
