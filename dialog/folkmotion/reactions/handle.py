"""What the worker does because staff decided: checks that were ordered, matters that need no names."""

from dialog.core.context import Context
from dialog.core.journal import Event, on
from dialog.folkmotion.actions.count import check_names, count_names
from dialog.folkmotion.actions.handle import hand_over
from dialog.folkmotion.models import Folkmotion
from dialog.process.rules import Handling, Publication


@on("folkmotion.order_check")
def check_as_ordered(ctx: Context, event: Event) -> None:
    """Compare the names with the register, and count anew with what came out."""
    folkmotion = ctx.session.get_one(Folkmotion, event.subject_id)
    check_names(ctx, folkmotion)
    count_names(ctx, folkmotion)


@on("folkmotion.publish")
def hand_over_without_names(ctx: Context, event: Event) -> None:
    """A matter of national minorities needs no names, where the municipality has decided so."""
    folkmotion = ctx.session.get_one(Folkmotion, event.subject_id)
    is_exempt = folkmotion.minority_matter and folkmotion.rules["ef.minority_exempt"]
    is_new = folkmotion.handling is Handling.NONE
    if is_exempt and is_new and folkmotion.publication is Publication.PUBLISHED:
        hand_over(ctx, folkmotion)
