"""Plain text, and the lines of a PDF: paragraphs, lists, tables, notes, and headings by their looks."""

import re
from collections.abc import Callable, Iterator, Sequence

from dialog.remiss.rules.content import Block, BlockKind, Footnote
from dialog.remiss.rules.reading.joining import joined_lines, mended
from dialog.remiss.rules.reading.levels import is_heading_like
from dialog.remiss.rules.reading.lines import (
    Group,
    Source,
    is_bullet,
    is_date,
    read_lines,
    without_bullet,
)
from dialog.remiss.rules.reading.numbering import RAISED, lowered, split_number
from dialog.remiss.rules.reading.pieces import (
    OF_DOCUMENT,
    Item,
    Piece,
    Progress,
    Title,
    grouped,
    mark,
    paragraph,
    table,
    tidy,
)

USUAL_FIRST = re.compile(
    r"(förord|inledning|sammanfattning|bakgrund|syfte|introduktion|om )\b", re.IGNORECASE
)
SENTENCE = 8  # words
FEW, LONGEST_TITLE = 3, 200  # lines of one title; letters
STEPS = 20  # how often progress is told
_ITEM = re.compile(r"(?:\d{1,3}|[a-z])[.)]\s+(?=\S)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])(.{0,300}?[^\s*])\1(?![\w*])", re.DOTALL)
_RAISED = re.compile(rf"(?<!\bm)(?<!\bkm)(?<!\bcm)(?<!\bdm)(?<!\bmm)([{RAISED}]{{1,3}})")
_BOXED = re.compile(r"\[(\d{1,3})\]")
_CONTACT = re.compile(
    r"(?:.*?:\s*)?(?:(?:https?://|www\.)\S+|\S+@\S+\.\w+|\+?[\d ()/–-]{6,25})|.{0,30}\b\d{3} ?\d{2} [A-ZÅÄÖ][A-ZÅÄÖa-zåäö]+",
)
_KEY = re.compile(r"(?P<key>[^:\t]{2,40}):\s*(?P<value>.*)")


