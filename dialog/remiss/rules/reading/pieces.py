"""What a document is taken apart into, whatever its format, before it becomes a tree of sections."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dialog.core.text import plain
from dialog.remiss.rules.content import Block, BlockKind, Footnote
from dialog.remiss.rules.reading.fault import TOO_LARGE, Unreadable

Progress = Callable[[int, int], None]  # how many parts of how many: paragraphs, lines or pages

MOST_PIECES = 60_000
MOST_CELLS = 60_000
MOST_CHARACTERS = 8_000_000
MOST_COLUMNS = 60
BELOW = "•"  # before what lies below a numbered item
OF_DOCUMENT = 0  # the level of the document's own title

# A reference to a note, in text on its way to its section. Private characters: no document has them.
_OPEN, _CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]{{1,12}}){_CLOSE}")


@dataclass(frozen=True)
class Title:
    """A heading. `level` is None where nothing but its looks says that it is one."""

    level: int | None
    text: str
    number: str = ""


@dataclass(frozen=True)
class Item:
    """One item of a list, on its way into it. `depth` is greater in a list inside a list."""

    text: str
    is_numbered: bool
    depth: int = 0


Piece = Title | Block | Footnote


def mark(name: str) -> str:
    """A reference to the note with this mark, to stand in a text."""
    return f"{_OPEN}{name}{_CLOSE}"


def tidy(text: str) -> str:
    """One line: no control characters, no soft hyphens, no two spaces, composed letters."""
    return " ".join(unicodedata.normalize("NFC", plain(text)).replace("\xad", "").split())


def paragraph(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Block]:
    """Running text as a block, unless it says nothing."""
    if words := tidy(text):
        yield Block(kind, text=words)


def listing(items: Iterable[str], *, is_numbered: bool) -> Iterator[Block]:
    """A list as a block, unless it says nothing."""
    if kept := tuple(filter(None, map(tidy, items))):
        yield Block(BlockKind.NUMBERED if is_numbered else BlockKind.LIST, items=kept)


def table(rows: Iterable[Iterable[str]], *, has_head: bool) -> Iterator[Block]:
    """A table as a block: every row as long as the longest one, rows that say nothing left out.

    Raises Unreadable for a table that nobody can read on a page.
    """
    kept: list[tuple[str, ...]] = []
    cells = 0
    for row in rows:
        words = tuple(map(tidy, row))
        cells += len(words)
        if cells > MOST_CELLS or any(words[MOST_COLUMNS:]):
            raise Unreadable(TOO_LARGE)
        words = words[:MOST_COLUMNS]
        if any(words):
            kept.append(words)
    width = max(map(len, kept), default=0)
    if width:
        even = tuple(row + ("",) * (width - len(row)) for row in kept)
        yield Block(BlockKind.TABLE, rows=even, has_head=has_head and len(even) > 1)


def picture(alternative: str) -> Block:
    """A picture, by what its author says that it shows."""
    return Block(BlockKind.PICTURE, text=tidy(alternative))


def within_limits(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces. Raises Unreadable when they are more than anybody could read or answer."""
    characters = 0
    for number, piece in enumerate(pieces):
        characters += len(words_of(piece))
        if number >= MOST_PIECES or characters > MOST_CHARACTERS:
            raise Unreadable(TOO_LARGE)
        yield piece


def words_of(piece: Piece) -> str:
    """Everything that it says."""
    match piece:
        case Title():
            return f"{piece.number} {piece.text}".strip()
        case Block():
            return piece.words()
        case Footnote():
            return f"{piece.mark} {piece.text}"


def grouped(pieces: Iterable[Piece | Item]) -> Iterator[Piece]:
    """The same pieces; items that follow one another are one list, with the notes between them behind it."""
    items: list[Item] = []
    held: list[Footnote] = []
    for piece in pieces:
        if isinstance(piece, Footnote) and items:
            held.append(piece)
            continue
        if items and not (isinstance(piece, Item) and _is_of_list(items, piece)):
            yield from _list(items)
            yield from held
            items, held = [], []
        if isinstance(piece, Item):
            items.append(piece)
        else:
            yield piece
    yield from _list(items)
    yield from held


def _is_of_list(items: list[Item], item: Item) -> bool:
    return item.depth > items[0].depth or item.is_numbered == items[0].is_numbered


def _list(items: list[Item]) -> Iterator[Block]:
    """One list. What lies below a numbered item is told in it, so that the numbers stay right."""
    words: list[str] = []
    for item in items:
        is_below = item.depth > items[0].depth and items[0].is_numbered
        if is_below and words:
            words[-1] = f"{words[-1]} {BELOW} {item.text}"
        else:
            words.append(item.text)
    if items:
        yield from listing(words, is_numbered=items[0].is_numbered)
