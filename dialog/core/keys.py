"""Secrets outside the database: master keys in a file, data keys wrapped by them, pseudonyms and seals.

A data key (one per municipality, one per process) is random and stored wrapped (AES-256-GCM) by a
master key. A master key can be replaced by re-wrapping; forgetting a wrapped key makes everything
sealed or pseudonymised with it unreadable for good (crypto-erasure).
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class WrongKey(Exception):
    """The data was sealed with another key, for another place, or has been changed."""


def pseudonym(key: bytes, value: str) -> str:
    """HMAC-SHA-256 of the value as 64 hexadecimal digits: the same person, never the number."""
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def seal(key: bytes, data: bytes, context: str) -> bytes:
    """AES-256-GCM; `context` says where the data belongs and must be the same when opened."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """The data again. Raises WrongKey."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
    except InvalidTag:
        raise WrongKey(context) from None


@dataclass(frozen=True)
class Keyring:
    """The master keys by id, and which of them wraps new data keys."""

    current: str
    masters: dict[str, bytes]

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a key file that only its owner can read. Raises FileExistsError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        master = secrets.token_bytes(KEY_BYTES)
        content = {"current": "k1", "masters": {"k1": base64.b64encode(master).decode()}}
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file)
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key file. Raises ValueError when it is not one."""
        try:
            content = json.loads(path.read_text())
            masters = {name: base64.b64decode(value) for name, value in content["masters"].items()}
            ring = cls(content["current"], masters)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"{path.name} is not a key file") from error
        if ring.current not in masters or any(len(k) != KEY_BYTES for k in masters.values()):
            raise ValueError(f"{path.name} is not a key file")
        return ring

    def new_data_key(self, context: str) -> bytes:
        """A new random data key, wrapped by the current master key."""
        return self._wrap(secrets.token_bytes(KEY_BYTES), context)

    def unwrap(self, wrapped: bytes, context: str) -> bytes:
        """The data key itself. Raises WrongKey when its master key is gone."""
        name, _, sealed = wrapped.partition(b":")
        master = self.masters.get(name.decode("ascii", "replace"))
        if master is None:
            raise WrongKey(context)
        return unseal(master, sealed, context)

    def rewrap(self, wrapped: bytes, context: str) -> bytes:
        """The same data key under the current master key (rotation)."""
        return self._wrap(self.unwrap(wrapped, context), context)

    def _wrap(self, key: bytes, context: str) -> bytes:
        return self.current.encode() + b":" + seal(self.masters[self.current], key, context)
