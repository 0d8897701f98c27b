"""What the worker does for identity: forgets what is over, renews lists of providers, links proofs."""

from sqlalchemy import delete, or_

from dialog.core.context import Context
from dialog.core.worker import Desk, every, nightly, sweep
from dialog.identity.chain import lengthen
from dialog.identity.models import AuthSession, KeptForm, LoginAttempt, SentLately, UsedAssertion
from dialog.identity.renewal import renew_due
from dialog.identity.rules import ABSOLUTE, KEPT_FOR, QUESTION_LASTS, SENT_COUNTED_FOR

CHAIN_HOUR = 4  # Swedish time


@every(minutes=10)
def forget(ctx: Context) -> None:
    """Old attempts, used messages, kept forms, what was sent from where, and sessions that are over."""
    for stmt in (
        delete(LoginAttempt).where(LoginAttempt.created_at < ctx.now - QUESTION_LASTS),
        delete(UsedAssertion).where(UsedAssertion.expires_at < ctx.now),
        delete(KeptForm).where(KeptForm.created_at < ctx.now - KEPT_FOR),
        delete(SentLately).where(SentLately.hour <= ctx.now - SENT_COUNTED_FOR),
        delete(AuthSession).where(
            or_(AuthSession.ended_at.is_not(None), AuthSession.created_at < ctx.now - ABSOLUTE)
        ),
    ):
        ctx.session.execute(stmt)


@sweep
def renew_feeds(desk: Desk, municipality_ids: list[int]) -> int:
    """The federations' lists belong to the installation, not to one municipality."""
    return renew_due(desk)


@every(seconds=60)
def chain_evidence(ctx: Context) -> None:
    """Link the newest proofs of acts; when there are very many, the rest a minute later."""
    lengthen(ctx)


@nightly(hour=CHAIN_HOUR)
def chain_the_late(ctx: Context) -> None:
    """Look through all proofs for one that was committed very late."""
    lengthen(ctx, lateness=None)
