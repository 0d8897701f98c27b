"""The proofs of acts, checked again: the chain, the records, the seals, the providers' signatures.

Reads the database page by page and changes nothing. Problems are told by number, never by person.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, tuple_

from dialog.core.canonical import digest
from dialog.core.db import TenantSession
from dialog.core.keys import WrongKey
from dialog.identity.acts import request_id
from dialog.identity.chain import AT_A_TIME, Head, content_hash, is_waiting, link_hash
from dialog.identity.evidence import open_with
from dialog.identity.models import Evidence, EvidenceLink
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.proof import Kept, Signer, check

LONGEST_WAIT = timedelta(hours=1)  # the worker adds links every minute
GONE, UNREADABLE = "the proof is gone", "the proof cannot be read"


@dataclass(frozen=True)
class Proof:
    """A row of evidence as it stands in the database. Raises ValueError for what cannot be one."""

    id: int
    record: Mapping[str, Any]
    record_hash: str
    sealed: bytes
    at: datetime

    def __post_init__(self) -> None:
        # SQLite stores anything in any column.
        if not (isinstance(self.record, dict) and isinstance(self.sealed, bytes)):
            raise ValueError(self.id)  # noqa: TRY004 - like all else that cannot be read


Found = Proof | str  # or what is wrong with it


@dataclass
class Verification:
    """One municipality's proofs under examination, and what has been seen of them so far.

    `heads` are links that somebody has written down: number -> hash. With `private_keys` (PEM) the
    seals are opened too.
    """

    session: TenantSession
    now: datetime
    heads: Mapping[int, str] = field(default_factory=dict)
    private_keys: Sequence[str] = ()
    head: Head = field(default_factory=Head)
    linked: int = 0
    waiting: int = 0
    signers: Counter[Signer] = field(default_factory=Counter)

    def size(self) -> int:
        """About how many proofs there are to look at."""
        return self.session.scalar(select(func.count(Evidence.id))) or 0

    def problems(self) -> Iterator[list[str]]:
        """What does not hold, one sentence each; a list, mostly empty, for every proof."""
        for link, found in self._linked():
            self.linked += 1
            place = f"number {link.number} (evidence {link.evidence_id}):"
            told = [*self._of_link(link), *self._of_content(link, found)]
            yield [*self._of_gap(link), *(f"{place} {problem}" for problem in told)]
            if link.number > self.head.number:
                self.head = Head(link.number, link.hash, link.evidence_id)
        yield [*self._of_the_end(), *self._of_twins()]
        for evidence_id, found in self._unlinked():
            self.waiting += 1
            place = f"evidence {evidence_id}, not in the chain:"
            yield [f"{place} {problem}" for problem in self._of_waiting(found)]

    # Reading

    def _linked(self) -> Iterator[tuple[Any, Found]]:
        place = tuple_(EvidenceLink.number, EvidenceLink.id)
        columns = (
            EvidenceLink.id,
            EvidenceLink.number,
            EvidenceLink.evidence_id,
            EvidenceLink.content_hash,
            EvidenceLink.hash,
        )
        stmt = select(*columns).order_by(EvidenceLink.number, EvidenceLink.id).limit(AT_A_TIME)
        page = self.session.execute(stmt).all()
        while page:
            found = self._proofs([link.evidence_id for link in page])
            yield from ((link, found[link.evidence_id]) for link in page)
            last = (page[-1].number, page[-1].id)
            page = self.session.execute(stmt.where(place > last)).all()

    def _unlinked(self) -> Iterator[tuple[int, Found]]:
        stmt = select(Evidence.id).where(is_waiting()).order_by(Evidence.id).limit(AT_A_TIME)
        page = self.session.scalars(stmt).all()
        while page:
            yield from self._proofs(page).items()
            page = self.session.scalars(stmt.where(Evidence.id > page[-1])).all()

    def _proofs(self, ids: Sequence[int]) -> dict[int, Found]:
        try:
            found = self._read(ids)
        except ValueError:  # one of them: which?
            found = {}
            for each in ids:
                try:
                    found |= self._read([each])
                except ValueError:
                    found[each] = UNREADABLE
        self.session.rollback()  # a long look holds nothing up
        return {each: found.get(each, GONE) for each in ids}

    def _read(self, ids: Sequence[int]) -> dict[int, Found]:
        stmt = select(
            Evidence.id, Evidence.record, Evidence.record_hash, Evidence.sealed, Evidence.at
        )
        rows = self.session.execute(stmt.where(Evidence.id.in_(ids))).all()
        return {row.id: Proof(*row) for row in rows}

    # The chain

    def _of_gap(self, link: Any) -> Iterator[str]:
        first, last = self.head.number + 1, link.number - 1
        if first == last:
            yield f"number {first} is missing"
        elif first < last:
            yield f"numbers {first} to {last} are missing"

    def _of_link(self, link: Any) -> Iterator[str]:
        if link.number <= self.head.number:
            yield "this number occurs twice: the chain has been forked"
        elif link.number == self.head.number + 1:
            mine = (self.session.municipality_id, self.head, link.evidence_id, link.content_hash)
            if link.hash != link_hash(*mine):
                yield "the link does not follow from the one before it"
        if self.heads.get(link.number, link.hash) != link.hash:
            yield "the link is not the one that was written down"

    def _of_the_end(self) -> Iterator[str]:
        last = max(self.heads, default=0)
        if last > self.head.number:
            yield f"the chain ends at {self.head.number}, but number {last} was written down"

    def _of_twins(self) -> Iterator[str]:
        """The same proof in two places, which the database has been made to allow."""
        stmt = select(EvidenceLink.evidence_id).group_by(EvidenceLink.evidence_id)
        for each in self.session.scalars(stmt.having(func.count(EvidenceLink.id) > 1)):
            yield f"evidence {each} stands more than once in the chain"

    # The proofs

    def _of_content(self, link: Any, found: Found) -> Iterator[str]:
        if isinstance(found, str):
            yield found
            return
        content = content_hash(found.record, found.record_hash, found.sealed, found.at)
        if content != link.content_hash:
            yield "the proof has been changed since it was linked"
        yield from self._of_proof(found)

    def _of_waiting(self, found: Found) -> Iterator[str]:
        if isinstance(found, str):
            yield found
            return
        if self.now - found.at > LONGEST_WAIT:
            yield f"has waited for its link since {found.at.isoformat(timespec='minutes')}"
        yield from self._of_proof(found)

    def _of_proof(self, found: Proof) -> Iterator[str]:
        if digest(found.record) != found.record_hash:
            yield "the record is not the one that the hash was computed from"
        if not self.private_keys:
            return
        try:
            self.signers[self._signer(found)] += 1
        except WrongKey:
            yield "the seal opens with none of the private keys"
        except Refused as refused:
            yield refused.reason
        except (KeyError, TypeError, ValueError):  # sealed by somebody else than this program
            yield "what is sealed is not what should be there"

    def _signer(self, found: Proof) -> Signer:
        """Who signed. Raises WrongKey, Refused, KeyError, TypeError or ValueError."""
        kept = Kept.from_json(json.loads(self._opened(found)))
        if kept.received != found.at:
            raise Refused("it was received at another time than was noted")
        asked_at = datetime.fromisoformat(found.record["time"])
        return check(kept, request_id(found.record), asked_at)

    def _opened(self, found: Proof) -> bytes:
        for key in self.private_keys:
            try:
                return open_with(key, found.sealed, found.record_hash)
            except WrongKey:
                continue
        raise WrongKey(found.record_hash)
