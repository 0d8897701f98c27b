"""What the worker counts, for lists and figures of all kinds of dialogue."""

from dialog.core.context import Context
from dialog.remiss.models import Remiss
from dialog.remiss.queries.reading import how_many_answered


def count_answers(ctx: Context, remiss: Remiss) -> None:
    """Count anew how many have answered: a whole count, so that a mistake cannot stay."""
    ctx.require("remiss.count_answers", remiss)
    number = how_many_answered(ctx, remiss)
    remiss.counted_at = ctx.now
    if number != remiss.count_valid:
        remiss.count_valid = number
        ctx.record("remiss.count_answers", remiss, number=number)
