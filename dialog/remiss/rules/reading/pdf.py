"""PDF: its text layer in lines; headings by size and number, without what is repeated on each page."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader

from dialog.remiss.rules.reading.fault import SCANNED, TOO_LARGE, Unreadable
from dialog.remiss.rules.reading.levels import is_heading_like
from dialog.remiss.rules.reading.lines import Group, is_bullet, note_in, without_contents
from dialog.remiss.rules.reading.numbering import depth, raised, split_number
from dialog.remiss.rules.reading.pieces import OF_DOCUMENT, Piece, Progress, grouped
from dialog.remiss.rules.reading.plain import read_groups

MOST_PAGES = 1500
FEW_LETTERS = 20  # on a page, on average: fewer, and it is a scanned one
LARGER, SMALLER = 1.12, 0.9  # than the usual size: a heading, a footnote
RAISED_SIZE = 0.8
APART = 1.35  # of the usual distance between lines: a new paragraph
BULLETS = {"•", "·", "▪", "●", "◦", "‣", "–", "-", "\uf0b7", "\uf0a7", "o"}
EDGE = 3  # lines at the top and bottom of a page among which its header and footer are
OFTEN = 0.4  # of the pages: a line there is repeated
LOUDEST_TITLE = 3  # lines, on the first page
SHORT_LINE = 0.75  # of the longest lines: a paragraph ends here


@dataclass
class Line:
    """One line on a page: its text, the size of its letters, and where it stands."""

    text: str
    size: float
    y: float
    bold: bool
    page: int
    begins_page: bool = False


@dataclass
class _Row:
    """Pieces of one line in the order in which the page draws them."""

    y: float
    parts: list[tuple[str, float, bool]] = field(default_factory=list)


def read_pdf(data: bytes, progress: Progress) -> Iterator[Piece]:
    """The pieces of a PDF with text. Raises Unreadable for scanned pages."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    total = len(reader.pages)
    if total > MOST_PAGES:
        raise Unreadable(TOO_LARGE)
    pages: list[list[Line]] = []
    for number, page in enumerate(reader.pages):
        pages.append(_lines(page, number))
        progress(number + 1, total)
    letters = sum(len(line.text) for lines in pages for line in lines)
    if letters < FEW_LETTERS * min(total, 3):
        raise Unreadable(SCANNED)
    return grouped(
        read_groups(
            without_contents(list(_groups(_without_edges(pages)))), lambda done, total: None
        )
    )


def _lines(page: PageObject, number: int) -> list[Line]:
    rows: list[_Row] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        name = str((font or {}).get("/BaseFont", ""))
        height = float(size) * scale
        for place, part in enumerate(text.split("\n")):
            if place or not rows or (part.strip() and abs(rows[-1].y - y) > height):
                rows.append(_Row(y))
            if part:
                rows[-1].y = rows[-1].y if rows[-1].parts else y
                rows[-1].parts.append((part, height, "bold" in name.lower()))

    page.extract_text(visitor_text=visit)
    return _with_bullets([line for row in rows if (line := _line(row, number)) is not None])


def _with_bullets(lines: list[Line]) -> list[Line]:
    """A bullet that was drawn by itself stands before the line of its height."""
    kept = [line for line in lines if line.text not in BULLETS]
    for bullet in (line for line in lines if line.text in BULLETS):
        beside = [line for line in kept if abs(line.y - bullet.y) < line.size / 2]
        if beside:
            beside[0].text = f"{bullet.text} {beside[0].text}"
    return kept


def _line(row: _Row, page: int) -> Line | None:
    """One line; small digits behind a word are raised ones."""
    sizes: Counter[float] = Counter()
    for text, size, _bold in row.parts:
        sizes[round(size, 1)] += len(text.strip())
    if not sizes or not sum(sizes.values()):
        return None
    usual = sizes.most_common(1)[0][0]
    words = ""
    for text, size, _bold in row.parts:
        is_mark = size < usual * RAISED_SIZE and text.strip().isdigit() and text.strip().isascii()
        words += raised(text.strip()) if is_mark else text
    is_bold = all(bold for text, _size, bold in row.parts if text.strip())
    text = " ".join(words.split())
    return Line(text, usual, row.y, is_bold, page) if text else None


