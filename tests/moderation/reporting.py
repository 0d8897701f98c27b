"""How tests report something."""

from dataclasses import replace

from dialog.core.context import Context
from dialog.core.policy import ANONYMOUS
from dialog.folkmotion.models import Folkmotion
from dialog.moderation.actions import reports as actions
from dialog.moderation.models import ReportCase
from dialog.moderation.queries import reports as queries
from dialog.moderation.queries.reports import Reported
from dialog.moderation.subjects import Subject

ADDRESS = "192.0.2.7"


def reader(ctx: Context) -> Context:
    """Somebody who has not logged in."""
    return replace(ctx, actor=ANONYMOUS)


def report(
    ctx: Context,
    thing: Subject,
    category: str = "offensive",
    text: str = "",
    address: str = ADDRESS,
) -> str:
    """A reader reports it; returns the token of their link."""
    return actions.report(reader(ctx), thing, actions.Notice(category, text, address))


def many(ctx: Context, thing: Folkmotion, size: int) -> None:
    """So many readers report it, each from a network of their own."""
    for number in range(size):
        report(ctx, thing, address=f"2001:db8:{number:x}::1")


def about(ctx: Context, thing: Folkmotion) -> Reported:
    """The open reports about it."""
    case = queries.open_case(ctx, thing)
    assert isinstance(case, ReportCase)
    return Reported(case, thing)
