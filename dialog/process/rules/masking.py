"""Passages that nobody but staff may read: finding them in a text, and showing the rest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l

SHORTEST = 2  # characters: shorter words occur everywhere


@dataclass(frozen=True)
class Passage:
    """From `start` up to `end` (characters) of one text, and why nobody may read it, in words."""

    start: int
    end: int
    why: str


def pieces(words: str, passages: Iterable[Passage]) -> list[tuple[str, str]]:
    """All of the words, cut at the passages: (text, why it is masked, or "").

    Passages that overlap or touch become one with all their reasons, so that nothing between them
    is left. What stands outside the words is cut off. For staff; others see `covered`.
    """
    cut, end = [], 0
    for each in _merged(words, passages):
        cut += [(words[end : each.start], ""), (words[each.start : each.end], each.why)]
        end = each.end
    return [piece for piece in (*cut, (words[end:], "")) if piece[0]]


def covered(words: str, passages: Iterable[Passage], marker: str) -> str:
    """The words without the passages; in place of each the marker, with %(why)s filled in."""
    return "".join(
        marker % {"why": reason} if reason else text for text, reason in pieces(words, passages)
    )


def shown(words: str, passages: Iterable[Passage]) -> str:
    """What anyone may read of something that has been moderated."""
    return covered(words, passages, _("[Dolt av kommunen: %(why)s]"))


def found_again(passage: str, words: str) -> list[tuple[int, int]]:
    """Where the same words stand in another text, whatever their case and white space.

    As words of their own, so that a name that was hidden takes no part of a longer word with it.
    """
    parts = passage.split()
    if not parts:
        return []
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    wanted = before + r"\s+".join(map(re.escape, parts)) + after
    return [each.span() for each in re.finditer(wanted, words, re.IGNORECASE)]


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
        text = _("Orden finns inte i den här texten. Kopiera dem precis som de står där.")
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
