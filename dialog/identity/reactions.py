"""What the worker does for identity: forgets what is over, renews the lists of providers."""

from sqlalchemy import delete, or_

from dialog.core.context import Context
from dialog.core.worker import Desk, every, sweep
from dialog.identity.models import AuthSession, KeptForm, LoginAttempt, UsedAssertion
from dialog.identity.renewal import renew_due
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


@sweep
def renew_feeds(desk: Desk, municipality_ids: list[int]) -> int:
    """The federations' lists belong to the installation, not to one municipality."""
    return renew_due(desk)
