"""Answers that staff have entered: by number, one by one, and as a list."""

from collections.abc import Sequence

from sqlalchemy import func, select

from dialog.consultation.models import Answer, Consultation, Part, PartVersion
from dialog.core.context import Context
from dialog.core.keys import pseudonym
from dialog.identity.queries import names
from dialog.process.queries.keys import process_key
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Channel, Publication

ON_A_PAGE = 50


def entry_key(ctx: Context, consultation: Consultation, once: str) -> str:
    """What the answer is known by that this very form makes: sent twice it makes one."""
    return pseudonym(process_key(ctx, consultation), f"entry {once}")


def by_number(ctx: Context, part: Part, number: str) -> Answer | None:
    """The answer with that number. One statement."""
    stmt = select(Answer).where(Answer.part_id == part.id, Answer.entry_number == number)
    return ctx.session.scalar(stmt)


def find_entry(ctx: Context, part: Part, id: int) -> Answer | None:
    """An answer to the part that staff entered, withdrawn or not. One statement."""
    stmt = select(Answer).where(
        Answer.id == id, Answer.part_id == part.id, Answer.entered_by.is_not(None)
    )
    return ctx.session.scalar(stmt)


def latest_number(ctx: Context, part: Part) -> str:
    """The number that was entered last. One statement."""
    stmt = (
        select(Answer.entry_number)
        .where(Answer.part_id == part.id, Answer.entry_number != "")
        .order_by(Answer.id.desc())
        .limit(1)
    )
    return ctx.session.scalar(stmt) or ""


def versions(ctx: Context, part: Part) -> Sequence[PartVersion]:
    """Every version that people can have on paper, the newest first. One statement."""
    stmt = select(PartVersion).where(
        PartVersion.part_id == part.id, PartVersion.frozen_at.is_not(None)
    )
    return ctx.session.scalars(stmt.order_by(PartVersion.number.desc())).all()


def entries(ctx: Context, part: Part, where: tuple[Cursor | None, Cursor | None]) -> Page:
    """One page of what has been entered, the latest first. One statement."""
    stmt = select(Answer).where(Answer.part_id == part.id, Answer.entered_by.is_not(None))
    return fetch(ctx.session, stmt, Order(Answer.id, Answer.id), ON_A_PAGE, where)


def entered_by(ctx: Context, rows: Sequence[Answer]) -> dict[int, str]:
    """Who entered them, by id of the person. One statement."""
    return names(ctx, {row.entered_by for row in rows if row.entered_by is not None})


def counts(ctx: Context, part: Part) -> dict[Channel, int]:
    """How many answers to the part count, by how they came. One statement."""
    stmt = (
        select(Answer.channel, func.count())
        .where(Answer.part_id == part.id, Answer.publication == Publication.PUBLISHED)
        .group_by(Answer.channel)
    )
    return {row[0]: row[1] for row in ctx.session.execute(stmt)}
