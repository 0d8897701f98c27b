"""Where a statement is cut into points, and put together again: no word is lost, added or changed."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l

SHORTEST_MARK = 3  # dashes that stand alone on a line
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[ \t]+(?=[^\W\d_a-zåäöéü]|[\d\"”»–-])|\n+")


def mark_for(words: str) -> str:
    """The line of dashes that says where to cut: one that does not stand in the words themselves."""
    lines = {line.strip() for line in words.split("\n")}
    mark = "-" * SHORTEST_MARK
    while mark in lines:
        mark += "-"
    return mark


def typed_pieces(text: str, mark: str) -> list[str]:
    """What stands between the marks; nothing between two of them is no piece."""
    pieces: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip() == mark:
            pieces.append([])
        else:
            pieces[-1].append(line)
    return [piece for lines in pieces if (piece := "\n".join(lines).strip())]


def passages(words: str) -> list[str]:
    """The sentences and lines of a text, for somebody who ticks where a new point begins."""
    return [each.strip() for each in _SENTENCE_ENDS.split(words) if each.strip()]


def ticked_pieces(words: str, begins: Collection[int]) -> list[str]:
    """The passages put together to pieces; `begins`: the numbers, from 0, of those that begin one."""
    pieces: list[list[str]] = []
    for number, passage in enumerate(passages(words)):
        if number in begins or not pieces:
            pieces.append([])
        pieces[-1].append(passage)
    return [" ".join(piece) for piece in pieces]


def cut(words: str, pieces: Sequence[str]) -> list[str]:
    """The words cut where the pieces say. White space inside is as it was received.

    Raises Faulty, for the field `words`, where the pieces say anything else than the words do.
    """
    words = unicodedata.normalize("NFC", words)
    places = [at for at, letter in enumerate(words) if not letter.isspace()]
    letters = [_letters(piece) for piece in pieces]
    if "".join(letters) != _letters(words):
        raise Faulty(
            _l("Orden ska vara desamma som i svaret. Ändra bara var texten delas."), "words"
        )
    found, begin = [], 0
    for each in filter(None, letters):
        end = begin + len(each)
        found.append(words[places[begin] : places[end - 1] + 1])
        begin = end
    return found


def rejoin(whole: str, pieces: Sequence[str]) -> str:
    """The pieces as one text: as it stood in the whole, where they follow one another there."""
    whole = unicodedata.normalize("NFC", whole)
    places = [at for at, letter in enumerate(whole) if not letter.isspace()]
    letters = "".join(_letters(piece) for piece in pieces)
    begin = _letters(whole).find(letters)
    if begin < 0 or not letters:
        return "\n\n".join(piece.strip() for piece in pieces)
    return whole[places[begin] : places[begin + len(letters) - 1] + 1]


def _letters(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFC", text) if not each.isspace())
