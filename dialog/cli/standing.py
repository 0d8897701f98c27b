"""How the federations' lists and the certificates stand, for `dialog saml` and `dialog doctor`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from dialog.cli.setting import Setting, utc_now
from dialog.config import FeedSource
from dialog.core.db import TenantSession, reader
from dialog.core.i18n import ZONE
from dialog.identity.feeds import Feeds
from dialog.identity.models import FeedCopy
from dialog.identity.saml.feed import Feed, pinned
from dialog.identity.saml.outcome import Refused
from dialog.tenancy.models import Municipality
from dialog.tenancy.queries import rules_on


@dataclass(frozen=True)
class Standing:
    """One list: what is in force, when it was last found to be the newest, and what went wrong."""

    source: FeedSource
    feed: Feed | None
    checked_at: datetime | None
    error: str | None
    is_demo: bool  # the demo's own, which needs no copy

    def told(self, now: datetime) -> str:
        """In words."""
        if self.feed is None:
            return f"no list in force ({self.error or 'nothing has been fetched yet'})"
        parts = [f"valid until {moment(self.feed.valid_until)}"]
        parts.append(f"{len(self.feed.providers)} providers")
        if self.checked_at is not None:
            parts.append(f"checked {age(now - self.checked_at)} ago")
        elif not self.is_demo:
            parts.append("read from the file only: no worker has kept a copy")
        if self.error:
            parts.append(f"last attempt failed: {self.error}")
        return ", ".join(parts)

    def pins(self) -> list[x509.Certificate]:
        """The pinned certificates. Raises ValueError."""
        path = self.source.certificate
        try:
            return pinned(path.read_text())
        except OSError as error:
            raise ValueError(f"pinned {path}: {error.strerror}") from None
        except Refused as refusal:
            raise ValueError(f"pinned {path}: {refusal.reason}") from None


def standings(setting: Setting, now: datetime) -> list[Standing]:
    """Every list that the settings name, in their order."""
    feeds = Feeds.from_config(setting.config, setting.engine)
    in_force = {source.location: feed for source, feed in feeds.in_force(now)}
    columns = (FeedCopy.location, FeedCopy.checked_at, FeedCopy.error)
    with Session(reader(setting.engine)) as session:
        kept = {row.location: row for row in session.execute(select(*columns))}
    return [
        Standing(
            source=source,
            feed=in_force.get(source.location),
            checked_at=getattr(kept.get(source.location), "checked_at", None),
            error=getattr(kept.get(source.location), "error", None),
            is_demo=not setting.config.saml_feeds,
        )
        for source in feeds.sources
    ]


def municipalities(setting: Setting, slug: str = "") -> Iterator[Municipality]:
    """All of them, or the one of that name. Raises ValueError when there is none."""
    stmt = select(Municipality).options(
        selectinload(Municipality.hosts), undefer(Municipality.logo)
    )
    if slug:
        stmt = stmt.where(Municipality.slug == slug)
    with Session(reader(setting.engine)) as session:
        rows = session.scalars(stmt.order_by(Municipality.slug)).all()
        session.expunge_all()
    if slug and not rows:
        raise ValueError(f"there is no municipality {slug!r}")
    yield from rows


def rules_of(setting: Setting, row: Municipality) -> Mapping[str, Any]:
    """The municipality's rules today."""
    with TenantSession(reader(setting.engine), municipality_id=row.id) as session:
        return rules_on(session, utc_now().astimezone(ZONE).date())


def thumb(certificate: x509.Certificate) -> str:
    """The SHA-256 fingerprint, in the form in which people compare them."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def moment(when: datetime) -> str:
    """A time as an operator reads it."""
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def age(passed: timedelta) -> str:
    """How long, roughly."""
    minutes = max(0, int(passed.total_seconds() // 60))
    hours, days = minutes // 60, minutes // 1440
    return f"{days} days" if days > 1 else f"{hours} h" if hours > 1 else f"{minutes} min"
