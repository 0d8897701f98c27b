"""From pieces in a row to a tree of sections, each with its text and its footnotes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dialog.remiss.rules.content import Block, BlockKind, Body, Footnote, Heading, Outline
from dialog.remiss.rules.reading.levels import settled
from dialog.remiss.rules.reading.numbering import split_number
from dialog.remiss.rules.reading.pieces import MARK, OF_DOCUMENT, Piece, Title, tidy, words_of

DEEPEST = 9
LONGEST_TITLE = 300
WORDS_OF_A_SENTENCE = 8
_sentence = re.compile(r"[.!?][”\"»)]?\s*$")


@dataclass
class _Part:
    """One section on its way."""

    level: int
    number: str
    title: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # the notes that its text speaks of


def assembled(pieces: Iterable[Piece], otherwise: str, *, has_cover: bool) -> Outline:
    """The tree. `otherwise` is its title where the document says none.

    Where documents have a cover, what stands on it (who, when, a number) is left out.
    """
    title, rest = _titled(settled(list(pieces)))
    titles = [_words(piece.text) for piece in rest if isinstance(piece, Title)]
    if not title and len(titles) == 1:
        otherwise = titles[0]
    front = _Part(1, "", title or otherwise)
    parts = [front]
    for piece in rest:
        if isinstance(piece, Title) and len(piece.text) > LONGEST_TITLE:
            parts[-1].blocks.append(Block(BlockKind.PARAGRAPH, text=words_of(piece)))
        elif isinstance(piece, Title):
            parts.append(_begun(piece))
        elif isinstance(piece, Block):
            parts[-1].blocks.append(piece)
        else:
            parts[-1].notes.append(piece)
    front.level = min((part.level for part in parts[1:]), default=1)
    _put_notes(parts)
    is_kept = _is_worth_reading(front.blocks) if has_cover else bool(front.blocks)
    if len(parts) > 1 and not is_kept:
        parts[1].notes[:0] = front.notes
        parts = parts[1:]
    return Outline(title or otherwise, tuple(_headings(parts)))


def _titled(pieces: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """The document's own title, and the rest. A single outermost heading before all others is it."""
    titles = [piece for piece in pieces if isinstance(piece, Title)]
    own = next((piece for piece in titles if piece.level == OF_DOCUMENT), None)
    if own is None:
        own = _sole_outermost(titles)
    if own is None:
        return "", list(pieces)
    rest = [_demoted(piece) for piece in pieces if piece is not own]
    return _words(own.text), rest


def _sole_outermost(titles: Sequence[Title]) -> Title | None:
    levels = [title.level or 1 for title in titles]
    is_sole = len(levels) > 1 and levels.count(levels[0]) == 1 and min(levels) == levels[0]
    return titles[0] if is_sole and not _numbered(titles[0])[0] else None


def _demoted(piece: Piece) -> Piece:
    """A second title of the document is a heading like others."""
    if isinstance(piece, Title) and piece.level == OF_DOCUMENT:
        return replace(piece, level=1)
    return piece


def _begun(title: Title) -> _Part:
    number, words = _numbered(title)
    return _Part(title.level or 1, number, _words(words), marks=MARK.findall(title.text))


def _numbered(title: Title) -> tuple[str, str]:
    return (title.number, title.text) if title.number else split_number(title.text)


def _words(text: str) -> str:
    return tidy(MARK.sub("", text))


def _is_worth_reading(blocks: Sequence[Block]) -> bool:
    """Whether what stands before the first heading is more than a title page: a table, or sentences."""
    return any(
        block.kind is BlockKind.TABLE
        or (len(block.words().split()) >= WORDS_OF_A_SENTENCE and _sentence.search(block.words()))
        for block in blocks
    )


def _put_notes(parts: Sequence[_Part]) -> None:
    """Each note to the section that speaks of it. One that nobody speaks of goes with the one before it."""
    for part in parts:
        for block in part.blocks:
            part.marks += MARK.findall(block.words())
    notes = [(note, part) for part in parts for note in part.notes]
    speaks: dict[str, list[_Part]] = {}
    for part in parts:
        part.notes.clear()
        for mark in part.marks:
            speaks.setdefault(mark, []).append(part)
    known: set[str] = set()
    before: _Part | None = None
    for note, where in notes:
        before = speaks[note.mark][0] if note.mark in speaks else before or where
        before.notes.append(replace(note, text=_without_marks(note.text)))
        known.add(note.mark)
    for part in parts:
        part.blocks = [_marked(block, known) for block in part.blocks]


def _without_marks(text: str) -> str:
    return tidy(MARK.sub("", text))


def _marked(block: Block, known: set[str]) -> Block:
    """The same block; where its text speaks of a note, the note's mark stands in brackets."""

    def shown(text: str) -> str:
        return MARK.sub(lambda found: f"[{found[1]}]" if found[1] in known else "", text)

    rows = tuple(tuple(map(shown, row)) for row in block.rows)
    return replace(block, text=shown(block.text), items=tuple(map(shown, block.items)), rows=rows)


def _headings(parts: Sequence[_Part]) -> Iterator[Heading]:
    """Levels without gaps: what lies below is exactly one deeper."""
    open_levels: list[int] = []
    for part in parts:
        while open_levels and open_levels[-1] >= part.level:
            open_levels.pop()
        open_levels.append(part.level)
        level = min(len(open_levels), DEEPEST)
        title = part.title or part.number or "–"
        number = part.number if part.title else ""
        body = Body(tuple(part.blocks), tuple(part.notes))
        yield Heading(level, number, title, body)
