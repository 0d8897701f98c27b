"""What officials and moderators do so that something in a published answer is not read by everyone.

The original stays as it was received: the official record is never changed (TF 2 kap.).
"""

from dataclasses import dataclass

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import SOURCE, speaking
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.masking import Extent, spans
from dialog.remiss.models import Mask, Response, ResponseFile, Statement
from dialog.remiss.queries import masking as queries
from dialog.remiss.rules import FileUse
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.masking import Place, ensure_reason


class NeverShown(DomainError):
    """Minutes are not published by anybody's decision."""


@dataclass(frozen=True)
class Wish:
    """What to mask: which words of which part, and why."""

    statement: Statement
    place: Place
    passage: str
    extent: Extent
    reason: str
    ground: str = ""


def mask(ctx: Context, response: Response, wish: Wish) -> int:
    """Hide a passage of an answer from everybody but staff. Return in how many places it stood.

    Raises Faulty with the field, when the words are not found, or are hidden already.
    """
    ctx.require("remiss.mask", response.process)
    ctx.lock(response)
    ensure_reason(wish.reason, wish.ground)
    statement = wish.statement
    if statement.response_id != response.id:
        raise ValueError("the statement belongs to another answer")
    words = statement.words if wish.place is Place.WORDS else statement.proposal
    found = spans(words, wish.passage, wish.extent)
    known = {
        (row.start, row.end_at)
        for row in queries.active_masks(ctx, response)
        if row.statement_id == statement.id and row.place is wish.place
    }
    if not (new := [span for span in found if span not in known]):
        raise Faulty(_l("Det är redan maskerat."), "passage")
    for start, end in new:
        ctx.session.add(
            Mask(
                response_id=response.id,
                statement_id=statement.id,
                place=wish.place,
                start=start,
                end_at=end,
                reason=wish.reason,
                ground=wish.ground,
                by=ctx.actor.id,
                at=ctx.now,
            )
        )
    _show_anew(ctx, response)
    ctx.record("remiss.mask", response, reason=wish.reason, places=len(new))
    return len(new)


def unmask(ctx: Context, mask: Mask) -> None:
    """Let everybody read the passage again. That it was masked, why and by whom, is kept."""
    ctx.require("remiss.unmask", mask.response.process)
    ctx.lock(mask)
    if mask.lifted_at is not None:
        return
    mask.lifted_at, mask.lifted_by = ctx.now, ctx.actor.id
    _show_anew(ctx, mask.response)
    ctx.record("remiss.unmask", mask.response, mask=mask.id)


def _show_anew(ctx: Context, response: Response) -> None:
    """What is shown of the answer outside of the remiss: its first words, masked like the rest."""
    ctx.session.flush()
    overall = next((each for each in response.statements if _is_overall(each)), None)
    if overall is not None:
        places = queries.passages(ctx, [overall.id]).get(overall.id, {})
        with speaking(SOURCE):
            response.body = queries.shown_words(overall, places)[0]
    response.changed_at = ctx.now


def _is_overall(statement: Statement) -> bool:
    return statement.section == WHOLE and not statement.question


def release_file(ctx: Context, file: ResponseFile) -> None:
    """Show a file of an answer to everybody. Raises NeverShown for minutes."""
    ctx.require("remiss.release_file", file.response.process)
    if file.use is FileUse.MINUTES:
        raise NeverShown(_l("Protokoll publiceras inte."))
    file.is_released = True
    ctx.record("remiss.release_file", file.response, file=file.id)


def withhold_file(ctx: Context, file: ResponseFile) -> None:
    """Show a file of an answer to nobody but staff."""
    ctx.require("remiss.withhold_file", file.response.process)
    file.is_released = False
    ctx.record("remiss.withhold_file", file.response, file=file.id)
