"""Makes the files that staff have asked for, and forgets them after a week.

Writing one takes long, so it is no part of a transaction: the file is claimed in one, every step
forward is told in a short one that renews the claim, and the last one keeps the file. A worker that
is killed leaves a claim that runs out, and another one begins the file again.
"""

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.faults import complain
from dialog.core.i18n import SOURCE, speaking
from dialog.core.worker import Desk, nightly, sweep
from dialog.process.actions.exports import keep_export
from dialog.process.models import Export
from dialog.process.queries import exports as queries
from dialog.process.queries.attachments import named

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)  # longer than one step of writing may take
MOST_ATTEMPTS = 3  # a file that kills its worker must not kill it for ever
FORGET_HOUR = 3
FOLDER = "making"  # within the data folder; a worker that was killed leaves its half file here
GAVE_UP = "GaveUp"

# Writes the file of an export into an open file, and yields how much is done, and of how much. It
# reads in one long transaction that nobody waits for, and what it is to write is named by `kind`.
Writer = Callable[[Context, Export, BinaryIO], Iterator[tuple[int, int]]]
WRITERS: dict[str, Writer] = {}


def writes(kind: str) -> Callable[[Writer], Writer]:
    """Let the function write the exports of that kind."""

    def register(writer: Writer) -> Writer:
        WRITERS[kind] = writer
        return writer

    return register


class Lost(Exception):
    """The claim has run out and another worker has the file."""


@dataclass
class Claim:
    """That this worker makes this file."""

    desk: Desk
    id: int
    municipality_id: int
    attempt: int
    until: datetime
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """The worker's clock stands while it works; this one goes."""
        return self.desk.now + timedelta(seconds=time.monotonic() - self.began)

    @contextmanager
    def row(self) -> Iterator[tuple[Context, Export]]:
        """The row, in a short transaction, as long as the claim is ours. Raises Lost."""
        desk = replace(self.desk, now=self.now())
        with desk.context(self.municipality_id) as ctx:
            stmt = select(Export).where(
                Export.id == self.id,
                Export.attempts == self.attempt,
                Export.made_at.is_(None),
            )
            found = ctx.session.scalar(stmt.with_for_update())
            if found is None:
                raise Lost
            yield ctx, found

    def step(self, done: int, total: int) -> None:
        """Tell how far it has come, and renew the claim. Raises Lost."""
        with self.row() as (ctx, row):
            row.done, row.total = done, max(total, done)  # somebody may have answered meanwhile
            row.claimed_until = ctx.now + CLAIM

    @contextmanager
    def folder(self, data_dir: Path) -> Iterator[Path]:
        """Where the half file lies, for this user alone. What earlier attempts left is swept away."""
        place = data_dir / FOLDER
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{self.municipality_id}-{self.id}"
        for left in place.glob(f"{name}-*"):
            shutil.rmtree(left, ignore_errors=True)
        mine = place / f"{name}-{self.attempt}"
        mine.mkdir(mode=0o700)
        try:
            yield mine
        finally:
            shutil.rmtree(mine, ignore_errors=True)


@sweep
def make_files(desk: Desk, municipality_ids: list[int]) -> int:
    """Make one file that waits. One at a time, so that letters and counts wait for no more than that."""
    if desk.config is None:
        return 0
    stmt = select(Export.id, Export.municipality_id).where(*queries.waiting(desk.now))
    for export, municipality in desk.everywhere(stmt.order_by(Export.id).limit(1)):
        claim = _claim(desk, export, municipality)
        if claim is not None:
            _make(claim, desk.config.data_dir)
        return 1
    return 0


def _claim(desk: Desk, export: int, municipality: int) -> Claim | None:
    with desk.context(municipality) as ctx:
        stmt = select(Export).where(Export.id == export, *queries.waiting(ctx.now))
        row = ctx.session.scalar(stmt.with_for_update(skip_locked=True))
        if row is None:
            return None  # another worker was faster
        if row.attempts >= MOST_ATTEMPTS:
            row.error = GAVE_UP
            return None
        row.attempts += 1
        row.claimed_until = ctx.now + CLAIM
        row.done = 0
        return Claim(desk, export, municipality, row.attempts, row.claimed_until)


def _make(claim: Claim, data_dir: Path) -> None:
    try:
        with claim.folder(data_dir) as folder:
            key, size = _write(claim, folder / "file")
        with claim.row() as (ctx, row):
            keep_export(ctx, row, key, size)
    except Lost:
        log.warning("export %s is made by another worker", claim.id)
    except Exception as error:
        complain(log, f"export {claim.id} failed", error)
        _fail(claim, type(error).__name__)


def _write(claim: Claim, path: Path) -> tuple[str, int]:
    """Write the file and put it into the store: its key and its size."""
    with claim.desk.reading(claim.municipality_id) as ctx, speaking(SOURCE):
        row = ctx.session.get_one(Export, claim.id)
        with path.open("w+b") as file:
            for done, total in WRITERS[row.kind](ctx, row, file):
                claim.step(done, total)
            file.flush()
            size = path.stat().st_size
            file.seek(0)
            return ctx.files.put_from(file), size


def _fail(claim: Claim, error: str) -> None:
    try:
        with claim.row() as (_, row):
            row.error, row.claimed_until = error, None
    except Lost:
        log.warning("export %s is made by another worker", claim.id)


@nightly(hour=FORGET_HOUR)
def forget_exports(ctx: Context) -> None:
    """Delete files after a week: they hold what people wrote, and a new one is quickly made."""
    digests = set()
    for row in queries.old(ctx):
        digests.add(row.digest)
        ctx.session.delete(row)
    ctx.session.flush()
    for key in digests - named(ctx, digests) - {""}:
        ctx.files.delete(key)
