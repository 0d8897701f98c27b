"""Tells people that the compilation can be read."""

from dialog.core.context import Context
from dialog.core.journal import Event, on
from dialog.notification.actions import News
from dialog.notification.reactions.followers import tell_followers
from dialog.remiss.models import Remiss


@on("remiss.conclude")
def tell_of_compilation(ctx: Context, event: Event) -> None:
    """To those who follow. It may have been opened again since: then there is nothing to read yet."""
    remiss = ctx.session.get_one(Remiss, event.subject_id)
    if not remiss.is_public() or remiss.concluded_at is None:
        return
    path = f"/remisser/{remiss.id}/sammanstallning"
    tell_followers(ctx, event, remiss, News(event.name, "followers", path))
