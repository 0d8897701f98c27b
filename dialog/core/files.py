"""Files outside the database: kept under the hash of their content, apart for each municipality."""

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

PIECE = 1 << 20  # bytes that are in memory at a time
FOLDER = "files"  # within the data folder, which no web server serves
_KEY = re.compile(r"[0-9a-f]{64}")


class NoSuchFile(LookupError):
    """There is no file with that key."""


class Files(Protocol):
    """Where the files of one municipality are. A key is the SHA-256 of the content, in hex.

    What is put twice is kept once. Writing is no part of the database's transaction: a file whose
    transaction failed belongs to no row, and the nightly job of process.reactions takes it away.
    """

    def put(self, data: bytes) -> str:
        """Keep the content for good before returning. Return its key."""

    def put_from(self, source: BinaryIO) -> str:
        """The same for a file of any size, read piece by piece from where it stands."""

    def open(self, key: str) -> BinaryIO:
        """The content, for reading. Raises NoSuchFile."""

    def read(self, key: str) -> bytes:
        """The whole content. Raises NoSuchFile."""

    def delete(self, key: str) -> None:
        """Forget it. To forget what is not there is fine."""

    def exists(self, key: str) -> bool:
        """Whether it is there."""

    def stored(self) -> Iterator[tuple[str, datetime]]:
        """Every key, with when it was last put."""


class NoFiles:
    """Where nothing can be kept: a context that nobody has given a store."""

    def put(self, data: bytes) -> str:
        """Refuse."""
        raise RuntimeError("this context has no store of files")

    def put_from(self, source: BinaryIO) -> str:
        """Refuse."""
        raise RuntimeError("this context has no store of files")

    def open(self, key: str) -> BinaryIO:
        """There is none."""
        raise NoSuchFile(key)

    def read(self, key: str) -> bytes:
        """There is none."""
        raise NoSuchFile(key)

    def delete(self, key: str) -> None:
        """It is not there."""

    def exists(self, key: str) -> bool:
        """It is not."""
        return False

    def stored(self) -> Iterator[tuple[str, datetime]]:
        """Nothing."""
        return iter(())


NO_FILES = NoFiles()


@dataclass(frozen=True)
class Directory:
    """A folder: ab/cdef..., readable by the service alone."""

    root: Path

    def put(self, data: bytes) -> str:
        """Write under another name, sync, rename: whoever sees the name sees the whole file."""
        return self.put_from(BytesIO(data))

    def put_from(self, source: BinaryIO) -> str:
        """The same; the key is known when all has been written."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=self.root)  # mode 0600
        try:
            digest = sha256()
            with os.fdopen(descriptor, "wb") as file:
                while piece := source.read(PIECE):
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            key = digest.hexdigest()
            path = self._path(key)
            path.parent.mkdir(exist_ok=True, mode=0o700)
            Path(name).replace(path)  # also makes an old one young again, see reactions.tidy
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        return key

    def open(self, key: str) -> BinaryIO:
        """The content, for reading. Raises NoSuchFile."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError:
            raise NoSuchFile(key) from None

    def read(self, key: str) -> bytes:
        """The whole content. Raises NoSuchFile."""
        with self.open(key) as file:
            return file.read()

    def delete(self, key: str) -> None:
        """Forget it."""
        self._path(key).unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        """Whether it is there."""
        return self._path(key).is_file()

    def stored(self) -> Iterator[tuple[str, datetime]]:
        """Every key, with when it was last put. Half-written files have other names and no key."""
        for folder in self.root.glob("[0-9a-f][0-9a-f]"):
            for path in folder.iterdir():
                key = folder.name + path.name
                if _KEY.fullmatch(key):
                    yield key, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NoSuchFile(key)
        return self.root / key[:2] / key[2:]


def _sync_folder(folder: Path) -> None:
    """Let the new name survive a power cut, where the system can say so about a folder."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def files_in(data_dir: Path, municipality_id: int) -> Files:
    """The store of one municipality within the installation's data folder."""
    return Directory(data_dir / FOLDER / str(municipality_id))
