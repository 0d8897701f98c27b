"""Reads for those who run consultations: the list, what is due, what has happened."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select

from dialog.consultation.models import Answer, Comment, Consultation, Idea, Part, Stage
from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.process.queries import running
from dialog.process.queries.paging import Cursor, Page
from dialog.process.queries.running import step_of as step_of
from dialog.process.queries.running import steps as steps
from dialog.process.rules import Publication

DRAFT = Consultation.publication == Publication.DRAFT
PUBLISHED = Consultation.publication == Publication.PUBLISHED
HISTORY = {
    "consultation.create",
    "consultation.clone",
    "consultation.describe",
    "consultation.schedule",
    "consultation.unschedule",
    "consultation.miss",
    "consultation.publish",
    "consultation.edit_stage",
    "consultation.extend",
    "consultation.edit_part",
    "consultation.register",
    "consultation.close",
    "consultation.prepare",
    "consultation.answer",
    "consultation.implement",
    "consultation.finish_step",
    "consultation.complete",
    "consultation.stop",
}
# What the page of a consultation tells everyone of its own history.
TURNS = {"consultation.extend", "consultation.stop", "consultation.complete"}
CHANGES = {"consultation.describe", "consultation.edit_stage", "consultation.edit_part"}


def states(ctx: Context) -> dict[str, Any]:
    """What each choice of the list holds. The keys stand in addresses."""
    is_answered = Consultation.decided_at.is_not(None)
    return {
        "utkast": and_(DRAFT, Consultation.publish_at.is_(None)),
        "planerade": and_(DRAFT, Consultation.publish_at.is_not(None)),
        "kommande": and_(PUBLISHED, Consultation.opens_at > ctx.now),
        "oppna": and_(
            PUBLISHED, Consultation.opens_at <= ctx.now, Consultation.closes_at > ctx.now
        ),
        "vantar": and_(PUBLISHED, Consultation.closes_at <= ctx.now, ~is_answered),
        "klara": and_(PUBLISHED, is_answered),
        "stoppade": Consultation.publication == Publication.STOPPED,
    }


def listing(
    ctx: Context, state: str, words: str, where: tuple[Cursor | None, Cursor | None]
) -> Page:
    """Consultations for staff, the newest first, without those that were thrown away. One statement."""
    return running.for_staff(ctx, Consultation, states(ctx).get(state), words, where)


def stage_of(ctx: Context, consultation: Consultation, stage_id: int) -> Stage | None:
    """The step, if it belongs to this consultation and has not been removed."""
    stmt = select(Stage).where(
        Stage.id == stage_id,
        Stage.consultation_id == consultation.id,
        Stage.is_removed.is_(False),
    )
    return ctx.session.scalar(stmt)


def has_contributions(ctx: Context, stage: Stage) -> bool:
    """Whether anybody has sent anything in this step, also what was withdrawn or hidden later."""
    for sent in (Answer, Idea, Comment):
        stmt = select(sent.id).join(Part, Part.id == sent.part_id)
        if ctx.session.scalar(stmt.where(Part.stage_id == stage.id).limit(1)) is not None:
            return True
    return False


def due_to_publish(ctx: Context) -> Sequence[Consultation]:
    """Drafts that were to be published by now."""
    return running.due_to_publish(ctx, Consultation)


def just_closed(ctx: Context) -> Sequence[Consultation]:
    """Published ones whose last step has closed and that nobody has handed over yet."""
    return running.just_closed(ctx, Consultation)


def missed(ctx: Context, consultation: Consultation | None = None) -> Sequence[Consultation]:
    """Drafts that were to be published but were not ready, and whose time nobody has chosen anew."""
    return running.missed(ctx, Consultation, consultation)


def history(ctx: Context, consultation: Consultation) -> Sequence[Event]:
    """What has been done to it, oldest first. One statement."""
    return running.events(ctx, consultation, HISTORY)


def turns(ctx: Context, consultation: Consultation) -> Sequence[Event]:
    """What its page tells everyone: turns, and changes since it was published. One statement."""
    return running.events(ctx, consultation, TURNS | CHANGES)
