"""What people have begun: found, kept and forgotten, without a trace in the journal.

Nobody but those who write it may know what a draft says, so nothing is recorded. It is sealed with
the key of the remiss. An addressee's row tells officials that there is one, never what it says.
"""

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.keys import WrongKey, seal, unseal
from dialog.core.shapes import Misshapen
from dialog.process.queries.keys import process_key
from dialog.remiss.models import Draft, Remiss, RemissVersion
from dialog.remiss.rules.drafting import Owner, Stale
from dialog.remiss.rules.response import Opinion, as_data, from_data

SEAL = "draft"


@dataclass(frozen=True)
class Begun:
    """A draft to keep: about which version, what it says, and the revision that its writer had seen."""

    version: RemissVersion
    opinion: Opinion
    revision: int


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

    Saving the same words again is no change, whatever the revision. Other words void an approval.
    """
    draft = find_draft(ctx, remiss, owner.key) or _new(ctx, remiss, owner, begun)
    ctx.lock(draft)
    if draft.sealed:
        known = open_draft(ctx, draft)
        if as_data(known) == as_data(begun.opinion) and draft.version_id == begun.version.id:
            return draft
        if draft.revision != begun.revision:
            raise Stale(known, draft.revision)
    content = json.dumps(as_data(begun.opinion)).encode()
    draft.sealed = seal(process_key(ctx, remiss), content, SEAL)
    draft.version_id, draft.changed_by = begun.version.id, owner.member
    draft.revision += 1
    draft.changed_at = ctx.now
    draft.reminded_at = None
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
