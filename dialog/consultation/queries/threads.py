"""What an idea or a comment answers, and what answers it: for whoever has to judge one of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from dialog.consultation.models import Comment, Idea
from dialog.core.context import Context
from dialog.moderation.subjects import Thread

MOST = 20  # of what answers it; the page that all see has the rest


def around_idea(ctx: Context, idea: Idea) -> Thread:
    """The first comments on it. One statement."""
    return Thread(after=_first(ctx, Comment.idea_id == idea.id, Comment.parent_id.is_(None)))


def around_comment(ctx: Context, comment: Comment) -> Thread:
    """The idea and the comment that it answers, and the first answers to it. Three statements at most."""
    found = (
        ctx.session.get(Idea, comment.idea_id) if comment.idea_id else None,
        ctx.session.get(Comment, comment.parent_id) if comment.parent_id else None,
    )
    before = [each for each in found if each is not None]
    return Thread(before, _first(ctx, Comment.parent_id == comment.id))


def _first(ctx: Context, *which: Any) -> Sequence[Comment]:
    stmt = select(Comment).where(*which).order_by(Comment.id)
    return ctx.session.scalars(stmt.limit(MOST)).all()
