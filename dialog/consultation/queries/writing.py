"""What participants have written to one another: one row with all around it, and one's own."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.consultation.models import Comment, Consultation, Idea, Part, Stage
from dialog.consultation.queries.public import find_part
from dialog.core.context import Context
from dialog.process.models import Contribution, Support
from dialog.process.queries.keys import own_key
from dialog.process.rules import Publication, review_due_at
from dialog.tenancy.queries import rules_now

C = TypeVar("C", Idea, Comment)
MOST_MINE = 200  # on one's own page; nobody has that many
MINE = ("consultation_idea", "consultation_comment")


def review_due(ctx: Context) -> datetime:
    """Until when a moderator should have read something that was received now."""
    return review_due_at(ctx.now, rules_now(ctx)["moderation.review_within"])


def reads_first(ctx: Context) -> bool:
    """Whether the municipality lets a moderator read first what is written in a new step."""
    return bool(rules_now(ctx)["moderation.mode"] == "before")


def part(ctx: Context, consultation_id: int, id: int) -> Part | None:
    """A part with its step and its consultation, if the consultation is shown. One statement."""
    return _shown(find_part(ctx, consultation_id, id))


def _shown(found: Part | None) -> Part | None:
    is_shown = found is not None and found.stage.consultation.is_public()
    return found if is_shown else None


def one(ctx: Context, model: type[C], consultation_id: int, id: int) -> C | None:
    """An idea or a comment with its part, step and consultation, if that is shown. One statement."""
    whole = (
        joinedload(model.part, innerjoin=True)
        .joinedload(Part.stage, innerjoin=True)
        .joinedload(Stage.consultation, innerjoin=True)
    )
    stmt = select(model).where(model.id == id, model.process_id == consultation_id).options(whole)
    found = ctx.session.scalar(stmt)
    if found is None or found.part.is_removed or found.part.stage.is_removed:
        return None
    return found if _shown(found.part) else None


def written_by(ctx: Context, consultation: Consultation, key: str) -> Sequence[Contribution]:
    """Ideas and comments of whoever has the key, the newest first. One statement."""
    stmt = select(Contribution).where(
        Contribution.process_id == consultation.id,
        Contribution.participant_key == key,
        Contribution.kind.in_(MINE),
    )
    return ctx.session.scalars(stmt.order_by(Contribution.id.desc()).limit(MOST_MINE)).all()


def supports(ctx: Context, thing: Contribution, key: str) -> bool:
    """Whether whoever has the key supports it. One statement."""
    stmt = select(Support.id).where(
        Support.contribution_id == thing.id, Support.supporter_key == key
    )
    return ctx.session.scalar(stmt) is not None


def written_by_me(ctx: Context) -> list[tuple[Consultation, Contribution]]:
    """Ideas and comments of whoever is logged in, in every consultation, the newest first.

    Two statements: one's key is another in each consultation, so those that are shown come first.
    Where the step is anonymous nothing but that key finds them.
    """
    if ctx.actor.id is None:
        return []
    shown = (Publication.PUBLISHED, Publication.STOPPED)
    running = select(Consultation).where(Consultation.publication.in_(shown))
    consultations = {each.id: each for each in ctx.session.scalars(running)}
    keys = {own_key(ctx, each): each for each in consultations.values() if each.wrapped_key}
    if not keys:
        return []
    mine = (
        select(Contribution)
        .where(Contribution.participant_key.in_(keys), Contribution.kind.in_(MINE))
        .order_by(Contribution.id.desc())
        .limit(MOST_MINE)
    )
    found = ctx.session.scalars(mine.where(Contribution.process_id.in_(consultations)))
    return [(consultations[each.process_id], each) for each in found]
