"""Which event tells whom what. The letters themselves are templates/email/<event>.txt."""

from datetime import date, datetime
from typing import Any

from dialog.core.context import Context
from dialog.core.i18n import ZONE
from dialog.core.journal import Event, on
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import letters as letters  # registers who can be told
from dialog.folkmotion.queries import outcome
from dialog.folkmotion.rules import TOLD
from dialog.notification.actions import News, start_mailing
from dialog.notification.reactions.followers import news_of, tell_followers
from dialog.notification.rules import is_old_news
from dialog.process.models import Step
from dialog.process.rules import Publication, last_day


def _tell(ctx: Context, event: Event, *audiences: str, edit: bool = False, **facts: Any) -> None:
    folkmotion = _subject(ctx, event)
    path = f"/folkmotioner/{folkmotion.id}" + ("/redigera" if edit else "")
    for audience in audiences:
        start_mailing(ctx, event, folkmotion, News(event.name, audience, path, facts))


def swedish_day(moment: datetime) -> date:
    """The day it is in Sweden then."""
    return moment.astimezone(ZONE).date()


def _subject(ctx: Context, event: Event) -> Folkmotion:
    return ctx.session.get_one(Folkmotion, event.subject_id)


@on(
    "folkmotion.hand_over",
    "folkmotion.prepare",
    "folkmotion.answer",
    "folkmotion.implement",
    "folkmotion.complete",
    "folkmotion.stop",
)
def tell_those_who_follow(ctx: Context, event: Event) -> None:
    """Whoever follows: that something has happened. What it was stands on the page."""
    folkmotion = _subject(ctx, event)
    if folkmotion.is_public():  # of what is hidden nothing is told
        tell_followers(ctx, event, folkmotion, news_of(event, f"/folkmotioner/{folkmotion.id}"))


@on("folkmotion.join")
def tell_of_co_proposer(ctx: Context, event: Event) -> None:
    """The author learns that they are one more, not who."""
    _tell(ctx, event, "author", edit=True, number=len(_subject(ctx, event).co_proposers))


@on("folkmotion.publish")
def tell_of_publication(ctx: Context, event: Event) -> None:
    """Those behind it can spread the word."""
    folkmotion = _subject(ctx, event)
    last, opens_at = folkmotion.last_day(), folkmotion.opens_at
    _tell(
        ctx,
        event,
        "behind",
        threshold=folkmotion.threshold if last else None,
        last_day=last.isoformat() if last else None,
        opens_on=swedish_day(opens_at).isoformat() if opens_at and opens_at > event.at else None,
    )


@on("folkmotion.hand_over")
def tell_of_hand_over(ctx: Context, event: Event) -> None:
    """Everyone who carried it so far, and until when an answer is due."""
    folkmotion = _subject(ctx, event)
    due = folkmotion.answer_due_at
    answer_by = last_day(due).isoformat() if due else None
    _tell(ctx, event, "behind", "signers", number=folkmotion.counting_names, answer_by=answer_by)


@on("folkmotion.prepare")
def tell_of_meeting(ctx: Context, event: Event) -> None:
    """Everyone, when the step is a meeting."""
    step = ctx.session.get_one(Step, event.data["step"])
    if step.kind == "meeting":
        on = step.planned_on.isoformat()
        _tell(ctx, event, "behind", "signers", on=on, step=step.title, body=step.body)


@on("folkmotion.move_step")
def tell_of_another_day(ctx: Context, event: Event) -> None:
    """Everyone, when they were told of the former day."""
    step = ctx.session.get_one(Step, event.data["step"])
    if step.kind in TOLD:
        days = {"on": event.data["on"], "before": event.data["before"]}
        _tell(ctx, event, "behind", "signers", step=step.title, **days)


@on("folkmotion.answer")
def tell_of_answer(ctx: Context, event: Event) -> None:
    """Everyone: what was decided. Why, and what happens now, stands on the page."""
    answer = outcome(ctx.session, _subject(ctx, event))
    if answer is None:
        raise LookupError("an answer without an outcome")
    _tell(
        ctx,
        event,
        "behind",
        "signers",
        decision=answer.decision.value,
        body=answer.body,
        on=answer.decided_on.isoformat(),
        paragraph=answer.paragraph,
    )


@on("folkmotion.implement")
def tell_of_milestone(ctx: Context, event: Event) -> None:
    """Everyone."""
    step = ctx.session.get_one(Step, event.data["step"])
    _tell(ctx, event, "behind", "signers", on=step.planned_on.isoformat(), step=step.title)


@on("folkmotion.complete")
def tell_of_end(ctx: Context, event: Event) -> None:
    """Everyone, for the last time."""
    _tell(ctx, event, "behind", "signers")


@on("folkmotion.stop")
def tell_of_stop(ctx: Context, event: Event) -> None:
    """Everyone but the author, whom moderation tells. Hidden words are not repeated in a letter."""
    is_hidden = _subject(ctx, event).publication is Publication.HIDDEN
    _tell(ctx, event, "co_proposers", "signers", is_hidden=is_hidden)


@on("moderation.judge")
def tell_that_it_goes_on(ctx: Context, event: Event) -> None:
    """Everyone but the author who was told of a stop, when it was wrong."""
    if event.subject_type != Folkmotion.__tablename__ or not event.data["is_restored"]:
        return
    folkmotion = _subject(ctx, event)
    if folkmotion.publication is Publication.PUBLISHED:
        last, path = folkmotion.last_day(), f"/folkmotioner/{folkmotion.id}"
        facts = {"last_day": last.isoformat() if last else None}
        for audience in ("co_proposers", "signers"):
            start_mailing(ctx, event, folkmotion, News("folkmotion.resume", audience, path, facts))


@on("folkmotion.close")
def tell_of_too_few_names(ctx: Context, event: Event) -> None:
    """The author, when the collection ended without enough names."""
    folkmotion = _subject(ctx, event)
    if event.data["handed_over"] or folkmotion.threshold is None or folkmotion.closes_at is None:
        return
    if not is_old_news(folkmotion.closes_at, event.at):
        counting = folkmotion.counting_names
        _tell(ctx, event, "author", number=counting, threshold=folkmotion.threshold)
