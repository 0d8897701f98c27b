"""Codes by the batch they were made in, and the one that somebody has typed. Never who has used which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from dialog.consultation.models import Consultation, Invitation, Stage
from dialog.core.context import Context
from dialog.core.keys import pseudonym
from dialog.process.queries.keys import process_key


@dataclass(frozen=True)
class Batch:
    """How many codes were made for somebody, and what became of them."""

    stage: Stage
    name: str
    made_at: datetime
    made: int
    used: int
    revoked: int

    @property
    def left(self) -> int:
        """How many can still be used for the first time."""
        return self.made - self.used - self.revoked


def batches(ctx: Context, consultation: Consultation) -> Sequence[Batch]:
    """Every batch of the consultation, in the order of steps and time. Two statements."""
    stages = {stage.id: stage for stage in consultation.stages}
    first = func.min(Invitation.made_at)
    stmt = (
        select(
            Invitation.stage_id,
            Invitation.batch,
            first,
            func.count(Invitation.id),
            func.count(Invitation.used_at),
            func.count(Invitation.revoked_at),
        )
        .where(Invitation.stage_id.in_(stages))
        .group_by(Invitation.stage_id, Invitation.batch)
        .order_by(Invitation.stage_id, first, Invitation.batch)
    )
    return [Batch(stages[row[0]], *row[1:]) for row in ctx.session.execute(stmt)]


def has_batch(ctx: Context, stage: Stage, name: str) -> bool:
    """Whether there are codes with that name."""
    stmt = select(Invitation.id).where(Invitation.stage_id == stage.id, Invitation.batch == name)
    return ctx.session.scalar(stmt.limit(1)) is not None


def code_hash(ctx: Context, consultation: Consultation, code: str) -> str:
    """What is stored of a code."""
    return pseudonym(process_key(ctx, consultation), f"code {code}")


def holder_key(ctx: Context, consultation: Consultation, code: str) -> str:
    """What whoever has the code is known by. Nothing shows which stored code that is."""
    return pseudonym(process_key(ctx, consultation), f"holder of code {code}")


def living_code(ctx: Context, consultation: Consultation, code: str) -> Invitation | None:
    """The invitation with that code, unless it has been revoked."""
    stmt = (
        select(Invitation)
        .join(Stage, Stage.id == Invitation.stage_id)
        .where(
            Invitation.code_hash == code_hash(ctx, consultation, code),
            Invitation.revoked_at.is_(None),
            Stage.consultation_id == consultation.id,
            Stage.is_removed.is_(False),
        )
    )
    return ctx.session.scalar(stmt)
