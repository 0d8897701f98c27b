"""The matrix of sections and positions: counts, and the shares that a bar is drawn of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Counts = Mapping[str, Mapping[str, int]]  # by key of the section, then of the position


@dataclass(frozen=True)
class Row:
    """One section: how many take each position, none, or have said anything, and how its bar is drawn.

    `bars` holds for each position where its part begins and how wide it is, in percent of those who
    take one.
    """

    section: str
    counts: tuple[int, ...]
    without: int
    total: int
    bars: tuple[tuple[float, float], ...]


def rows(spread: Counts, sections: Sequence[str], positions: Sequence[str]) -> list[Row]:
    """A row for every section, also for those that nobody has spoken of."""
    made = []
    for section in sections:
        found = spread.get(section, {})
        counts = tuple(found.get(position, 0) for position in positions)
        # A position that is offered no longer is none of the columns, but it was taken.
        total = sum(found.values())
        made.append(Row(section, counts, found.get("", 0), total, _bars(counts)))
    return made


def _bars(counts: Sequence[int]) -> tuple[tuple[float, float], ...]:
    total, at, bars = sum(counts), 0, []
    for count in counts:
        if total:
            bars.append((100 * at / total, 100 * count / total))
        at += count
    return tuple(bars)
