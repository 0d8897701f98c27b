"""What goes in: how many attempts of each kind, by whom, in which order."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from dialog.demo.numbers import made_up_coordination_numbers, made_up_numbers


class Kind(StrEnum):
    """Why an attempt ends as a name that counts, or as none."""

    COUNTS = "counts"
    TWICE = "twice"
    ELSEWHERE = "elsewhere"
    COORDINATION = "coordination"
    TAKEN_BACK = "taken back"


WHOLE = {
    Kind.COUNTS: 15_395,
    Kind.TWICE: 1_950,
    Kind.ELSEWHERE: 1_500,
    Kind.COORDINATION: 102,
    Kind.TAKEN_BACK: 350,
}
ATTEMPTS = sum(WHOLE.values())  # 19,297
PEOPLE = 160_634  # in the register; 1 % of them is 1,607


@dataclass(frozen=True)
class Move:
    """One thing that somebody does: signs, or takes the name back."""

    number: str
    takes_back: bool = False


@dataclass(frozen=True)
class Plan:
    """All that will happen, and what must come of it."""

    people: int
    author: str
    expected: dict[Kind, int]
    moves: list[Move]

    def register(self) -> Iterator[str]:
        """The numbers of everybody who lives there."""
        return islice(made_up_numbers(), self.people)


def scaled(attempts: int) -> dict[Kind, int]:
    """The mix for fewer (or more) attempts: the same shares, the same sum."""
    exact = {kind: attempts * many / ATTEMPTS for kind, many in WHOLE.items()}
    whole = {kind: math.floor(many) for kind, many in exact.items()}
    left = attempts - sum(whole.values())
    nearest = sorted(exact, key=lambda kind: whole[kind] - exact[kind])
    for kind in nearest[:left]:
        whole[kind] += 1
    return whole


def plan(attempts: int, seed: int) -> Plan:
    """Who does what in which order: random, and the same every time for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made up, and the same every time
    many = scaled(attempts)
    people = math.ceil(PEOPLE * attempts / ATTEMPTS)
    numbers = made_up_numbers()
    residents = list(islice(numbers, people))
    chance.shuffle(residents)
    signers = iter(residents)
    counting = list(islice(signers, many[Kind.COUNTS]))
    undecided = list(islice(signers, many[Kind.TAKEN_BACK]))
    attempting = [
        *counting,
        *(chance.choice(counting) for _ in range(many[Kind.TWICE])),
        *islice(numbers, many[Kind.ELSEWHERE]),  # the next ones are in no register
        *islice(made_up_coordination_numbers(), many[Kind.COORDINATION]),
        *undecided,
    ]
    chance.shuffle(attempting)
    moves = [(float(place), Move(number)) for place, number in enumerate(attempting)]
    first = {number: place for place, number in enumerate(attempting)}
    for number in undecided:
        later = chance.uniform(first[number] + 0.5, len(attempting))
        moves.append((later, Move(number, takes_back=True)))
    moves.sort(key=lambda each: each[0])
    return Plan(people, next(signers), many, [move for _, move in moves])
