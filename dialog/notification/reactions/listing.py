"""Writing down who is to have a letter: in batches, each in its own transaction.

How far a mailing has come stands on its row, which is locked meanwhile: whoever is killed is
followed by someone who begins where the last batch ended.
"""

import logging
import secrets

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.faults import complain
from dialog.core.journal import Event
from dialog.core.worker import Desk
from dialog.notification.actions import News, start_mailing
from dialog.notification.models import Letter, Mailing
from dialog.notification.queries import NO_PROCESS, house, is_unlisted, members
from dialog.process.models import Process

log = logging.getLogger(__name__)
BATCH = 500
BATCHES_PER_TURN = 20
RANDOM_BYTES = 16


def list_recipients(desk: Desk) -> int:
    """Go on with every mailing that is not listed. Return how many batches were written."""
    stmt = select(Mailing.id, Mailing.municipality_id).where(is_unlisted()).order_by(Mailing.id)
    done = 0
    for mailing_id, municipality_id in desk.everywhere(stmt):
        try:
            while done < BATCHES_PER_TURN and _list_some(desk, mailing_id, municipality_id):
                done += 1
        except Exception as error:
            complain(log, f"mailing {mailing_id} cannot be listed", error)
    return done


def _list_some(desk: Desk, mailing_id: int, municipality_id: int) -> bool:
    """Write the next batch. Return whether there was anything to do."""
    with desk.context(municipality_id) as ctx:
        stmt = select(Mailing).where(Mailing.id == mailing_id, is_unlisted())
        mailing = ctx.session.scalar(stmt.with_for_update(skip_locked=True))
        if mailing is None:
            return False  # listed, or another worker is at it
        _add_batch(ctx, mailing)
        return True


def _add_batch(ctx: Context, mailing: Mailing) -> None:
    about = mailing.process_id or NO_PROCESS
    chunk = members(mailing.audience)(ctx, about, mailing.reached, BATCH)
    add_letters(ctx, mailing, [recipient for _, recipient in chunk])
    if chunk:
        mailing.reached = chunk[-1][0]
    if len(chunk) < BATCH:
        mailing.listed_at = ctx.now


def write_to(
    ctx: Context, event: Event, process: Process, news: News, recipients: list[str]
) -> None:
    """One letter to each of a few, named here and not by an audience. Twice is the same as once."""
    mailing = start_mailing(ctx, event, process, news)
    if mailing.listed_at is None:
        ctx.session.flush()
        add_letters(ctx, mailing, recipients)
        mailing.listed_at = ctx.now


def add_letters(ctx: Context, mailing: Mailing, recipients: list[str]) -> None:
    """One letter of the mailing to each of them, but to nobody twice."""
    stmt = select(Letter.recipient).where(
        Letter.mailing_id == mailing.id, Letter.recipient.in_(recipients)
    )
    known = set(ctx.session.scalars(stmt))
    domain = house(ctx, "https").domain
    letters = (
        {
            "mailing_id": mailing.id,
            "recipient": recipient,
            "message_id": f"<{secrets.token_hex(RANDOM_BYTES)}@{domain}>",
            "due_at": ctx.now,
        }
        for recipient in dict.fromkeys(recipients)
        if recipient not in known
    )
    add_many(ctx.session, Letter, letters)
