"""Reads of attachments: which ones anyone may see, and what the features that show them say."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.process.models import Attachment, Scan

# From a context and ids of attachments to those of them that something public shows now.
Showing = Callable[[Context, set[int]], set[int]]
SHOWING: list[Showing] = []
S = TypeVar("S", bound=Showing)
# From a context and keys of stored files to those of them that a row names.
Naming = Callable[[Context, set[str]], set[str]]
NAMING: list[Naming] = []


def shows_attachments(find: S) -> S:
    """Let the function say which attachments its feature shows in public.

    What nobody claims is not served: a file of a text that is hidden, withdrawn or not yet read by a
    moderator, or that was taken out of a page.
    """
    SHOWING.append(find)
    return find


def names_files(find: Naming) -> Naming:
    """Let the function say which stored files its feature's rows name. What nobody names is deleted."""
    NAMING.append(find)
    return find


def public(ctx: Context, id: int, prefix: str) -> Attachment | None:
    """The attachment, when its digest begins so and something public shows it. None also before it is clean."""
    row = ctx.session.get(Attachment, id)
    if row is None or not row.digest.startswith(prefix) or not is_shown(ctx, id):
        return None
    return row if row.is_clean() and row.process.is_public() else None


def is_shown(ctx: Context, id: int) -> bool:
    """Whether any feature shows it in public."""
    return any(id in find(ctx, {id}) for find in SHOWING)


def by_ids(ctx: Context, ids: Iterable[int]) -> dict[int, Attachment]:
    """The attachments by id, whatever the scanner says of them. One statement, none for nothing."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = ctx.session.scalars(select(Attachment).where(Attachment.id.in_(wanted)))
    return {row.id: row for row in rows}


def is_known_infected(ctx: Context, digest: str) -> bool:
    """Whether the scanner has found malware in exactly these bytes before."""
    stmt = select(Attachment.id).where(
        Attachment.digest == digest, Attachment.scan == Scan.INFECTED
    )
    return ctx.session.scalar(stmt.limit(1)) is not None


def lost(ctx: Context) -> int:
    """How many attachments have no file any more, though nobody deleted it."""
    rows = ctx.session.scalars(
        select(Attachment.digest).where(Attachment.scan != Scan.INFECTED).distinct()
    )
    return sum(not ctx.files.exists(digest) for digest in rows)


def named(ctx: Context, digests: Iterable[str]) -> set[str]:
    """Which of the digests belong to a row that has its file."""
    wanted = set(digests)
    return {key for find in NAMING for key in find(ctx, wanted)}


@names_files
def of_attachments(ctx: Context, digests: set[str]) -> set[str]:
    """Those of attachments. What was infected has no file any more."""
    stmt = select(Attachment.digest).where(
        Attachment.digest.in_(digests), Attachment.scan != Scan.INFECTED
    )
    return set(ctx.session.scalars(stmt))


def count_all(ctx: Context) -> int:
    """How many attachments there are."""
    return ctx.session.scalar(select(func.count(Attachment.id))) or 0


def count_waiting(ctx: Context, since: datetime) -> int:
    """How many attachments have waited for the scanner since then or longer."""
    stmt = select(func.count(Attachment.id)).where(
        Attachment.scan == Scan.PENDING, Attachment.uploaded_at < since
    )
    return ctx.session.scalar(stmt) or 0
