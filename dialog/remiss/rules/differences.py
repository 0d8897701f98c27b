"""What differs between two versions of the document, section by section. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.rules import changes
from dialog.remiss.rules.content import Heading
from dialog.remiss.rules.editing import Entry

PARAGRAPHS = "\n\n"  # what stands between two


class Change(StrEnum):
    """What has become of one section."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"  # its words are the same
    ADDED = "added"
    REMOVED = "removed"


CHANGE_NAMES: dict[Change, Any] = {
    Change.SAME: _l("Oförändrat"),
    Change.CHANGED: _l("Ändrat"),
    Change.MOVED: _l("Flyttat"),
    Change.ADDED: _l("Nytt"),
    Change.REMOVED: _l("Borttaget"),
}


@dataclass(frozen=True)
class Difference:
    """One section in both versions; None where a version does not have it."""

    key: str
    change: Change
    before: Heading | None
    after: Heading | None

    @property
    def title(self) -> str:
        """Number and title, as they are now; of what is removed as they were."""
        heading = self.after or self.before
        return f"{heading.number} {heading.title}".strip() if heading else ""


Sections = Sequence[tuple[str, Heading]]


def differences(before: Sections, after: Sections) -> list[Difference]:
    """Every section of both versions, in the order of the later one; what is removed stands where it was."""
    old, new = dict(before), dict(after)
    moved = _moved([key for key, _heading in before if key in new], [key for key, _h in after])
    found = [_difference(key, old.get(key), heading, moved) for key, heading in after]
    last = None
    for key, heading in before:
        if key not in new:
            at = 0 if last is None else next(i for i, d in enumerate(found) if d.key == last) + 1
            found.insert(at, Difference(key, Change.REMOVED, heading, None))
        last = key
    return found


def _difference(key: str, before: Heading | None, after: Heading, moved: set[str]) -> Difference:
    if before is None:
        return Difference(key, Change.ADDED, None, after)
    if whole_text(before) != whole_text(after) or before.body != after.body:
        return Difference(key, Change.CHANGED, before, after)
    is_moved = key in moved or before.level != after.level
    return Difference(key, Change.MOVED if is_moved else Change.SAME, before, after)


def whole_text(heading: Heading | None) -> str:
    """Heading and words as one text, to compare word by word."""
    if heading is None:
        return ""
    return f"{heading.number} {heading.title}".strip() + PARAGRAPHS + heading.body.words()


def word_changes(before: Heading | None, after: Heading | None) -> list[tuple[str, str]]:
    """What differs between two versions of a section, word by word, as moderation.rules.changes tells it.

    The last word of a section is the same word when one more paragraph follows it.
    """
    end = PARAGRAPHS if before is not None and after is not None else ""
    parts = changes(whole_text(before) + end, whole_text(after) + end)
    last = [(op, text.rstrip()) for op, text in parts[-1:]]
    return [*parts[:-1], *(part for part in last if part[1])]


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest sections that must be moved to get from one order to the other."""
    where = {key: at for at, key in enumerate(before)}
    common = [key for key in after if key in where]
    ends: list[int] = []  # of the rising runs of each length, the lowest last place
    holders: list[str] = []
    previous: dict[str, str | None] = {}
    for key in common:
        at = bisect_left(ends, where[key])
        previous[key] = holders[at - 1] if at else None
        ends[at : at + 1] = [where[key]]
        holders[at : at + 1] = [key]
    stays, key_now = set(), holders[-1] if holders else None
    while key_now is not None:
        stays.add(key_now)
        key_now = previous[key_now]
    return set(common) - stays


def has_changes(before: Sequence[Entry], after: Sequence[Entry]) -> bool:
    """Whether readers would notice anything: other words, another order, or other sections to answer."""
    return list(before) != list(after)


def between(before: Sequence[Entry], after: Sequence[Entry]) -> list[Difference]:
    """The differences between the sections of two versions."""
    old, new = ([(each.key, each.heading) for each in side] for side in (before, after))
    return differences(old, new)
