"""Reads that need more than a relationship. They return rows or numbers, never pages."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import WrongKey, pseudonym, unseal
from dialog.feedback.models import Outcome
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import Eligibility, Stance
from dialog.identity.models import Resident
from dialog.identity.queries import current_extract
from dialog.process.queries.keys import own_key, process_key
from dialog.process.rules import Handling, Publication
from dialog.registry.models import RegisterEntry

CHUNK = 2000


def open_signer(ctx: Context, folkmotion: Folkmotion, signature: Signature) -> int | None:
    """The id of the person to tell; None when withdrawn or when the key has been destroyed."""
    if signature.sealed is None or folkmotion.wrapped_key is None:
        return None
    try:
        content = unseal(process_key(ctx, folkmotion), signature.sealed, "signer")
    except WrongKey:
        return None
    return int(json.loads(content)["person"])


def my_signature(ctx: Context, folkmotion: Folkmotion) -> Signature | None:
    """The actor's own signature. Only the person's own key can find it."""
    if ctx.actor.id is None or folkmotion.wrapped_key is None:
        return None
    mine = own_key(ctx, folkmotion)
    stmt = select(Signature).where(
        Signature.folkmotion_id == folkmotion.id, Signature.signer_key == mine
    )
    return ctx.session.scalar(stmt)


def count_signatures(session: TenantSession, folkmotion: Folkmotion) -> tuple[int, int, int]:
    """How many names are valid, unverified, and against. Withdrawn ones count nowhere."""
    is_for = Signature.stance == Stance.FOR

    def number(*conditions: Any) -> Any:
        hit = conditions[0]
        for condition in conditions[1:]:
            hit &= condition
        return func.coalesce(func.sum(case((hit, 1), else_=0)), 0)

    stmt = select(
        number(is_for, Signature.eligibility == Eligibility.VALID),
        number(is_for, Signature.eligibility == Eligibility.UNVERIFIED),
        number(
            Signature.stance == Stance.AGAINST, Signature.eligibility != Eligibility.NOT_RESIDENT
        ),
    ).where(Signature.folkmotion_id == folkmotion.id, Signature.withdrawn_at.is_(None))
    valid, unverified, against = session.execute(stmt).one()
    return valid, unverified, against


def to_count(
    session: TenantSession, since: datetime | None, until: datetime
) -> Sequence[Folkmotion]:
    """Folkmotioner whose names have changed, or that have closed, after `since`.

    All that have been published and are not completed when `since` is None.
    """
    has_names = Folkmotion.publication.in_((Publication.PUBLISHED, Publication.STOPPED))
    stmt = select(Folkmotion).where(has_names, Folkmotion.handling != Handling.COMPLETED)
    if since is not None:
        changed = select(Signature.folkmotion_id).where(Signature.changed_at >= since)
        has_closed = Folkmotion.closes_at.between(since, until)
        stmt = stmt.where(or_(Folkmotion.id.in_(changed), has_closed))
    return session.scalars(stmt.order_by(Folkmotion.id)).all()


def outcome(session: TenantSession, folkmotion: Folkmotion) -> Outcome | None:
    """The published answer, if there is one."""
    return session.scalar(select(Outcome).where(Outcome.process_id == folkmotion.id))


def register_entries(session: TenantSession, folkmotion: Folkmotion) -> Sequence[RegisterEntry]:
    """What the register has been told about this folkmotion, oldest first."""
    stmt = select(RegisterEntry).where(RegisterEntry.process_id == folkmotion.id)
    return session.scalars(stmt.order_by(RegisterEntry.id)).all()


def unverified_signatures(session: TenantSession, folkmotion: Folkmotion) -> Iterator[Signature]:
    """Names that no register has been asked about."""
    stmt = select(Signature).where(
        Signature.folkmotion_id == folkmotion.id,
        Signature.eligibility == Eligibility.UNVERIFIED,
        Signature.withdrawn_at.is_(None),
    )
    yield from session.scalars(stmt.execution_options(yield_per=CHUNK)).all()


def with_unverified(session: TenantSession) -> Sequence[Folkmotion]:
    """Folkmotioner that have names no register has been asked about."""
    unverified = select(Signature.folkmotion_id).where(
        Signature.eligibility == Eligibility.UNVERIFIED, Signature.withdrawn_at.is_(None)
    )
    return session.scalars(select(Folkmotion).where(Folkmotion.id.in_(unverified))).all()


def signer_keys_of_residents(ctx: Context, folkmotion: Folkmotion) -> set[str] | None:
    """What every resident's name would look like in this folkmotion; None without a register."""
    extract = current_extract(ctx)
    if extract is None:
        return None
    key = process_key(ctx, folkmotion)
    stmt = select(Resident.key).where(Resident.extract_id == extract.id)
    rows = ctx.session.scalars(stmt.execution_options(yield_per=CHUNK))
    return {pseudonym(key, resident) for resident in rows}


def waiting_for_answer(session: TenantSession) -> Sequence[Folkmotion]:
    """Handed over and not answered, the oldest deadline first."""
    waiting = (Handling.HANDED_OVER, Handling.IN_PREPARATION)
    stmt = select(Folkmotion).where(Folkmotion.handling.in_(waiting))
    return session.scalars(stmt.order_by(Folkmotion.answer_due_at)).all()


def hand_over_content(folkmotion: Folkmotion, now: datetime) -> dict[str, Any]:
    """What is handed over: the text, the numbers and the rules. No signer is named."""
    text = folkmotion.texts[-1]
    content = {
        "folkmotion": folkmotion.id,
        "title": text.title,
        "summary": text.summary,
        "body": text.body,
        "reasons": text.reasons,
        "text_number": text.number,
        "text_hash": text.hash,
        "author": folkmotion.author_name,
        "co_proposers": [each.shown_name for each in folkmotion.co_proposers if each.shown_name],
        "area": folkmotion.area,
        "published_at": _moment(folkmotion.published_at),
        "closes_at": _moment(folkmotion.closes_at),
        "handed_over_at": _moment(now),
        "counted_at": _moment(folkmotion.counted_at),
        "valid": folkmotion.count_valid,
        "unverified": folkmotion.count_unverified,
        "against": folkmotion.count_against,
        "threshold": folkmotion.threshold,
        "threshold_basis": folkmotion.threshold_basis,
        "rules": folkmotion.rules,
    }
    return json.loads(json.dumps(content))  # type: ignore[no-any-return]


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
