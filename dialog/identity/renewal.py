"""Renewing the last good copies of the federations' lists: the half of the worker and the commands.

Nothing is held while the network is waited for: a worker first takes the turn by moving `due_at`,
then fetches, then keeps what it found if nobody else was faster.
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialog.config import FeedSource
from dialog.core.worker import Desk
from dialog.identity.logos import renew_logos
from dialog.identity.models import FeedCopy
from dialog.identity.saml.document import FEED
from dialog.identity.saml.download import Download, Version, download
from dialog.identity.saml.feed import Feed, load_aggregate
from dialog.identity.saml.outcome import Refused

log = logging.getLogger(__name__)

# Installations that started together must not all ask at the same moment.
SHORTEST_WAIT, LONGEST_WAIT = timedelta(minutes=50), timedelta(minutes=70)
LOOK_AT_FILE = timedelta(minutes=5)
RETRY = timedelta(minutes=5)
NOTHING_KNOWN = Version()


@dataclass(frozen=True)
class Kept:
    """The copy that lies in the database: what it says, if it can still be believed."""

    digest: str | None = None
    feed: Feed | None = None
    version: Version = NOTHING_KNOWN


def renew_due(desk: Desk) -> int:
    """Renew the lists whose turn it is. Return for how many it was tried."""
    sources = desk.config.saml_feeds if desk.config else ()
    if not sources:
        return 0
    due = {row[0]: row[1] for row in desk.everywhere(select(FeedCopy.location, FeedCopy.due_at))}
    return sum(
        _take_turn(desk, source)
        for source in sources
        if due.get(source.location, desk.now) <= desk.now
    )


def _take_turn(desk: Desk, source: FeedSource) -> bool:
    if not _claim(desk, source):
        return False  # another worker was faster
    try:
        renew_logos(desk, renew(desk, source))
    except Refused as refusal:
        log.warning("the list %s is not renewed: %s", source.location, refusal.reason)
    return True


def _claim(desk: Desk, source: FeedSource) -> bool:
    """Nobody else tries until RETRY has passed, even if we are killed meanwhile."""
    try:
        with desk.installation() as session:
            row = session.scalar(
                select(FeedCopy)
                .where(FeedCopy.location == source.location)
                .with_for_update(skip_locked=True)
            )
            if row is None:
                row = FeedCopy(location=source.location, due_at=desk.now)
                session.add(row)
            is_mine = row.due_at <= desk.now
            if is_mine:
                row.due_at = desk.now + RETRY
            return is_mine
    except IntegrityError:
        return False


def renew(desk: Desk, source: FeedSource) -> Feed:
    """The newest good list, kept. Raises Refused when there is none, or the new one is bad."""
    kept = _kept(desk, source)
    try:
        feed, found = _newest(desk, source, kept)
    except Refused as refusal:
        _note(desk, source, refusal.reason)
        raise
    _keep(desk, source, (kept, feed), found)
    return feed


def _newest(desk: Desk, source: FeedSource, kept: Kept) -> tuple[Feed, Download | None]:
    """What is there now; without a download when that is what we have."""
    found = _fetch(source, kept.version)
    if found is not None:
        return _judged(desk, source, found.data, kept.feed), found
    if kept.feed is None:
        raise Refused("the server sent nothing")
    return kept.feed, None


def _kept(desk: Desk, source: FeedSource) -> Kept:
    """Judged anew: the pinned certificate may be another one now."""
    columns = (FeedCopy.digest, FeedCopy.data, FeedCopy.etag, FeedCopy.last_modified)
    rows = desk.everywhere(select(*columns).where(FeedCopy.location == source.location))
    if not rows or rows[0].data is None:
        return Kept()
    row = rows[0]
    try:
        feed = _judged(desk, source, row.data, None)
    except Refused:
        return Kept(row.digest)
    return Kept(row.digest, feed, Version(row.etag, row.last_modified))


def _judged(desk: Desk, source: FeedSource, data: bytes, previous: Feed | None) -> Feed:
    return load_aggregate(data, _certificate(source), desk.now, previous)


def _certificate(source: FeedSource) -> str:
    try:
        return source.certificate.read_text()
    except (OSError, UnicodeDecodeError):
        raise Refused(f"{source.certificate.name} cannot be read") from None


def _fetch(source: FeedSource, known: Version) -> Download | None:
    if source.file is None:
        return download(source.location, known)
    return Download(_file(source.file), Version())


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(FEED.size + 1)  # a byte too many is refused as too large
    except OSError as error:
        raise Refused(f"the file cannot be read ({error.strerror})") from None


def _keep(
    desk: Desk, source: FeedSource, judged: tuple[Kept, Feed], found: Download | None
) -> None:
    kept, feed = judged
    with desk.installation() as session:
        row = _row(session, source)
        if row.digest != kept.digest:
            return  # another was faster; what we have is judged against an older copy
        row.checked_at, row.error = desk.now, None
        row.due_at = desk.now + (LOOK_AT_FILE if source.file else _about_an_hour())
        if found is None:
            return
        row.etag, row.last_modified = found.version.etag, found.version.last_modified
        if row.digest != feed.digest:
            row.data, row.digest = found.data, feed.digest


def _note(desk: Desk, source: FeedSource, reason: str) -> None:
    """Why there is no newer copy, for whoever looks."""
    with desk.installation() as session:
        row = _row(session, source)
        row.error, row.due_at = reason, desk.now + RETRY


def _row(session: Session, source: FeedSource) -> FeedCopy:
    """The row of the list, locked; a new one when there is none."""
    stmt = select(FeedCopy).where(FeedCopy.location == source.location).with_for_update()
    row = session.scalar(stmt)
    if row is None:
        row = FeedCopy(location=source.location)
        session.add(row)
    return row


def _about_an_hour() -> timedelta:
    span = LONGEST_WAIT - SHORTEST_WAIT
    return SHORTEST_WAIT + timedelta(seconds=secrets.randbelow(int(span.total_seconds()) + 1))
