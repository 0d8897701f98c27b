"""Verbs: begin to tell a group of people, and stop telling somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.notification.models import Mailing
from dialog.notification.queries import KINDS, members, split
from dialog.process.models import Process
from dialog.tenancy.queries import municipality


@dataclass(frozen=True)
class News:
    """What is told to whom: the name of the template, the audience, where to read more, facts.

    The audience is registered by name, or one recipient ("person:3").

    Facts are plain values for the template. They never hold personal data.
    """

    template: str
    audience: str
    path: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    replaces: bool = True  # what was to be told before, where not everybody has been told yet


def start_mailing(ctx: Context, event: Event, process: Process | None, news: News) -> Mailing:
    """Tell an audience about an event: one row now, the letters later. Twice is the same as once.

    `process`: what it is about; None where it is about the municipality's own work. An older mailing with the same news about the same process goes no further than it has come.
    """
    ctx.require("notification.start_mailing", process)
    members(news.audience)  # a misspelt name fails here, not at night
    mine = (Mailing.template == news.template, Mailing.audience == news.audience)
    known = ctx.session.scalar(select(Mailing).where(Mailing.event_id == event.id, *mine))
    if known is not None:
        return known
    about = process.id if process else None
    if news.replaces:
        older = update(Mailing).where(
            *mine,
            Mailing.process_id == about,
            Mailing.event_id < event.id,
            Mailing.listed_at.is_(None),
            Mailing.superseded_at.is_(None),
        )
        ctx.session.execute(older.values(superseded_at=ctx.now))
    mailing = Mailing(
        event_id=event.id,
        process_id=about,
        template=news.template,
        audience=news.audience,
        facts={**news.facts, "path": news.path},
        started_at=ctx.now,
    )
    ctx.session.add(mailing)
    subject = process or municipality(ctx.session)
    ctx.record(
        "notification.start_mailing", subject, template=news.template, audience=news.audience
    )
    return mailing


def unsubscribe(ctx: Context, recipient: str, *, everything: bool = False) -> None:
    """Send no more letters: about this one thing, or with `everything` none at all.

    Leaves one trace, about the signature or about the person, so that nobody can tell that the two
    belong together. Twice is the same as once.
    """
    ctx.require("notification.unsubscribe")
    kind, number = split(recipient)
    person = KINDS[kind].person(ctx, number) if everything else None
    row = person or KINDS[kind].row(ctx, number)
    if row is not None and row.wants_letters:
        row.wants_letters = False
        ctx.record("notification.unsubscribe", row, attributed=False)
