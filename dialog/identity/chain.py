"""The chain of proofs: each link covers the one before it, so that none can go unnoticed.

Signing writes a proof and no link, so that nobody waits for anybody. The worker adds the links
afterwards, in the order of the proofs' ids; one that was committed late comes after those that
were linked meanwhile. See docs/decisions/012.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from dialog.core.canonical import digest
from dialog.core.context import Context
from dialog.core.db import TenantSession, add_many
from dialog.identity.models import Evidence, EvidenceLink

BEFORE_THE_FIRST = "0" * 64
MOST_LINKS = 2000  # in one go: about 50 MB of proofs pass by, a few at a time
AT_A_TIME = 100
LATENESS = 10_000  # ids: how far behind a proof may be and still be found within a minute


@dataclass(frozen=True)
class Head:
    """The last link. Whoever has written it down can tell later whether anything is gone."""

    number: int = 0
    hash: str = BEFORE_THE_FIRST
    evidence_id: int = 0


def content_hash(record: Mapping[str, Any], record_hash: str, sealed: bytes, at: datetime) -> str:
    """The SHA-256 of everything that a proof holds."""
    return _hashed(
        {
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "record": record,
            "record_hash": record_hash,
            "sealed": hashlib.sha256(sealed).hexdigest(),
        }
    )


def link_hash(municipality_id: int, former: Head, evidence_id: int, content: str) -> str:
    """The SHA-256 of a link that comes after `former`."""
    return _hashed(
        {
            "municipality": municipality_id,
            "number": former.number + 1,
            "former": former.hash,
            "evidence": evidence_id,
            "content": content,
        }
    )


def _hashed(facts: Mapping[str, Any]) -> str:
    return digest(facts)


def head(session: TenantSession) -> Head:
    """The last link of the municipality; number 0 where there is none."""
    stmt = select(EvidenceLink.number, EvidenceLink.hash, EvidenceLink.evidence_id)
    row = session.execute(stmt.order_by(EvidenceLink.number.desc()).limit(1)).first()
    return Head(*row) if row else Head()


def is_waiting() -> ColumnElement[bool]:
    """The proof is not in the chain yet."""
    return ~exists().where(EvidenceLink.evidence_id == Evidence.id)


def lengthen(ctx: Context, lateness: int | None = LATENESS, limit: int = MOST_LINKS) -> int:
    """Link the proofs that wait. Return how many.

    `lateness` tells how many ids before the last link's are looked through; None: all of them.
    Two at the same moment would give the same numbers: the database lets one of them through.
    """
    last = head(ctx.session)
    first_id = 0 if lateness is None else last.evidence_id - lateness
    stmt = (
        select(Evidence.id, Evidence.record, Evidence.record_hash, Evidence.sealed, Evidence.at)
        .where(is_waiting(), Evidence.id >= first_id)
        .order_by(Evidence.id)
        .limit(limit)
        .execution_options(yield_per=AT_A_TIME)
    )
    links = []
    for evidence_id, *proof in ctx.session.execute(stmt):
        content = content_hash(*proof)
        hashed = link_hash(ctx.session.municipality_id, last, evidence_id, content)
        last = Head(last.number + 1, hashed, evidence_id)
        links.append(
            {
                "number": last.number,
                "evidence_id": evidence_id,
                "content_hash": content,
                "hash": last.hash,
            }
        )
    return add_many(ctx.session, EvidenceLink, links)
