"""Every few minutes: write down which steps have opened, and forget passes that no browser has."""

from sqlalchemy import delete

from dialog.consultation.actions.opening import open_stage
from dialog.consultation.models import Pass
from dialog.consultation.queries.opening import newly_open
from dialog.consultation.queries.participants import PASS_LASTS
from dialog.core.context import Context
from dialog.core.jobs import every, nightly, one_by_one

HOUR = 2  # Swedish time


@every(minutes=1)
def open_stages(ctx: Context) -> None:
    """Each once."""
    one_by_one(ctx, newly_open(ctx), open_stage)


@nightly(hour=HOUR)
def forget_passes(ctx: Context) -> None:
    """Passes whose cookie has run out."""
    ctx.session.execute(delete(Pass).where(Pass.made_at < ctx.now - PASS_LASTS))
