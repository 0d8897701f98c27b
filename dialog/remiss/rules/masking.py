"""Passages of answers that nobody but staff may read: finding them, and showing the rest."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l

SECRECY = "secrecy"  # the one reason for which an official must say on what ground
# Why something is not shown. The keys are stored; what they are called is said to everybody.
REASONS: dict[str, Any] = {
    "others": _l("Personuppgifter om någon annan"),
    "sender": _l("Personuppgifter om den som har svarat"),
    SECRECY: _l("Sekretess"),
    "threat": _l("Hot"),
    "insult": _l("Kränkning av en person"),
    "hatred": _l("Hets mot folkgrupp"),
    "copyright": _l("Text som någon annan har upphovsrätt till"),
}
MOST_GROUND = 200
SHORTEST = 2  # characters: shorter words occur everywhere


class Place(StrEnum):
    """Where in a statement a passage stands."""

    WORDS = "words"
    PROPOSAL = "proposal"


@dataclass(frozen=True)
class Passage:
    """From `start` up to `end` (characters) of one text, and why nobody may read it, in words."""

    start: int
    end: int
    why: str


def why(reason: str, ground: str) -> str:
    """The reason as it is shown to everybody, in the language of the reader."""
    name = str(REASONS.get(reason, reason))
    return f"{name}, {ground}" if ground else name


def pieces(words: str, passages: Iterable[Passage]) -> list[tuple[str, str]]:
    """All of the words, cut at the passages: (text, why it is masked, or "").

    Passages that overlap or touch become one with all their reasons, so that nothing between them
    is left. What stands outside the words is cut off. For staff; others see `masked`.
    """
    cut, end = [], 0
    for each in _merged(words, passages):
        cut += [(words[end : each.start], ""), (words[each.start : each.end], each.why)]
        end = each.end
    return [piece for piece in (*cut, (words[end:], "")) if piece[0]]


def masked(words: str, passages: Iterable[Passage]) -> str:
    """The words without the passages; in place of each it says why."""
    return "".join(
        _("[Maskerat: %(why)s]") % {"why": reason} if reason else text
        for text, reason in pieces(words, passages)
    )


def _merged(words: str, passages: Iterable[Passage]) -> list[Passage]:
    """In order, apart from one another, and within the words."""
    cut = (Passage(max(p.start, 0), min(p.end, len(words)), p.why) for p in passages)
    merged: list[Passage] = []
    for each in sorted((p for p in cut if p.start < p.end), key=lambda p: (p.start, p.end)):
        if not merged or each.start > merged[-1].end:
            merged.append(each)
            continue
        last = merged.pop()
        reasons = "; ".join(dict.fromkeys((*last.why.split("; "), *each.why.split("; "))))
        merged.append(Passage(last.start, max(last.end, each.end), reasons))
    return merged


def masked_piece(piece: str, words: str, passages: Sequence[Passage]) -> str:
    """A piece that was cut out of the words, such as a point of a statement, masked as they are.

    A piece that does not stand there letter by letter cannot be masked in part: then none of it is
    shown as soon as anything of the words is masked.
    """
    if not passages or not piece:
        return piece
    starts = [found.start() for found in re.finditer(f"(?={re.escape(piece)})", words)]
    if not starts:
        reasons = "; ".join(dict.fromkeys(each.why for each in passages))
        return masked(piece, [Passage(0, len(piece), reasons)])
    moved = [Passage(p.start - at, p.end - at, p.why) for at in starts for p in passages]
    return masked(piece, moved)


def whole(
    words: str, proposal: str, places: dict[Place, list[Passage]]
) -> tuple[str, list[Passage]]:
    """Words and proposal as one text, as points begin with, and the passages in that text."""
    text = "\n\n".join(each for each in (words, proposal) if each)
    gap = len(text) - len(proposal)
    behind = [Passage(p.start + gap, p.end + gap, p.why) for p in places.get(Place.PROPOSAL, ())]
    return text, [*places.get(Place.WORDS, ()), *behind]


class Extent(StrEnum):
    """How much an official wants to mask with certain words."""

    ONCE = "once"
    EVERYWHERE = "everywhere"
    ALL = "all"


EXTENT_NAMES: dict[Extent, Any] = {
    Extent.ONCE: _l("Orden här nedanför, som bara står på ett ställe"),
    Extent.EVERYWHERE: _l("Orden här nedanför, överallt i delen"),
    Extent.ALL: _l("Hela delen"),
}


def spans(words: str, wanted: str, extent: Extent) -> list[tuple[int, int]]:
    """What is to be masked. Raises Faulty (field "passage") when that cannot be found as it was asked."""
    if extent is Extent.ALL:
        return [(0, len(words))] if words else []
    return [find(words, wanted)] if extent is Extent.ONCE else find_all(words, wanted)


def find(words: str, wanted: str) -> tuple[int, int]:
    """Where the wanted words stand: once. White space of any kind and amount counts as the same.

    Raises Faulty (field "passage") when they are too few, stand nowhere, or more than once.
    """
    parts = wanted.split()
    if sum(map(len, parts)) < SHORTEST:
        raise Faulty(_l("Skriv minst två tecken av det som ska maskeras."), "passage")
    found = list(re.finditer(r"\s+".join(map(re.escape, parts)), words))
    if not found:
        text = _("Orden finns inte i den här texten. Kopiera dem precis som de står i svaret.")
        raise Faulty(text, "passage")
    if len(found) > 1:
        text = _(
            "Orden finns på %(n)s ställen i texten. Ta med några ord före eller efter, så att det "
            "bara kan vara ett ställe. Du kan också välja att maskera alla ställen."
        )
        raise Faulty(text % {"n": len(found)}, "passage")
    return found[0].span()


def find_all(words: str, wanted: str) -> list[tuple[int, int]]:
    """Everywhere the wanted words stand. Raises Faulty when they are too few or stand nowhere."""
    parts = wanted.split()
    if sum(map(len, parts)) < SHORTEST:
        return [find(words, wanted)]
    found = [each.span() for each in re.finditer(r"\s+".join(map(re.escape, parts)), words)]
    return found if len(found) > 1 else [find(words, wanted)]


def ensure_reason(reason: str, ground: str) -> None:
    """Raise Faulty unless it is one of the reasons, and secrecy has its ground."""
    if reason not in REASONS:
        raise Faulty(_l("Välj ett skäl ur listan."), "reason")
    if reason == SECRECY and not ground:
        raise Faulty(_l("Skriv vilken bestämmelse sekretessen grundas på."), "ground")
