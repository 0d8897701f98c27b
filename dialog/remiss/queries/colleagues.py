"""Where letters to those who write for an organisation go: recipients such as "remiss_member:7"."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.identity.models import Person
from dialog.identity.queries import reveal
from dialog.notification.queries import KINDS, Found, Nobody, audience
from dialog.notification.queries import Addressee as Place
from dialog.notification.rules import Result
from dialog.remiss.models import Member


@audience("remiss_room")
def named(ctx: Context, process_id: int, after: int, most: int) -> Sequence[tuple[int, str]]:
    """Nobody to list: each is written to by itself."""
    return ()


class Members:
    """Whoever is inside is found where they are as a person; the invited by the address that was given.

    Their letter holds the link, and there is nothing to say no to.
    """

    def find(self, ctx: Context, process_id: int, ids: Sequence[int]) -> dict[int, Found]:
        """Two statements, however many there are."""
        stmt = select(Member).where(Member.id.in_(ids)).options(joinedload(Member.addressee))
        rows = {row.id: row for row in ctx.session.scalars(stmt) if row.removed_at is None}
        inside = {row.person_id for row in rows.values() if row.joined_at is not None}
        known = sorted(each for each in inside if each is not None)
        people = KINDS["person"].find(ctx, process_id, known)
        return {number: _place(ctx, rows.get(number), people) for number in ids}

    def row(self, ctx: Context, id: int) -> Person | None:
        """The person, who says no to letters of every kind."""
        return self.person(ctx, id)

    def person(self, ctx: Context, id: int) -> Person | None:
        """The person, once they have come in."""
        row = ctx.session.get(Member, id)
        is_known = row is not None and row.joined_at is not None and row.person_id is not None
        return ctx.session.get(Person, row.person_id) if row is not None and is_known else None

    def about(self, ctx: Context, id: int) -> None:
        """Anything."""


def _place(ctx: Context, row: Member | None, people: dict[int, Found]) -> Found:
    if row is None:
        return Nobody(Result.NO_ADDRESS)
    if row.joined_at is not None and row.person_id is not None:
        return people[row.person_id]
    email, token = reveal(ctx, row.sealed_email, "email"), reveal(ctx, row.sealed_token, "link")
    if not (email and token):
        return Nobody(Result.NO_ADDRESS)
    path = f"/remisser/{row.addressee.remiss_id}/kollega/{token}"
    return Place(email, path=path, can_stop=False)


KINDS["remiss_member"] = Members()
