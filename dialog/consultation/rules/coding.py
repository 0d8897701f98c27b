"""Tags that staff give texts in own words: what a form says should change, and what may be told of numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialog.consultation.rules.lens import Lens
from dialog.consultation.rules.statistics import Block, Line, share
from dialog.consultation.rules.tallying import Count
from dialog.core.i18n import lazy_gettext as _l

MOST_CODES = 60  # in one codebook: more than anybody keeps in mind
LONGEST_NAME = 60
LONGEST_MEANING = 500

NOTE = _l(
    "Kommunen har läst texterna och satt taggar på dem. En text kan ha flera taggar. Andelarna gäller "
    "de texter som har någon tagg."
)


@dataclass(frozen=True)
class Change:
    """What somebody did to the tags of one group of texts. What they did not touch stays as it is."""

    text: int  # id of any text of the group
    add: frozenset[int]
    remove: frozenset[int]


def change(text: int, had: set[int], has: set[int]) -> Change | None:
    """What is new and what is gone since the form was shown; None when nothing is."""
    found = Change(text, frozenset(has - had), frozenset(had - has))
    return found if found.add or found.remove else None


@dataclass(frozen=True)
class Tagged:
    """How the texts of one question are tagged."""

    texts: int  # that have any tag
    numbers: Mapping[int, int]  # texts by id of the code


def told(tagged: Tagged, names: Sequence[tuple[int, Any]], *, is_public: bool) -> Block:
    """A table of tags with the most used first. In public small numbers are hidden, as those of choices."""
    used = [(code, name) for code, name in names if tagged.numbers.get(code)]
    used.sort(key=lambda each: -tagged.numbers[each[0]])
    counts = {("", "", str(code)): Count(tagged.numbers[code]) for code, _ in used}
    lens = Lens(counts | {("", "", ""): Count(tagged.texts)}, is_public=is_public)
    seen = lens.some_of("", [str(code) for code, _ in used])
    lines = [
        Line(name, number, share(number, seen.answered))
        for (_, name), number in zip(used, seen.numbers, strict=False)
    ]
    return Block(tuple(lines), seen.answered, why=seen.why)
