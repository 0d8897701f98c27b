"""Reads about official records: a receipt with what it is about, and what the register is told."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql import Select

from dialog.core.context import Context
from dialog.process.models import ContributionText, Process, ProcessText
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.registry.models import Receipt, RegisterEntry

ON_A_PAGE = 50
CHUNK = 1000


def receipt_with_text(
    ctx: Context, number: str
) -> tuple[Receipt, Process, ProcessText | ContributionText] | None:
    """The receipt with this number, the process it is about, and the text as it was received.

    One statement.
    """
    if not number.isprintable():  # a database need not be able to hold it
        return None
    is_own = (
        Receipt.contribution_id.is_(None)
        & (ProcessText.process_id == Receipt.process_id)
        & (ProcessText.number == Receipt.text_number)
    )
    is_within = (ContributionText.contribution_id == Receipt.contribution_id) & (
        ContributionText.number == Receipt.text_number
    )
    stmt = (
        select(Receipt, Process, ProcessText, ContributionText)
        .join(Process, Process.id == Receipt.process_id)
        .outerjoin(ProcessText, is_own)
        .outerjoin(ContributionText, is_within)
        .options(joinedload(ContributionText.contribution))
        .where(Receipt.number == number)
    )
    found = ctx.session.execute(stmt).one_or_none()
    if found is None:
        return None
    receipt, process, own, within = found
    text: ProcessText | ContributionText | None = own
    if receipt.contribution_id is not None:
        text = within
    return (receipt, process, text) if text is not None else None


def latest_receipt(ctx: Context, kind: str, process: Process) -> Receipt | None:
    """The newest receipt of that kind. Never ask for a kind that many people get."""
    stmt = select(Receipt).where(Receipt.process_id == process.id, Receipt.kind == kind)
    return ctx.session.scalar(stmt.order_by(Receipt.id.desc()).limit(1))


def entries(
    ctx: Context, *, without_number: bool, where: tuple[Cursor | None, Cursor | None]
) -> Page:
    """What the register is told, the newest first. One statement, and one for the processes."""
    order = Order(RegisterEntry.id, RegisterEntry.id)
    return fetch(ctx.session, _entries(without_number), order, ON_A_PAGE, where)


def all_entries(ctx: Context, *, without_number: bool) -> Iterator[RegisterEntry]:
    """The same without pages, for a file."""
    stmt = _entries(without_number).order_by(RegisterEntry.id.desc())
    yield from ctx.session.scalars(stmt.execution_options(yield_per=CHUNK))


def processes_of(ctx: Context, rows: list[RegisterEntry]) -> dict[int, Process]:
    """The processes that the entries are about, by id. One statement."""
    ids = {row.process_id for row in rows}
    if not ids:
        return {}
    stmt = select(Process).where(Process.id.in_(ids))
    return {process.id: process for process in ctx.session.scalars(stmt)}


def _entries(without_number: bool) -> Select[RegisterEntry]:  # noqa: FBT001
    stmt = select(RegisterEntry)
    return stmt.where(RegisterEntry.case_number == "") if without_number else stmt
