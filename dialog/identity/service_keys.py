"""The keys of our own services: what lies in which file, and how new keys take over from old ones.

A change of keys has two steps, because the federation learns of new keys by hand and providers
learn of them from the federation. First new keys are made and published, while requests are signed
with the old one; when everybody has read the new metadata, the new one signs. Nothing is ever
deleted here, so either step can be taken back, and answers to an older key can still be opened.
"""

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dialog.core.errors import DomainError
from dialog.identity.saml.provider import KeyPair, new_key_pair

IN_USE = "signing-in-use"  # a file that holds the number of the key that signs
PRIVATE = re.compile(r"(signing|encryption)-([1-9][0-9]*)\.key\.pem")
FIRST = 1

Make = Callable[[str], KeyPair]


class KeysWait(DomainError):
    """This step of the change of keys cannot be taken now."""


@dataclass(frozen=True)
class ServiceKeys:
    """All keys of one service, by number: the higher, the newer."""

    signing: dict[int, KeyPair]
    encryption: dict[int, KeyPair]
    in_use: int

    @property
    def current(self) -> KeyPair:
        """What requests are signed with."""
        return self.signing[self.in_use]

    @property
    def next(self) -> KeyPair | None:
        """What requests will be signed with when the change under way is finished."""
        newest = max(self.signing)
        return self.signing[newest] if newest > self.in_use else None

    @property
    def decryption(self) -> tuple[KeyPair, ...]:
        """Newest first."""
        return tuple(self.encryption[number] for number in sorted(self.encryption, reverse=True))


def read_keys(folder: Path) -> ServiceKeys:
    """The keys in the folder. Raises FileNotFoundError when there are none."""
    found: dict[str, dict[int, KeyPair]] = {"signing": {}, "encryption": {}}
    for path in folder.iterdir():
        if match := PRIVATE.fullmatch(path.name):
            found[match[1]][int(match[2])] = read_pair(path)
    for use, pairs in found.items():
        if not pairs:
            raise FileNotFoundError(f"there is no {use} key in {folder}")
    in_use = folder / IN_USE
    number = int(in_use.read_text()) if in_use.exists() else min(found["signing"])
    if number not in found["signing"]:
        raise FileNotFoundError(f"signing key {number} is missing in {folder}")
    return ServiceKeys(found["signing"], found["encryption"], number)


def state(folder: Path) -> tuple[str, ...]:
    """What changes whenever the folder's keys do. Key files never change, only come."""
    in_use = folder / IN_USE
    chosen = in_use.read_text() if in_use.exists() else ""
    return (chosen, *sorted(path.name for path in folder.iterdir()))


def make_first(folder: Path, make: Make) -> None:
    """A whole folder of keys or none: another process may be doing the same."""
    half = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    half.mkdir(parents=True)
    for use in ("signing", "encryption"):
        _write_pair(half, f"{use}-{FIRST}", make(use))
    try:
        half.rename(folder)
    except OSError:  # the other was faster
        for path in half.iterdir():
            path.unlink()
        half.rmdir()


def maker(slug: str, now: datetime, bits: int) -> Make:
    """How a key of the municipality is made, for one use or the other."""
    return lambda use: new_key_pair(f"{slug} {use}", now, bits)


def begin_rotation(folder: Path, make: Make) -> ServiceKeys:
    """Step one: new keys, published beside the old signing key. Raises KeysWait."""
    _ensure_owner(folder)
    keys = read_keys(folder)
    if keys.next is not None:
        raise KeysWait("a change of keys is under way already: finish that first")
    _set_in_use(folder, keys.in_use)  # from now on the lowest number says nothing
    _write_pair(folder, f"encryption-{max(keys.encryption) + 1}", make("encryption"))
    _write_pair(folder, f"signing-{max(keys.signing) + 1}", make("signing"))
    return read_keys(folder)


def finish_rotation(folder: Path) -> ServiceKeys:
    """Step two: requests are signed with the new key, and only that is published. Raises KeysWait."""
    _ensure_owner(folder)
    keys = read_keys(folder)
    if keys.next is None:
        raise KeysWait("no change of keys is under way")
    _set_in_use(folder, max(keys.signing))
    return read_keys(folder)


def undo_rotation(folder: Path) -> ServiceKeys:
    """Take step two back: sign with the key before. Raises KeysWait."""
    _ensure_owner(folder)
    keys = read_keys(folder)
    older = [number for number in keys.signing if number < keys.in_use]
    if keys.next is not None or not older:
        raise KeysWait("there is no finished change of keys to take back")
    _set_in_use(folder, max(older))
    return read_keys(folder)


def read_pair(private: Path) -> KeyPair:
    """The private key in the file, and the certificate beside it."""
    certificate = private.with_name(private.name.replace(".key.pem", ".crt.pem"))
    return KeyPair(private.read_text(), certificate.read_text())


def write_secret(path: Path, text: str) -> None:
    """A new file that only its owner can read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _ensure_owner(folder: Path) -> None:
    """Keys that somebody else makes could not be read by the service, and nobody could log in."""
    if os.name != "nt" and folder.stat().st_uid != os.getuid():
        raise KeysWait("only the user who owns the keys can change them: run this as the service")


def _write_pair(folder: Path, name: str, pair: KeyPair) -> None:
    """The private key comes last and whole: whoever sees it finds its certificate."""
    half = folder / f"{name}.half"
    try:
        write_secret(folder / f"{name}.crt.pem", pair.certificate)
        write_secret(half, pair.private_key)
    except FileExistsError as error:
        raise KeysWait(
            f"{error.filename} is half made: if nobody is making keys now, remove it and try again"
        ) from None
    half.rename(folder / f"{name}.key.pem")


def _set_in_use(folder: Path, number: int) -> None:
    half = folder / f"{IN_USE}.{secrets.token_hex(4)}"
    write_secret(half, str(number))
    half.replace(folder / IN_USE)
