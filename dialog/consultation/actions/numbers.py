"""What the worker does with ideas and comments: counts them in batches, and draws the order anew."""

import secrets
from collections.abc import Iterable

from dialog.consultation.actions.ideas import SHUFFLE
from dialog.consultation.models import Consultation, Part
from dialog.consultation.queries import support as queries
from dialog.core.context import Context


def count_contributions(ctx: Context, consultation: Consultation, ids: Iterable[int]) -> None:
    """Count support and comments of these contributions anew.

    Whole counts, never sums of additions, so that a mistake cannot stay.
    """
    ctx.require("consultation.count_contributions", consultation)
    ordered, changed = sorted(ids), 0
    for start in range(0, len(ordered), queries.CHUNK):
        changed += _count(ctx, ordered[start : start + queries.CHUNK])
    consultation.counted_at = ctx.now
    if changed:
        ctx.record("consultation.count_contributions", consultation, changed=changed)


def _count(ctx: Context, ids: list[int]) -> int:
    supporters, comments = queries.supporters(ctx, ids), queries.comments(ctx, ids)
    changed = 0
    for row in queries.rows(ctx, ids):
        now = supporters.get(row.id, 0), comments.get(row.id, 0)
        if (row.count_support, row.count_comments) != now:
            row.count_support, row.count_comments = now
            changed += 1
    ctx.session.flush()
    return changed


def shuffle_ideas(ctx: Context, part: Part) -> None:
    """Draw a new place in the random order for every idea, so that none is always at the top."""
    ctx.require("consultation.shuffle_ideas", part.stage.consultation)
    last, number = 0, 0
    while ideas := queries.ideas_after(ctx, part, last):
        for idea in ideas:
            idea.shuffle = secrets.randbelow(SHUFFLE)
        last, number = ideas[-1].id, number + len(ideas)
        ctx.session.flush()
        for idea in ideas:
            ctx.session.expunge(idea)  # however many there are, few are held at a time
    ctx.record("consultation.shuffle_ideas", part.stage.consultation, part=part.id, number=number)