def read_plain(text: str, progress: Progress) -> Iterator[Piece]:
    """The pieces of a text without a format of its own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    source = read_lines(_EMPHASIS.sub(r"\2", lines))
    return grouped(read_groups(source, progress))


def read_groups(source: Source, progress: Progress) -> Iterator[Piece | Item]:
    """The pieces of lines that stand in groups. Where no heading shows by its size, its place shows it."""
    by_looks = all(group.level is None for group in source.groups)
    front, groups = _split_front(source) if by_looks else ([], source.groups)
    title = _title_among(front, source.entries)
    if title:
        yield Title(OF_DOCUMENT, title)
    yield from _front_pieces(front, title)
    found = list(mended(_without_colophon(groups, front)))
    marks = {each.mark for each in found if isinstance(each, Footnote)}
    twins = _headings_among(found, source.entries) if by_looks else set()
    waiting: list[Footnote] = []
    for done, each in enumerate(found, 1):
        if done % STEPS == 0 or done == len(found):
            progress(done, len(found))
        if isinstance(each, Footnote):
            waiting.append(Footnote(each.mark, tidy(each.text)))
            continue
        is_followed = any(isinstance(later, Group) for later in found[done : done + 4])
        yield from waiting
        waiting = []
        yield from _pieces(each, marks, twins if is_followed else set())
    yield from waiting


def _pieces(group: Group, marks: set[str], headings: set[str]) -> Iterator[Piece | Item]:
    """What one group is. `headings`: the lines that are headings by their looks."""
    lines = [_with_marks(line, marks) for line in group.lines]
    if group.level is not None:
        yield Title(group.level, joined_lines(lines))
    elif len(lines) == 1 and _bare(group.lines[0]) in headings:
        yield Title(None, lines[0].rstrip(":"))
    elif is_bullet(lines[0]):
        yield from _items(lines, is_bullet, without_bullet, is_numbered=False)
    elif _is_numbered_list(lines):
        yield from _items(lines, _begins_item, _without_number, is_numbered=True)
    elif all("\t" in line for line in lines):
        yield from _table(lines)
    else:
        yield from _paragraph(lines)


def _paragraph(lines: Sequence[str]) -> Iterator[Block]:
    if all(line.startswith(">") for line in lines):
        yield from paragraph(joined_lines([line.lstrip("> ") for line in lines]), BlockKind.QUOTE)
        return
    text = joined_lines(lines)
    is_quote = text[0] in '”“"»' and text.rstrip(".")[-1] in '”"«»' and len(text) > SENTENCE * 5
    inner = text[1:].rstrip(".")[:-1]
    is_whole = is_quote and not any(each in inner for each in '”“"»«')
    yield from paragraph(text, BlockKind.QUOTE if is_whole else BlockKind.PARAGRAPH)


def _table(lines: Sequence[str]) -> Iterator[Block]:
    """Cells between tabs. Where every cell says its own name ("Datum: 1 maj") there are two columns."""
    rows = [line.split("\t") for line in lines]
    pairs = [_KEY.fullmatch(cell.strip()) for row in rows for cell in row if cell.strip()]
    if all(pairs):
        rows = [[pair["key"], pair["value"]] for pair in pairs if pair]
    yield from table(rows, has_head=False)


def _is_numbered_list(lines: Sequence[str]) -> bool:
    numbers = [line for line in lines if _begins_item(line)]
    return len(numbers) > 1 and _begins_item(lines[0]) and lines[0].lower().startswith(("1", "a"))


def _begins_item(line: str) -> bool:
    return _ITEM.match(line) is not None


def _without_number(line: str) -> str:
    return _ITEM.sub("", line, count=1)


def _items(
    lines: Sequence[str],
    begins: Callable[[str], bool],
    bare: Callable[[str], str],
    *,
    is_numbered: bool,
) -> Iterator[Item]:
    """The items of a list; a line that begins none goes on with the one before it."""
    items: list[list[str]] = []
    for line in lines:
        if begins(line) or not items:
            items.append([bare(line)])
        else:
            items[-1].append(line)
    yield from (Item(each, is_numbered) for each in map(tidy, map(joined_lines, items)) if each)


def _with_marks(line: str, marks: set[str]) -> str:
    """Raised digits that name a note become references to it; those of "m²" stay."""
    line = _BOXED.sub(lambda found: mark(found[1]) if found[1] in marks else found[0], line)
    return _RAISED.sub(
        lambda found: mark(lowered(found[1])) if lowered(found[1]) in marks else found[0], line
    )


def _bare(line: str) -> str:
    """What tells whether two headings are the same: no raised digits, no colon."""
    return _bare_words(line).rstrip(":").strip()


def _bare_words(line: str) -> str:
    return " ".join(_BOXED.sub("", _RAISED.sub("", line)).split())


def _headings_among(found: Sequence[Group | Footnote], entries: Sequence[str]) -> set[str]:
    """Lines that stand alone, look like headings, or stand in the table of contents."""
    lone = [each.lines[0] for each in found if isinstance(each, Group) and len(each.lines) == 1]
    alike = {_bare(line) for line in lone if _can_be_heading(line)}
    listed = {_bare(entry) for entry in entries}
    return alike | {_bare(line) for line in lone if _bare(line) in listed}


def _can_be_heading(line: str) -> bool:
    is_text = "\t" in line or is_bullet(line) or is_date(line)
    return not is_text and is_heading_like(_bare_words(line))


def _split_front(source: Source) -> tuple[list[Group], list[Group]]:
    """The title page, and what comes after: what stands before the table of contents, or before text."""
    groups, listed = source.groups, {_bare(entry) for entry in source.entries}
    for place, group in enumerate(groups[: source.front if listed else -1]):
        line = joined_lines(group.lines)
        if len(group.lines) > 1 or not _can_be_heading(line):
            if _is_running(group):
                break
            continue
        is_first = bool(USUAL_FIRST.match(line) or split_number(line)[0] or _bare(line) in listed)
        is_followed = _is_running(groups[place + 1])
        if is_followed and not place and not is_first:
            return groups[:1], groups[1:]  # the title, with text below it
        if (is_followed and (is_first or not listed)) or (is_first and not listed):
            return groups[:place], groups[place:]
    return (groups[: source.front], groups[source.front :]) if listed else ([], groups)


def _is_running(group: Group) -> bool:
    text = joined_lines(group.lines)
    return len(text.split()) >= SENTENCE and "\t" not in text and text[-1] in ".!?:”"


def _title_among(front: Sequence[Group], entries: Sequence[str]) -> str:
    """The title on the title page: what the table of contents repeats, else what says most."""
    lines = [joined_lines(group.lines) for group in front if len(group.lines) <= FEW]
    lines = [line for line in lines if "\t" not in line and _can_be_title(line)]
    listed = [line for line in lines if line in entries]
    return max(listed or lines, key=lambda line: len(line.split()), default="")


def _is_contact(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and _CONTACT.fullmatch(line) is not None


def _can_be_title(line: str) -> bool:
    letters = sum(map(str.isalpha, line))
    return letters > len(line) / 2 and line[-1] not in ".,;:" and len(line) <= LONGEST_TITLE


def _front_pieces(front: Sequence[Group], title: str) -> Iterator[Piece | Item]:
    """What stands below the title on the title page. What stands above it names the sender."""
    is_below = not title
    for group in front:
        if joined_lines(group.lines) == title:
            is_below = True
        elif is_below:
            yield from _pieces(group, set(), set())


def _without_colophon(groups: Sequence[Group], front: Sequence[Group]) -> list[Group]:
    """Neither what the title page says again on other pages, nor whom to call on the last one."""
    again = {joined_lines(group.lines) for group in front}
    kept = [group for group in groups if joined_lines(group.lines) not in again]
    while kept and len(kept[-1].lines) <= FEW and all(map(_is_contact, kept[-1].lines)):
        kept.pop()
    return kept
