"""Answers as those who work here see them: a list with filters, and what belongs to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from dialog.core.context import Context
from dialog.process.queries.holding import MOST_WORDS, holding
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.remiss.models import Point, Remiss, Response, ResponseFile, Statement
from dialog.remiss.rules import FileUse, Sender

ON_A_PAGE = 25


@dataclass(frozen=True)
class Wanted:
    """Which answers somebody wants to see. Empty: all of them.

    `is_undecided`: late ones that nobody has decided about. `is_unread`: written in
    documents of which no point has been made.
    """

    sender: Sender | None = None
    is_late: bool | None = None
    is_undecided: bool = False
    is_completion: bool | None = None
    is_unread: bool = False
    words: str = ""


def is_unread() -> Any:
    """The condition that an answer was written in a document, and nobody has made a point of what it says."""
    has_file = select(ResponseFile.id).where(
        ResponseFile.response_id == Response.id, ResponseFile.use == FileUse.STATEMENT
    )
    quoted = (
        select(Point.id)
        .join(ResponseFile, ResponseFile.id == Point.file_id)
        .where(ResponseFile.response_id == Response.id)
    )
    return has_file.exists() & ~quoted.exists()


def listing(
    ctx: Context, remiss: Remiss, wanted: Wanted, where: tuple[Cursor | None, Cursor | None]
) -> Page:
    """Answers, the newest first, with their files and versions. Three statements."""
    stmt = (
        select(Response)
        .where(Response.remiss_id == remiss.id, *_conditions(wanted))
        .options(selectinload(Response.files), joinedload(Response.version))
    )
    order = Order(Response.received_at, Response.id, is_moment=True)
    return fetch(ctx.session, stmt, order, ON_A_PAGE, where)


def count_unread(ctx: Context, remiss: Remiss) -> int:
    """How many answers were written in documents of which no point has been made. One statement."""
    stmt = select(Response.id).where(Response.remiss_id == remiss.id, is_unread())
    return len(ctx.session.scalars(stmt).all())


def same_owner(ctx: Context, response: Response) -> Sequence[Response]:
    """Every answer of the same sender, this one too, in their order. One statement."""
    stmt = select(Response).where(
        Response.remiss_id == response.remiss_id, Response.owner == response.owner
    )
    return ctx.session.scalars(stmt.order_by(Response.number)).all()


def points_of(ctx: Context, response: Response) -> Sequence[Point]:
    """Every point of one answer, in the order of its statements. One statement."""
    stmt = (
        select(Point)
        .join(Statement, Statement.id == Point.statement_id)
        .where(Statement.response_id == response.id)
        .order_by(Statement.id, Point.number)
    )
    return ctx.session.scalars(stmt).all()


def _conditions(wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    if wanted.sender is not None:
        found.append(Response.sender == wanted.sender)
    if wanted.is_late is not None:
        found.append(Response.is_late == wanted.is_late)
    if wanted.is_undecided:
        found += [Response.is_late.is_(True), Response.is_considered.is_(None)]
    if wanted.is_completion is not None:
        found.append((Response.number > 1) == wanted.is_completion)
    if wanted.is_unread:
        found.append(is_unread())
    return found + _holding(wanted.words)


def _holding(words: str) -> list[Any]:
    """In the name of an organisation, in what was written, in a document, or as the receipt number."""
    said, filed = select(Statement.response_id), select(ResponseFile.response_id)
    return [
        own
        | Response.id.in_(said.where(*holding(word, Statement.words, Statement.proposal)))
        | Response.id.in_(filed.where(*holding(word, ResponseFile.words)))
        for word in words.split()[:MOST_WORDS]
        for own in holding(word, Response.organisation, Response.receipt_number)
    ]
