"""The signed lists of providers in force in this process: each the newest good one, until its end.

A list that is a file is read as soon as it changes. What was fetched from elsewhere lies in the
database, put there by the worker (see identity.renewal), and is looked for once a minute. The
signature is verified here too: the database is where the list is kept, not why it is believed.
"""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dialog.config import Config, FeedSource
from dialog.core.db import reader
from dialog.identity.models import FeedCopy
from dialog.identity.saml.feed import Feed, load_aggregate
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import IdentityProvider

log = logging.getLogger(__name__)

DEMO_FEED = Path("demo-idp") / "aggregate.xml"
DEMO_CERTIFICATE = Path("demo-idp") / "federation.crt.pem"
LOOK_AGAIN = timedelta(minutes=1)
LOOK_SOON = timedelta(seconds=2)  # while a list is missing, so that a new one is soon found

Seen = tuple[object, ...]


@dataclass
class Held:
    """One list as this process has read it, and what it has looked at already, good or bad."""

    feed: Feed | None = None
    pin: Seen = ()
    file: Seen = ()
    copy: str | None = None

    def is_current(self, now: datetime) -> bool:
        return self.feed is not None and self.feed.is_current(now)


@dataclass
class Feeds:
    """Every list that the settings name, in their order."""

    sources: tuple[FeedSource, ...]
    engine: Engine | None = None  # where good copies are kept; without it there are only files
    _held: dict[str, Held] = field(default_factory=dict)
    _looked_at: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def from_config(cls, config: Config, engine: Engine | None = None) -> Self:
        """As the settings say. The demo has a list of its own, which needs no copy."""
        if config.demo and not config.saml_feeds:
            return cls((demo_feed(config.data_dir),))
        return cls(config.saml_feeds, engine if config.saml_feeds else None)

    def providers(self, now: datetime) -> dict[str, IdentityProvider]:
        """By entityID. Where two lists know the same provider, the first list is believed."""
        found: dict[str, IdentityProvider] = {}
        for _, feed in self.in_force(now):
            for entity_id, idp in feed.providers.items():
                found.setdefault(entity_id, idp)
        return found

    def in_force(self, now: datetime) -> Iterator[tuple[FeedSource, Feed]]:
        """The lists that hold now. One that has ended, or was never good, is left out."""
        with self._lock:
            self._look(now)
            held = [(source, self._held[source.location].feed) for source in self.sources]
        return ((source, feed) for source, feed in held if feed and feed.is_current(now))

    def _look(self, now: datetime) -> None:
        for source in self.sources:
            self._check_pin(source, self._held.setdefault(source.location, Held()))
        if self.engine is not None and self._is_time(now):
            self._looked_at = now
            self._look_at_copies(self.engine, now)
        for source in self.sources:
            if source.file is not None:
                self._look_at_file(source, source.file, now)

    def _is_time(self, now: datetime) -> bool:
        is_whole = all(held.is_current(now) for held in self._held.values())
        wait = LOOK_AGAIN if is_whole else LOOK_SOON
        return self._looked_at is None or abs(now - self._looked_at) >= wait

    def _check_pin(self, source: FeedSource, held: Held) -> None:
        """Under another certificate nothing that was believed before is believed."""
        pin = stamp(source.certificate)
        if pin != held.pin:
            self._held[source.location] = Held(pin=pin)
            self._looked_at = None

    def _look_at_copies(self, engine: Engine, now: datetime) -> None:
        """Read the copies that are others than those that we have read: one statement if none."""
        with Session(reader(engine)) as session:
            stmt = select(FeedCopy.location, FeedCopy.digest).where(
                FeedCopy.location.in_([source.location for source in self.sources])
            )
            digests = {row.location: row.digest for row in session.execute(stmt)}
            for source in self.sources:
                held, digest = self._held[source.location], digests.get(source.location)
                if digest is None or digest == held.copy:
                    continue
                held.copy = digest
                data = session.scalar(
                    select(FeedCopy.data).where(FeedCopy.location == source.location)
                )
                self._read(source, data or b"", now)

    def _look_at_file(self, source: FeedSource, file: Path, now: datetime) -> None:
        held, seen = self._held[source.location], stamp(file)
        if seen == held.file:
            return
        held.file = seen
        try:
            self._read(source, file.read_bytes(), now)
        except OSError as error:
            log.warning("the list %s cannot be read: %s", source.location, error.strerror)

    def _read(self, source: FeedSource, data: bytes, now: datetime) -> None:
        """Hold the list if it is good and not older than the one held."""
        held = self._held[source.location]
        try:
            held.feed = load_aggregate(data, source.certificate.read_text(), now, held.feed)
        except OSError as error:
            log.warning("%s cannot be read: %s", source.certificate.name, error.strerror)
        except Refused as refusal:
            log.warning("the list %s is refused: %s", source.location, refusal.reason)


def demo_feed(data_dir: Path) -> FeedSource:
    """Where the demo's identity provider publishes its own list."""
    return FeedSource(str(data_dir / DEMO_FEED), data_dir / DEMO_CERTIFICATE)


def stamp(file: Path) -> Seen:
    """What changes when the file does; nothing when there is no file."""
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
