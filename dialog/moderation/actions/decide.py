"""The calls by which every decision is kept with its reasons: against a text, or about its author."""

from dialog.core.context import Context
from dialog.moderation.actions.reports import settle_reports
from dialog.moderation.actions.suggesting import settle_suggestions
from dialog.moderation.models import Decision
from dialog.moderation.queries.suggesting import was_suggested
from dialog.moderation.rules import MEASURE_OF, Measure, appeal_until
from dialog.moderation.subjects import process_of, type_of
from dialog.process.models import Contribution, Process
from dialog.process.rules import Publication
from dialog.tenancy.queries import rules_now


def decide(
    ctx: Context, thing: Process | Contribution, *, before: Publication, ground: str, words: str
) -> Decision:
    """Keep why the text was moved from `before` to where it stands now. The author is told at once.

    Every report about the text is answered by it. To be called by the action that moves the text, in
    its transaction. `ground` is a key in the published catalogue.
    """
    ctx.require("moderation.decide", thing)
    received_at = thing.submitted_at if isinstance(thing, Process) else thing.changed_at
    decision = _row(ctx, thing, ground, words)
    decision.measure, decision.before = MEASURE_OF[thing.publication], before
    decision.received_at = received_at if before is Publication.SUBMITTED else None
    ctx.session.add(decision)
    ctx.session.flush()
    settle_reports(ctx, thing, reason=ground)
    _settle_suggested(ctx, thing, decision)
    ctx.record("moderation.decide", thing, decision=decision.id, ground=ground)
    return decision


def decide_about(
    ctx: Context, thing: Process | Contribution, measure: Measure, *, ground: str, words: str
) -> Decision:
    """Keep why something was decided about whoever wrote the text, which stays where it stands.

    They are told at once. Reports about the text wait for a decision about the text.
    """
    ctx.require("moderation.decide_about", thing)
    decision = _row(ctx, thing, ground, words)
    decision.measure, decision.before = measure, thing.publication
    ctx.session.add(decision)
    ctx.session.flush()
    _settle_suggested(ctx, thing, decision)
    ctx.record("moderation.decide_about", thing, decision=decision.id, ground=ground)
    return decision


def _settle_suggested(ctx: Context, thing: Process | Contribution, decision: Decision) -> None:
    if decision.was_suggested and isinstance(thing, Contribution):
        settle_suggestions(ctx, thing, decision)


def _row(ctx: Context, thing: Process | Contribution, ground: str, words: str) -> Decision:
    return Decision(
        process_id=process_of(thing).id,
        subject_type=type_of(thing),
        subject_id=thing.id,
        author_id=thing.author_id,
        ground=ground,
        words=words,
        is_automated=ctx.actor.is_system,
        was_suggested=isinstance(thing, Contribution) and was_suggested(ctx, thing),
        decided_at=ctx.now,
        decided_by=ctx.actor.id,
        appeal_until=appeal_until(ctx.now, rules_now(ctx)["moderation.appeal_days"]),
    )
