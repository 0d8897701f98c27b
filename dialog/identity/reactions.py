"""Forgetting: what is only needed for minutes or hours is taken away by the worker."""

from sqlalchemy import delete, or_

from dialog.core.context import Context
from dialog.core.worker import every
from dialog.identity.models import AuthSession, KeptForm, LoginAttempt, UsedAssertion
from dialog.identity.rules import ABSOLUTE, KEPT_FOR, QUESTION_LASTS


@every(minutes=10)
def forget(ctx: Context) -> None:
    """Old attempts, used messages, kept forms and sessions that are over."""
    for stmt in (
        delete(LoginAttempt).where(LoginAttempt.created_at < ctx.now - QUESTION_LASTS),
        delete(UsedAssertion).where(UsedAssertion.expires_at < ctx.now),
        delete(KeptForm).where(KeptForm.created_at < ctx.now - KEPT_FOR),
        delete(AuthSession).where(
            or_(AuthSession.ended_at.is_not(None), AuthSession.created_at < ctx.now - ABSOLUTE)
        ),
    ):
        ctx.session.execute(stmt)
