"""Reads of decisions and appeals: for their authors, and for those who judge them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.core.policy import Role
from dialog.identity.queries import staff
from dialog.moderation import subjects
from dialog.moderation.models import Appeal, Decision, Own
from dialog.moderation.rules import AFTER, MEASURE_OF
from dialog.moderation.subjects import Subject
from dialog.process.models import Contribution, Process

MOST_SHOWN = 50  # on a page; nobody has that many


def about_me(ctx: Context) -> Sequence[Decision]:
    """Decisions against what the actor has written, the newest first. One statement."""
    if ctx.actor.id is None:
        return []
    stmt = select(Decision).where(Decision.author_id == ctx.actor.id)
    newest = stmt.options(joinedload(Decision.process)).order_by(Decision.id.desc())
    return ctx.session.scalars(newest.limit(MOST_SHOWN)).all()


def thing_of(ctx: Context, decision: Decision) -> Process | Contribution:
    """What the decision is about. One statement, none when it is at hand."""
    model = subjects.SUBJECTS[decision.subject_type].model
    found: Process | Contribution = ctx.session.get_one(model, decision.subject_id)
    return found


def things_of(ctx: Context, decisions: Sequence[Decision]) -> dict[int, Subject]:
    """The same for many, by id of the decision. One statement for each type of thing."""
    places = {each.id: (each.subject_type, each.subject_id) for each in decisions}
    found = subjects.find_all(ctx, places.values())
    return {number: found[place] for number, place in places.items()}


def about(ctx: Context, thing: Subject) -> Sequence[Decision]:
    """Every decision about one text, the oldest first, with the appeals. One statement."""
    stmt = select(Decision).where(*_about(subjects.type_of(thing), thing.id))
    return ctx.session.scalars(stmt.order_by(Decision.id)).all()


def in_force(ctx: Context, thing: Subject) -> Decision | None:
    """The decision that has put the text where it stands, if one has."""
    measure = MEASURE_OF.get(thing.publication)
    if measure is None:
        return None
    stmt = select(Decision).where(*_about(subjects.type_of(thing), thing.id))
    newest = stmt.where(Decision.measure == measure).order_by(Decision.id.desc())
    return ctx.session.scalar(newest.limit(1))


def newest(ctx: Context, things: Sequence[Contribution]) -> dict[int, Decision]:
    """The last decision about each of the contributions that has one, by its id. One statement."""
    stmt = select(Decision).where(
        Decision.subject_type == "contribution",
        Decision.subject_id.in_([each.id for each in things]),
    )
    return {each.subject_id: each for each in ctx.session.scalars(stmt.order_by(Decision.id))}


def find(ctx: Context, number: int) -> Decision | None:
    """The decision of that number."""
    return ctx.session.get(Decision, number)


def own(ctx: Context, decision: Decision, key: str) -> Own:
    """The decision for whoever the process knows by that key; "" is nobody. One statement at most."""
    thing = thing_of(ctx, decision)
    is_mine = isinstance(thing, Contribution) and bool(key) and thing.participant_key == key
    return Own(decision, is_mine)


def earlier(ctx: Context, decision: Decision) -> Decision | None:
    """The decision that had put the text where this one found it, if one had."""
    stmt = select(Decision).where(
        *_about(decision.subject_type, decision.subject_id),
        Decision.id < decision.id,
        Decision.measure.in_(AFTER),  # the others leave a text where it stands
    )
    before = ctx.session.scalar(stmt.order_by(Decision.id.desc()).limit(1))
    is_it = before is not None and AFTER.get(before.measure) is decision.before
    return before if is_it else None


def _about(type: str, id: int) -> tuple[ColumnElement[bool], ...]:
    return Decision.subject_type == type, Decision.subject_id == id


def waiting_appeals(ctx: Context, most: int = MOST_SHOWN) -> Sequence[Appeal]:
    """Appeals that nobody has judged, the most overdue first. One statement."""
    stmt = select(Appeal).where(Appeal.result.is_(None)).order_by(Appeal.due_at, Appeal.id)
    whole = joinedload(Appeal.decision).joinedload(Decision.process)
    return ctx.session.scalars(stmt.options(whole).limit(most)).all()


def moderators(ctx: Context) -> set[int]:
    """The ids of everyone who holds the role now. One statement."""
    return {person.id for person in staff(ctx) if Role.MODERATOR in person.roles}


def judges(asked: Appeal, among: set[int]) -> set[int]:
    """Which moderators may judge it: neither the one who decided nor the author."""
    return among - {asked.decided_by, asked.decision.author_id}
