"""State machines as data: a table of moves, and one way to make a move."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l

S = TypeVar("S", bound=StrEnum)


class IllegalMove(DomainError):
    """Someone tried a move that the table does not list for the current state."""


class Flow(Generic[S]):
    """One track: which moves there are, from which states, to which state."""

    def __init__(self, track: str, *moves: tuple[str, Sequence[S], S]) -> None:
        self.track = track
        self._table = {(name, src): dst for name, srcs, dst in moves for src in srcs}

    def allows(self, state: S, move: str) -> bool:
        """Whether the table lists the move from this state."""
        return (move, state) in self._table

    def apply(self, thing: object, move: str) -> None:
        """Move the thing's track. Raises IllegalMove."""
        state = getattr(thing, self.track)
        if not self.allows(state, move):
            raise IllegalMove(_l("Det går inte att göra i det läge som ärendet har nu."))
        setattr(thing, self.track, self._table[move, state])

    def edges(self) -> list[tuple[S, str, S]]:
        """Every move: from, name, to."""
        return [(src, name, dst) for (name, src), dst in self._table.items()]
