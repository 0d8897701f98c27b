"""Counting, done by the worker in batches so that signing touches no shared row."""

from dialog.core.context import Context
from dialog.folkmotion import queries, rules
from dialog.folkmotion.actions.handle import hand_over
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.rules import Eligibility
from dialog.process.rules import Handling


def count_names(ctx: Context, folkmotion: Folkmotion) -> None:
    """Count every name anew, and hand over when they are enough.

    A whole count, never a sum of additions, so that a mistake cannot stay.
    """
    ctx.require("folkmotion.count_names", folkmotion)
    numbers = queries.count_signatures(ctx.session, folkmotion)
    changed = numbers != (
        folkmotion.count_valid,
        folkmotion.count_unverified,
        folkmotion.count_against,
    )
    folkmotion.count_valid, folkmotion.count_unverified, folkmotion.count_against = numbers
    folkmotion.counted_at = ctx.now
    if changed:
        ctx.record("folkmotion.count_names", folkmotion, valid=numbers[0], unverified=numbers[1])
    if folkmotion.handling is Handling.NONE and rules.is_carried(
        *numbers[:2], folkmotion.threshold, folkmotion.rules
    ):
        hand_over(ctx, folkmotion)


def check_names(ctx: Context, folkmotion: Folkmotion) -> dict[str, int]:
    """Compare unverified names with the register, once there is one. Return how many became what."""
    ctx.require("folkmotion.check_names", folkmotion)
    known = queries.signer_keys_of_residents(ctx, folkmotion)
    tally = {Eligibility.VALID.value: 0, Eligibility.NOT_RESIDENT.value: 0}
    if known is None:
        return tally
    for signature in queries.unverified_signatures(ctx.session, folkmotion):
        is_resident = signature.signer_key in known
        signature.eligibility = Eligibility.VALID if is_resident else Eligibility.NOT_RESIDENT
        signature.changed_at = ctx.now
        tally[signature.eligibility.value] += 1
    ctx.record(
        "folkmotion.check_names",
        folkmotion,
        valid=tally["valid"],
        not_resident=tally["not_resident"],
    )
    return tally
