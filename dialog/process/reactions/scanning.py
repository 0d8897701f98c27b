"""Asks the virus scanner about files that wait, and deletes what was infected.

The scanner is another machine's program, so it is asked outside of any transaction: each file is
claimed in one transaction and judged in the next. A worker that dies in between leaves the claim,
which runs out.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select

from dialog.core import clamd
from dialog.core.context import Context
from dialog.core.faults import complain
from dialog.core.files import NoSuchFile
from dialog.core.journal import Event, on
from dialog.core.worker import Desk, sweep
from dialog.process.actions import attachments
from dialog.process.models import Attachment, Scan

log = logging.getLogger(__name__)
AT_ONCE = 20  # files in one turn
CLAIM = timedelta(minutes=5)  # longer than one scan may take
AGAIN = timedelta(minutes=1)  # after no answer; longer than one turn may take
LATER = timedelta(hours=1)  # where no scanner is set up, or the file is gone

Place = tuple[int, int]  # ids of the attachment and of its municipality


@sweep
def scan_waiting(desk: Desk, municipality_ids: list[int]) -> int:
    """Judge what waits. When the scanner does not answer, all of it waits for a minute more."""
    if desk.config is None:
        return 0
    stmt = (
        select(Attachment.id, Attachment.municipality_id)
        .where(Attachment.scan == Scan.PENDING, _is_due(desk))
        .order_by(Attachment.id)
        .limit(AT_ONCE)
    )
    places: list[Place] = [(row[0], row[1]) for row in desk.everywhere(stmt)]
    for done, place in enumerate(places):
        try:
            _judge(desk, place)
        except clamd.NoAnswer as error:
            complain(log, "the virus scanner did not answer; files wait", error)
            _postpone(desk, places[done:])
            return done
    return len(places)


def _judge(desk: Desk, place: Place) -> None:
    """Raises NoAnswer."""
    with desk.context(place[1]) as ctx:
        row = _claim(ctx, place[0])
        if row is None:
            return  # another worker was faster
        data = _content(ctx, row)
        is_picture = row.is_picture
    scanner = desk.config.clamd if desk.config else ""
    if data is None or not (scanner or is_picture or _is_demo(desk)):
        _postpone(desk, [place], LATER)
        return
    # Without a scanner only our own checks stand behind "clean": a picture has been drawn anew and
    # carries nothing from outside. Documents in production wait for a scanner; the demo shows them.
    malware = clamd.scan(scanner, data) if scanner else None
    with desk.context(place[1]) as ctx:
        row = _waiting(ctx, place[0])
        if row is not None:
            attachments.scan(ctx, row, malware, "clamd" if scanner else "none")


def _claim(ctx: Context, id: int) -> Attachment | None:
    row = _waiting(ctx, id)
    if row is None or (row.scan_due_at is not None and row.scan_due_at > ctx.now):
        return None
    row.scan_due_at = ctx.now + CLAIM
    return row


def _waiting(ctx: Context, id: int) -> Attachment | None:
    stmt = select(Attachment).where(Attachment.id == id, Attachment.scan == Scan.PENDING)
    return ctx.session.scalar(stmt.with_for_update(skip_locked=True, of=Attachment))


def _content(ctx: Context, row: Attachment) -> bytes | None:
    try:
        return ctx.files.read(row.digest)
    except NoSuchFile as error:
        complain(log, f"the file of attachment {row.id} is gone", error)
        return None


def _postpone(desk: Desk, places: Sequence[Place], wait: timedelta = AGAIN) -> None:
    for attachment_id, municipality_id in places:
        with desk.context(municipality_id) as ctx:
            row = _waiting(ctx, attachment_id)
            if row is not None:
                row.scan_due_at = ctx.now + wait


def _is_due(desk: Desk) -> ColumnElement[bool]:
    return or_(Attachment.scan_due_at.is_(None), Attachment.scan_due_at <= desk.now)


def _is_demo(desk: Desk) -> bool:
    return desk.config is not None and desk.config.demo


@on("process.scan")
def delete_infected(ctx: Context, event: Event) -> None:
    """Once it is known for good, take the file away. The journal keeps what was found."""
    if event.data["result"] == Scan.INFECTED:
        ctx.files.delete(event.data["digest"])
