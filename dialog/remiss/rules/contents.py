"""The table of contents: sections as a tree, and the way from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class Leveled(Protocol):
    """Anything with a level; 1 is the outermost."""

    level: int


S = TypeVar("S", bound=Leveled)


@dataclass(frozen=True)
class Node(Generic[S]):
    """A section and those below it."""

    section: S
    below: list["Node[S]"] = field(default_factory=list)


def tree(sections: Sequence[S]) -> list[Node[S]]:
    """The sections as a tree. A level that was skipped in the document leaves no gap."""
    roots: list[Node[S]] = []
    path: list[Node[S]] = []
    for section in sections:
        while path and path[-1].section.level >= section.level:
            path.pop()
        node = Node(section)
        (path[-1].below if path else roots).append(node)
        path.append(node)
    return roots


def span(sections: Sequence[Leveled], at: int) -> int:
    """How many sections stand together at that place: it and all those below it."""
    end = at + 1
    while end < len(sections) and sections[end].level > sections[at].level:
        end += 1
    return end - at


def neighbours(sections: Sequence[S], at: int) -> tuple[S | None, S | None]:
    """Where to read before it (not inside of something else) and after it and all those below it."""
    before = [each for each in sections[:at] if each.level <= sections[at].level]
    end = at + span(sections, at)
    return (before[-1] if before else None), (sections[end] if end < len(sections) else None)
