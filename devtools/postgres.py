"""A PostgreSQL of our own for as long as a test run lasts: in a temporary folder, on no port."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.shell import Words, quietly

DEBIAN = Path("/usr/lib/postgresql")
MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes it private
ROOM = 2 << 30  # bytes: a few databases and the log of what was written to them
GIVEN = "DIALOG_TEST_DATABASE_URL"
# Nothing here outlives the run, so nothing needs to survive a power cut. A vacuum that is at work
# in a database keeps a role like ours from dropping it.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
max_connections = 200
"""
# Not a superuser: row-level security binds this role as it binds the one in production.
ROLE = "create role dialog login createdb"
DATABASE = "create database dialog owner dialog"


def is_here() -> bool:
    """Tell whether there is a server that tests may use."""
    return GIVEN in os.environ or (_programs() is not None and _unprivileged() is not None)


@contextmanager
def cluster() -> Iterator[str]:
    """Give the address of an empty database; the role may create more of them."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    programs, prefix = _programs(), _unprivileged()
    if programs is None or prefix is None:
        raise RuntimeError("Ask is_here() first.")
    folder = Path(tempfile.mkdtemp(prefix="dialog-pg-", dir=_short_folder()))
    control: Words = [*prefix, programs / "pg_ctl", "-D", folder / "data", "-w"]
    try:
        _create(folder, programs, prefix)
        quietly([*control, "-l", folder / "log", "start"], cwd=folder)
        try:
            psql: Words = [
                programs / "psql",
                "-q",
                "-h",
                folder,
                "-U",
                "postgres",
                "-d",
                "postgres",
            ]
            quietly([*psql, "-c", ROLE, "-c", DATABASE], cwd=folder)
            yield f"postgresql+psycopg://dialog@/dialog?host={folder}"
        finally:
            quietly([*control, "-m", "immediate", "stop"], cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create(folder: Path, programs: Path, prefix: Words) -> None:
    if prefix:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    initdb: Words = [
        *prefix,
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-N",
    ]
    quietly([*initdb, "-E", "UTF8", "--no-locale"], cwd=folder)
    with (data / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(SETTINGS.format(folder=folder))


def _programs() -> Path | None:
    """Find initdb and its neighbours; Debian keeps them off the path, one folder per version."""
    versions = [found.parent for found in DEBIAN.glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda found: float(found.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found and os.name != "nt" else None


def _unprivileged() -> Words | None:
    """Give what to put before a command: PostgreSQL refuses to run as root."""
    if os.name == "nt":
        return None
    if os.geteuid() != 0:
        return []
    try:
        import pwd  # noqa: PLC0415 - there is none on Windows

        pwd.getpwnam("postgres")
    except KeyError:
        return None
    setpriv = shutil.which("setpriv")
    if setpriv:
        return [setpriv, "--reuid=postgres", "--regid=postgres", "--init-groups"]
    runuser = shutil.which("runuser")
    return [runuser, "-u", "postgres", "--"] if runuser else None


def _short_folder() -> str | None:
    """Prefer memory with room enough, then /tmp; a socket's name has at most 100 characters."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        return str(MEMORY)
    return "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 - mkdtemp makes it private
