"""Telling those who follow. A type of process says of what; see its own reactions."""

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.notification.actions import News, start_mailing
from dialog.notification.queries.followers import has_followers
from dialog.process.models import Process


def tell_followers(ctx: Context, event: Event, process: Process, news: News) -> None:
    """Start the mailing, unless nobody follows."""
    if has_followers(ctx, process.id):
        start_mailing(ctx, event, process, news)


def news_of(event: Event, path: str) -> News:
    """What is told of any process: the turn, by its name in process.rules.NEWS, and where to read more."""
    return News("process.news", "followers", path, {"turn": event.name.partition(".")[2]})
