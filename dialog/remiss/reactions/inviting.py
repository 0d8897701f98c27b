"""Letters to addressees: invitations when the remiss is published, reminders, and more time or not."""

from datetime import datetime
from typing import Any

from dialog.core.context import Context
from dialog.core.jobs import every, one_by_one
from dialog.core.journal import Event, on
from dialog.notification.actions import News, start_mailing
from dialog.remiss.actions.addressees import follow_last_day, give_back_time, invite, remind
from dialog.remiss.models import Addressee, Remiss
from dialog.remiss.queries import addressees as queries

MINUTES = 10


@on("remiss.publish")
def invite_everybody(ctx: Context, event: Event) -> None:
    """All who are to be asked and have an address."""
    remiss = ctx.session.get_one(Remiss, event.subject_id)
    for addressee in queries.not_invited(ctx, remiss):
        invite(ctx, addressee)


@on("remiss.extend")
def move_links(ctx: Context, event: Event) -> None:
    """There is more time for everybody, so the links live longer, too; and it is told by letter."""
    remiss = ctx.session.get_one(Remiss, event.subject_id)
    for addressee in queries.addressees(ctx, remiss):
        if addressee.is_invited and addressee.invited_at is not None:
            follow_last_day(ctx, addressee)


@on("moderation.give_time")
def give_addressees_time(ctx: Context, event: Event) -> None:
    """Nobody could write for a while: those who had more time of their own get as much more of it."""
    remiss = ctx.session.get(Remiss, event.subject_id)
    if remiss is None:
        return
    since = datetime.fromisoformat(event.data["since"])
    for addressee in queries.addressees(ctx, remiss):
        if addressee.extended_to is not None:
            give_back_time(ctx, addressee, since, event.at)


@on("remiss.invite")
def send_invitation(ctx: Context, event: Event) -> None:
    """With the personal link."""
    _write(ctx, event)


@on("remiss.remind")
def send_reminder(ctx: Context, event: Event) -> None:
    """With the same link, and how long there is left."""
    _write(ctx, event, is_last=event.data["is_last"])


@on("remiss.extend_addressee", "remiss.follow_last_day")
def tell_of_more_time(ctx: Context, event: Event) -> None:
    """Until when."""
    _write(ctx, event, template="remiss.extend_addressee")


@on("remiss.refuse_time")
def tell_of_no_more_time(ctx: Context, event: Event) -> None:
    """The last day stays."""
    _write(ctx, event)


def _write(ctx: Context, event: Event, *, template: str = "", **facts: Any) -> None:
    addressee = ctx.session.get_one(Addressee, event.subject_id)
    last = queries.last_day(addressee)
    facts["last_day"] = last.isoformat() if last else None
    facts["asks_for"] = addressee.remiss.asks_for
    path = f"/remisser/{addressee.remiss_id}"
    news = News(template or event.name, f"remiss_addressee:{addressee.id}", path, facts)
    start_mailing(ctx, event, addressee.remiss, news)


@every(minutes=MINUTES)
def remind_at_half_time(ctx: Context) -> None:
    """Those who have not opened the invitation."""
    one_by_one(ctx, queries.due_at_half_time(ctx), lambda c, row: remind(c, row, is_last=False))


@every(minutes=MINUTES)
def remind_near_the_end(ctx: Context) -> None:
    """Those who have not answered."""
    one_by_one(ctx, queries.due_near_the_end(ctx), lambda c, row: remind(c, row, is_last=True))
