"""Another look at a decision: the author asks for it once, and somebody else gives it."""

import hashlib

from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.moderation.models import Appeal, Decision
from dialog.moderation.queries.decisions import earlier
from dialog.moderation.rules import (
    AFTER,
    AlreadyAppealed,
    AlreadyJudged,
    Result,
    ensure_in_time,
)
from dialog.process.models import Process
from dialog.process.rules import (
    PUBLICATION,
    Publication,
    end_of_day,
    given_back,
    review_due_at,
)
from dialog.process.search import index, make_findable
from dialog.registry.records import Received, file_document, issue_receipt, note_arrival, note_sent
from dialog.tenancy.queries import rules_now

ALREADY = _l("Du har redan begärt omprövning av beslutet.")


def appeal(ctx: Context, decision: Decision, *, text: str) -> Appeal:
    """Ask for another look. Raises TooLate, AlreadyAppealed, or Faulty without a text."""
    ctx.require("moderation.appeal", decision)
    ensure_in_time(decision.appeal_until, ctx.now)
    if decision.appeal is not None:
        raise AlreadyAppealed(ALREADY)
    if not (words := tidy(text)):
        raise Faulty(_l("Skriv varför du tycker att beslutet är fel."), "text")
    process = decision.process
    digest = hashlib.sha256(words.encode()).hexdigest()
    received = Received(process.texts[-1].number, digest)
    receipt = issue_receipt(ctx, "moderation.appeal", process, received)
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
        ctx.record("moderation.appeal", process, decision=decision.id)
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
    process = decision.process
    ctx.lock(process)
    has_moved_on = process.publication is not AFTER[decision.measure]
    if has_moved_on or process.texts[-1].received_at is None:
        return False
    PUBLICATION.apply(process, f"restore_{decision.before.value}")
    before = earlier(ctx, decision)  # what was said of it then, where anything was
    process.refusal = before.ground if before else ""
    process.refusal_text = before.words if before else ""
    if process.publication is Publication.PUBLISHED:
        process.closes_at = given_back(process.closes_at, decision.decided_at, ctx.now)
    if process.publication is Publication.SUBMITTED:
        _queue_again(ctx, process)
    (make_findable if process.is_public() else index)(ctx, process)
    return True


def _queue_again(ctx: Context, process: Process) -> None:
    """It has waited long enough: today."""
    process.published_at = None
    process.review_due_at = end_of_day(ctx.now.astimezone(ZONE).date())
