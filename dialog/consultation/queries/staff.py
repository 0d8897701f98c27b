"""Reads for those who run consultations: the list, what is due, what has happened."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, or_, select

from dialog.consultation.models import Answer, Comment, Consultation, Idea, Part, Stage
from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.process.models import Step
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Handling, Publication

ON_A_PAGE = 25
DRAFT = Consultation.publication == Publication.DRAFT
PUBLISHED = Consultation.publication == Publication.PUBLISHED
MISSED, PLANNED = "consultation.miss", ("consultation.schedule", "consultation.unschedule")
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
    stmt = select(Consultation).where(Consultation.publication != Publication.WITHDRAWN)
    if (chosen := states(ctx).get(state)) is not None:
        stmt = stmt.where(chosen)
    if words:
        stmt = stmt.where(
            or_(
                Consultation.title.icontains(words, autoescape=True),
                Consultation.title.contains(words.capitalize(), autoescape=True),  # Å on SQLite
                Consultation.case_number.icontains(words, autoescape=True),
            )
        )
    order = Order(Consultation.created_at, Consultation.id, is_moment=True)
    return fetch(ctx.session, stmt, order, ON_A_PAGE, where)


def stage_of(ctx: Context, consultation: Consultation, stage_id: int) -> Stage | None:
    """The step, if it belongs to this consultation and has not been removed."""
    stmt = select(Stage).where(
        Stage.id == stage_id,
        Stage.consultation_id == consultation.id,
        Stage.is_removed.is_(False),
    )
    return ctx.session.scalar(stmt)


def step_of(ctx: Context, consultation: Consultation, step_id: int) -> Step | None:
    """The planned step of the handling, if it belongs to this consultation."""
    stmt = select(Step).where(Step.id == step_id, Step.process_id == consultation.id)
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
    stmt = select(Consultation).where(DRAFT, Consultation.publish_at <= ctx.now)
    return ctx.session.scalars(stmt.order_by(Consultation.publish_at, Consultation.id)).all()


def just_closed(ctx: Context) -> Sequence[Consultation]:
    """Published ones whose last step has closed and that nobody has handed over yet."""
    stmt = select(Consultation).where(
        PUBLISHED, Consultation.closes_at <= ctx.now, Consultation.handling == Handling.NONE
    )
    return ctx.session.scalars(stmt.order_by(Consultation.closes_at, Consultation.id)).all()


def missed(ctx: Context, consultation: Consultation | None = None) -> Sequence[Consultation]:
    """Drafts that were to be published but were not ready, and whose time nobody has chosen anew."""
    plan = select(Event.id).where(
        Event.subject_type == Consultation.__tablename__, Event.subject_id == Consultation.id
    )
    latest_miss = plan.where(Event.name == MISSED).order_by(Event.id.desc()).limit(1)
    later = Event.id > latest_miss.correlate(Consultation).scalar_subquery()
    stmt = select(Consultation).where(
        DRAFT,
        exists(plan.where(Event.name == MISSED).correlate(Consultation)),
        ~exists(plan.where(Event.name.in_(PLANNED), later).correlate(Consultation)),
    )
    if consultation is not None:
        stmt = stmt.where(Consultation.id == consultation.id)
    return ctx.session.scalars(stmt.order_by(Consultation.id).limit(ON_A_PAGE)).all()


def history(ctx: Context, consultation: Consultation) -> Sequence[Event]:
    """What has been done to it, oldest first. One statement."""
    return _events(ctx, consultation, HISTORY)


def turns(ctx: Context, consultation: Consultation) -> Sequence[Event]:
    """What its page tells everyone: turns, and changes since it was published. One statement."""
    return _events(ctx, consultation, TURNS | CHANGES)


def _events(ctx: Context, consultation: Consultation, names: set[str]) -> Sequence[Event]:
    stmt = select(Event).where(
        Event.subject_type == Consultation.__tablename__,
        Event.subject_id == consultation.id,
        Event.name.in_(names),
    )
    return ctx.session.scalars(stmt.order_by(Event.at, Event.id)).all()


def steps(ctx: Context, consultation: Consultation) -> Sequence[Step]:
    """Planned and done steps of the handling, in order. One statement."""
    stmt = select(Step).where(Step.process_id == consultation.id)
    return ctx.session.scalars(stmt.order_by(Step.planned_on, Step.id)).all()
