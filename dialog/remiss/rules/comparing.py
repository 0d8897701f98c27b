"""Two texts of one answer side by side, and an answer whose document has got a new version."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dialog.core.canonical import digest
from dialog.core.i18n import gettext as _
from dialog.core.shapes import dump
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.response import Opinion, View


class Choice(StrEnum):
    """What becomes of a section about which two have written."""

    MINE = "mine"
    THEIRS = "theirs"
    EDIT = "edit"


class Fate(StrEnum):
    """What becomes of words about a section that is not in the document any more."""

    MOVE = "move"  # to what is said of the whole
    DROP = "drop"


@dataclass(frozen=True)
class Before:
    """A section as it was when somebody wrote about it, and as it is now; `now` None: it was removed."""

    key: str
    heading: str
    words: str
    now_heading: str | None
    now_words: str = ""

    @property
    def is_removed(self) -> bool:
        """Whether the new version does not have it."""
        return self.now_heading is None

    @property
    def is_changed(self) -> bool:
        """Whether it reads otherwise now."""
        return not self.is_removed and (self.heading, self.words) != (
            self.now_heading,
            self.now_words,
        )


def seen(opinion: Opinion, keys: Iterable[str]) -> str:
    """What a page shows of an answer, as a checksum: whether anybody has changed it meanwhile."""
    shown = {key: opinion.views[key] for key in keys if key in opinion.views}
    return digest(dump(Opinion(Opinion(shown).said())))


def with_views(opinion: Opinion, views: Mapping[str, View]) -> Opinion:
    """The same with these views instead; an empty one takes away what was there."""
    return Opinion(Opinion({**opinion.views, **views}).said())


def differing(mine: Opinion, theirs: Opinion, keys: Collection[str] | None = None) -> list[str]:
    """The sections of which the two say different things; only among `keys` where given."""
    first, second = mine.said(), theirs.said()
    every = dict.fromkeys([*second, *first])
    return [
        key for key in every if first.get(key) != second.get(key) and (keys is None or key in keys)
    ]


def settled(mine: View, theirs: View, choice: Choice, words: str) -> View:
    """What the section says when one has been chosen. `words`: what was written from both."""
    if choice is Choice.EDIT:
        return replace(mine, words=words)
    return mine if choice is Choice.MINE else theirs


def moved(opinion: Opinion, before: Iterable[Before], fates: Mapping[str, Fate]) -> Opinion:
    """The answer for the new version: views keep their sections; those of removed ones do as was chosen.

    Raises KeyError when nothing was chosen for a section that was removed.
    """
    views = opinion.said()
    overall = views.get(WHOLE, View())
    for section in before:
        if section.is_removed and section.key in views:
            view = views.pop(section.key)
            if fates[section.key] is Fate.MOVE:
                overall = replace(overall, words=_joined(overall.words, section.heading, view))
    views[WHOLE] = overall
    return Opinion(Opinion(views).said())


def _joined(words: str, heading: str, view: View) -> str:
    """What was said of a section that is gone, below what was said of the whole."""
    title = _("Svar till ett avsnitt som har tagits bort (%s):") % heading
    proposal = _("Förslag till ny text:") + f" {view.proposal}" if view.proposal else ""
    said = [each for each in (view.words, proposal, *view.answers.values()) if each.strip()]
    if not said:  # only a position was taken, and there is nothing left to take it on
        return words
    return "\n\n".join(each for each in (words, title, *said) if each)
