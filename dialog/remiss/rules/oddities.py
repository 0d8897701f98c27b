"""What looks odd in a document that was read, so that somebody has a look at it. Pure."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.rules import holds_personal_number
from dialog.remiss.rules.content import Heading

LONG = 1_500  # words that hardly anybody reads before they answer
REPEATED = 3  # times that the same short line stands in the document: likely the head of a page
SHORT_LINE = 120  # characters


class Oddity(StrEnum):
    """One thing that looks odd."""

    EMPTY = "empty"
    LONG = "long"
    TWIN = "twin"
    LEAP = "leap"
    REPEATS = "repeats"
    UNNAMED = "unnamed"
    PERSONAL = "personal"


ODDITY_WORDS: dict[Oddity, Any] = {
    Oddity.EMPTY: _l("Ingen text"),
    Oddity.LONG: _l("Mycket långt"),
    Oddity.TWIN: _l("Samma rubrik finns på fler ställen"),
    Oddity.LEAP: _l("Hoppar över en nivå"),
    Oddity.REPEATS: _l("Har en rad som står på flera ställen, kanske ett sidhuvud"),
    Oddity.UNNAMED: _l("Ingen rubrik"),
    Oddity.PERSONAL: _l("Innehåller ett personnummer"),
}


def oddities(sections: Sequence[Heading]) -> list[list[Oddity]]:
    """What looks odd in each section, in order."""
    titles = Counter((each.number, each.title.casefold()) for each in sections)
    lines = repeated_lines(sections)
    found = []
    for at, section in enumerate(sections):
        before = sections[at - 1].level if at else 0
        has_below = at + 1 < len(sections) and sections[at + 1].level > section.level
        count = section.word_count()
        marks = {
            Oddity.EMPTY: not count and not has_below,
            Oddity.LONG: count > LONG,
            Oddity.TWIN: titles[section.number, section.title.casefold()] > 1,
            Oddity.LEAP: section.level > before + 1,
            Oddity.REPEATS: any(block.words() in lines for block in section.body.blocks),
            Oddity.UNNAMED: not section.title.strip(),
            Oddity.PERSONAL: has_personal_number(section),
        }
        found.append([odd for odd, is_so in marks.items() if is_so])
    return found


def has_personal_number(section: Heading) -> bool:
    """Whether a personal number stands in its heading or text, which everyone is going to read."""
    return holds_personal_number(f"{section.title}\n{section.body.words()}")


def repeated_lines(sections: Sequence[Heading]) -> dict[str, int]:
    """Short lines that stand several times in the document, as the heads of pages do, and how often."""
    lines = Counter(block.words() for section in sections for block in section.body.blocks)
    return {line: n for line, n in lines.items() if n >= REPEATED and 0 < len(line) <= SHORT_LINE}


def has_no_headings(sections: Sequence[Heading]) -> bool:
    """Whether the document came as one piece, so that nobody can answer about its parts."""
    return len(sections) == 1 and sum(each.word_count() for each in sections) > 0
