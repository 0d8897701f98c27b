"""A remiss whose answers are being assessed, for tests of officials' work."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.remiss.models import Point, Remiss
from dialog.remiss.rules.response import View
from tests.remiss import rows

Acting = Callable[[str], Context]
LONG = "Bygg fler cykelvägar. Belys dem.\n\nOch låt bussen gå oftare."


def begun(session: TenantSession, keys: Keyring, *said: str) -> Remiss:
    """One answer for each text, about section s2; commits."""
    row = rows.remiss(session, keys)
    for words in said or (LONG,):
        rows.add_response(session, row, {"s2": View("supports", words)})
    session.commit()
    return row


def points(session: TenantSession) -> Sequence[Point]:
    """Every point, as it is now."""
    session.expire_all()
    return session.scalars(select(Point).order_by(Point.statement_id, Point.number)).all()


def ids(session: TenantSession) -> list[int]:
    """Ids of every point."""
    return [each.id for each in points(session)]
