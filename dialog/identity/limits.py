"""How much may be sent from one place in an hour, where nobody has said who they are.

A place is a network, or an address that letters go to. What is kept of it is a keyed hash with the
hour, in rows that point at nothing; they are forgotten when the hour is over.
"""

from datetime import datetime

from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import pseudonym
from dialog.identity.models import SentLately
from dialog.identity.rules import SENT_COUNTED_FOR, whole_hour
from dialog.tenancy.queries import municipality_key


class TooManySent(DomainError):
    """Too much has been sent from one place. `again_at` is when more is taken."""

    status = 429

    def __init__(self, again_at: datetime) -> None:
        super().__init__(
            _l("Ovanligt mycket har skickats från det här nätverket den senaste timmen.")
        )
        self.again_at = again_at


def ensure_few(ctx: Context, use: str, place: str, most: int) -> None:
    """Count one more from there. Raises TooManySent when there have been `most` already this hour."""
    if sent(ctx, use, place) >= most:
        raise TooManySent(whole_hour(ctx.now) + SENT_COUNTED_FOR)
    count(ctx, use, place)


def sent(ctx: Context, use: str, place: str) -> int:
    """How much has been sent from there this hour, for this use. One statement."""
    stmt = select(func.count(SentLately.id)).where(SentLately.key == _key(ctx, use, place))
    return ctx.session.scalar(stmt) or 0


def count(ctx: Context, use: str, place: str) -> None:
    """Remember for an hour that something was sent from there."""
    ctx.session.add(SentLately(key=_key(ctx, use, place), hour=whole_hour(ctx.now)))


def _key(ctx: Context, use: str, place: str) -> str:
    return pseudonym(municipality_key(ctx), f"{use} {place} {ctx.now:%Y-%m-%dT%H}")
