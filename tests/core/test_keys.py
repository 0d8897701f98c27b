"""Secrets: pseudonyms, seals, wrapping, rotation, destruction."""

import stat
from pathlib import Path

import pytest

from dialog.core.keys import Keyring, WrongKey, pseudonym, seal, unseal


def test_a_pseudonym_needs_the_key() -> None:
    assert pseudonym(b"a" * 32, "199006022397") == pseudonym(b"a" * 32, "199006022397")
    assert pseudonym(b"a" * 32, "199006022397") != pseudonym(b"b" * 32, "199006022397")
    assert "1990" not in pseudonym(b"a" * 32, "199006022397")[:4]


def test_what_is_sealed_opens_only_in_its_place() -> None:
    sealed = seal(b"k" * 32, b"Rut", "name")
    assert unseal(b"k" * 32, sealed, "name") == b"Rut"
    for key, data, context in (
        (b"x" * 32, sealed, "name"),
        (b"k" * 32, sealed, "email"),
        (b"k" * 32, sealed[:-1] + bytes([sealed[-1] ^ 1]), "name"),
    ):
        with pytest.raises(WrongKey):
            unseal(key, data, context)


def test_a_data_key_survives_the_rotation_of_its_master(tmp_path: Path) -> None:
    old = Keyring.create(tmp_path / "keys.json")
    wrapped = old.new_data_key("process:1")
    both = Keyring("k2", old.masters | {"k2": b"2" * 32})
    again = both.rewrap(wrapped, "process:1")
    new_only = Keyring("k2", {"k2": b"2" * 32})
    assert new_only.unwrap(again, "process:1") == old.unwrap(wrapped, "process:1")


def test_without_its_master_a_data_key_is_gone(tmp_path: Path) -> None:
    ring = Keyring.create(tmp_path / "keys.json")
    wrapped = ring.new_data_key("process:1")
    with pytest.raises(WrongKey):
        Keyring("k2", {"k2": b"2" * 32}).unwrap(wrapped, "process:1")
    with pytest.raises(WrongKey):
        ring.unwrap(wrapped, "process:2")
    with pytest.raises(WrongKey):
        ring.unwrap(b"", "process:1")


def test_a_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    Keyring.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        Keyring.create(path)


@pytest.mark.parametrize("content", ["", "[]", '{"current": "k1"}', '{"current":"a","masters":{}}'])
def test_a_broken_key_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"keys\.json"):
        Keyring.load(path)
