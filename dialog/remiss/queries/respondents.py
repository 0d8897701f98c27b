"""Everybody who has answered, to be told what the municipality says of it."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select

from dialog.core.context import Context
from dialog.notification.models import Follower
from dialog.notification.queries import audience
from dialog.process.rules import Publication
from dialog.remiss.models import Response
from dialog.remiss.queries import contacts as contacts

RESPONDENTS = "remiss_respondents"


@audience(RESPONDENTS)
def respondents(ctx: Context, process_id: int, after: int, most: int) -> Sequence[tuple[int, str]]:
    """The newest answer of each sender, but of those who follow: they are told as followers."""
    follows = exists().where(
        Follower.process_id == process_id,
        Follower.person_id == Response.author_id,
    )
    newest = func.max(Response.id)
    stmt = (
        select(newest)
        .where(
            Response.remiss_id == process_id,
            Response.publication != Publication.WITHDRAWN,
            ~follows,
        )
        .group_by(Response.owner)
        .having(newest > after)
        .order_by(newest)
        .limit(most)
    )
    return [(number, f"remiss_response:{number}") for number in ctx.session.scalars(stmt)]
