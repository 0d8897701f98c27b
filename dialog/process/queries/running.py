"""Reads that every kind of process needs of those it runs: the list, what is due, what has happened."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import exists, or_, select

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.process.models import Process, Step
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Handling, Publication
from dialog.tenancy.queries import writing_stopped_at

ON_A_PAGE = 25
P = TypeVar("P", bound=Process)


def for_staff(
    ctx: Context,
    model: type[P],
    chosen: Any,
    words: str,
    where: tuple[Cursor | None, Cursor | None],
) -> Page:
    """Those that have not been thrown away, the newest first; `chosen` narrows. One statement."""
    stmt = select(model).where(model.publication != Publication.WITHDRAWN)
    if chosen is not None:
        stmt = stmt.where(chosen)
    if words:
        stmt = stmt.where(
            or_(
                model.title.icontains(words, autoescape=True),
                model.title.contains(words.capitalize(), autoescape=True),  # Å on SQLite
                model.case_number.icontains(words, autoescape=True),
            )
        )
    return fetch(
        ctx.session, stmt, Order(model.created_at, model.id, is_moment=True), ON_A_PAGE, where
    )


def due_to_publish(ctx: Context, model: Any) -> Sequence[Any]:
    """Drafts that were to be published by now. The model says when, in `publish_at`."""
    stmt = select(model).where(model.publication == Publication.DRAFT, model.publish_at <= ctx.now)
    return ctx.session.scalars(stmt.order_by(model.publish_at, model.id)).all()


def just_closed(ctx: Context, model: type[P]) -> Sequence[P]:
    """Published ones that have closed and that nobody has handed over yet.

    Not those that closed while nobody could write: they will get that time back.
    """
    until = min(ctx.now, writing_stopped_at(ctx) or ctx.now)
    stmt = select(model).where(
        model.publication == Publication.PUBLISHED,
        model.closes_at <= until,
        model.handling == Handling.NONE,
    )
    return ctx.session.scalars(stmt.order_by(model.closes_at, model.id)).all()


def missed(ctx: Context, model: type[P], process: P | None = None) -> Sequence[P]:
    """Drafts that were to be published but were not ready, and whose time nobody has chosen anew."""
    kind = model.__tablename__
    plan = select(Event.id).where(Event.subject_type == kind, Event.subject_id == model.id)
    is_miss = Event.name == f"{kind}.miss"
    latest_miss = plan.where(is_miss).order_by(Event.id.desc()).limit(1)
    later = Event.id > latest_miss.correlate(model).scalar_subquery()
    anew = Event.name.in_((f"{kind}.schedule", f"{kind}.unschedule"))
    stmt = select(model).where(
        model.publication == Publication.DRAFT,
        exists(plan.where(is_miss).correlate(model)),
        ~exists(plan.where(anew, later).correlate(model)),
    )
    if process is not None:
        stmt = stmt.where(model.id == process.id)
    return ctx.session.scalars(stmt.order_by(model.id).limit(ON_A_PAGE)).all()


def events(ctx: Context, process: Process, names: Collection[str]) -> Sequence[Event]:
    """What has happened to it, of those names, oldest first. One statement."""
    stmt = select(Event).where(
        Event.subject_type == process.__tablename__,
        Event.subject_id == process.id,
        Event.name.in_(names),
    )
    return ctx.session.scalars(stmt.order_by(Event.at, Event.id)).all()


def steps(ctx: Context, process: Process) -> Sequence[Step]:
    """Planned and done steps of the handling, in order. One statement."""
    stmt = select(Step).where(Step.process_id == process.id)
    return ctx.session.scalars(stmt.order_by(Step.planned_on, Step.id)).all()


def step_of(ctx: Context, process: Process, step_id: int) -> Step | None:
    """The planned step of the handling, if it belongs to this process."""
    stmt = select(Step).where(Step.id == step_id, Step.process_id == process.id)
    return ctx.session.scalar(stmt)
