"""Reads for moderators, officers and registrars about one folkmotion. Never about a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.i18n import ZONE
from dialog.core.journal import Event
from dialog.folkmotion import rules
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.queries.propose import similar_to
from dialog.identity.queries import current_extract
from dialog.process.models import ProcessText
from dialog.process.queries.running import events
from dialog.process.queries.running import step_of as step_of
from dialog.registry.models import Document
from dialog.tenancy.models import Department

# What the history tells. Signing, counting and looking at things are left out.
HISTORY = {
    "folkmotion.submit",
    "folkmotion.withdraw",
    "moderation.claim",
    "folkmotion.publish",
    "folkmotion.send_back",
    "folkmotion.reject",
    "moderation.appeal",
    "moderation.judge",
    "folkmotion.stop",
    "folkmotion.hand_over",
    "folkmotion.register",
    "folkmotion.prepare",
    "folkmotion.finish_step",
    "folkmotion.move_step",
    "folkmotion.answer",
    "folkmotion.implement",
    "folkmotion.complete",
    "folkmotion.check_names",
}
LETTERS_TO_AUTHOR = ("send_back", "reject", "stop")


@dataclass(frozen=True)
class Alike:
    """A folkmotion that resembles another, when it was last up, and whether that is recent."""

    folkmotion: Folkmotion
    on: date
    is_recent: bool


def received_texts(folkmotion: Folkmotion) -> list[ProcessText]:
    """The versions that have been sent in, oldest first. A draft is its author's own."""
    return [text for text in folkmotion.texts if text.received_at is not None]


def alike(ctx: Context, folkmotion: Folkmotion, months: int) -> list[Alike]:
    """Public folkmotioner that resemble this one, with the day that the local rule counts from."""
    today = ctx.now.astimezone(ZONE).date()
    since = rules.months_later(today, -months)
    found = []
    for each in similar_to(ctx, received_texts(folkmotion)[-1]):
        at = each.decided_at or each.published_at or each.created_at
        on = at.astimezone(ZONE).date()
        found.append(Alike(each, on, on >= since))
    return found


def history(ctx: Context, folkmotion: Folkmotion) -> Sequence[Event]:
    """What has happened to this folkmotion, oldest first. One statement."""
    return events(ctx, folkmotion, HISTORY)


def letters_to_author(ctx: Context, folkmotion: Folkmotion) -> Sequence[Document]:
    """What the municipality has written to the author, oldest first."""
    stmt = select(Document).where(
        Document.process_id == folkmotion.id, Document.kind.in_(LETTERS_TO_AUTHOR)
    )
    return ctx.session.scalars(stmt.order_by(Document.id)).all()


def hand_over_document(ctx: Context, folkmotion: Folkmotion) -> Document | None:
    """The document that was handed over, as it was then."""
    stmt = select(Document).where(
        Document.process_id == folkmotion.id, Document.kind == "hand_over"
    )
    return ctx.session.scalar(stmt.order_by(Document.id.desc()).limit(1))


def department(ctx: Context, folkmotion: Folkmotion) -> str:
    """The name of whoever prepares it, or ""."""
    found = (
        ctx.session.get(Department, folkmotion.department_id) if folkmotion.department_id else None
    )
    return found.name if found else ""


def most_to_tell(ctx: Context, folkmotion: Folkmotion) -> int:
    """How many at most get a letter: signers who have not said no, the author and co-proposers."""
    stmt = select(func.count(Signature.id)).where(
        Signature.folkmotion_id == folkmotion.id,
        Signature.withdrawn_at.is_(None),
        Signature.wants_letters,
    )
    return (ctx.session.scalar(stmt) or 0) + 1 + len(folkmotion.co_proposers)


def threshold_now(ctx: Context, current: Mapping[str, Any]) -> tuple[int | None, dict[str, Any]]:
    """The threshold under the rules of today, and its basis; None when the number of residents is missing."""
    rule, extract = current["ef.threshold"], current_extract(ctx)
    population = extract.people if extract else current["ef.population"]
    as_of = extract.as_of.isoformat() if extract else None
    basis = {**rule, "population": population, "as_of": as_of}
    if rule["mode"] == "percent_population" and not population:
        return None, basis
    return rules.threshold(rule, population), basis


def last_check(ctx: Context, folkmotion: Folkmotion) -> tuple[Event | None, Event | None]:
    """The latest order of a name check, if it has not been carried out, and the latest result."""
    stmt = (
        select(Event)
        .where(
            Event.subject_type == Folkmotion.__tablename__,
            Event.subject_id == folkmotion.id,
            Event.name.in_(("folkmotion.order_check", "folkmotion.check_names")),
        )
        .order_by(Event.id.desc())
        .limit(20)
    )
    ordered = checked = None
    for event in ctx.session.scalars(stmt):
        if event.name == "folkmotion.check_names":
            checked = event
            break
        ordered = ordered or event
    return ordered, checked
