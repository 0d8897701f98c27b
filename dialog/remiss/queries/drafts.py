"""What people have begun: found, kept and forgotten, without a trace in the journal.

Nobody but those who write it may know what a draft says, so nothing is recorded. It is sealed with
the key of the remiss. An addressee's row tells officials that there is one, never what it says.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.keys import WrongKey, seal, unseal
from dialog.core.shapes import Misshapen
from dialog.process.queries.keys import process_key
from dialog.process.rules import Publication
from dialog.process.rules import last_day as day_before
from dialog.registry.models import Receipt
from dialog.remiss.models import Addressee, Draft, Remiss, RemissVersion, Response
from dialog.remiss.rules.drafting import (
    KEPT_AFTER_CLOSING,
    LEFT_ALONE,
    REMINDED_BEFORE,
    Owner,
    Stale,
    is_locked_for,
)
from dialog.remiss.rules.response import Opinion, as_data, from_data

SEAL = "draft"


@dataclass(frozen=True)
class Begun:
    """A draft to keep: about which version, what it says, and the revision that its writer had seen.

    `has_compared`: whoever writes has seen what others had saved, and goes on from there.
    """

    version: RemissVersion
    opinion: Opinion
    revision: int
    has_compared: bool = False


def find_draft(ctx: Context, remiss: Remiss, owner: str) -> Draft | None:
    """What the owner has begun. One statement."""
    stmt = select(Draft).where(Draft.remiss_id == remiss.id, Draft.owner == owner)
    return ctx.session.scalar(stmt)


def open_draft(ctx: Context, draft: Draft) -> Opinion:
    """What it says; nothing where it cannot be opened any more."""
    try:
        content = unseal(process_key(ctx, draft.remiss), draft.sealed, SEAL)
        return from_data(json.loads(content))
    except (WrongKey, Misshapen, ValueError):
        return Opinion()


def keep_draft(ctx: Context, remiss: Remiss, owner: Owner, begun: Begun) -> Draft:
    """Keep what was written. Raises Stale when others have saved since `begun.revision`.

    So it does when another member writes now, or has taken over. Saving the same words again is no
    change, whatever the revision. Other words void an approval. Whoever saves writes now.
    """
    draft = find_draft(ctx, remiss, owner.key) or _new(ctx, remiss, owner, begun)
    ctx.lock(draft)
    if draft.sealed:
        known = open_draft(ctx, draft)
        if as_data(known) == as_data(begun.opinion) and draft.version_id == begun.version.id:
            return draft
        is_locked = not begun.has_compared and is_locked_for(
            draft.locked_by, draft.locked_at, owner.member, ctx.now
        )
        if draft.revision != begun.revision or is_locked:
            raise Stale(known, draft.revision)
    content = json.dumps(as_data(begun.opinion)).encode()
    draft.sealed = seal(process_key(ctx, remiss), content, SEAL)
    draft.version_id, draft.changed_by = begun.version.id, owner.member
    draft.revision += 1
    draft.changed_at = ctx.now
    if owner.member is not None:
        draft.locked_by, draft.locked_at = owner.member, ctx.now
    if draft.addressee is not None:
        draft.addressee.drafted_at = draft.addressee.drafted_at or ctx.now
        draft.addressee.declined_at = None  # whoever writes does not stand aside any more
    return draft


def _new(ctx: Context, remiss: Remiss, owner: Owner, begun: Begun) -> Draft:
    draft = Draft(
        remiss=remiss,
        version_id=begun.version.id,
        owner=owner.key,
        addressee_id=owner.addressee,
        person_id=owner.person_id,
        sealed=b"",
        changed_at=ctx.now,
    )
    try:
        with ctx.session.begin_nested():
            ctx.session.add(draft)
    except IntegrityError:  # the same owner, at the same moment, in another window
        found = find_draft(ctx, remiss, owner.key)
        if found is None:
            raise
        return found
    return draft


def forget_draft(ctx: Context, remiss: Remiss, owner: str) -> None:
    """It has been sent, or is not wanted any more."""
    draft = find_draft(ctx, remiss, owner)
    if draft is not None:
        ctx.session.delete(draft)


def adopt_draft(ctx: Context, remiss: Remiss, browsers: str, owner: Owner) -> None:
    """What a browser began is from now on its owner's, who has logged in and has begun nothing else."""
    draft = find_draft(ctx, remiss, browsers)
    if draft is not None and find_draft(ctx, remiss, owner.key) is None:
        draft.owner, draft.person_id = owner.key, owner.person_id


def move_files(ctx: Context, source: Draft, to: Draft) -> None:
    """The files of one draft go with another one."""
    for file in list(source.files):
        file.draft = to


def sent_by(ctx: Context, remiss: Remiss, owners: Sequence[str]) -> dict[str, list[Response]]:
    """The answers that these owners have sent, the newest first. One statement."""
    stmt = (
        select(Response)
        .where(Response.remiss_id == remiss.id, Response.owner.in_(owners))
        .order_by(Response.number.desc())
    )
    found: dict[str, list[Response]] = {owner: [] for owner in owners}
    for response in ctx.session.scalars(stmt):
        found[response.owner].append(response)
    return found


def sent_before(ctx: Context, remiss: Remiss, once: str | None) -> Receipt | None:
    """The receipt of what was sent with the same form. One statement, none without a form."""
    if not once:
        return None
    stmt = (
        select(Receipt)
        .join(Response, Response.receipt_number == Receipt.number)
        .where(Response.remiss_id == remiss.id, Response.once == once)
    )
    return ctx.session.scalar(stmt)


def to_remind(ctx: Context) -> list[Draft]:
    """What was begun and not sent, where the last day is near and somebody can be written to.

    What somebody has worked on in the last day needs no reminder. One statement.
    """
    ends = func.coalesce(Addressee.extended_to, Remiss.closes_at)
    stmt = (
        select(Draft)
        .join(Draft.remiss)
        .outerjoin(Addressee, Addressee.id == Draft.addressee_id)
        .where(
            Draft.reminded_at.is_(None),
            Draft.changed_at < ctx.now - LEFT_ALONE,
            or_(Draft.person_id.is_not(None), Draft.addressee_id.is_not(None)),
            Remiss.publication == Publication.PUBLISHED,
            ends > ctx.now,
            ends <= ctx.now + REMINDED_BEFORE,
        )
        .order_by(Draft.id)
    )
    return list(ctx.session.scalars(stmt))


def last_day(draft: Draft) -> date | None:
    """The last day on which it is in time."""
    extended = draft.addressee.extended_to if draft.addressee else None
    ends = extended or draft.remiss.closes_at
    return day_before(ends) if ends else None


def forget_old_drafts(ctx: Context) -> None:
    """Forget what was begun and never sent in remisser that closed some time ago, with its files."""
    stmt = (
        select(Draft)
        .join(Draft.remiss)
        .outerjoin(Addressee, Addressee.id == Draft.addressee_id)
        .where(
            Remiss.closes_at < ctx.now - KEPT_AFTER_CLOSING,
            Addressee.extended_to.is_(None)
            | (Addressee.extended_to < ctx.now - KEPT_AFTER_CLOSING),
        )
    )
    for draft in ctx.session.scalars(stmt):
        for file in draft.files:
            ctx.session.delete(file.attachment)
        ctx.session.delete(draft)
