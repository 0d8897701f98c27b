"""What the worker does for moderation: forgets what was kept only to count."""

from sqlalchemy import delete

from dialog.core.context import Context
from dialog.core.worker import every
from dialog.moderation.models import ReportSender
from dialog.moderation.rules import REPORTS_COUNTED_FOR


@every(minutes=10)
def forget_senders(ctx: Context) -> None:
    """Which networks have sent reports: nothing of it is needed when the hour is over."""
    old = ReportSender.sent_at <= ctx.now - REPORTS_COUNTED_FOR
    ctx.session.execute(delete(ReportSender).where(old))
