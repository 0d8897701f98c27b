"""What a document for opinion is made of: sections with blocks, questions, and positions to take."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.shapes import load

_mark = re.compile(r"\[\^?([^\[\]\s]{1,10})\]")
WHOLE = ""  # the key of the document as a whole, where sections have theirs


class BlockKind(StrEnum):
    """What one block of a section is."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    NUMBERED = "numbered"  # a list in which the order counts
    TABLE = "table"
    QUOTE = "quote"
    PICTURE = "picture"  # its alternative text; the picture is in the original


@dataclass(frozen=True)
class Block:
    """One piece of running text, as plain text. Which fields are used is said by its kind.

    `rows` of a table; the first one holds its headings where `has_head` is true.
    """

    kind: BlockKind
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    has_head: bool = False

    def words(self) -> str:
        """Everything that it says, as one text."""
        cells = (cell for row in self.rows for cell in row)
        return "\n".join(each for each in (self.text, *self.items, *cells) if each)


@dataclass(frozen=True)
class Footnote:
    """A note at the end of the section in whose text its mark stands."""

    mark: str
    text: str


@dataclass(frozen=True)
class Run:
    """Some running text, or the mark of a footnote: `note` is the note's place among them, from 1."""

    text: str
    note: int = 0


@dataclass(frozen=True)
class Body:
    """What stands in one section below its heading, and above the next one.

    In the text of a block the mark of a note stands in brackets: "[1]", as in Markdown also "[^1]".
    """

    blocks: tuple[Block, ...] = ()
    notes: tuple[Footnote, ...] = ()

    def runs(self, text: str) -> list[Run]:
        """A text of its blocks, cut where the mark of one of its notes stands. Loses no other letter."""
        places = {note.mark: place for place, note in enumerate(self.notes, 1)}
        runs, end = [], 0
        for found in _mark.finditer(text):
            if place := places.get(found[1]):
                runs += [Run(text[end : found.start()]), Run(found[1], place)]
                end = found.end()
        return [run for run in (*runs, Run(text[end:])) if run.text]

    def words(self) -> str:
        """Everything that it says, as plain text, for search and to compare versions."""
        notes = (f"{note.mark} {note.text}" for note in self.notes)
        return "\n\n".join(each for each in (*(b.words() for b in self.blocks), *notes) if each)


@dataclass(frozen=True)
class Heading:
    """One recognised section: `level` 1 is the outermost; `number` as in the document, or ""."""

    level: int
    number: str
    title: str
    body: Body = Body()

    def word_count(self) -> int:
        """How many words stand in it, without its heading."""
        return len(self.body.words().split())


@dataclass(frozen=True)
class Outline:
    """A document as it was read: its title, and its sections in order."""

    title: str
    sections: tuple[Heading, ...]


class Tone(StrEnum):
    """What a position means for the proposal, for pictures and sums."""

    FOR = "for"
    PARTLY = "partly"
    AGAINST = "against"
    NONE = "none"


@dataclass(frozen=True)
class Position:
    """One position that can be taken, as it is put to people."""

    key: str
    label: str
    tone: Tone


@dataclass(frozen=True)
class Question:
    """A question about one section, or about the whole. Answered in words.

    One that somebody has answered is never removed: it is closed, and not asked any more.
    """

    key: str
    section: str  # key of a section, or WHOLE
    text: str
    is_closed: bool = False


TONE_NAMES: dict[Tone, Any] = {
    Tone.FOR: _l("För förslaget"),
    Tone.PARTLY: _l("Delvis för"),
    Tone.AGAINST: _l("Emot förslaget"),
    Tone.NONE: _l("Varken för eller emot"),
}
POSITIONS: Sequence[tuple[str, Any, Tone]] = (
    ("supports", _l("Stödjer förslaget"), Tone.FOR),
    ("with_changes", _l("Stödjer förslaget med ändringar"), Tone.PARTLY),
    ("opposes", _l("Stödjer inte förslaget"), Tone.AGAINST),
    ("no_view", _l("Ingen åsikt"), Tone.NONE),
)


def usual_positions() -> list[dict[str, str]]:
    """The positions that a new remiss begins with, in the language that is spoken now."""
    return [{"key": key, "label": str(label), "tone": tone.value} for key, label, tone in POSITIONS]


def read_positions(data: list[Any]) -> list[Position]:
    """Positions as they are stored. Raises core.shapes.Misshapen."""
    return [load(Position, each) for each in data]


def read_questions(data: list[Any]) -> list[Question]:
    """Questions as they are stored. Raises core.shapes.Misshapen."""
    return [load(Question, each) for each in data]


def about(questions: Sequence[Question], section: str) -> Iterator[Question]:
    """The questions that are asked about one section, or about the whole."""
    return (each for each in questions if each.section == section and not each.is_closed)
