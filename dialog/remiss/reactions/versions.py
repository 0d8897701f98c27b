"""Tells those who follow a remiss of a new version of its document. The letter is templates/email/remiss.release_version.txt."""

from dialog.core.context import Context
from dialog.core.journal import Event, on
from dialog.notification.actions import News
from dialog.notification.reactions.followers import tell_followers
from dialog.remiss.models import Remiss


@on("remiss.release_version")
def tell_of_version(ctx: Context, event: Event) -> None:
    """There is a new version of the document. What differs stands on the page."""
    remiss = ctx.session.get_one(Remiss, event.subject_id)
    if not remiss.is_public():
        return  # of what is hidden nothing is told
    facts = {"version": event.data["version"]}
    news = News(event.name, "followers", f"/remisser/{remiss.id}", facts)
    tell_followers(ctx, event, remiss, news)
