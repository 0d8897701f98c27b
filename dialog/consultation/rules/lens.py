"""How much of the counts of one part somebody sees: all answers or one group, the public or staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dialog.consultation.rules.suppression import FEWEST, Table, alone, crossed, is_small
from dialog.consultation.rules.tallying import Count, Dimension, Key

Counts = Mapping[Key, Count]
NOTHING = Count()
SOME = 2  # groups, from which on there is something to tell apart


class Why(StrEnum):
    """Why nothing of a question is shown."""

    NOBODY = "nobody"  # has answered
    FEW = "few"  # have answered, or answers are too few in this group
    SPLIT = "split"  # some numbers are so small that the question is not shown by group


@dataclass(frozen=True)
class Seen:
    """What is shown of one list of numbers. None: hidden. `answered` is known wherever numbers are."""

    answered: int | None
    numbers: tuple[int | None, ...] = ()
    why: Why | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is hidden, so that sums may be shown too."""
        return self.why is None and None not in self.numbers


@dataclass(frozen=True)
class Look:
    """What somebody looks at: one step or all, all answers or those of one group."""

    stage: int | None = None
    dimension: Dimension = Dimension.ALL
    group: str = ""

    @property
    def is_of_group(self) -> bool:
        """Whether it is not all answers."""
        return self.dimension is not Dimension.ALL


@dataclass(frozen=True)
class Lens:
    """The counts of one part through the eyes of a reader.

    `groups` are the counts of every group of the dimension that is looked at, `chosen` the one that
    is shown; "" is the group of whom it is not known. Without a choice the whole is shown.
    """

    whole: Counts
    groups: Mapping[str, Counts] = field(default_factory=dict)
    chosen: str | None = None
    is_public: bool = True
    _shown: dict[tuple[str, str], list[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # found once, asked for many times

    def one_of(self, question: str, row: str, choices: Sequence[str]) -> Seen:
        """Numbers of a question of which everybody who answered chose exactly one answer."""
        total = [self._number(self.whole, question, row, choice) for choice in choices]
        answered = self._number(self.whole, question, row, "")
        if self._is_unsplit(question, row):
            return self._all(answered, total, alone(total))
        if why := self._refusal(question, row, total):
            return Seen(None, why=why)
        table = [self._by_group(question, row, choice) for choice in choices]
        return self._of_group(question, row, table, crossed(table) if table else set())

    def some_of(self, question: str, choices: Sequence[str]) -> Seen:
        """Numbers of a question of which people chose any number of answers.

        How many did not choose something is a number too: it is protected in the same way.
        """
        answered = self._number(self.whole, question, "", "")
        total = [self._number(self.whole, question, "", choice) for choice in choices]
        if self._is_unsplit(question, ""):
            hidden = {place for place, n in enumerate(total) if alone([n, answered - n])}
            return self._all(answered, total, hidden)
        both = [*total, *(answered - number for number in total)]
        if why := self._refusal(question, "", both):
            return Seen(None, why=why)
        everybody = self._by_group(question, "", "")
        table = [self._by_group(question, "", choice) for choice in choices]
        hidden_cells = set()
        for i, chose in enumerate(table):
            not_chose = [a - b for a, b in zip(everybody, chose, strict=True)]
            hidden_cells |= {(i, j) for row, j in crossed([chose, not_chose]) if row == 0}
        return self._of_group(question, "", table, hidden_cells)

    def is_safe(self, question: str, cells: Sequence[tuple[str, str]]) -> bool:
        """Whether sums over these cells (row, choice) tell nothing small, of anybody who is shown."""
        if not self.is_public and self.chosen is None:
            return True
        numbers = [self._number(self.whole, question, *cell) for cell in cells]
        if self.chosen is not None:
            numbers += [n for cell in cells for n in self._by_group(question, *cell)]
        return not any(is_small(number) for number in numbers)

    def total(self, question: str, row: str, choice: str) -> Count:
        """The count itself of what is looked at. Show it only where `is_whole` or `is_safe` said so."""
        counts = self.whole if self.chosen is None else self.groups.get(self.chosen, {})
        return counts.get((question, row, choice), NOTHING)

    def joined(self, together: Mapping[Key, Sequence[str]]) -> "Lens":
        """The same, with values counted together: from a new key to the choices that it stands for."""
        names = {key[0] for key in together}

        def join(counts: Counts) -> Counts:
            kept = {key: n for key, n in counts.items() if key[0] not in names or not key[2]}
            for (question, row, choice), values in together.items():
                number = sum(self._number(counts, question, row, value) for value in values)
                kept[question, row, choice] = Count(number)
            return kept

        groups = {group: join(counts) for group, counts in self.groups.items()}
        return replace(self, whole=join(self.whole), groups=groups)

    def answered(self, question: str = "", row: str = "") -> Seen:
        """How many answered a question, or the part."""
        return self.one_of(question, row, ())

    @staticmethod
    def _number(counts: Counts, question: str, row: str, choice: str) -> int:
        return counts.get((question, row, choice), NOTHING).number

    def _is_unsplit(self, question: str, row: str) -> bool:
        """Whether the whole is shown: nobody asked for a group, or there is only one."""
        if self.chosen is None:
            return True
        sizes = {group: self._number(c, question, row, "") for group, c in self.groups.items()}
        return sizes.get(self.chosen, 0) > 0 and len([n for n in sizes.values() if n]) < SOME

    def _all(self, answered: int, total: list[int], hidden: set[int]) -> Seen:
        if not answered:
            return Seen(0, why=Why.NOBODY)
        if not self.is_public:
            return Seen(answered, tuple(total))
        if answered < FEWEST:
            return Seen(None, why=Why.FEW)
        return Seen(answered, tuple(None if i in hidden else n for i, n in enumerate(total)))

    def _refusal(self, question: str, row: str, total: Sequence[int]) -> Why | None:
        """Why nothing of the chosen group is shown, if so."""
        answered = self._number(self.whole, question, row, "")
        if not answered:
            return Why.NOBODY
        if self.is_public and answered < FEWEST:
            return Why.FEW
        if self.is_public and any(is_small(number) for number in total):
            return Why.SPLIT
        return None if self.chosen in self._shown_groups(question, row) else Why.FEW

    def _shown_groups(self, question: str, row: str) -> list[str]:
        """The groups that are large enough, and without which the rest is too."""
        if (question, row) not in self._shown:
            self._shown[question, row] = self._find_shown(question, row)
        return self._shown[question, row]

    def _find_shown(self, question: str, row: str) -> list[str]:
        groups = sorted(self.groups)
        sizes = [self._number(self.groups[group], question, row, "") for group in groups]
        hidden = alone(sizes)
        return [group for place, group in enumerate(groups) if place not in hidden]

    def _by_group(self, question: str, row: str, choice: str) -> list[int]:
        """The number of each shown group, and at the end that of all others together."""
        shown = self._shown_groups(question, row)
        numbers = [self._number(self.groups[group], question, row, choice) for group in shown]
        return [*numbers, self._number(self.whole, question, row, choice) - sum(numbers)]

    def _of_group(
        self, question: str, row: str, table: Table, hidden: set[tuple[int, int]]
    ) -> Seen:
        place = self._shown_groups(question, row).index(self.chosen or "")
        answered = self._by_group(question, row, "")[place]
        if not answered:
            return Seen(0, why=Why.NOBODY)
        numbers = [None if (i, place) in hidden else line[place] for i, line in enumerate(table)]
        return Seen(answered, tuple(numbers))
