"""What a check of `dialog doctor` has seen, and how bad it is."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad it is."""

    OK = 0
    SOON = 1
    WRONG = 2


@dataclass(frozen=True)
class Finding:
    """One thing that a check has seen."""

    text: str
    level: Level = Level.OK


class Soon(Exception):
    """All is well today, but will not stay so."""


def told(findings: list[Finding]) -> str:
    """All of it in one line. Raises Soon or RuntimeError when that is how bad the worst is."""
    text = "; ".join(each.text for each in findings)
    worst = max((each.level for each in findings), default=Level.OK)
    if worst is Level.WRONG:
        raise RuntimeError(text)
    if worst is Level.SOON:
        raise Soon(text)
    return text or "nothing to look at"
