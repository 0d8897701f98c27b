"""Lines of plain text or of a PDF, without what belongs to the page and not to the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dialog.remiss.rules.reading.numbering import RAISED, lowered, split_number

FORM_FEED = "\f"
OFTEN = 3
SHORT, LONGEST = 60, 300  # letters of a heading; of a line in a table of contents
PAIR = 2
FEW_IN_TABLE = 3
_DATE = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2} [a-zåäö]{3,9} \d{4})"
)
_PAGE_NUMBER = re.compile(
    r"(?:[-–]\s*)?(?:(?:sida|sidan|sid|s)\.?\s*)?\d{1,4}\s*(?:[-–]|(?:\(|av|/|of)\s*\d{1,4}\s*\)?)?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"innehåll(?:sförteckning)?|table of contents|contents", re.IGNORECASE)
_LEADER = re.compile(
    r"(?P<title>\S.{0,200}?)\s*(?:\.{3,}|…+|(?:\. ){3,}|\t)[\s.…]*(?P<page>\d{1,4})"
)
_ENTRY = re.compile(r"(?P<title>\S.{0,200}?)[\s.…]+(?P<page>\d{1,4})")
_NOTE = re.compile(rf"(?:(?P<raised>[{RAISED}]{{1,3}})|\[(?P<boxed>\d{{1,3}})\])\s*(?P<text>\S.*)")
_SPACES = re.compile(r"[^\S\t]+")
_BULLET = re.compile(r"\s*(?:[-•*·▪●◦‣⁃–—\uf0b7\uf0a7]|o(?=\s))\s+(?=\S)")


@dataclass
class Group:
    """Lines that stand together. `level` is that of a heading, where its looks in a PDF tell."""

    lines: list[str]
    level: int | None = None
    after_page: bool = False  # a page ended, or a note stood, between the text before and this one


@dataclass
class Source:
    """What is left of the lines, and what was found among those that were taken out."""

    groups: list[Group]
    entries: list[str] = field(default_factory=list)  # of the table of contents
    front: int = 0  # how many groups stand before the table of contents


def is_bullet(line: str) -> bool:
    """Whether an item of a list begins here."""
    return _BULLET.match(line) is not None


def without_bullet(line: str) -> str:
    """The item's own text."""
    return _BULLET.sub("", line, count=1)


def is_date(line: str) -> bool:
    """Whether the line is a date and nothing else."""
    return _DATE.fullmatch(line.strip()) is not None


def note_in(line: str) -> tuple[str, str] | None:
    """The mark and the text of a footnote that begins with this line."""
    found = _NOTE.fullmatch(line.strip())
    return (found["boxed"] or lowered(found["raised"]), found["text"]) if found else None


def read_lines(text: str) -> Source:
    """The text in groups, without page numbers, repeated dates, and the table of contents."""
    return without_contents(_cleaned(list(_grouped(text.split("\n")))))


def _cleaned(groups: Sequence[Group]) -> list[Group]:
    lines = [line.strip() for group in groups for line in group.lines]
    unwanted = _of_the_page(lines)
    kept: list[Group] = []
    is_after = False
    for group in groups:
        left = [line for line in group.lines if line.strip() not in unwanted]
        is_after = is_after or group.after_page or len(left) < len(group.lines)
        if left:
            kept.append(Group(left, group.level, after_page=is_after))
            is_after = False
    return kept


def _grouped(lines: Sequence[str]) -> Iterator[Group]:
    """Blank lines part groups; so does a line that begins a list or a note, and a new page."""
    group = Group([])
    for line in lines:
        page_ends = FORM_FEED in line
        words = _SPACES.sub(" ", line.replace(FORM_FEED, " ")).strip()
        begins = not words or page_ends or _begins(words, group.lines)
        if begins and group.lines:
            yield group
            group = Group([])
        group.after_page = group.after_page or page_ends
        if words:
            group.lines.append(words)
    if group.lines:
        yield group


def _begins(line: str, before: Sequence[str]) -> bool:
    if not before:
        return False
    if note_in(line):
        return True
    if is_bullet(line) and not is_bullet(before[0]):
        return True
    if ("\t" in line) != ("\t" in before[-1]) and len(_entries([before[-1], line], _LEADER)) < PAIR:
        return True
    return len(before) == 1 and _is_numbered_heading(before[0]) and line[:1].isupper()


def _is_numbered_heading(line: str) -> bool:
    return split_number(line)[0] != "" and len(line) < SHORT and line[-1] not in ".,;:"


def _of_the_page(lines: Sequence[str]) -> set[str]:
    """Lines that are repeated as pages are: dates, page numbers, and texts with a page's number in them."""
    often = Counter(lines)
    found = {line for line, count in often.items() if count > 1 and is_date(line)}
    found |= _page_numbers(lines)
    alike: dict[str, set[str]] = {}
    for line in often:
        if any(map(str.isdigit, line)) and not split_number(line)[0] and "\t" not in line:
            alike.setdefault(re.sub(r"\d+", "#", line), set()).add(line)
    for shape, same in alike.items():
        if len(same) >= OFTEN and _ends_with_page(shape):
            found |= same
    return found


def _page_numbers(lines: Sequence[str]) -> set[str]:
    """Lines that say which page it is: in so many words, or by numbers that grow."""
    found = [line for line in lines if _PAGE_NUMBER.fullmatch(line) and not is_date(line)]
    bare = [line for line in found if line.isascii() and line.isdigit()]
    values = [int(line) for line in bare]
    are_pages = len(bare) > 1 and all(0 < b - a <= OFTEN for a, b in pairwise(values))
    return set(found) - (set() if are_pages else set(bare))


def _ends_with_page(shape: str) -> bool:
    return (
        re.search(r"(?:sida|sid\.?|\(|av|\||–|-|\s{2})\s*#\s*\)?$", shape, re.IGNORECASE)
        is not None
    )


def without_contents(groups: Sequence[Group]) -> Source:
    """Takes out the table of contents: below its heading, or wherever dots lead to a page number."""
    source = Source([])
    is_inside = False
    heading: Group | None = None
    for group in groups:
        if len(group.lines) == 1 and _CONTENTS.fullmatch(group.lines[0]) and not source.entries:
            is_inside, source.front, heading = True, len(source.groups), group
            continue
        entries = _entries(group.lines, _ENTRY if is_inside else _LEADER)
        if not is_inside and len(entries) >= FEW_IN_TABLE and not source.entries:
            is_inside, source.front = True, len(source.groups)
        is_inside = is_inside and bool(entries)
        if not is_inside and heading is not None and not source.entries:
            source.groups.append(heading)  # a section that has that name
        heading = None
        if is_inside:
            source.entries += entries
        else:
            source.groups.append(group)
    return source


def _entries(lines: Sequence[str], shape: re.Pattern[str]) -> list[str]:
    """The titles in a table of contents; none when most lines have no page number at their end."""
    found = [match for line in lines if len(line) < LONGEST and (match := shape.fullmatch(line))]
    is_table = len(found) * 3 >= len(lines) * 2
    return [match["title"].strip() for match in found] if is_table else []
