"""Reads the documents that officials have sent in, into the version that they work on.

Reading takes long, so it is no part of a transaction: the file is claimed in one, every step forward
is told in a short one that renews the claim, and the last one keeps the document. A worker that is
killed leaves a claim that runs out, and another one begins anew. A file is not touched before the
virus scanner has judged it.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.faults import complain
from dialog.core.files import NoSuchFile
from dialog.core.i18n import SOURCE, speaking
from dialog.core.i18n import gettext as _
from dialog.core.worker import Desk, sweep
from dialog.remiss.actions.document import keep_outline
from dialog.remiss.models import Reading
from dialog.remiss.queries.document_work import waiting
from dialog.remiss.rules.content import Outline
from dialog.remiss.rules.reading import read
from dialog.remiss.rules.reading.fault import Unreadable

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)  # longer than one step of reading may take
MOST_ATTEMPTS = 3  # a file that kills its worker must not kill it for ever
STEPS = 20  # how often it is told how far it has come: each is a transaction


class Lost(Exception):
    """The claim has run out, the reading was called off, or another worker has the file."""


@dataclass
class Claim:
    """That this worker reads this file."""

    desk: Desk
    id: int
    municipality_id: int
    attempt: int
    name: str
    digest: str
    told: int = -1
    fault: Exception | None = None  # why no step can be told any more
    began: float = field(default_factory=time.monotonic)

    @contextmanager
    def row(self) -> Iterator[tuple[Context, Reading]]:
        """The row, in a short transaction, as long as the claim is ours. Raises Lost."""
        # The worker's clock stands while it works; this one goes.
        now = self.desk.now + timedelta(seconds=time.monotonic() - self.began)
        with replace(self.desk, now=now).context(self.municipality_id) as ctx:
            stmt = select(Reading).where(
                Reading.id == self.id, Reading.attempts == self.attempt, Reading.ended_at.is_(None)
            )
            found = ctx.session.scalar(stmt.with_for_update(of=Reading))
            if found is None:
                raise Lost
            yield ctx, found

    def step(self, done: int, total: int) -> None:
        """Tell how far it has come, now and then, and renew the claim.

        What goes wrong here is kept: a reader takes whatever is raised in it for a fault of the file.
        """
        part = done * STEPS // total if total > 0 else 0
        if part == self.told:
            return
        self.told = part
        try:
            with self.row() as (ctx, row):
                row.done, row.total = done, max(total, done)
                row.claimed_until = ctx.now + CLAIM
        except Exception as error:
            self.fault = error
            raise

    def fail(self, words: str) -> None:
        """End it, and say why."""
        try:
            with self.row() as (ctx, row):
                row.error, row.ended_at, row.claimed_until = words, ctx.now, None
        except Lost:
            log.warning("reading %s was called off, or is done by another worker", self.id)


@sweep
def read_documents(desk: Desk, municipality_ids: list[int]) -> int:
    """Read one file that waits. One at a time, so that letters and counts wait for no more than that."""
    if desk.config is None:
        return 0
    stmt = select(Reading.id, Reading.municipality_id).where(*waiting(desk.now))
    for reading, municipality in desk.everywhere(stmt.order_by(Reading.id).limit(1)):
        with speaking(SOURCE):
            claim = _claim(desk, reading, municipality)
            if claim is not None:
                _read(claim)
        return 1
    return 0


def _claim(desk: Desk, reading: int, municipality: int) -> Claim | None:
    with desk.context(municipality) as ctx:
        stmt = select(Reading).where(Reading.id == reading, *waiting(ctx.now))
        row = ctx.session.scalar(stmt.with_for_update(skip_locked=True, of=Reading))
        if row is None:
            return None  # another worker was faster
        if not row.file.is_clean():
            row.error = _("Filen innehåller skadlig kod, så vi läser den inte.")
        elif row.attempts >= MOST_ATTEMPTS:
            row.error = _(
                "Det gick inte att läsa dokumentet. Spara det på nytt, eller som text, och välj den filen."
            )
        if row.error:
            row.ended_at, row.claimed_until = ctx.now, None
            return None
        row.attempts += 1
        row.claimed_until = ctx.now + CLAIM
        row.done = row.total = 0
        return Claim(desk, reading, municipality, row.attempts, row.file.name, row.file.digest)


def _outline(claim: Claim, data: bytes) -> Outline:
    """Raises Unreadable, Lost, and whatever the database says."""
    try:
        return read(claim.name, data, claim.step)
    except Unreadable:
        if claim.fault is not None:
            raise claim.fault from None
        raise


def _read(claim: Claim) -> None:
    try:
        data = claim.desk.files(claim.municipality_id).read(claim.digest)
        outline = _outline(claim, data)
        with claim.row() as (ctx, row):
            keep_outline(ctx, row.remiss, outline, row.file)
            row.done = row.total
            row.ended_at, row.claimed_until = ctx.now, None
    except Lost:
        log.warning("reading %s was called off, or is done by another worker", claim.id)
    except DomainError as refusal:
        claim.fail(str(refusal))
    except NoSuchFile as error:
        complain(log, f"the file of reading {claim.id} is gone", error)
        claim.fail(_("Filen finns inte längre. Välj den igen."))
    except Exception as error:
        complain(log, f"reading {claim.id} failed", error)
        claim.fail(_("Det gick inte att läsa dokumentet. Försök igen, eller välj en annan fil."))
