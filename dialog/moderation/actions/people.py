"""Decisions about whoever wrote a text: a warning, or that they cannot write for a while."""

from dataclasses import dataclass
from datetime import timedelta

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.moderation.actions.decide import decide_about
from dialog.moderation.models import Block
from dialog.moderation.queries.blocks import block_in_force
from dialog.moderation.reasons import reasons_for
from dialog.moderation.rules import BLOCK_DAYS, Measure, Unknown
from dialog.moderation.subjects import process_of, type_of
from dialog.process.models import Contribution, Process
from dialog.process.rules import end_of_day
from dialog.tenancy.queries import rules_now

Thing = Process | Contribution


@dataclass(frozen=True)
class Grounds:
    """Why: a key in the published catalogue of reasons, and words to the person."""

    reason: str
    comment: str


def warn_author(ctx: Context, thing: Thing, why: Grounds) -> None:
    """Tell whoever wrote it what they may not write. The text stays. Raises Unknown and Faulty."""
    ctx.require("moderation.warn_author", thing)
    ctx.lock(thing)
    words = _sound(ctx, thing, why)
    decide_about(ctx, thing, Measure.WARN, ground=why.reason, words=words)
    ctx.record("moderation.warn_author", thing, reason=why.reason)


def block_author(ctx: Context, thing: Thing, why: Grounds, *, days: int, whole: bool) -> Block:
    """Let whoever wrote it put no words before others for some days: in this process, or in all.

    They can still sign, answer questions, read, report and ask for another look. Raises Unknown and
    Faulty, also where such a block is in force already.
    """
    ctx.require("moderation.block_author", thing)
    ctx.lock(thing)
    words = _sound(ctx, thing, why)
    if days not in BLOCK_DAYS:
        raise Faulty(_l("Välj hur länge spärren ska gälla."), "days")
    process_id = None if whole else process_of(thing).id
    if block_in_force(ctx, thing.author_id, process_id) is not None:
        raise Faulty(_l("Personen är redan spärrad här."), "days")
    decision = decide_about(ctx, thing, Measure.BLOCK, ground=why.reason, words=words)
    block = Block(
        decision_id=decision.id,
        person_id=thing.author_id,
        process_id=process_id,
        until=end_of_day(ctx.now.astimezone(ZONE).date() + timedelta(days=days)),
    )
    ctx.session.add(block)
    ctx.record("moderation.block_author", thing, days=days, whole=whole, reason=why.reason)
    return block


def lift_block(ctx: Context, block: Block) -> None:
    """Let the person write again before the time is over."""
    ctx.require("moderation.lift_block", block)
    ctx.lock(block)
    if block.lifted_at is not None or block.until <= ctx.now:
        raise DomainError(_l("Spärren gäller inte längre."))
    block.lifted_at = ctx.now
    ctx.record("moderation.lift_block", block, decision=block.decision_id)


def _sound(ctx: Context, thing: Thing, why: Grounds) -> str:
    if thing.author_id is None:
        raise Unknown(_l("Ingen vet vem som har skrivit texten. Därför går det inte."))
    if why.reason not in reasons_for(type_of(thing), rules_now(ctx)["ef.refuse_reasons"]):
        raise Faulty(_l("Välj ett skäl ur listan."), "reason")
    if not (words := tidy(why.comment)):
        raise Faulty(_l("Förklara för den som har skrivit texten."), "comment")
    return words
