"""Reading what people sent as documents, so that it can be searched and assessed.

A file is read outside any transaction. It is marked as one that could not be read before that, so
that one which stops the worker is not tried again for ever.
"""

from collections.abc import Sequence

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.files import NoSuchFile
from dialog.core.i18n import SOURCE, speaking
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.core.worker import Desk, sweep
from dialog.process.models import Attachment, Scan
from dialog.process.rules.own_words import likeness
from dialog.remiss.models import Point, ResponseFile, Statement
from dialog.remiss.rules import FileUse
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.files import READABLE, statement_key
from dialog.remiss.rules.reading import text_of
from dialog.remiss.rules.reading.fault import Unreadable

A_TURN = 5
Place = tuple[int, int]  # the row, and its municipality


@sweep
def read_files(desk: Desk, municipality_ids: Sequence[int]) -> int:
    """Read some documents that came with answers, once the scanner has found nothing in them."""
    stmt = (
        select(ResponseFile.id, ResponseFile.municipality_id)
        .join(Attachment, Attachment.id == ResponseFile.attachment_id)
        .where(
            ResponseFile.read_at.is_(None),
            Attachment.scan == Scan.CLEAN,
            Attachment.media_type.in_(READABLE),
        )
        .order_by(ResponseFile.id)
        .limit(A_TURN)
    )
    return sum(_read(desk, (row[0], row[1])) for row in desk.everywhere(stmt))


def _read(desk: Desk, place: Place) -> bool:
    with desk.context(place[1]) as ctx:
        data = _claimed(ctx, place[0])
    if data is None:
        return False  # another worker was faster, or the file is gone
    name, content = data
    with speaking(SOURCE):
        try:
            words, error = plain(text_of(name, content)), ""
        except Unreadable as fault:
            words, error = "", str(fault)
    with desk.context(place[1]) as ctx:
        row = ctx.session.get_one(ResponseFile, place[0])
        row.words, row.error = words, error
        if words and row.use is FileUse.STATEMENT:
            _add_statement(ctx, row, words)
    return True


def _claimed(ctx: Context, id: int) -> tuple[str, bytes] | None:
    stmt = select(ResponseFile).where(ResponseFile.id == id, ResponseFile.read_at.is_(None))
    row = ctx.session.scalar(stmt.with_for_update(skip_locked=True, of=ResponseFile))
    if row is None:
        return None
    row.read_at = ctx.now
    with speaking(SOURCE):
        row.error = str(_l("Texten kunde inte läsas. Öppna filen och läs den där."))
    try:
        return row.attachment.name, ctx.files.read(row.attachment.digest)
    except NoSuchFile:
        return None


def _add_statement(ctx: Context, row: ResponseFile, words: str) -> None:
    """What the document says, of the whole: to be assessed, and split there."""
    statement = Statement(
        remiss_id=row.response.remiss_id,
        response_id=row.response_id,
        section=WHOLE,
        question=statement_key(row.id),
        words=words,
    )
    ctx.session.add(statement)
    ctx.session.flush()
    point = Point(
        remiss_id=statement.remiss_id,
        statement_id=statement.id,
        section=WHOLE,
        words=words,
        likeness=likeness(words),
    )
    ctx.session.add(point)
