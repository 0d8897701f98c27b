"""What waits for a moderator in a process that has ended, and whether that keeps its outcome from being told."""

from collections.abc import Sequence

from sqlalchemy import and_, exists, or_, select

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.records import CONDITIONS
from dialog.moderation.models import ReportCase
from dialog.moderation.queries.contributions import IS_WAITING
from dialog.moderation.rules import StillWaits
from dialog.moderation.subjects import title_of
from dialog.process.models import Contribution, Process
from dialog.process.rules import Window
from dialog.tenancy.queries import rules_now

DECIDE_FIRST = "decide_first"
MOST_NAMED = 5


def waiting_in(ctx: Context, process: Process) -> Sequence[Contribution]:
    """What people have written there that waits to be read or has open reports. One statement."""
    is_reported = exists().where(
        ReportCase.subject_type == "contribution",
        ReportCase.subject_id == Contribution.id,
        ReportCase.closed_at.is_(None),
    )
    stmt = select(Contribution).where(
        and_(Contribution.process_id == process.id, or_(IS_WAITING, is_reported))
    )
    return ctx.session.scalars(stmt.order_by(Contribution.id)).all()


def ensure_nothing_waits(ctx: Context, process: Process) -> None:
    """Raise StillWaits, with what waits, where the local rule says that all is decided first.

    People's own time ends by the clock whatever waits, and what waits can be decided afterwards. As
    long as they can write, there is nothing to say.
    """
    is_open = process.window(ctx.now) is Window.OPEN and process.is_public()
    if is_open or rules_now(ctx)["moderation.closing"] != DECIDE_FIRST:
        return
    if not (found := waiting_in(ctx, process)):
        return
    named = ", ".join(f"”{title_of(each)}”" for each in found[:MOST_NAMED])
    more = len(found) - MOST_NAMED
    rest = _l(" och %(n)d till") % {"n": more} if more > 0 else ""
    words = _l(
        "Det här väntar på granskning eller är anmält: %(named)s%(rest)s. Kommunens regel är att det "
        "ska vara avgjort först. Be en moderator besluta."
    )
    raise StillWaits(words % {"named": named, "rest": rest})


CONDITIONS.append(ensure_nothing_waits)
