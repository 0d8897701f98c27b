"""Which event tells those who follow what. The letters themselves are templates/email/<event>.txt."""

from typing import Any

from dialog.consultation.models import Consultation, Stage
from dialog.core.context import Context
from dialog.core.journal import Event, on
from dialog.notification.actions import News
from dialog.notification.addresses import follow_person
from dialog.notification.reactions.followers import tell_followers
from dialog.notification.rules import is_old_news
from dialog.process.models import Contribution


def _tell(ctx: Context, event: Event, consultation: Consultation, **facts: Any) -> None:
    """To those who follow, among them whoever has taken part with a login."""
    if not consultation.is_public():
        return  # of what is hidden nothing is told
    page = "/resultat" if event.name == "consultation.publish_results" else ""
    path = f"/medborgardialoger/{consultation.id}{page}"
    tell_followers(ctx, event, consultation, News(event.name, "followers", path, facts))


def _subject(ctx: Context, event: Event) -> Consultation:
    if event.subject_type == Stage.__tablename__:
        return ctx.session.get_one(Stage, event.subject_id).consultation
    return ctx.session.get_one(Consultation, event.subject_id)


@on("consultation.respond", "consultation.propose", "consultation.comment")
def let_participants_follow(ctx: Context, event: Event) -> None:
    """Whoever takes part with a login follows from now on, unless they have said no.

    Where the step is anonymous, or nobody has logged in, no account is stored with what was sent, and
    nobody is made to follow.
    """
    sent = ctx.session.get(Contribution, event.subject_id)
    if sent is not None and sent.author_id is not None:
        follow_person(ctx, sent.process, sent.author_id)


@on("consultation.open_stage")
def tell_of_opening(ctx: Context, event: Event) -> None:
    """A step is open, and until when."""
    stage = ctx.session.get_one(Stage, event.subject_id)
    last = stage.last_day()
    if stage.opens_at is None or is_old_news(stage.opens_at, event.at):
        return
    day = last.isoformat() if last else None
    _tell(ctx, event, stage.consultation, step=stage.title, last_day=day)


@on("consultation.publish_results")
def tell_of_results(ctx: Context, event: Event) -> None:
    """The results can be read."""
    _tell(ctx, event, _subject(ctx, event))


@on("consultation.answer")
def tell_of_answer(ctx: Context, event: Event) -> None:
    """What was decided. Why, and what happens now, stands on the page."""
    consultation = _subject(ctx, event)
    answer = consultation.outcome
    if answer is None:
        raise LookupError("an answer without an outcome")
    on_day = answer.decided_on.isoformat()
    _tell(ctx, event, consultation, body=answer.body, on=on_day, paragraph=answer.paragraph)


@on("consultation.stop")
def tell_of_stop(ctx: Context, event: Event) -> None:
    """It ends before its time. Why stands on the page."""
    _tell(ctx, event, _subject(ctx, event))


@on("consultation.extend")
def tell_of_longer_time(ctx: Context, event: Event) -> None:
    """There is more time."""
    consultation = _subject(ctx, event)
    last = consultation.last_day()
    _tell(ctx, event, consultation, last_day=last.isoformat() if last else None)
