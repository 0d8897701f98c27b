"""Counting, done by the worker in batches so that signing touches no shared row."""

from dialog.core.context import Context
from dialog.folkmotion import queries, rules
from dialog.folkmotion.actions.handle import hand_over
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.rules import Eligibility
from dialog.process.rules import Handling, Publication, waits_for_time
from dialog.tenancy.queries import writing_stopped_at


def count_names(ctx: Context, folkmotion: Folkmotion) -> None:
    """Count every name anew, and hand over when they are enough.

    A whole count, never a sum of additions, so that a mistake cannot stay.
    """
    ctx.require("folkmotion.count_names", folkmotion)
    ctx.lock(folkmotion)
    closes_at = folkmotion.closes_at
    is_last = rules.is_last_count(folkmotion.counted_at, closes_at, ctx.now) and not waits_for_time(
        closes_at, writing_stopped_at(ctx), ctx.now
    )
    before, now = _numbers(folkmotion), queries.count_signatures(ctx.session, folkmotion)
    folkmotion.count_valid, folkmotion.count_unverified, folkmotion.count_against = now
    folkmotion.counted_at = ctx.now
    if now != before:
        ctx.record("folkmotion.count_names", folkmotion, valid=now[0], unverified=now[1])
    if folkmotion.publication is not Publication.PUBLISHED:
        return
    if folkmotion.handling is Handling.NONE and rules.is_carried(
        *now[:2], folkmotion.threshold, folkmotion.rules
    ):
        hand_over(ctx, folkmotion)
    if is_last:
        close(ctx, folkmotion)


def _numbers(folkmotion: Folkmotion) -> tuple[int, int, int]:
    return folkmotion.count_valid, folkmotion.count_unverified, folkmotion.count_against


def close(ctx: Context, folkmotion: Folkmotion) -> None:
    """Say that the collection is over and every name has been counted."""
    ctx.require("folkmotion.close", folkmotion)
    ctx.record(
        "folkmotion.close",
        folkmotion,
        valid=folkmotion.count_valid,
        unverified=folkmotion.count_unverified,
        handed_over=folkmotion.handling is not Handling.NONE,
    )


def recount(ctx: Context, folkmotion: Folkmotion) -> None:
    """Count what has been counted already, and leave a record if the numbers were wrong."""
    ctx.require("folkmotion.recount", folkmotion)
    before = _numbers(folkmotion)
    count_names(ctx, folkmotion)
    if (now := _numbers(folkmotion)) != before:
        ctx.record("folkmotion.recount", folkmotion, before=list(before), now=list(now))


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
