"""Which event tells those who follow what. The letters themselves are templates/email/<event>.txt."""

from typing import Any

from dialog.core.context import Context
from dialog.core.journal import Event, on
from dialog.notification.actions import News
from dialog.notification.addresses import follow_person
from dialog.notification.reactions.followers import tell_followers
from dialog.notification.rules import is_old_news
from dialog.remiss.models import Remiss, Response


def _tell(ctx: Context, event: Event, **facts: Any) -> None:
    """To those who follow, among them whoever has answered with a login."""
    remiss = ctx.session.get_one(Remiss, event.subject_id)
    if remiss.is_public():  # of what is hidden nothing is told
        path = f"/remisser/{remiss.id}"
        tell_followers(ctx, event, remiss, News(event.name, "followers", path, facts))


def _last_day(ctx: Context, event: Event) -> str | None:
    last = ctx.session.get_one(Remiss, event.subject_id).last_day()
    return last.isoformat() if last else None


@on("remiss.respond")
def let_participants_follow(ctx: Context, event: Event) -> None:
    """Whoever answers with a login follows from now on, unless they have said no."""
    sent = ctx.session.get(Response, event.subject_id)
    if sent is not None and sent.author_id is not None:
        follow_person(ctx, sent.process, sent.author_id)


@on("remiss.begin")
def tell_of_opening(ctx: Context, event: Event) -> None:
    """It is open, and until when."""
    opens_at = ctx.session.get_one(Remiss, event.subject_id).opens_at
    if opens_at is not None and not is_old_news(opens_at, event.at):
        _tell(ctx, event, last_day=_last_day(ctx, event))


@on("remiss.extend")
def tell_of_longer_time(ctx: Context, event: Event) -> None:
    """There is more time."""
    _tell(ctx, event, last_day=_last_day(ctx, event))


@on("remiss.stop")
def tell_of_stop(ctx: Context, event: Event) -> None:
    """It ends before its time. Why stands on the page."""
    _tell(ctx, event)


@on("remiss.answer")
def tell_of_answer(ctx: Context, event: Event) -> None:
    """What was decided. Why, and what happens now, stands on the page."""
    answer = ctx.session.get_one(Remiss, event.subject_id).outcome
    if answer is None:
        raise LookupError("an answer without an outcome")
    on_day = answer.decided_on.isoformat()
    _tell(ctx, event, body=answer.body, on=on_day, paragraph=answer.paragraph)
