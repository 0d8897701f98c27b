"""Who follows what: for letters, for the page, and for "My pages"."""

from collections.abc import Sequence

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.i18n import LANGUAGES, SOURCE
from dialog.identity.models import Person
from dialog.identity.queries import reveal
from dialog.notification.models import Follower
from dialog.notification.queries import KINDS, Addressee, Found, Nobody, audience
from dialog.notification.rules import Result
from dialog.process.models import Process


def followable(ctx: Context, process_id: int) -> Process | None:
    """The process, if it is public and has not been closed for good."""
    process = ctx.session.get(Process, process_id)
    is_there = process is not None and process.is_public() and process.wrapped_key is not None
    return process if is_there else None


def mine(ctx: Context, process: Process) -> Follower | None:
    """Whether the actor follows it, or has said that they will not any longer."""
    if ctx.actor.id is None:
        return None
    stmt = select(Follower).where(
        Follower.process_id == process.id, Follower.person_id == ctx.actor.id
    )
    return ctx.session.scalar(stmt)


def followed_by_me(ctx: Context) -> Sequence[Process]:
    """What the actor follows, the latest first. One statement."""
    stmt = (
        select(Process)
        .join(Follower, Follower.process_id == Process.id)
        .where(Follower.person_id == ctx.actor.id, Follower.wants_letters)
    )
    return ctx.session.scalars(stmt.order_by(Follower.id.desc())).all()


def has_followers(ctx: Context, process_id: int) -> bool:
    """Whether there is anybody to tell."""
    return bool(the_followers(ctx, process_id, 0, 1))


@audience("followers")
def the_followers(ctx: Context, process_id: int, after: int, most: int) -> list[tuple[int, str]]:
    """Everyone who follows and has not said no."""
    stmt = select(Follower.id).where(
        Follower.process_id == process_id, Follower.id > after, Follower.wants_letters
    )
    ids = ctx.session.scalars(stmt.order_by(Follower.id).limit(most))
    return [(number, f"follower:{number}") for number in ids]


class Followers:
    """Recipients such as "follower:12": a person, or an address that has been confirmed."""

    def find(self, ctx: Context, process_id: int, ids: Sequence[int]) -> dict[int, Found]:
        """Two statements, however many there are."""
        stmt = select(Follower).where(Follower.id.in_(ids))
        rows = {row.id: row for row in ctx.session.scalars(stmt)}
        people = sorted({row.person_id for row in rows.values() if row.person_id is not None})
        places = KINDS["person"].find(ctx, process_id, people)
        return {number: _place(ctx, rows.get(number), places) for number in ids}

    def row(self, ctx: Context, id: int) -> Follower | None:
        """The row of whoever follows."""
        return ctx.session.get(Follower, id)

    def person(self, ctx: Context, id: int) -> Person | None:
        """The person, where it is one."""
        row = ctx.session.get(Follower, id)
        is_one = row is not None and row.person_id is not None
        return ctx.session.get(Person, row.person_id) if row is not None and is_one else None

    def about(self, ctx: Context, id: int) -> str:
        """The title, unless it is not shown any more."""
        row = ctx.session.get(Follower, id)
        return row.process.title if row is not None and row.process.is_public() else ""


def _place(ctx: Context, row: Follower | None, people: dict[int, Found]) -> Found:
    if row is None or not row.wants_letters:
        return Nobody(Result.UNSUBSCRIBED)
    if row.person_id is not None:
        return people[row.person_id]
    email = reveal(ctx, row.sealed_email, "email")
    if not email:
        return Nobody(Result.NO_ADDRESS)
    return Addressee(email, row.locale if row.locale in LANGUAGES else SOURCE)


KINDS["follower"] = Followers()
