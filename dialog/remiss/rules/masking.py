"""Passages of answers that nobody but staff may read: finding them, and showing the rest."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.masking import Passage, covered

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


class Place(StrEnum):
    """Where in a statement a passage stands."""

    WORDS = "words"
    PROPOSAL = "proposal"


def why(reason: str, ground: str) -> str:
    """The reason as it is shown to everybody, in the language of the reader."""
    name = str(REASONS.get(reason, reason))
    return f"{name}, {ground}" if ground else name


def masked(words: str, passages: Iterable[Passage]) -> str:
    """The words without the passages; in place of each it says why."""
    return covered(words, passages, _("[Maskerat: %(why)s]"))


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


def ensure_reason(reason: str, ground: str) -> None:
    """Raise Faulty unless it is one of the reasons, and secrecy has its ground."""
    if reason not in REASONS:
        raise Faulty(_l("Välj ett skäl ur listan."), "reason")
    if reason == SECRECY and not ground:
        raise Faulty(_l("Skriv vilken bestämmelse sekretessen grundas på."), "ground")
