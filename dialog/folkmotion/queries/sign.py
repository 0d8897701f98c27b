"""Reads for signing and for the receipt of it, each as few statements as can be."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.folkmotion import rules
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.identity.models import Evidence
from dialog.identity.queries import is_registered
from dialog.registry.models import Receipt


def to_sign(ctx: Context, folkmotion_id: int) -> Folkmotion | None:
    """The folkmotion with its texts. One statement."""
    stmt = select(Folkmotion).where(Folkmotion.id == folkmotion_id)
    return ctx.session.scalars(stmt.options(joinedload(Folkmotion.texts))).unique().one_or_none()


def ensure_may_sign(ctx: Context, folkmotion: Folkmotion) -> rules.Eligibility:
    """How the actor's name would count. Raises NotEligible or WrongLevel."""
    result = rules.eligibility(
        folkmotion.rules["ef.who_may_support"],
        ctx.actor.identity,
        is_registered=is_registered(ctx, ctx.actor.key),
    )
    rules.ensure_level(ctx.actor.loa, folkmotion.rules["ef.identity_level"])
    return result


def withdrawn_key(receipt_number: str) -> str:
    """What stands in the place of the signer when a name has been taken back."""
    return f"withdrawn:{receipt_number}"


def withdrawn_with(ctx: Context, receipt: Receipt) -> Signature | None:
    """The signature of this receipt, if it has been taken back."""
    stmt = select(Signature).where(
        Signature.folkmotion_id == receipt.process_id,
        Signature.signer_key == withdrawn_key(receipt.number),
    )
    return ctx.session.scalar(stmt)


def record_of(ctx: Context, receipt: Receipt) -> dict[str, Any] | None:
    """The record that a receipt's SHA-256 was computed from. It names nobody."""
    stmt = select(Evidence.record).where(Evidence.record_hash == receipt.record_hash)
    return ctx.session.scalar(stmt)
