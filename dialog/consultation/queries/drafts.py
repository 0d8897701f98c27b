"""What people have begun: found, kept and forgotten, without a trace in the journal.

Nobody but whoever writes it may know that there is a draft, so nothing is recorded. It is sealed
with the key of the consultation, and found by the participant's own key.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from dialog.consultation.models import Draft, Part, PartVersion, Stage
from dialog.consultation.rules.values import Typed
from dialog.core.context import Context
from dialog.core.keys import WrongKey, seal, unseal
from dialog.process.queries.keys import process_key

SEAL = "draft"
KEPT_AFTER_CLOSING = timedelta(days=30)


@dataclass(frozen=True)
class Begun:
    """A draft as it lies open: which version of the questions, what was typed, and how far."""

    version_id: int
    typed: Typed
    page: int = 1


def find_draft(ctx: Context, part: Part, key: str) -> Draft | None:
    """What the participant with this key has begun. One statement."""
    stmt = select(Draft).where(Draft.part_id == part.id, Draft.participant_key == key)
    return ctx.session.scalar(stmt)


def open_draft(ctx: Context, part: Part, draft: Draft) -> Begun:
    """What it holds; nothing where it cannot be opened any more."""
    try:
        content = unseal(process_key(ctx, part.stage.consultation), draft.sealed, SEAL)
    except WrongKey:
        return Begun(draft.version_id, Typed(), draft.page)
    return Begun(draft.version_id, Typed(json.loads(content)), draft.page)


def keep_draft(ctx: Context, part: Part, key: str, begun: Begun) -> Draft:
    """Keep what was typed. Fields that are in an older draft alone stay as they were.

    Two windows of the same person may do this at the same moment: neither loses a page.
    """
    draft = find_draft(ctx, part, key)
    if draft is None:
        draft = _new(ctx, part, key, begun.version_id)
    ctx.lock(draft)
    typed = begun.typed.over(open_draft(ctx, part, draft).typed) if draft.sealed else begun.typed
    content = json.dumps(typed.fields).encode()
    draft.sealed = seal(process_key(ctx, part.stage.consultation), content, SEAL)
    draft.version_id, draft.page, draft.changed_at = begun.version_id, begun.page, ctx.now
    return draft


def _new(ctx: Context, part: Part, key: str, version_id: int) -> Draft:
    draft = Draft(
        part_id=part.id,
        participant_key=key,
        version_id=version_id,
        sealed=b"",
        changed_at=ctx.now,
    )
    try:
        with ctx.session.begin_nested():
            ctx.session.add(draft)
    except IntegrityError:  # the same person, at the same moment, in another window
        found = find_draft(ctx, part, key)
        if found is None:
            raise
        return found
    return draft


def forget_draft(ctx: Context, part: Part, key: str) -> None:
    """It has been sent, or is not wanted any more."""
    stmt = delete(Draft).where(Draft.part_id == part.id, Draft.participant_key == key)
    ctx.session.execute(stmt)


def version_seen(ctx: Context, part: Part, number: int) -> PartVersion | None:
    """The version of this part with that id, if people can have seen it."""
    version = ctx.session.get(PartVersion, number)
    if version is None or version.part_id != part.id or version.frozen_at is None:
        return None
    return version


def forget_old_drafts(ctx: Context) -> None:
    """Forget what was begun and never sent in steps that closed some time ago."""
    closed = select(Stage.id).where(Stage.closes_at < ctx.now - KEPT_AFTER_CLOSING)
    parts = select(Part.id).where(Part.stage_id.in_(closed))
    ctx.session.execute(delete(Draft).where(Draft.part_id.in_(parts)))
