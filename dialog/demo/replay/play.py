"""The attempts, one after the other, through the real signing action; and what the system said."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from dialog.core.canonical import digest
from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.policy import Identity
from dialog.demo.replay.ground import Ground, log_in
from dialog.demo.replay.mix import Kind, Move
from dialog.folkmotion import rules
from dialog.folkmotion.actions.sign import Act, sign, unsign
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries.sign import to_sign
from dialog.folkmotion.rules import AlreadySigned, NotEligible

STATEMENT = "Jag ställer mig bakom förslaget."
SIGNED = "signed"
Timed = tuple[datetime, Move]
Answers = Counter[str]  # a Kind, SIGNED, or the words of a refusal that nobody foresaw


def words_of_refusal() -> dict[str, Kind]:
    """What the rules themselves say to those who may not sign, word by word."""
    return {_said(Identity.COORDINATION): Kind.COORDINATION, _said(): Kind.ELSEWHERE}


def _said(identity: Identity = Identity.PERSONAL) -> str:
    try:
        rules.eligibility("residents", identity, is_registered=False)
    except NotEligible as refusal:
        return str(refusal)
    raise AssertionError("the rules let everybody sign")


def play(ground: Ground, moves: Iterable[Timed]) -> Answers:
    """Do these moves in one transaction, each in a savepoint of its own. Return what was answered.

    In life every attempt has its own transaction. One for some dozens saves half of the time and
    changes nothing else: each attempt sees those before it, and one that fails leaves no trace.
    """
    answers: Answers = Counter()
    known = words_of_refusal()
    with ground.desk(ground.opens_at).context(ground.municipality_id) as ctx:
        folkmotion = to_sign(ctx, ground.folkmotion_id)
        assert folkmotion is not None  # noqa: S101 - we have made it ourselves
        for at, move in moves:
            try:
                with ctx.session.begin_nested():
                    _do(replace(ctx, now=at), folkmotion, move)
            except AlreadySigned:
                answers[Kind.TWICE] += 1
            except DomainError as refusal:
                answers[known.get(str(refusal), str(refusal))] += 1
            else:
                answers[Kind.TAKEN_BACK if move.takes_back else SIGNED] += 1
    return answers


def _do(ctx: Context, folkmotion: Folkmotion, move: Move) -> None:
    acting = log_in(ctx, move.number)
    if move.takes_back:
        unsign(acting, folkmotion)
        return
    text = folkmotion.texts[-1]
    record = {"text_hash": text.hash, "statement": STATEMENT, "nonce": acting.actor.key}
    sign(acting, folkmotion, Act(text.number, digest(record), STATEMENT))
