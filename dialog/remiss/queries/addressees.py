"""Who has been asked and how far they have come; whom to remind; and where their letters go."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.identity.queries import reveal
from dialog.notification.queries import KINDS, Found, Nobody
from dialog.notification.queries import Addressee as Place
from dialog.notification.rules import Result
from dialog.process.rules import Publication
from dialog.process.rules import last_day as day_before
from dialog.remiss.models import Addressee, Organisation, Remiss
from dialog.remiss.rules.addressees import (
    LAST_REMINDER,
    Standing,
    half_time,
    last_moment,
    standing,
)

LINK = "link"  # what the token of a personal link is sealed for


def addressees(ctx: Context, remiss: Remiss) -> Sequence[Addressee]:
    """Everybody who has been asked, and who came by themselves, in order of name. One statement."""
    stmt = (
        select(Addressee)
        .where(Addressee.remiss_id == remiss.id, Addressee.removed_at.is_(None))
        .order_by(func.lower(Addressee.name), Addressee.id)
    )
    return ctx.session.scalars(stmt).all()


def find_addressee(ctx: Context, remiss: Remiss, number: int) -> Addressee | None:
    """One of them. One statement."""
    row = ctx.session.get(Addressee, number)
    if row is None or row.remiss_id != remiss.id or row.removed_at is not None:
        return None
    return row


def known_names(ctx: Context, remiss: Remiss) -> set[str]:
    """The names of those who are asked, without case."""
    stmt = select(Addressee.name).where(
        Addressee.remiss_id == remiss.id, Addressee.removed_at.is_(None)
    )
    return {name.casefold() for name in ctx.session.scalars(stmt)}


def count_standings(rows: Sequence[Addressee]) -> Counter[Standing]:
    """How many have come how far, of those who were invited."""
    return Counter(standing(row) for row in rows if row.is_invited)


def organisations(
    ctx: Context, words: str = "", *, retired: bool = False
) -> Sequence[Organisation]:
    """The register, in order of name. One statement."""
    stmt = select(Organisation).where(Organisation.is_retired.is_(retired))
    rows = ctx.session.scalars(stmt.order_by(func.lower(Organisation.name))).all()
    sought = words.casefold().split()  # a register is short: å ä ö are letters on every database
    return [row for row in rows if all(word in row.name.casefold() for word in sought)]


def to_choose_from(ctx: Context, remiss: Remiss) -> Sequence[Organisation]:
    """Those of the register that are not asked yet. Two statements."""
    known = known_names(ctx, remiss)
    return [row for row in organisations(ctx) if row.name.casefold() not in known]


def not_invited(ctx: Context, remiss: Remiss) -> Sequence[Addressee]:
    """Those who wait for their invitation and have an address."""
    stmt = select(Addressee).where(
        Addressee.remiss_id == remiss.id,
        Addressee.is_invited,
        Addressee.invited_at.is_(None),
        Addressee.removed_at.is_(None),
        Addressee.email != "",
    )
    return ctx.session.scalars(stmt).all()


def _silent(ctx: Context) -> Sequence[Addressee]:
    """Invited to something that is open to them, and neither answered nor declined. One statement."""
    stmt = (
        select(Addressee)
        .join(Addressee.remiss)
        .where(
            Remiss.publication == Publication.PUBLISHED,
            Addressee.is_invited,
            Addressee.invited_at.is_not(None),
            Addressee.removed_at.is_(None),
            Addressee.answered_at.is_(None),
            Addressee.declined_at.is_(None),
        )
        .options(joinedload(Addressee.remiss, innerjoin=True))
    )
    return ctx.session.scalars(stmt).all()


def due_at_half_time(ctx: Context) -> list[Addressee]:
    """Those who have not opened the invitation when half of the time has passed, once each."""
    return [
        row
        for row in _silent(ctx)
        if row.half_reminded_at is None
        and row.last_reminded_at is None
        and standing(row) is Standing.INVITED
        and _is_past_half(row, ctx.now)
    ]


def _is_past_half(row: Addressee, now: datetime) -> bool:
    opens_at, last = row.remiss.opens_at, last_moment(row.remiss.closes_at, row.extended_to)
    if opens_at is None or last is None or row.invited_at is None:
        return False
    # Whoever was invited later has half of what was left then.
    return half_time(max(opens_at, row.invited_at), last) <= now < last


def due_near_the_end(ctx: Context) -> list[Addressee]:
    """Those who have not answered three days before their last day is over, once each."""
    found = []
    for row in _silent(ctx):
        last = last_moment(row.remiss.closes_at, row.extended_to)
        is_near = last is not None and last - LAST_REMINDER <= ctx.now < last
        was_just_invited = row.invited_at is not None and row.invited_at > ctx.now - LAST_REMINDER
        if is_near and row.last_reminded_at is None and not was_just_invited:
            found.append(row)
    return found


def asking_for_time(ctx: Context) -> Sequence[Addressee]:
    """Those who have asked for more time and not heard yet, in the order in which they asked."""
    stmt = (
        select(Addressee)
        .join(Addressee.remiss)
        .where(
            Addressee.asked_at.is_not(None),
            Addressee.removed_at.is_(None),
            Remiss.publication == Publication.PUBLISHED,
        )
        .options(joinedload(Addressee.remiss, innerjoin=True))
        .order_by(Addressee.asked_at)
    )
    return ctx.session.scalars(stmt).all()


def last_day(row: Addressee) -> date | None:
    """The last day of one addressee, with what it was given for itself."""
    last = last_moment(row.remiss.closes_at, row.extended_to)
    return day_before(last) if last else None


class Addressees:
    """Recipients such as "remiss_addressee:7": an organisation, by its address in this remiss."""

    def find(self, ctx: Context, process_id: int, ids: Sequence[int]) -> dict[int, Found]:
        """One statement."""
        rows = ctx.session.scalars(select(Addressee).where(Addressee.id.in_(ids)))
        known = {row.id: row for row in rows}
        return {number: _place(ctx, known.get(number)) for number in ids}

    def row(self, ctx: Context, id: int) -> None:
        """Nothing to say no on: they decline the remiss itself."""

    def person(self, ctx: Context, id: int) -> None:
        """Nobody."""

    def about(self, ctx: Context, id: int) -> str:
        """Nothing."""
        return ""


def _place(ctx: Context, row: Addressee | None) -> Found:
    if row is None or not row.email or row.removed_at is not None:
        return Nobody(Result.NO_ADDRESS)
    token = reveal(ctx, row.sealed_token, LINK)
    path = f"/remisser/{row.remiss_id}/inbjudan/{token}" if token else ""
    return Place(row.email, path=path, can_stop=False)


KINDS["remiss_addressee"] = Addressees()
