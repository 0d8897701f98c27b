"""What consultation says about receipts of ideas and comments: what was done, how to undo it."""

from typing import cast

from flask import url_for

from dialog.consultation.models import Comment, Idea
from dialog.consultation.rules.writing import CHANGEABLE
from dialog.consultation.views.writing import is_stage_open
from dialog.core.canonical import canonical
from dialog.core.context import Context
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.moderation.views.places import address_of
from dialog.process.rules import Publication, last_day
from dialog.registry.views.receipt import Explanation, Received, explains


@explains("consultation.propose")
def proposed(ctx: Context, received: Received) -> Explanation:
    """An idea that was sent in."""
    return _explained(received, _("Kvitto på en idé"))


@explains("consultation.edit_idea")
def changed_idea(ctx: Context, received: Received) -> Explanation:
    """An idea that its author has changed."""
    return _explained(received, _("Kvitto på en ändrad idé"))


@explains("consultation.comment")
def commented(ctx: Context, received: Received) -> Explanation:
    """A comment, or a post in a discussion."""
    return _explained(received, _("Kvitto på en kommentar"))


@explains("consultation.edit_comment")
def changed_comment(ctx: Context, received: Received) -> Explanation:
    """A comment that its author has changed."""
    return _explained(received, _("Kvitto på en ändrad kommentar"))


def _explained(received: Received, what: str) -> Explanation:
    thing = cast("Idea | Comment", received.contribution)
    consultation = received.process
    may_change = is_stage_open(thing.part.stage) and thing.publication in CHANGEABLE
    change = _("Texten går inte att ändra längre.")
    if may_change:
        change = _(
            "Du kan ändra eller dra tillbaka texten så länge steget är öppet. Har du inte loggat in "
            "behöver du använda samma webbläsare."
        )
    return Explanation(
        what=what,
        change=change,
        change_href=url_for("consultation.my_contributions", id=consultation.id)
        if may_change
        else "",
        change_link=_("Till det du har skrivit"),
        hear=_next(thing),
        href=_read(thing),
        link=_("Till texten") if thing.is_public() else _("Till medborgardialogen"),
        hashed=canonical([list(pair) for pair in received.parts]),
        withdrawn_at=thing.withdrawn_at,
        withdrawn=_("Texten är tillbakadragen"),
    )


def _next(thing: Idea | Comment) -> str:
    if thing.publication is Publication.SUBMITTED:
        if due := thing.review_due_at:
            day = format_date(last_day(due))
            return _("Kommunen läser texten senast %(day)s. Sedan kan andra läsa den.") % {
                "day": day
            }
        return _("Kommunen läser texten innan andra kan läsa den.")
    if thing.publication is Publication.RETURNED:
        return _("Kommunen vill att du ändrar texten. Under texten står varför.")
    if thing.publication is Publication.PUBLISHED:
        return _("Andra kan läsa texten nu. På medborgardialogens sida ser du vad det blir av den.")
    return _("Texten visas inte.")


def _read(thing: Idea | Comment) -> str:
    if not thing.is_public():
        return url_for("consultation.show", id=thing.process_id)
    return address_of(thing)
