"""Which key a section gets, so that it stays the same section in every version. Pure.

Keys stand in addresses and answers speak of them, so one is never given to another section later.
"""

import re
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from dialog.remiss.rules.content import Heading

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily read as another
LENGTH = 7
SHINGLE = 3  # words in a row
LIKE = 0.5  # how much two texts must share to be the same section
LIKE_TITLE = 0.6
MOST_HOLDERS = 20  # a piece that stands in more sections than this tells none from another

_word = re.compile(r"\w+")


@dataclass(frozen=True)
class Known:
    """A section of an earlier version."""

    key: str
    heading: Heading


@dataclass(frozen=True)
class _Face:
    """By what a section is known: its words without case and marks."""

    number: str
    level: int
    title: str
    text: str

    def pieces(self) -> set[tuple[str, ...]]:
        """The pieces of so many words in a row that its text is made of; a short text is one piece."""
        words = self.text.split()
        last = max(1, len(words) - SHINGLE + 1)
        return {tuple(words[at : at + SHINGLE]) for at in range(last)} if words else set()


def _face(heading: Heading) -> _Face:
    title, text = _folded(heading.title), _folded(heading.body.words())
    return _Face(heading.number, heading.level, title, text)


Mark = Callable[[_Face], Hashable | None]  # None: tells nothing


@dataclass
class _Pairing:
    """Which new section is which known one; each is paired once."""

    known: Sequence[_Face]
    new: Sequence[_Face]
    pairs: dict[int, int] = field(default_factory=dict)  # from new to known

    def free_known(self) -> list[int]:
        taken = set(self.pairs.values())
        return [i for i in range(len(self.known)) if i not in taken]

    def free_new(self) -> list[int]:
        return [i for i in range(len(self.new)) if i not in self.pairs]

    def by(self, mark: Mark) -> None:
        """Pair those with the same mark: first what stands in the same order, then what has moved."""
        self._in_order(mark)
        waiting = defaultdict(list)
        for i in self.free_known():
            waiting[mark(self.known[i])].append(i)
        for j in self.free_new():
            sign = mark(self.new[j])
            if sign is not None and waiting[sign]:
                self.pairs[j] = waiting[sign].pop(0)

    def _in_order(self, mark: Mark) -> None:
        olds = [i for i in self.free_known() if mark(self.known[i]) is not None]
        news = [j for j in self.free_new() if mark(self.new[j]) is not None]
        before, after = [mark(self.known[i]) for i in olds], [mark(self.new[j]) for j in news]
        for a, b, size in SequenceMatcher(
            None, before, after, autojunk=False
        ).get_matching_blocks():
            self.pairs |= dict(zip(news[b : b + size], olds[a : a + size], strict=True))

    def by_likeness(self) -> None:
        """Pair what is left by how much of the text is the same, the most alike first."""
        for _share, j, i in sorted(self._alike(), key=lambda each: (-each[0], each[1], each[2])):
            if j not in self.pairs and i not in self.pairs.values():
                self.pairs[j] = i

    def _alike(self) -> list[tuple[float, int, int]]:
        olds = {i: self.known[i].pieces() for i in self.free_known()}
        news = {j: self.new[j].pieces() for j in self.free_new()}
        holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, pieces in olds.items():
            for piece in pieces:
                holders[piece].append(i)
        found = []
        for j, pieces in news.items():
            held = (holders.get(piece, ()) for piece in pieces)
            shared = Counter(i for each in held if len(each) <= MOST_HOLDERS for i in each)
            sums = ((2 * n / (len(pieces) + len(olds[i])), j, i) for i, n in shared.items())
            found += [each for each in sums if each[0] >= LIKE]
        return found

    def by_number(self) -> None:
        """Pair those that have the same number, stand at the same level, and nearly the same title."""
        waiting = {self.known[i].number: i for i in self.free_known() if self.known[i].number}
        for j in self.free_new():
            new = self.new[j]
            i = waiting.get(new.number)
            if i is None or self.known[i].level != new.level:
                continue
            titles = SequenceMatcher(None, self.known[i].title, new.title, autojunk=False)
            if titles.ratio() >= LIKE_TITLE:
                self.pairs[j] = i
                del waiting[new.number]


def assign_keys(
    known: Sequence[Known], new: Sequence[Heading], used: Collection[str] = ()
) -> list[str]:
    """A key for each new section, in order: that of the known section that it is, or a fresh one.

    The same number and title come first, then the same title, then the same or much the same text,
    last the same number with nearly the same title. `used`: every key that the remiss has ever had.
    """
    pairing = _Pairing([_face(each.heading) for each in known], [_face(each) for each in new])
    for mark in (_all, _number_and_title, _title_and_text, _title, _text):
        pairing.by(mark)
    pairing.by_likeness()
    pairing.by_number()
    taken = {*used, *(each.key for each in known)}
    keys = []
    for j in range(len(new)):
        i = pairing.pairs.get(j)
        key = fresh_key(taken) if i is None else known[i].key
        taken.add(key)
        keys.append(key)
    return keys


def fresh_key(used: Collection[str]) -> str:
    """A short key that nothing has had before, and that nobody can guess the next one from."""
    while True:
        key = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
        if key not in used:
            return key


def _folded(words: str) -> str:
    return " ".join(_word.findall(words.casefold()))


def _all(face: _Face) -> Hashable:
    return face.number, face.title, face.text


def _number_and_title(face: _Face) -> Hashable | None:
    return (face.number, face.title) if face.number else None


def _title_and_text(face: _Face) -> Hashable | None:
    return (face.title, face.text) if face.text else None


def _title(face: _Face) -> Hashable | None:
    return face.title or None


def _text(face: _Face) -> Hashable | None:
    return face.text or None