def _without_edges(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Lines of all pages, less those at the edges that stand on many pages, whatever their numbers."""
    usual = _usual_size([line for lines in pages for line in lines])

    def shape(line: Line) -> str:
        is_heading = (
            line.size > usual * LARGER
        )  # two chapters that begin on a page each are no header
        return line.text if is_heading else re.sub(r"\d+", "#", line.text)

    count = Counter(each for lines in pages for each in {shape(line) for line in _edges(lines)})
    least = max(2, OFTEN * len(pages))
    repeated = {each for each, times in count.items() if times >= least}
    kept: list[Line] = []
    for lines in pages:
        edges = {id(line) for line in _edges(lines)}
        left = [line for line in lines if id(line) not in edges or shape(line) not in repeated]
        if left:
            left[0].begins_page = True
        kept += left
    return kept


def _usual_size(lines: Sequence[Line]) -> float:
    """The size of running text: most letters have it."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 1.0


def _edges(lines: Sequence[Line]) -> list[Line]:
    by_height = sorted(lines, key=lambda line: -line.y)
    return by_height if len(lines) <= EDGE * 2 else [*by_height[:EDGE], *by_height[-EDGE:]]


def _groups(lines: Sequence[Line]) -> Iterator[Group]:
    """Lines in paragraphs, each heading with its level."""
    usual, levels = _sizes(lines)
    gap = _usual_gap(lines)
    width = max((len(line.text) for line in lines if line.size == usual), default=0)
    group: Group | None = None
    before: Line | None = None
    for line in lines:
        level = _level(line, usual, levels)
        goes_on = before is not None and group is not None and group.level == level
        if (
            goes_on
            and group is not None
            and before is not None
            and not _parts(before, line, gap, width)
        ):
            group.lines.append(line.text)
        else:
            if group is not None:
                yield group
            group = Group([_noted(line, usual)], level, after_page=line.begins_page)
        before = line
    if group is not None:
        yield group


def _noted(line: Line, usual: float) -> str:
    """A footnote's own mark may be as small as its text: it is raised by us."""
    found = re.match(r"(\d{1,3})\s+(?=\S)", line.text)
    is_note = line.size < usual * SMALLER and found is not None
    return raised(found[1]) + " " + line.text[found.end() :] if is_note and found else line.text


def _parts(before: Line, line: Line, gap: float, width: int) -> bool:
    """Whether a new paragraph begins with this line."""
    if line.begins_page or is_bullet(line.text) or note_in(line.text) or before.size != line.size:
        return True
    if re.match(r"\d{1,2}[.)]\s|\d{1,3}\s+\S", line.text) and len(before.text) < width * SHORT_LINE:
        return True
    return abs(before.y - line.y) > gap * APART


def _sizes(lines: Sequence[Line]) -> tuple[float, dict[float, int]]:
    """The size of running text, and the level that each larger size means."""
    usual = _usual_size(lines)
    large = sorted({line.size for line in lines if line.size > usual * LARGER}, reverse=True)
    levels = {size: place for place, size in enumerate(large, 1)}
    loudest = [line for line in lines if large and line.size == large[0]]
    is_title = large and len(loudest) <= LOUDEST_TITLE and all(line.page == 0 for line in loudest)
    if is_title and len(large) > 1:
        levels = {size: level - 1 for size, level in levels.items()}
    elif is_title and _has_numbers(lines):
        levels[large[0]] = OF_DOCUMENT
    return usual, levels


def _has_numbers(lines: Sequence[Line]) -> bool:
    return any(line.bold and split_number(line.text)[0] for line in lines)


def _level(line: Line, usual: float, levels: dict[float, int]) -> int | None:
    """The level of a heading: by its size, else by its number when it is bold, else below all others."""
    level = levels.get(line.size)
    if level is not None:
        return level if any(map(str.isalpha, line.text)) else None
    if line.bold and line.size >= usual and is_heading_like(line.text):
        deepest = max(levels.values(), default=0)
        return depth(split_number(line.text)[0]) or deepest + 1
    return None


def _usual_gap(lines: Sequence[Line]) -> float:
    """The distance between two lines of one paragraph."""
    gaps = Counter(
        round(before.y - line.y, 0)
        for before, line in pairwise(lines)
        if before.page == line.page and before.size == line.size and before.y > line.y
    )
    return gaps.most_common(1)[0][0] if gaps else 1000.0
