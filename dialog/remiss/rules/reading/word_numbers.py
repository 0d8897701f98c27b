"""The numbers that Word counts itself, computed from numbering.xml: "3.1" before a heading."""

import re
from dataclasses import dataclass, field
from typing import Any

from dialog.remiss.rules.reading.numbering import counted
from dialog.remiss.rules.reading.word_styles import W, value, whole_number

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Counting:
    """One level of a list: where it starts, its form, and its words such as "%1.%2"."""

    start: int
    form: str
    words: str


@dataclass
class Numbers:
    """Every list of the document, and how far each has been counted."""

    abstract: dict[str, dict[int, Counting]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)  # a list to the one that it counts with
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def is_bullet(self, list_id: str, level: int) -> bool:
        """Whether nothing is counted there."""
        counting = self.abstract.get(self.lists.get(list_id, ""), {}).get(level)
        return counting is None or counting.form in {"bullet", "none"}

    def next(self, list_id: str, level: int) -> str:
        """Count one on, and give the number as it is shown, without its last full stop."""
        key = self.lists.get(list_id, "")
        levels = self.abstract.get(key, {})
        counting = levels.get(level)
        if counting is None or not 0 <= level < LEVELS:
            return ""
        counts = self.counts.setdefault(key, [None] * LEVELS)
        now = counts[level]
        counts[level] = counting.start if now is None else now + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        if counting.form in {"bullet", "none"}:
            return ""

        def shown(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            own = levels.get(place, Counting(1, "decimal", ""))
            count = counts[place]
            return counted(own.start if count is None else count, own.form)

        return _PLACE.sub(shown, counting.words).strip().rstrip(".").strip()


def read_numbers(root: Any) -> Numbers:
    """What numbering.xml says."""
    numbers = Numbers()
    for node in root.iter(f"{W}abstractNum"):
        key = node.get(f"{W}abstractNumId", "")
        levels = numbers.abstract.setdefault(key, {})
        for level in node.iter(f"{W}lvl"):
            levels[whole_number(level.get(f"{W}ilvl", ""))] = _counting(level)
    for node in root.iter(f"{W}num"):
        number, key = node.get(f"{W}numId", ""), value(node, f"{W}abstractNumId")
        starts = {
            whole_number(each.get(f"{W}ilvl", "")): each for each in node.iter(f"{W}lvlOverride")
        }
        numbers.lists[number] = _overridden(numbers, key, number, starts)
    _name_styles(root, numbers)
    return numbers


def _overridden(numbers: Numbers, key: str, number: str, overrides: dict[int, Any]) -> str:
    """A list that starts anew counts for itself."""
    own = dict(numbers.abstract.get(key, {}))
    has_own = False
    for level, node in overrides.items():
        start = value(node, f"{W}startOverride")
        if level in own and start:
            own[level] = Counting(whole_number(start, 1), own[level].form, own[level].words)
            has_own = True
    if not has_own:
        return key
    numbers.abstract[f"{key}/{number}"] = own
    return f"{key}/{number}"


def _counting(level: Any) -> Counting:
    start = whole_number(value(level, f"{W}start"), 1)
    return Counting(start, value(level, f"{W}numFmt") or "decimal", value(level, f"{W}lvlText"))


def _name_styles(root: Any, numbers: Numbers) -> None:
    """Levels that belong to a style ("Rubrik 2" is always the second one)."""
    for node in root.iter(f"{W}abstractNum"):
        for level in node.iter(f"{W}lvl"):
            if style := value(level, f"{W}pStyle"):
                place = whole_number(level.get(f"{W}ilvl", ""))
                numbers.by_style[style] = (node.get(f"{W}abstractNumId", ""), place)
