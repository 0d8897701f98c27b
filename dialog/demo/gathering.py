"""How names are gathered: made-up residents sign, some take their name back, the worker counts."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialog.core.canonical import digest
from dialog.core.policy import SYSTEM, Actor
from dialog.demo.content import shapes
from dialog.demo.stage import Scene, Stage
from dialog.demo.town import Town
from dialog.folkmotion.actions.count import count_names
from dialog.folkmotion.actions.sign import Act, sign, unsign
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.rules import Stance

MOST_AT_FIRST = 1.6  # more people sign in the beginning than later
BREATH = timedelta(minutes=1)
STATEMENT = "Jag ställer mig bakom förslaget."
STATEMENT_AGAINST = "Jag är emot förslaget."


@dataclass(frozen=True)
class Move:
    """One person's signing, or taking back."""

    at: datetime
    actor: Actor
    stance: Stance = Stance.FOR
    is_shown: bool = False
    takes_back: bool = False


@dataclass(frozen=True)
class Share:
    """How many names, of which kind, in which span of time."""

    names: int
    begins: datetime
    ends: datetime
    stance: Stance = Stance.FOR
    shown_percent: int = 0


def gathering(stage: Stage, town: Town, told: shapes.Folkmotion, folkmotion: Folkmotion) -> Scene:
    """From the day that it opens until the last day, or until now."""
    chance = random.Random(told.key)  # noqa: S311 - the same demo every time
    crowd = iter(chance.sample(town.crowd, len(town.crowd)))
    ends = _last_moment(stage, told, folkmotion)
    counts = _moments_to_count(stage, told, folkmotion)
    moves = list(_moves(stage, told, folkmotion, (chance, crowd, ends)))
    agenda: list[tuple[datetime, Move | None]] = [(move.at, move) for move in moves]
    agenda += [(at, None) for at in counts]
    for at, move in sorted(agenda, key=lambda each: each[0]):
        ctx = yield at, move.actor if move else SYSTEM
        if move is None:
            count_names(ctx, folkmotion)
        elif move.takes_back:
            unsign(ctx, folkmotion)
        else:
            sign(ctx, folkmotion, _act(folkmotion, move))


Chance = tuple[random.Random, Iterator[Actor], datetime]


def _moves(
    stage: Stage, told: shapes.Folkmotion, folkmotion: Folkmotion, given: Chance
) -> Iterator[Move]:
    chance, crowd, ends = given
    opens, needed = folkmotion.opens_at, folkmotion.threshold
    if opens is None or needed is None or opens > stage.now:
        return
    valid, shown = _of(told.valid_percent, needed), told.public_names_percent
    if told.handed_over_days_ago is None:
        shares = [Share(valid, opens, ends, shown_percent=shown)]
    else:  # enough by the day of the hand-over, the rest while the time lasted
        passed = hand_over_moment(stage, told)
        shares = [
            Share(needed, opens, passed, shown_percent=shown),
            Share(valid - needed, passed, ends, shown_percent=shown),
        ]
    against = _of(told.against_percent, needed)
    shares.append(Share(against, opens, ends, stance=Stance.AGAINST))
    for share in shares:
        yield from _signings(share, crowd, chance)
    early = shares[0]
    for actor in _take(crowd, told.names_withdrawn):
        first, second = sorted(_moment(early, chance) for _ in range(2))
        yield Move(first, actor)
        yield Move(second + BREATH, actor, takes_back=True)


def _signings(share: Share, crowd: Iterator[Actor], chance: random.Random) -> Iterator[Move]:
    for actor in _take(crowd, share.names):
        is_shown = chance.random() * 100 < share.shown_percent
        yield Move(_moment(share, chance), actor, share.stance, is_shown)


def _moment(share: Share, chance: random.Random) -> datetime:
    """Within the span, with some room for a change of mind at its end."""
    span = share.ends - share.begins - 2 * BREATH
    part: float = chance.random() ** MOST_AT_FIRST
    return share.begins + BREATH / 2 + span * part


def _take(crowd: Iterator[Actor], many: int) -> list[Actor]:
    """That many of the crowd who have not signed yet."""
    return [next(crowd) for _ in range(many)]


def _of(percent: int, needed: int) -> int:
    return math.ceil(needed * percent / 100)


def hand_over_moment(stage: Stage, told: shapes.Folkmotion) -> datetime:
    """When the count that shows that the names are enough is made."""
    return stage.at(told.handed_over_days_ago or 0, 17)


def _last_moment(stage: Stage, told: shapes.Folkmotion, folkmotion: Folkmotion) -> datetime:
    """Until when people could sign: its last day, the day when it was stopped, or now."""
    stopped = [stage.at(r.days_ago, 14) for r in told.reviews if r.kind == "stop"]
    closes = folkmotion.closes_at or stage.now
    return min([closes - BREATH, stage.now, *stopped])


def _moments_to_count(
    stage: Stage, told: shapes.Folkmotion, folkmotion: Folkmotion
) -> list[datetime]:
    """The worker counts every minute; here a few times are enough, the last one after the end."""
    opens, closes = folkmotion.opens_at, folkmotion.closes_at
    if opens is None or closes is None or opens > stage.now:
        return []
    last = min(closes + BREATH, stage.now)
    if told.handed_over_days_ago is not None:
        return [hand_over_moment(stage, told), last]
    return [opens + (last - opens) / 2, last]


def _act(folkmotion: Folkmotion, move: Move) -> Act:
    text = folkmotion.texts[-1]
    statement = STATEMENT if move.stance is Stance.FOR else STATEMENT_AGAINST
    record = {"text": text.hash, "statement": statement, "receipt": move.at.isoformat()}
    return Act(
        text_number=text.number,
        record_hash=digest(record),
        statement=statement,
        stance=move.stance,
        shown_name=move.actor.name if move.is_shown else "",
        wants_letters=False,
    )
