"""What is masked in answers. Whoever shows words of an answer to anyone gets them through here."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from dialog.core.context import Context
from dialog.process.rules.masking import Passage
from dialog.remiss.models import Mask, Point, Remiss, Response, ResponseFile, Statement
from dialog.remiss.rules import masking
from dialog.remiss.rules.masking import Place

Places = dict[Place, list[Passage]]


def passages(ctx: Context, statements: Collection[int]) -> dict[int, Places]:
    """The masked passages of these statements (ids). One statement, none for nothing."""
    if not statements:
        return {}
    stmt = select(Mask).where(Mask.statement_id.in_(statements), Mask.lifted_at.is_(None))
    found: dict[int, Places] = {}
    for mask in ctx.session.scalars(stmt):
        places = found.setdefault(mask.statement_id, {})
        passage = Passage(mask.start, mask.end_at, masking.why(mask.reason, mask.ground))
        places.setdefault(mask.place, []).append(passage)
    return found


def shown_words(statement: Statement, places: Places) -> tuple[str, str]:
    """Words and proposal of a statement as anyone may read them. `places`: what is masked in it."""
    words = masking.masked(statement.words, places.get(Place.WORDS, ()))
    return words, masking.masked(statement.proposal, places.get(Place.PROPOSAL, ()))


def shown_points(ctx: Context, points: Sequence[Point]) -> dict[int, str]:
    """What points say as anyone may read it, by their ids. Their statements should be loaded.

    One statement, none for nothing.
    """
    found = passages(ctx, {point.statement_id for point in points})
    shown = {}
    for point in points:
        said, places = point.statement, found.get(point.statement_id, {})
        text, hidden = masking.whole(said.words, said.proposal, places)
        shown[point.id] = masking.masked_piece(point.words, text, hidden)
    return shown


def active_masks(ctx: Context, response: Response) -> Sequence[Mask]:
    """What is masked in one answer now, in order of its text. One statement."""
    stmt = select(Mask).where(Mask.response_id == response.id, Mask.lifted_at.is_(None))
    order = Mask.statement_id, Mask.place, Mask.start, Mask.id
    return ctx.session.scalars(stmt.order_by(*order)).all()


def response_of(ctx: Context, remiss: Remiss, id: int) -> Response | None:
    """An answer in whichever state, for staff. One statement."""
    stmt = select(Response).where(Response.remiss_id == remiss.id, Response.id == id)
    return ctx.session.scalar(stmt)


def mask_of(ctx: Context, remiss: Remiss, id: int) -> Mask | None:
    """A mask in that remiss. One statement."""
    stmt = select(Mask).join(Mask.response).where(Response.remiss_id == remiss.id, Mask.id == id)
    return ctx.session.scalar(stmt)


def file_of(ctx: Context, remiss: Remiss, id: int) -> ResponseFile | None:
    """A file of an answer in that remiss. One statement."""
    stmt = select(ResponseFile).join(ResponseFile.response)
    return ctx.session.scalar(stmt.where(Response.remiss_id == remiss.id, ResponseFile.id == id))
