"""Tags: made on the way when points get them, renamed, merged and removed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update

from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.models import PointTag, Remiss, Tag
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.replies import IN_BULK
from dialog.remiss.rules.assessing import MOST_TAGS, tag_name, tag_names


@dataclass(frozen=True)
class Tagging:
    """Which tags points get and lose: ids of tags, and names of new ones with commas between them."""

    add: frozenset[int] = field(default_factory=frozenset)
    remove: frozenset[int] = field(default_factory=frozenset)
    new: str = ""


def tag_points(ctx: Context, remiss: Remiss, ids: Iterable[int], tagging: Tagging) -> int:
    """Give points tags and take others away; new ones are made. Return how many points were touched.

    Only what was touched changes, so that two people can tag at the same time. Raises Faulty.
    """
    ctx.require("remiss.tag_points", remiss)
    ctx.lock(remiss)
    points = queries.by_ids(ctx, remiss, ids)
    known = {each.id: each for each in queries.tags(ctx, remiss)}
    add = (tagging.add & known.keys()) | _made(ctx, remiss, tagging.new, list(known.values()))
    remove = (tagging.remove & known.keys()) - add
    if not points or not (add or remove):
        return 0
    on = [each.id for each in points]
    taken = delete(PointTag).where(PointTag.point_id.in_(on), PointTag.tag_id.in_(remove))
    ctx.session.execute(taken, execution_options=IN_BULK)
    stmt = select(PointTag.point_id, PointTag.tag_id).where(PointTag.point_id.in_(on))
    there = {(point, tag) for point, tag in ctx.session.execute(stmt)}
    wanted = [(point, tag) for point in on for tag in sorted(add) if (point, tag) not in there]
    add_many(ctx.session, PointTag, ({"point_id": p, "tag_id": t} for p, t in wanted))
    for point in points:
        ctx.record("remiss.tag_points", point, add=sorted(add), remove=sorted(remove))
    return len(points)


def rename_tag(ctx: Context, remiss: Remiss, tag: Tag, name: str) -> None:
    """Call a tag something else. Its points keep it. Raises Faulty."""
    ctx.require("remiss.rename_tag", remiss)
    ctx.lock(remiss)
    name = tag_name(name, "name")
    others = [each for each in queries.tags(ctx, remiss) if each.id != tag.id]
    if name.casefold() in {each.name.casefold() for each in others}:
        raise Faulty(_l("Det finns redan en tagg som heter så. Slå ihop dem i stället."), "name")
    tag.name = name
    ctx.record("remiss.rename_tag", remiss, tag=tag.id)


def merge_tags(ctx: Context, remiss: Remiss, tag: Tag, into: Tag | None) -> None:
    """Let the points of a tag have another one instead; the tag goes. Raises Faulty."""
    ctx.require("remiss.merge_tags", remiss)
    ctx.lock(remiss)
    if into is None or into.id == tag.id or into.remiss_id != remiss.id:
        raise Faulty(_l("Välj en annan tagg."), "into")
    has_both = select(PointTag.point_id).where(PointTag.tag_id == into.id)
    only = update(PointTag).where(PointTag.tag_id == tag.id, PointTag.point_id.not_in(has_both))
    ctx.session.execute(only.values(tag_id=into.id), execution_options=IN_BULK)
    ctx.record("remiss.merge_tags", remiss, tag=tag.id, into=into.id)
    _drop(ctx, tag)


def remove_tag(ctx: Context, remiss: Remiss, tag: Tag) -> None:
    """Take a tag away from all its points."""
    ctx.require("remiss.remove_tag", remiss)
    ctx.lock(remiss)
    ctx.record("remiss.remove_tag", remiss, tag=tag.id)
    _drop(ctx, tag)


def _drop(ctx: Context, tag: Tag) -> None:
    gone = delete(PointTag).where(PointTag.tag_id == tag.id)
    ctx.session.execute(gone, execution_options=IN_BULK)
    ctx.session.delete(tag)


def _made(ctx: Context, remiss: Remiss, new: str, known: list[Tag]) -> frozenset[int]:
    """Ids of the tags of those names; those that do not exist are made."""
    by_name = {each.name.casefold(): each for each in known}
    rows = []
    for name in tag_names(new):
        if name.casefold() not in by_name:
            by_name[name.casefold()] = Tag(remiss_id=remiss.id, name=name)
            ctx.session.add(by_name[name.casefold()])
        rows.append(by_name[name.casefold()])
    if len(by_name) > MOST_TAGS:
        raise Faulty(_l("Det finns redan många taggar. Slå ihop några först."), "new")
    ctx.session.flush()
    return frozenset(each.id for each in rows)
