"""Replies as they are kept: what was said before a correction, and when points part or become one."""

from sqlalchemy import delete, select, update

from dialog.core.context import Context
from dialog.remiss.models import EarlierReply, Note, Point, PointTag, Reply
from dialog.remiss.queries.points import reply_of
from dialog.remiss.rules.assessing import Answer

IN_BULK = {"synchronize_session": False}


def keep_earlier(ctx: Context, reply: Reply, point_id: int | None, group_id: int | None) -> None:
    """Remember what the reply says now, as something that was said to this point or group."""
    said = {"effect": reply.effect, "words": reply.words, "by": reply.by, "at": reply.at}
    ctx.session.add(EarlierReply(point_id=point_id, group_id=group_id, **said))


def correct(ctx: Context, reply: Reply, answer: Answer) -> None:
    """Let the reply say something else; what it said is kept."""
    keep_earlier(ctx, reply, reply.point_id, reply.group_id)
    reply.effect, reply.words = answer.effect, answer.words
    reply.number += 1
    reply.by, reply.at = ctx.actor.id, ctx.now


def leave_group(ctx: Context, point: Point) -> None:
    """Take the point out of its group, if it has one. It keeps the group's reply as its own."""
    shared = reply_of(ctx, point)
    if shared is not None and shared.point_id is None:
        own = {"effect": shared.effect, "words": shared.words, "by": shared.by, "at": shared.at}
        ctx.session.add(Reply(remiss_id=point.remiss_id, point_id=point.id, **own))
    point.group_id = None
    ctx.session.flush()


def hand_over(ctx: Context, point: Point, to: Point) -> None:
    """Let another point have the reply, the notes and the tags of this one, before this one goes."""
    _hand_over_reply(ctx, point, to)
    for model in (Note, EarlierReply):
        move = update(model).where(model.point_id == point.id).values(point_id=to.id)
        ctx.session.execute(move, execution_options=IN_BULK)
    has = select(PointTag.tag_id).where(PointTag.point_id == to.id)
    more = update(PointTag).where(PointTag.point_id == point.id, PointTag.tag_id.not_in(has))
    ctx.session.execute(more.values(point_id=to.id), execution_options=IN_BULK)
    left = delete(PointTag).where(PointTag.point_id == point.id)
    ctx.session.execute(left, execution_options=IN_BULK)


def _hand_over_reply(ctx: Context, point: Point, to: Point) -> None:
    own = ctx.session.scalar(select(Reply).where(Reply.point_id == point.id))
    if own is None:
        return
    if reply_of(ctx, to) is None:
        own.point_id = to.id
    else:
        keep_earlier(ctx, own, to.id, None)
        ctx.session.delete(own)
    ctx.session.flush()


def target_of(point: Point, holds: Reply | None) -> tuple[int | None, int | None]:
    """What a reply to the point answers: itself (its id, None), or its group (None, the group's id).

    `holds`: the reply that holds for it. Who has one of their own is answered alone.
    """
    if point.group_id is None or (holds is not None and holds.point_id is not None):
        return point.id, None
    return None, point.group_id
