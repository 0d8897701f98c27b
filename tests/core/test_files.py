"""The store of files outside the database."""

import stat
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from dialog.core.files import NO_FILES, PIECE, Directory, NoSuchFile, files_in


def test_a_file_is_kept_under_the_hash_of_its_content(tmp_path: Path) -> None:
    store = Directory(tmp_path)
    key = store.put(b"innehall")
    assert key == sha256(b"innehall").hexdigest()
    assert store.put(b"innehall") == key
    assert store.read(key) == b"innehall"
    with store.open(key) as file:
        assert file.read(2) == b"in"
    path = tmp_path / key[:2] / key[2:]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_large_file_is_kept_piece_by_piece(tmp_path: Path) -> None:
    store = Directory(tmp_path / "new")
    data = b"abc" * PIECE
    key = store.put_from(BytesIO(data))
    assert key == store.put(data) == sha256(data).hexdigest()
    assert store.read(key) == data


def test_a_file_that_could_not_be_read_leaves_nothing(tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        Directory(tmp_path).put_from(Broken())
    assert list(tmp_path.iterdir()) == []


def test_what_is_deleted_is_gone_and_may_be_deleted_again(tmp_path: Path) -> None:
    store = Directory(tmp_path)
    key = store.put(b"x")
    store.delete(key)
    store.delete(key)
    assert not store.exists(key)
    with pytest.raises(NoSuchFile):
        store.read(key)


def test_the_store_tells_what_it_holds_and_since_when(tmp_path: Path) -> None:
    store = Directory(tmp_path)
    keys = {store.put(data) for data in (b"a", b"b")}
    (tmp_path / "ab").mkdir(exist_ok=True)
    (tmp_path / "ab" / "tmp12345").write_bytes(b"half")
    stored = dict(store.stored())
    assert stored.keys() == keys
    paths = [tmp_path / key[:2] / key[2:] for key in keys]
    assert set(stored.values()) == {
        datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in paths
    }


@pytest.mark.parametrize("key", ["../../secret", "", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_nothing_but_a_key_is_looked_for(key: str, tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile):
        Directory(tmp_path).read(key)


def test_municipalities_have_their_files_apart(tmp_path: Path) -> None:
    key = files_in(tmp_path, 1).put(b"x")
    assert not files_in(tmp_path, 2).exists(key)
    assert (tmp_path / "files" / "1" / key[:2]).is_dir()


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        Directory(tmp_path).put(b"x")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_without_a_store_nothing_can_be_kept() -> None:
    with pytest.raises(RuntimeError, match="no store"):
        NO_FILES.put(b"x")
    with pytest.raises(RuntimeError):
        NO_FILES.put_from(BytesIO(b"x"))
    with pytest.raises(NoSuchFile):
        NO_FILES.read("a" * 64)
    with pytest.raises(NoSuchFile):
        NO_FILES.open("a" * 64)
    NO_FILES.delete("a" * 64)
    assert not NO_FILES.exists("a" * 64)
    assert list(NO_FILES.stored()) == []
