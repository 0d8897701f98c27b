"""The one call by which every decision against a text is kept, with its reasons."""

from dialog.core.context import Context
from dialog.moderation.actions.reports import settle_reports
from dialog.moderation.models import Decision
from dialog.moderation.rules import MEASURE_OF, appeal_until
from dialog.process.models import Process
from dialog.process.rules import Publication
from dialog.tenancy.queries import rules_now


def decide(
    ctx: Context, process: Process, *, before: Publication, ground: str, words: str
) -> Decision:
    """Keep why the text was moved from `before` to where it stands now. The author is told at once.

    Every report about the text is answered by it. To be called by the action that moves the text, in
    its transaction. `ground` is a key in the published catalogue.
    """
    ctx.require("moderation.decide", process)
    decision = Decision(
        process_id=process.id,
        subject_type=Process.__tablename__,
        subject_id=process.id,
        author_id=process.author_id,
        measure=MEASURE_OF[process.publication],
        before=before,
        ground=ground,
        words=words,
        is_automated=ctx.actor.is_system,
        received_at=process.submitted_at if before is Publication.SUBMITTED else None,
        decided_at=ctx.now,
        decided_by=ctx.actor.id,
        appeal_until=appeal_until(ctx.now, rules_now(ctx)["moderation.appeal_days"]),
    )
    ctx.session.add(decision)
    ctx.session.flush()
    settle_reports(ctx, process, reason=ground)
    ctx.record("moderation.decide", process, decision=decision.id, ground=ground)
    return decision
