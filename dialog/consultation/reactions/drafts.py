"""Drafts that nobody sent do not stay."""

from dialog.consultation.queries.drafts import forget_old_drafts
from dialog.core.context import Context
from dialog.core.jobs import nightly

FORGET_HOUR = 3


@nightly(hour=FORGET_HOUR)
def forget_drafts(ctx: Context) -> None:
    """Forget what was begun and never sent, when its step has been closed for 30 days."""
    forget_old_drafts(ctx)
