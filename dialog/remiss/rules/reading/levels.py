"""How deep each heading lies: by its style, else by its number, else by what follows it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dialog.remiss.rules.content import Block, BlockKind
from dialog.remiss.rules.reading.numbering import depth, split_number
from dialog.remiss.rules.reading.pieces import MARK, Piece, Title, listing, words_of

LONGEST, MOST_WORDS = 110, 14
LIST_BEGINS = 3
AFTER_CHAPTERS = re.compile(
    r"(bilag(a|or)|appendix|begreppsförklaring(ar)?|ordlista|definitioner|källor|källförteckning|referens(er|lista)|litteratur(förteckning)?|noter)\b",
    re.IGNORECASE,
)


def is_heading_like(text: str) -> bool:
    """Whether a line that stands alone can be a heading: short, and not a sentence."""
    words = MARK.sub("", text).strip() or "."
    rest = split_number(words)[1]
    return (
        len(words) <= LONGEST
        and len(words.split()) <= MOST_WORDS
        and rest[:1].isupper()
        and words[-1] not in ".,;:…-"
        and sum(map(str.isalpha, rest)) > len(rest) / 2
    )


def settled(pieces: Sequence[Piece]) -> list[Piece]:
    """Every heading with a level. Where styles name headings, looks make none; else numbers and looks do."""
    if any(isinstance(piece, Title) and piece.level for piece in pieces):
        return [_as_text(piece) for piece in pieces]
    found = [_by_number(piece) for piece in pieces]
    return list(_levelled(list(_without_lists(found))))


def _as_text(piece: Piece) -> Piece:
    if isinstance(piece, Title) and piece.level is None:
        return Block(BlockKind.PARAGRAPH, text=f"{piece.number} {piece.text}".strip())
    return piece


def _by_number(piece: Piece) -> Piece:
    if not isinstance(piece, Block) or piece.kind is not BlockKind.PARAGRAPH:
        return piece
    is_numbered = split_number(piece.text)[0] != ""
    return Title(None, piece.text) if is_numbered and is_heading_like(piece.text) else piece


def _without_lists(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Three or more numbered lines of one depth, without text between them, are a list: not headings."""
    for number_depth, run in groupby(pieces, _depth):
        row = list(run)
        if not number_depth or len(row) < LIST_BEGINS:
            yield from row
        elif number_depth == 1 and split_number(words_of(row[0]))[0] == "1":
            yield from listing((split_number(words_of(each))[1] for each in row), is_numbered=True)
        else:
            yield from map(_as_text, row)


def _depth(piece: Piece) -> int:
    if not isinstance(piece, Title) or piece.level is not None:
        return 0
    return depth(piece.number or split_number(piece.text)[0])


@dataclass
class _Place:
    """Where the headings have come to: the numbered chapter, and what lies open below it."""

    chapter: int = 0
    open: int = 0  # the level of an unnumbered heading that has others below it
    is_empty: bool = False  # it had no text of its own, so what follows must lie below it


def _levelled(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A heading that another one follows at once has that one below it: its level is seen from this.

    Below a numbered chapter it stays there; before the first number it ends the one before it.
    """
    has_both = len({_is_loud(piece) for piece in pieces if _is_plain_title(piece)}) > 1
    place = _Place()
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        if not isinstance(piece, Title) or piece.level is not None:
            yield piece
            continue
        holds_others = isinstance(after, Title) and _depth(after) == 0
        level = _level(place, piece, holds_others=holds_others or (has_both and _is_loud(piece)))
        place.is_empty = isinstance(after, Title)
        yield replace(piece, level=level)


def _level(place: _Place, title: Title, *, holds_others: bool) -> int:
    if number_depth := _depth(title):
        place.chapter, place.open = number_depth, 0
        return number_depth
    if place.chapter and AFTER_CHAPTERS.match(title.text):
        place.chapter, place.open = 0, 0
    first = place.chapter + 1
    if place.open and (not holds_others or place.is_empty):
        level = place.open + 1
        place.open = level if holds_others else place.open
        return level
    place.open = first if holds_others else 0
    return first


def _is_plain_title(piece: Piece) -> bool:
    return isinstance(piece, Title) and piece.level is None and _depth(piece) == 0


def _is_loud(piece: Piece) -> bool:
    return isinstance(piece, Title) and piece.text.isupper() and len(piece.text.split()) > 1
