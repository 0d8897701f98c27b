"""Afterwards: authors are told of decisions, those on watch of what there is to see; texts are looked through."""

from collections.abc import Mapping
from datetime import datetime

from dialog.core.context import Context
from dialog.core.i18n import SOURCE, ZONE, speaking
from dialog.core.jobs import nightly
from dialog.core.journal import Event, on
from dialog.moderation.actions.watch import tell_watch
from dialog.moderation.models import Decision
from dialog.moderation.queries.watch import MODERATORS
from dialog.moderation.reactions import suggesting as suggesting
from dialog.moderation.reasons import reason_of
from dialog.notification.actions import News, start_mailing
from dialog.process.rules import last_day


@on("moderation.decide", "moderation.decide_about")
def tell_of_decision(ctx: Context, event: Event) -> None:
    """The statement of reasons. The moderator's own words stand on the page; mail is no place for them."""
    decision = ctx.session.get_one(Decision, event.data["decision"])
    reason = reason_of(decision.ground, decision.subject_type)
    with speaking(SOURCE):  # the letter says it in the language of whoever reads it
        facts = {
            "measure": decision.measure.value,
            "reason": str(reason.title),
            "ground": str(reason.ground),
            "is_automated": decision.is_automated,
            "was_suggested": decision.was_suggested,
            "until": last_day(decision.appeal_until).isoformat(),
        }
    _tell(ctx, event, decision, facts, "moderation.decide")


@on("moderation.judge")
def tell_of_judgement(ctx: Context, event: Event) -> None:
    """Whether the decision was changed. Why stands on the page."""
    decision = ctx.session.get_one(Decision, event.data["decision"])
    facts = {"measure": decision.measure.value, "result": event.data["result"]}
    _tell(ctx, event, decision, facts)


def _tell(
    ctx: Context,
    event: Event,
    decision: Decision,
    facts: Mapping[str, object],
    template: str = "moderation.judge",
) -> None:
    path, is_whole = f"/mina-sidor/beslut/{decision.id}", decision.subject_type == "process"
    if is_whole:
        start_mailing(ctx, event, decision.process, News(template, "author", path, facts))
    elif decision.author_id is not None:  # else nobody knows who it was
        to = f"person:{decision.author_id}"
        facts = {**facts, "type": decision.subject_type}
        news = News(template, to, path, facts, replaces=False)  # they may have written more
        start_mailing(ctx, event, decision.process, news)


@nightly(hour=7)  # before people come to work
def look_around(ctx: Context) -> None:
    """What is new since yesterday, what waits, and what nobody has looked at, once a day."""
    tell_watch(ctx)


@on("moderation.tell_watch")
def tell_of_watch(ctx: Context, event: Event) -> None:
    """One letter to each moderator. Numbers and days, and nothing that anybody has written."""
    facts = dict(event.data)
    if since := facts["since"]:
        facts["since"] = datetime.fromisoformat(since).astimezone(ZONE).date().isoformat()
    news = News("moderation.tell_watch", MODERATORS, "/arbetsyta/uppsikt", facts)
    start_mailing(ctx, event, None, news)
