"""Tells people that the compilation can be read."""

from dialog.core.context import Context
from dialog.core.journal import Event, on
from dialog.notification.actions import News, start_mailing
from dialog.notification.reactions.followers import tell_followers
from dialog.remiss.models import Remiss
from dialog.remiss.queries.respondents import RESPONDENTS


@on("remiss.conclude")
def tell_of_compilation(ctx: Context, event: Event) -> None:
    """To those who follow and to those who answered. If it has been opened again, to nobody."""
    remiss = ctx.session.get_one(Remiss, event.subject_id)
    if not remiss.is_public() or remiss.concluded_at is None:
        return
    path = f"/remisser/{remiss.id}/sammanstallning"
    tell_followers(ctx, event, remiss, News(event.name, "followers", path))
    start_mailing(ctx, event, remiss, News(event.name, RESPONDENTS, path))
