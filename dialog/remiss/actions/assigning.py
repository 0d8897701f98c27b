"""Who looks at which points and until when; and how they hear of it: once a day, not once a point."""

from collections.abc import Iterable
from datetime import date

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.models import Remiss
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.assigned import untold_points


def assign_points(
    ctx: Context, remiss: Remiss, ids: Iterable[int], to: int | None, due_on: date | None = None
) -> int:
    """Let a colleague have points, with a last day or without; None: nobody has them any more.

    Return how many points. A colleague is told the next morning. Whoever takes points themselves
    knows it already. Raises Faulty.
    """
    ctx.require("remiss.assign_points", remiss)
    ctx.lock(remiss)
    if to is not None and to not in queries.colleagues(ctx):
        raise Faulty(_l("Välj en kollega i listan."), "to")
    if due_on is not None and due_on < ctx.now.astimezone(ZONE).date():
        raise Faulty(_l("Välj en dag som inte har passerat."), "due_on")
    points = queries.by_ids(ctx, remiss, ids)
    for point in points:
        if point.assigned_to != to:
            point.told_at = ctx.now if to == ctx.actor.id else None
        point.assigned_to, point.due_on = to, due_on if to is not None else None
        day = due_on.isoformat() if due_on else None
        ctx.record("remiss.assign_points", point, to=to, due_on=day)
    return len(points)


def tell_assigned(ctx: Context, remiss: Remiss, person: int) -> int:
    """Tell a colleague of the points that they have got since they were last told. Return how many."""
    ctx.require("remiss.tell_assigned", remiss)
    points = untold_points(ctx, remiss, person)
    for point in points:
        point.told_at = ctx.now
    days = [each.due_on for each in points if each.due_on is not None]
    first = min(days).isoformat() if days else None
    ctx.record("remiss.tell_assigned", remiss, person=person, points=len(points), due_on=first)
    return len(points)
