"""Reads for the pages that anyone may see. Each costs the same however many have signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, joinedload

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import Eligibility
from dialog.process.models import ProcessText
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.queries.running import events
from dialog.process.queries.running import steps as steps
from dialog.process.rules import PUBLIC, Publication
from dialog.tenancy.models import Department

NAMES_ON_A_PAGE = 200
# What the timeline tells beyond the dates on the row itself. Never who signed, or when.
TURNS = {
    "folkmotion.submit",
    "folkmotion.send_back",
    "folkmotion.stop",
    "moderation.judge",
    "folkmotion.check_names",
    "folkmotion.register",
    "folkmotion.answer",
    "folkmotion.complete",
}


@dataclass(frozen=True)
class Reading:
    """A folkmotion with its latest received text and the department that prepares it."""

    folkmotion: Folkmotion
    text: ProcessText | None
    department: Department | None


def find(ctx: Context, id: int) -> Folkmotion | None:
    """The folkmotion, if it is public or has been hidden. One statement."""
    stmt = select(Folkmotion).where(Folkmotion.id == id, _is_known())
    return ctx.session.scalar(stmt)


def read(ctx: Context, id: int) -> Reading | None:
    """The folkmotion with what its page shows, if it is public or has been hidden. One statement."""
    received = aliased(ProcessText)
    latest = select(func.max(received.number)).where(
        received.process_id == Folkmotion.id, received.received_at.is_not(None)
    )
    is_latest = and_(
        ProcessText.process_id == Folkmotion.id,
        ProcessText.number == latest.correlate(Folkmotion).scalar_subquery(),
    )
    stmt = (
        select(Folkmotion, ProcessText, Department)
        .select_from(Folkmotion)
        .outerjoin(ProcessText, is_latest)
        .outerjoin(Department, Department.id == Folkmotion.department_id)
        .where(Folkmotion.id == id, _is_known())
        .options(joinedload(Folkmotion.co_proposers))
    )
    row = ctx.session.execute(stmt).unique().one_or_none()
    return Reading(*row) if row else None


def turns(ctx: Context, folkmotion: Folkmotion) -> Sequence[Event]:
    """What the journal tells the public about it, oldest first. One statement."""
    return events(ctx, folkmotion, TURNS)


def shown_names(
    ctx: Context, folkmotion: Folkmotion, after: Cursor | None, before: Cursor | None
) -> Page:
    """Names of those who chose to be named and still stand behind it, the latest first."""
    stmt = select(Signature).where(
        Signature.folkmotion_id == folkmotion.id,
        Signature.shown_name != "",
        Signature.withdrawn_at.is_(None),
        Signature.eligibility != Eligibility.NOT_RESIDENT,
    )
    order = Order(Signature.id, Signature.id)
    return fetch(ctx.session, stmt, order, NAMES_ON_A_PAGE, (after, before))


def _is_known() -> Any:
    return Folkmotion.publication.in_([*PUBLIC, Publication.HIDDEN])
