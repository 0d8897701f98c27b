"""Afterwards: the author is told of decisions."""

from collections.abc import Mapping

from dialog.core.context import Context
from dialog.core.i18n import SOURCE, speaking
from dialog.core.journal import Event, on
from dialog.moderation.models import Decision
from dialog.moderation.reasons import GROUNDS
from dialog.notification.actions import News, start_mailing
from dialog.process.rules import last_day


@on("moderation.decide")
def tell_of_decision(ctx: Context, event: Event) -> None:
    """The statement of reasons. The moderator's own words stand on the page; mail is no place for them."""
    decision = ctx.session.get_one(Decision, event.data["decision"])
    reason = GROUNDS[decision.ground]
    with speaking(SOURCE):  # the letter says it in the language of whoever reads it
        facts = {
            "measure": decision.measure.value,
            "reason": str(reason.title),
            "ground": str(reason.ground),
            "is_automated": decision.is_automated,
            "until": last_day(decision.appeal_until).isoformat(),
        }
    _tell(ctx, event, decision, facts)


@on("moderation.judge")
def tell_of_judgement(ctx: Context, event: Event) -> None:
    """Whether the decision was changed. Why stands on the page."""
    decision = ctx.session.get_one(Decision, event.data["decision"])
    facts = {"measure": decision.measure.value, "result": event.data["result"]}
    _tell(ctx, event, decision, facts)


def _tell(ctx: Context, event: Event, decision: Decision, facts: Mapping[str, object]) -> None:
    news = News(event.name, "author", f"/mina-sidor/beslut/{decision.id}", facts)
    start_mailing(ctx, event, decision.process, news)
