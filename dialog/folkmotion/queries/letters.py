"""Who is told about a folkmotion, and where they are found. See notification.queries."""

from collections.abc import Sequence

from sqlalchemy import select

from dialog.core.context import Context
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.queries import open_signer
from dialog.identity.models import Person
from dialog.notification.queries import KINDS, Found, Nobody, audience
from dialog.notification.rules import Result


@audience("behind")
def those_behind(ctx: Context, folkmotion_id: int, after: int, most: int) -> list[tuple[int, str]]:
    """The author and the co-proposers."""
    people = _behind(ctx.session.get_one(Folkmotion, folkmotion_id))
    numbered = enumerate((f"person:{person}" for person in people), start=1)
    return [(cursor, recipient) for cursor, recipient in numbered if cursor > after][:most]


@audience("co_proposers")
def the_co_proposers(
    ctx: Context, folkmotion_id: int, after: int, most: int
) -> list[tuple[int, str]]:
    """Those who stand behind it together with the author."""
    author = ctx.session.get_one(Folkmotion, folkmotion_id).author_id
    people = those_behind(ctx, folkmotion_id, after, most)
    return [each for each in people if each[1] != f"person:{author}"]


def _behind(folkmotion: Folkmotion) -> list[int]:
    people = [folkmotion.author_id, *(each.person_id for each in folkmotion.co_proposers)]
    return [person for person in dict.fromkeys(people) if person is not None]


@audience("signers")
def the_signers(ctx: Context, folkmotion_id: int, after: int, most: int) -> list[tuple[int, str]]:
    """Everyone whose name stands there and who has not said no to letters."""
    stmt = select(Signature.id).where(
        Signature.folkmotion_id == folkmotion_id,
        Signature.id > after,
        Signature.withdrawn_at.is_(None),
        Signature.wants_letters,
    )
    ids = ctx.session.scalars(stmt.order_by(Signature.id).limit(most))
    return [(number, f"signature:{number}") for number in ids]


class Signers:
    """Recipients such as "signature:12". Who that is only the seal on the signature knows."""

    def find(self, ctx: Context, process_id: int, ids: Sequence[int]) -> dict[int, Found]:
        """Three statements, however many there are."""
        folkmotion = ctx.session.get_one(Folkmotion, process_id)
        behind = set(_behind(folkmotion))
        stmt = select(Signature).where(Signature.id.in_(ids))
        who = {
            signature.id: open_signer(ctx, folkmotion, signature)
            for signature in ctx.session.scalars(stmt)
            if signature.wants_letters
        }
        people = {person for person in who.values() if person is not None} - behind
        places = KINDS["person"].find(ctx, process_id, sorted(people))
        return {number: _place(number, who, behind, places) for number in ids}

    def row(self, ctx: Context, id: int) -> Signature | None:
        """The signature."""
        return ctx.session.get(Signature, id)

    def person(self, ctx: Context, id: int) -> Person | None:
        """Whoever signed, as long as the signature and its key are there."""
        signature = ctx.session.get(Signature, id)
        if signature is None:
            return None
        folkmotion = ctx.session.get_one(Folkmotion, signature.folkmotion_id)
        person_id = open_signer(ctx, folkmotion, signature)
        return ctx.session.get(Person, person_id) if person_id is not None else None

    def about(self, ctx: Context, id: int) -> str:
        """The folkmotion's title, unless it is not shown any more."""
        signature = ctx.session.get(Signature, id)
        if signature is None:
            return ""
        folkmotion = ctx.session.get_one(Folkmotion, signature.folkmotion_id)
        return folkmotion.title if folkmotion.is_public() else ""


def _place(
    id: int, who: dict[int, int | None], behind: set[int], places: dict[int, Found]
) -> Found:
    if id not in who:
        return Nobody(Result.UNSUBSCRIBED)
    person = who[id]
    if person is None:
        return Nobody(Result.NO_ADDRESS)
    if person in behind:
        return Nobody(Result.SENT)  # told as one of those behind it
    return places[person]


KINDS["signature"] = Signers()
