"""Another look at a decision: the author asks for it once, and somebody else gives it."""

import hashlib

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.moderation.models import Appeal, Block, Decision, Own
from dialog.moderation.queries.decisions import earlier, thing_of
from dialog.moderation.rules import (
    AFTER,
    AlreadyAppealed,
    AlreadyJudged,
    Measure,
    Result,
    ensure_in_time,
)
from dialog.moderation.subjects import known
from dialog.process.models import Contribution, Process
from dialog.process.queries.masks import lift
from dialog.process.rules import Publication, end_of_day, given_back, review_due_at
from dialog.process.search import index, make_findable
from dialog.registry.records import Received, file_document, issue_receipt, note_arrival, note_sent
from dialog.tenancy.queries import rules_now

ALREADY = _l("Du har redan begärt omprövning av beslutet.")


def appeal(ctx: Context, decision: Decision, *, text: str) -> Appeal:
    """Ask for another look. Raises TooLate, AlreadyAppealed, or Faulty without a text."""
    ctx.require("moderation.appeal", decision)
    asked = _ask(ctx, "moderation.appeal", decision, text)
    ctx.record("moderation.appeal", decision.process, decision=decision.id)
    return asked


def own_appeal(ctx: Context, own: Own, *, text: str) -> Appeal:
    """The same for somebody who wrote without logging in. The journal does not tell who."""
    ctx.require("moderation.own_appeal", own)
    decision = own.decision
    asked = _ask(ctx, "moderation.own_appeal", decision, text)
    ctx.record("moderation.own_appeal", decision.process, attributed=False, decision=decision.id)
    return asked


def _ask(ctx: Context, kind: str, decision: Decision, text: str) -> Appeal:
    ensure_in_time(decision.appeal_until, ctx.now)
    if decision.appeal is not None:
        raise AlreadyAppealed(ALREADY)
    if not (words := tidy(text)):
        raise Faulty(_l("Skriv varför du tycker att beslutet är fel."), "text")
    process, thing = decision.process, thing_of(ctx, decision)
    digest = hashlib.sha256(words.encode()).hexdigest()
    within = thing.id if isinstance(thing, Contribution) else None
    received = Received(thing.texts[-1].number, digest, contribution_id=within)
    receipt = issue_receipt(ctx, kind, process, received)
    asked = Appeal(
        decision_id=decision.id,
        decided_by=decision.decided_by,
        text=words,
        receipt_number=receipt.number,
        appealed_at=ctx.now,
        due_at=review_due_at(ctx.now, rules_now(ctx)["moderation.appeal_within"]),
    )
    ctx.session.add(asked)
    try:
        ctx.session.flush()
    except IntegrityError as error:  # at the same moment, in another window
        raise AlreadyAppealed(ALREADY) from error
    file_document(ctx, process, "appeal", {"decision": decision.id, "text": words})
    note_arrival(ctx, process, concerns=_l("Begäran om omprövning"))
    return asked


def judge(ctx: Context, asked: Appeal, *, result: Result, answer: str) -> None:
    """Change the decision or let it stand, and say why. Raises AlreadyJudged, or Faulty without words.

    A text is put back where it stood, unless something else has happened to it since.
    """
    ctx.require("moderation.judge", asked)
    ctx.lock(asked)
    if asked.result is not None:
        raise AlreadyJudged(_l("En kollega har redan prövat begäran."))
    if not (words := tidy(answer)):
        raise Faulty(_l("Förklara för den som begärde omprövning."), "answer")
    decision, process = asked.decision, asked.decision.process
    is_restored = result is Result.CHANGED and _put_back(ctx, decision)
    asked.result, asked.answer = result, words
    asked.judged_by, asked.judged_at = ctx.actor.id, ctx.now
    content = {"decision": decision.id, "result": result.value, "answer": words}
    file_document(ctx, process, "appeal_judgement", content)
    note_sent(ctx, process, concerns=_l("Beslut efter omprövning"))
    ctx.record(
        "moderation.judge",
        process,
        decision=decision.id,
        result=result.value,
        is_restored=is_restored,
    )


def _put_back(ctx: Context, decision: Decision) -> bool:
    """By the workflow's own moves. False when the text has moved on, or is being written anew."""
    thing = thing_of(ctx, decision)
    ctx.lock(thing)
    if decision.measure is Measure.HIDE_PART:
        return lift(ctx, thing, decision.id)
    if decision.measure not in AFTER:
        return _let_write(ctx, decision)
    if thing.publication is not AFTER[decision.measure] or thing.texts[-1].received_at is None:
        return False
    known(thing).flow.apply(thing, f"restore_{decision.before.value}")
    before = earlier(ctx, decision)  # what was said of it then, where anything was
    thing.refusal = before.ground if before else ""
    thing.refusal_text = before.words if before else ""
    if thing.publication is Publication.SUBMITTED:  # it has waited long enough: today
        thing.review_due_at = end_of_day(ctx.now.astimezone(ZONE).date())
    if isinstance(thing, Process):
        _open_again(ctx, decision, thing)
    else:
        thing.changed_at = ctx.now
    return True


def _let_write(ctx: Context, decision: Decision) -> bool:
    """A block ends; of a warning nothing is left to take back but itself."""
    block = ctx.session.scalar(select(Block).where(Block.decision_id == decision.id))
    if block is None or block.lifted_at is not None or block.until <= ctx.now:
        return False
    block.lifted_at = ctx.now
    return True


def _open_again(ctx: Context, decision: Decision, process: Process) -> None:
    """Those who can take part get the lost days back; those who search find it again."""
    if process.publication is Publication.PUBLISHED:
        process.closes_at = given_back(process.closes_at, decision.decided_at, ctx.now)
    if process.publication is Publication.SUBMITTED:
        process.published_at = None
    (make_findable if process.is_public() else index)(ctx, process)
