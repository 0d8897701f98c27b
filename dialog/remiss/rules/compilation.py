"""The compilation (sammanställning): what each section needs before it can be made public. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dialog.core.canonical import digest
from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Publication
from dialog.remiss.rules.content import WHOLE, Position

NUMBER_IN_TEXT = _l("Personnummer får inte stå i texten. Ta bort numret.")


@dataclass(frozen=True)
class Comment:
    """What the municipality says of a section, and what it changed there; or why it says nothing."""

    words: str = ""
    changed: str = ""
    none_reason: str = ""

    def seen(self) -> str:
        """A mark of exactly these words, by which it is noticed that somebody else has written."""
        return digest([self.words, self.changed, self.none_reason])

    def is_empty(self) -> bool:
        """Whether it says nothing yet."""
        return not (self.words or self.none_reason)


NOTHING = Comment()


@dataclass(frozen=True)
class Count:
    """How many took one position: organisations and private persons apart."""

    organisations: int = 0
    persons: int = 0

    @property
    def total(self) -> int:
        """Of both."""
        return self.organisations + self.persons


@dataclass(frozen=True)
class Chapter:
    """One section in the compilation, or the whole document (`key` WHOLE).

    `answers`: how many answers that count say something of it. `counts` by key of the position.
    `points` and how many of them are `unreplied`. `is_gone`: a new version has the section no more.
    """

    key: str
    heading: str
    level: int = 1
    takes_views: bool = True
    is_gone: bool = False
    answers: int = 0
    counts: Mapping[str, Count] = field(default_factory=dict)
    points: int = 0
    unreplied: int = 0
    comment: Comment = NOTHING

    @property
    def is_whole(self) -> bool:
        """Whether it is the document as a whole."""
        return self.key == WHOLE

    @property
    def is_heard(self) -> bool:
        """Whether anybody has said anything of it."""
        return bool(self.answers or self.points)

    @property
    def needs_comment(self) -> bool:
        """Whether the municipality owes it a comment, or a reason for none."""
        return self.is_whole or self.is_heard or (self.takes_views and not self.is_gone)

    @property
    def is_done(self) -> bool:
        """Whether it has one, or needs none."""
        return not (self.needs_comment and self.comment.is_empty())

    @property
    def took_position(self) -> int:
        """How many senders took a position on it."""
        return sum(count.total for count in self.counts.values())


@dataclass(frozen=True)
class Line:
    """One position for a picture and its table; `more`: organisations and private persons."""

    label: str
    number: int
    share: float | None
    more: tuple[int, int]
    is_removed: bool = False


def lines(positions: Sequence[Position], counts: Mapping[str, Count]) -> list[Line]:
    """The positions in their order with how many took each; last those that nobody can take now."""
    labels = {each.key: each.label for each in positions}
    keys = [*labels, *(key for key in counts if key not in labels)]
    whole = sum(count.total for count in counts.values())
    found = []
    for key in keys:
        count = counts.get(key, Count())
        share = 100 * count.total / whole if whole else None
        more = (count.organisations, count.persons)
        found.append(Line(labels.get(key, key), count.total, share, more, key not in labels))
    return found


def left(chapters: Iterable[Chapter]) -> list[Chapter]:
    """The sections that have neither a comment nor a reason for none, in order."""
    return [each for each in chapters if not each.is_done]


def is_counted(*, is_late: bool, is_considered: bool | None) -> bool:
    """Whether an answer counts: a late one does when an official has decided to consider it.

    One that comes when the compilation is public does not, whatever is decided: what is public stays.
    """
    return is_considered is True or (not is_late and is_considered is None)


class NotWhole(DomainError):
    """The compilation cannot be concluded yet: sections are left, or late answers wait for a decision."""

    def __init__(self, sections: Sequence[Chapter], waiting: int) -> None:
        super().__init__(_l("Sammanställningen är inte klar. Se vad som saknas."))
        self.sections, self.waiting = sections, waiting


class NotConcluded(DomainError):
    """The compilation is being worked on already."""


class TooEarly(DomainError):
    """People can still answer in time, so nobody can say what all of them think."""


class CommentChanged(DomainError):
    """Somebody else has written meanwhile. `theirs` is what they wrote; nothing was overwritten."""

    status = 409

    def __init__(self, theirs: Comment) -> None:
        super().__init__(_l("Någon annan har sparat medan du skrev. Jämför texterna."))
        self.theirs = theirs


def ensure_heard(publication: Publication, closes_at: datetime | None, now: datetime) -> None:
    """Raise TooEarly while people can still answer in time. A remiss that was stopped has ended."""
    if publication is Publication.STOPPED:
        return
    if publication is not Publication.PUBLISHED or closes_at is None or now < closes_at:
        raise TooEarly(
            _l("Tiden för att svara är inte slut. Sammanställningen blir klar efter det.")
        )


def ensure_whole(chapters: Iterable[Chapter], waiting: int) -> None:
    """Raise NotWhole with every section that is left. `waiting`: late answers nobody has decided on."""
    missing = left(chapters)
    if missing or waiting:
        raise NotWhole(missing, waiting)


def as_data(chapter: Chapter) -> dict[str, Any]:
    """A section for the document that is kept when the compilation is concluded."""
    counts = {
        key: {"organisations": count.organisations, "persons": count.persons}
        for key, count in sorted(chapter.counts.items())
    }
    comment = chapter.comment
    return {
        "key": chapter.key,
        "heading": chapter.heading,
        "answers": chapter.answers,
        "points": chapter.points,
        "positions": counts,
        "comment": comment.words,
        "changed": comment.changed,
        "none_reason": comment.none_reason,
    }
