"""Groups: points that say the same are answered together. No reply is lost when they part."""

from collections.abc import Iterable

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.own_words import own_words
from dialog.remiss.models import Group, Remiss
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.replies import leave_group
from dialog.remiss.rules.assessing import LONGEST_TITLE, ensure_not_concluded

LEAST = 2  # points of a new group


def group_points(
    ctx: Context, remiss: Remiss, ids: Iterable[int], title: str = "", into: Group | None = None
) -> Group:
    """Answer points together: in a new group with a title, or in one that there is.

    What a point has been answered by itself still holds for it. Raises Faulty, Concluded.
    """
    ctx.require("remiss.group_points", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    points = queries.by_ids(ctx, remiss, ids)
    group = _the_group(ctx, remiss, len(points), title) if into is None else into
    if group.remiss_id != remiss.id or not points:
        raise Faulty(_l("Välj en grupp i listan, och minst en synpunkt."), "into")
    for point in points:
        if point.group_id != group.id:
            leave_group(ctx, point)
            point.group = group
            ctx.record("remiss.group_points", point, group=group.id)
    return group


def ungroup_points(ctx: Context, remiss: Remiss, ids: Iterable[int]) -> int:
    """Take points out of their groups. Each keeps the reply that the group had. Return how many.

    Raises Concluded.
    """
    ctx.require("remiss.ungroup_points", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    points = [each for each in queries.by_ids(ctx, remiss, ids) if each.group_id is not None]
    for point in points:
        before = point.group_id
        leave_group(ctx, point)
        ctx.record("remiss.ungroup_points", point, group=before)
    return len(points)


def _the_group(ctx: Context, remiss: Remiss, points: int, title: str) -> Group:
    """A new one."""
    if points < LEAST:
        raise Faulty(_l("Välj minst två synpunkter, eller en grupp som finns."), "title")
    title = " ".join(own_words(title, "title", LONGEST_TITLE).split())
    if not title:
        raise Faulty(_l("Skriv vad gruppen handlar om."), "title")
    group = Group(remiss_id=remiss.id, title=title, made_at=ctx.now)
    ctx.session.add(group)
    ctx.session.flush()
    return group
