"""What a moderator does with something that people have written within a process: show, send back, hide.

There is no edit lock: these texts are short, so a moderator decides at once, and `seen` says which
version they have read.
"""

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.moderation.actions.decide import decide
from dialog.moderation.reasons import NEEDS_CHANGE, reasons_for
from dialog.moderation.rules import AlreadyReviewed, NeverChanges, TextChanged
from dialog.moderation.subjects import can_change
from dialog.process.models import Contribution
from dialog.process.rules import CONTRIBUTION, Publication

DECIDED = _l(
    "Texten är redan granskad eller tillbakadragen. Här nedanför ser du hur det ligger till."
)


def publish_contribution(ctx: Context, thing: Contribution, *, seen: int) -> None:
    """Let everybody read it. Raises AlreadyReviewed and TextChanged."""
    ctx.require("moderation.publish_contribution", thing)
    _take_up(ctx, thing, "publish", seen)
    CONTRIBUTION.apply(thing, "publish")
    _settle(ctx, thing, "", "")
    ctx.record("moderation.publish_contribution", thing, text=seen)


def return_contribution(ctx: Context, thing: Contribution, *, seen: int, comment: str) -> None:
    """Ask the author to change it, and say what. Others do not see it until then.

    Raises NeverChanges, AlreadyReviewed, TextChanged, and Faulty without words.
    """
    ctx.require("moderation.return_contribution", thing)
    if not can_change(thing):
        raise NeverChanges(_l("Texten kan inte ändras av den som har skickat den."))
    _take_up(ctx, thing, "send_back", seen)
    if not (words := tidy(comment)):
        raise Faulty(_l("Skriv vad som behöver ändras."), "comment")
    before = _move(thing, "send_back")
    decide(ctx, thing, before=before, ground=NEEDS_CHANGE, words=words)
    _settle(ctx, thing, "", words)
    ctx.record("moderation.return_contribution", thing, text=seen)


def hide_contribution(
    ctx: Context, thing: Contribution, *, seen: int, reason: str, comment: str
) -> None:
    """Hide it, so that its place says only why. The text stays as an official record.

    Raises AlreadyReviewed, TextChanged, and Faulty without a reason or words.
    """
    ctx.require("moderation.hide_contribution", thing)
    _take_up(ctx, thing, "hide", seen)
    if reason not in reasons_for("contribution", ()):
        raise Faulty(_l("Välj ett skäl ur listan."), "reason")
    if not (words := tidy(comment)):
        raise Faulty(_l("Förklara för den som har skrivit texten."), "comment")
    before = _move(thing, "hide")
    decide(ctx, thing, before=before, ground=reason, words=words)
    _settle(ctx, thing, reason, words)
    ctx.record("moderation.hide_contribution", thing, reason=reason, text=seen)


def _take_up(ctx: Context, thing: Contribution, move: str, seen: int) -> None:
    """Two moderators, or the author, may act at the same moment: the second one sees what was done."""
    ctx.lock(thing)
    if not CONTRIBUTION.allows(thing.publication, move):
        raise AlreadyReviewed(DECIDED)
    if thing.texts[-1].number != seen:
        raise TextChanged(_l("Texten har ändrats. Läs den igen innan du beslutar."))


def _move(thing: Contribution, move: str) -> Publication:
    """Move it, and return where it stood."""
    before = thing.publication
    CONTRIBUTION.apply(thing, move)
    return before


def _settle(ctx: Context, thing: Contribution, reason: str, words: str) -> None:
    thing.refusal, thing.refusal_text = reason, words
    thing.review_due_at, thing.changed_at = None, ctx.now
