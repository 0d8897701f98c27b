"""A remiss whose time is over, with answers of every kind, for tests of the compilation."""

from typing import Any

from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.models import (
    Group,
    Mask,
    Point,
    PointTag,
    Remiss,
    Reply,
    Response,
    SectionComment,
    Tag,
)
from dialog.remiss.rules import Effect, Sender
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.masking import Place
from dialog.remiss.rules.response import View
from tests.remiss import rows

KEYS = (WHOLE, "s2", "s3", "s4")  # those that need a comment


def heard(session: TenantSession, keys: Keyring, **given: Any) -> Remiss:
    """One that is over, with a few answers; not committed after its rows.

    On s2: the club and one person oppose, one person supports and is masked in part. The words of a
    hidden answer, and a late one that is not considered.
    """
    times = {"opens_at": rows.NOW - 40 * rows.DAY, "closes_at": rows.NOW - 2 * rows.DAY}
    row = rows.remiss(session, keys, **(times | given))
    club = rows.add_addressee(session, row, "Cykelklubben")
    by_club = {"sender": Sender.ORGANISATION, "organisation": "Cykelklubben"}
    club_says = {"": View("with_changes", "Bra i stort."), "s2": View("opposes", "Bygg fler.")}
    rows.add_response(session, row, club_says, addressee_id=club.id, **by_club)
    rows.add_response(session, row, {"s2": View("opposes", "Bygg fler!")}, author_name="Elin Ek")
    private = {"s2": View("supports", "Bra, säger Nils Nord på Norrvägen.")}
    third = rows.add_response(session, row, private)
    mask(session, third, "Nils Nord", "others")
    rows.add_response(session, row, {"s3": View(words="Fula ord.")}, publication=Publication.HIDDEN)
    late = {"is_late": True, "is_considered": False, "sender": Sender.ORGANISATION}
    rows.add_response(
        session, row, {"s2": View("supports", "Sent.")}, organisation="Sena bolaget", **late
    )
    session.flush()
    return row


def mask(session: TenantSession, response: Response, words: str, reason: str) -> None:
    """Mask those words of its first statement."""
    said = response.statements[0]
    start = said.words.index(words)
    session.add(
        Mask(
            response_id=response.id,
            statement_id=said.id,
            place=Place.WORDS,
            start=start,
            end_at=start + len(words),
            reason=reason,
            at=rows.NOW,
        )
    )
    session.flush()


def comment(session: TenantSession, row: Remiss, *sections: str, **given: Any) -> None:
    """What the municipality says of those sections."""
    for key in sections:
        words = {"words": f"Kommunens kommentar om {key or 'allt'}.", "at": rows.NOW} | given
        session.add(SectionComment(remiss_id=row.id, section=key, **words))
    session.flush()


def points(session: TenantSession, row: Remiss, section: str) -> list[Point]:
    """The points of a section, in order."""
    found = session.query(Point).filter_by(remiss_id=row.id, section=section)
    return found.order_by(Point.id).all()


def reply_to_all(session: TenantSession, row: Remiss, section: str) -> None:
    """A reply of its own to every point of a section that has none yet."""
    stmt = select(Reply.point_id).where(Reply.remiss_id == row.id)
    known = set(session.scalars(stmt))
    for point in points(session, row, section):
        if point.id not in known:
            reply(session, row, point, "Tack.")


def reply(session: TenantSession, row: Remiss, point: Point, words: str) -> None:
    """A reply to one point."""
    given = {"effect": Effect.PARTLY, "words": words, "at": rows.NOW}
    session.add(Reply(remiss_id=row.id, point_id=point.id, **given))
    session.flush()


def gather(session: TenantSession, row: Remiss, members: list[Point], words: str) -> Group:
    """A group of points with a title, a tag and a reply to all of them."""
    group = Group(remiss_id=row.id, title="Fler cykelvägar", made_at=rows.NOW)
    tag = Tag(remiss_id=row.id, name="cykel")
    session.add_all([group, tag])
    session.flush()
    for point in members:
        point.group_id = group.id
        session.add(PointTag(point_id=point.id, tag_id=tag.id))
    given = {"effect": Effect.CHANGED, "words": words, "at": rows.NOW}
    session.add(Reply(remiss_id=row.id, group_id=group.id, **given))
    session.flush()
    return group
