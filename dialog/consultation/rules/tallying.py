"""From one answer to what it adds to the counts. Pure; the data's shape tells how it was asked.

What an answer says is counted under keys (question, row, choice):

- ("", "", ""): that somebody answered the part at all;
- (question, "", ""): that they answered this question;
- a choice, a step of a scale, a number, a month: ("q", "", "value");
- a matrix: ("q", row, "") and ("q", row, choice); a ranking: ("q", place, "") and ("q", place, choice);
- priorities: under the question OPTIONS, with the points as `total`.

Ideas and discussions are counted under IDEAS, CATEGORY and COMMENTS.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context as Digits
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from dialog.process.rules import Publication

OPTIONS = "options"  # the one question of a prioritisation
IDEAS, CATEGORY, COMMENTS = "ideas", "category", "comments"
OTHER = "other"  # "something else": a choice, and the row of its words in FreeText
ALL = ("", "", "")
DIGITS = 3  # of a number that are counted, so that the counts stay few
LAG = timedelta(minutes=10)  # a transaction that took longer than this is found at night

Key = tuple[str, str, str]  # question, row, choice


class Dimension(StrEnum):
    """By what counts are kept apart: one thing at a time."""

    ALL = "all"
    CHANNEL = "channel"
    AREA = "area"
    AGE = "age"


@dataclass(frozen=True)
class Group:
    """Who gave an answer, as far as counts know."""

    channel: str
    area: str = ""
    age: str = ""

    def places(self) -> Iterator[tuple[Dimension, str]]:
        """Where an answer of theirs is counted."""
        yield Dimension.ALL, ""
        yield Dimension.CHANNEL, self.channel
        yield Dimension.AREA, self.area
        yield Dimension.AGE, self.age


@dataclass
class Count:
    """How many, and how many points together."""

    number: int = 0
    total: int = 0

    def add(self, number: int, total: int) -> None:
        """Add, or with negative numbers take out."""
        self.number += number
        self.total += total


Place = tuple[Key, Dimension, str]


class Tallies:
    """Counts that grow answer by answer; small however many answers there are."""

    def __init__(self) -> None:
        self._numbers: dict[Group, defaultdict[Key, int]] = {}
        self._points: dict[Group, defaultdict[Key, int]] = {}

    def add(self, group: Group, data: dict[str, Any], sign: int = 1) -> None:
        """Count one answer in, or with the sign -1 out."""
        if group not in self._numbers:
            self._numbers[group], self._points[group] = defaultdict(int), defaultdict(int)
        numbers = self._numbers[group]
        for key, points in said(data):
            numbers[key] += sign
            if points:
                self._points[group][key] += sign * points

    def places(self) -> dict[Place, Count]:
        """Every count by what was said, and by all or one group of one dimension."""
        found: dict[Place, Count] = {}
        for group, numbers in self._numbers.items():
            points = self._points[group]
            for dimension, of in group.places():
                for key, number in numbers.items():
                    place = found.setdefault((key, dimension, of), Count())
                    place.add(number, points.get(key, 0))
        return found


def counts(publication: Publication) -> bool:
    """Whether an answer counts. One whose words a moderator has hidden still says what it chose."""
    return publication is not Publication.WITHDRAWN


def said(data: dict[str, Any]) -> Iterator[tuple[Key, int]]:
    """Everything that one answer says, with points where points were given."""
    yield ALL, 0
    for question, value in data.get("answers", {}).items():
        yield (question, "", ""), 0
        for row, choice in _values(value):
            yield (question, row, choice), 0
    if "points" in data or "picks" in data:
        yield (OPTIONS, "", ""), 0
    for option, points in data.get("points", {}).items():
        if points > 0:
            yield (OPTIONS, "", option), points
    for option in data.get("picks", ()):
        yield (OPTIONS, "", option), 0


def _values(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Pairs of row and choice. A text in own words is no value, and an unknown shape says nothing."""
    for name, read in READ.items():
        if name in value:
            yield from read(value[name])
            return


def _ordered(items: list[str]) -> Iterator[tuple[str, str]]:
    for place, item in enumerate(items, start=1):
        yield str(place), ""
        yield str(place), item


def _by_row(rows: dict[str, str]) -> Iterator[tuple[str, str]]:
    for row, choice in rows.items():
        yield row, ""
        yield row, choice


READ: dict[str, Callable[[Any], Iterable[tuple[str, str]]]] = {
    "choice": lambda choice: [("", choice)],
    "choices": lambda choices: [("", choice) for choice in choices],
    "order": _ordered,
    "rows": _by_row,
    "value": lambda value: [("", coarse(value))],
}


def coarse(value: int | str) -> str:
    """A step of a scale as it is, a day as its month, a number with three digits."""
    if isinstance(value, int):
        return str(value)
    try:
        return date.fromisoformat(value).strftime("%Y-%m")
    except ValueError:
        pass
    try:
        return f"{Decimal(value).normalize(Digits(prec=DIGITS)):f}"
    except InvalidOperation:
        return value


def words(data: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What one answer says in own words, by (question, row); the row is "other" beside choices."""
    found = {}
    for question, value in data.get("answers", {}).items():
        if text := value.get("words", "").strip():
            found[question, OTHER if "choice" in value or "choices" in value else ""] = text
    return found
