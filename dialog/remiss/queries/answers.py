"""Published answers as anyone may read them: lists, one answer, and how positions are spread.

Nothing here asks whether the remiss shows its answers: the pages do, before they ask. What a moderator
has hidden is in no number and says nothing; its place in the list of all answers tells why.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.core.context import Context
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Publication
from dialog.remiss.models import Remiss, Response, ResponseFile, Statement
from dialog.remiss.rules import Sender
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.files import is_of_file

ON_A_PAGE = 20
SHOWN = Response.publication == Publication.PUBLISHED
PLACED = Response.publication.in_((Publication.PUBLISHED, Publication.HIDDEN))


@dataclass(frozen=True)
class Wanted:
    """Which answers: of whom, which of them say something of a section, and with which position.

    `section` WHOLE asks for everything; `position` is that on the section, or on the whole. None asks
    for any, "" for those who take none.
    """

    section: str = WHOLE
    position: str | None = None
    sender: Sender | None = None
    after: Cursor | None = None
    before: Cursor | None = None
    ids: frozenset[int] = frozenset()  # filled in by `narrow`

    @property
    def is_narrowed(self) -> bool:
        """Whether only some are asked for."""
        return bool(self.section) or self.position is not None or self.sender is not None


def listing(ctx: Context, remiss: Remiss, wanted: Wanted) -> Page:
    """A page of answers, the newest first; `wanted` comes from `narrow`. One statement.

    Only the list of all answers has places of what is hidden.
    """
    shown = SHOWN if wanted.is_narrowed else PLACED
    stmt = select(Response).where(shown, *_conditions(remiss, wanted))
    stmt = stmt.options(joinedload(Response.version, innerjoin=True))
    order = Order(Response.received_at, Response.id, is_moment=True)
    return fetch(ctx.session, stmt, order, ON_A_PAGE, (wanted.after, wanted.before))


def total(ctx: Context, remiss: Remiss, wanted: Wanted) -> int:
    """How many answers there are of that kind; `wanted` comes from `narrow`. One statement."""
    stmt = select(func.count(Response.id)).where(SHOWN, *_conditions(remiss, wanted))
    return ctx.session.scalar(stmt) or 0


def _conditions(remiss: Remiss, wanted: Wanted) -> list[Any]:
    conditions: list[Any] = [Response.remiss_id == remiss.id]
    if wanted.sender is not None:
        conditions.append(Response.sender == wanted.sender)
    if wanted.position is not None:
        conditions.append(Response.id.in_(wanted.ids))
    elif wanted.section:
        said_of = select(Statement.id).where(
            Statement.response_id == Response.id, Statement.section == wanted.section
        )
        conditions.append(exists(said_of.correlate(Response)))
    return conditions


def narrow(ctx: Context, remiss: Remiss, wanted: Wanted) -> Wanted:
    """The same, knowing which answers take the position that is asked for. One statement, or none."""
    if wanted.position is None:
        return wanted
    rows = _counting(ctx, remiss, [wanted.section])
    ids = frozenset(row.response for row in rows if row.position == wanted.position)
    return replace(wanted, ids=ids)


@dataclass(frozen=True)
class Counting:
    """The position of one sender on one section, and in which answer they took it."""

    section: str
    position: str
    response: int


def _counting(ctx: Context, remiss: Remiss, sections: Collection[str] | None) -> Iterable[Counting]:
    """What counts of every sender, about each section. One statement.

    Whoever completes their answer is counted once: with the newest position that they have taken, and
    without one only when they have taken none. The database would look for better ones row by row.
    """
    stmt = (
        select(Statement.section, Statement.position, Response.owner, Response.id)
        .join(Response, Response.id == Statement.response_id)
        .where(Statement.remiss_id == remiss.id, Statement.question == "", SHOWN)
        .order_by(Response.number)
    )
    if sections is not None:
        stmt = stmt.where(Statement.section.in_(sections))
    found: dict[tuple[str, str], Counting] = {}
    for section, position, owner, response in ctx.session.execute(stmt):
        known = found.get((section, owner))
        if known is None or position or not known.position:
            found[section, owner] = Counting(section, position, response)
    return found.values()


def spread(
    ctx: Context, remiss: Remiss, sections: Collection[str] | None = None
) -> dict[str, dict[str, int]]:
    """How many take which position on which section, every sender once. One statement.

    The position "" stands for those who have said something without taking one.
    """
    found: dict[str, dict[str, int]] = {}
    for row in _counting(ctx, remiss, sections):
        numbers = found.setdefault(row.section, {})
        numbers[row.position] = numbers.get(row.position, 0) + 1
    return found


def statements(
    ctx: Context, responses: Sequence[Response], section: str | None = None
) -> dict[int, list[Statement]]:
    """What shown answers say, by the id of the answer; of one section, or of all. One statement.

    Not the texts of documents that came with them: see rules.files.is_of_file.
    """
    ids = [each.id for each in responses if each.is_public()]
    if not ids:
        return {}
    stmt = select(Statement).where(Statement.response_id.in_(ids))
    if section is not None:
        stmt = stmt.where(Statement.section == section)
    found: dict[int, list[Statement]] = {}
    for row in ctx.session.scalars(stmt.order_by(Statement.id)):
        if not is_of_file(row.question):
            found.setdefault(row.response_id, []).append(row)
    return found


def one(ctx: Context, remiss: Remiss, id: int) -> Response | None:
    """One answer with its files, if anyone may read it or it has been hidden. Two statements."""
    stmt = (
        select(Response)
        .where(Response.remiss_id == remiss.id, Response.id == id, PLACED)
        .options(
            joinedload(Response.version, innerjoin=True),
            selectinload(Response.files).joinedload(ResponseFile.attachment, innerjoin=True),
        )
    )
    return ctx.session.scalar(stmt)


def of_the_same(ctx: Context, response: Response) -> Sequence[Response]:
    """All shown answers of its sender, in order: what came first and what completes it. One statement."""
    stmt = select(Response).where(
        Response.remiss_id == response.remiss_id, Response.owner == response.owner, SHOWN
    )
    return ctx.session.scalars(stmt.order_by(Response.number)).all()
