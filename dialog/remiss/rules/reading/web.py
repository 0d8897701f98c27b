"""HTML: what is read on the page. Scripts, styles and menus are left out; so are links to other places."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import html

from dialog.remiss.rules.content import Block, BlockKind, Footnote
from dialog.remiss.rules.reading.fault import BROKEN, TOO_LARGE, Unreadable
from dialog.remiss.rules.reading.judging import text_in
from dialog.remiss.rules.reading.numbering import lowered, raised
from dialog.remiss.rules.reading.pieces import (
    MARK,
    MOST_COLUMNS,
    OF_DOCUMENT,
    Item,
    Piece,
    Progress,
    Title,
    grouped,
    mark,
    paragraph,
    picture,
    table,
    tidy,
)

NOT_READ = {
    *("script", "style", "template", "noscript", "head", "nav", "iframe", "object", "embed"),
    *("svg", "math", "canvas", "audio", "video", "select", "button", "input", "textarea", "title"),
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What stands in a line of text. Anything else begins a line of its own.
INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
    *("font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike"),
    *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "br", "img"),
}
LISTS = ("ul", "ol")
STEP = 200
MOST_NODES = 300_000
LONGEST_MARK = 4


@dataclass
class _Page:
    """The page, and the notes that its text leads to: their elements by id, with their marks."""

    notes: dict[str, str] = field(default_factory=dict)  # mark by id
    elements: dict[str, Any] = field(default_factory=dict)
    holding: set[Any] = field(default_factory=set)  # what has blocks in it
    total: int = 0
    done: int = 0


def read_web(data: bytes, progress: Progress) -> Iterator[Piece]:
    """The pieces of a web page, in order."""
    return read_page(text_in(data, "html"), progress)


def read_page(text: str, progress: Progress) -> Iterator[Piece]:
    """The pieces of a web page that is a text already."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if any(each.type_name == "ERR_RESOURCE_LIMIT" for each in parser.error_log):
        raise Unreadable(BROKEN)  # what lies deeper was not parsed
    page = _Page(total=sum(1 for _each in root.iter()))
    if page.total > MOST_NODES:
        raise Unreadable(TOO_LARGE)
    page.holding = _holding_blocks(root)
    _find_notes(page, root)
    body = root.find("body")
    pieces = _walked(page, root if body is None else body, progress)
    yield from _with_title(root, grouped(pieces))
    progress(page.total, page.total)


def _with_title(root: Any, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The page's own name, where no single heading stands above all others."""
    found = list(pieces)
    levels = [piece.level for piece in found if isinstance(piece, Title)]
    name = tidy(root.findtext("head/title") or "")
    if name and levels.count(1) != 1:
        yield Title(OF_DOCUMENT, name)
    yield from found


def _find_notes(page: _Page, root: Any) -> None:
    """Raised links ("<sup><a href="#fn1">1</a></sup>") lead to the notes."""
    by_id = {node.get("id"): node for node in root.iter() if node.get("id")}
    for link in root.iter("a"):
        target = link.get("href", "")[1:]
        is_raised = next(link.iterancestors("sup"), None) is not None
        is_raised = is_raised or link.find("sup") is not None or link.get("role") == "doc-noteref"
        name = lowered(tidy(link.text_content()).strip("[]()"))
        is_first = link.get("href", "").startswith("#") and target in by_id
        if (
            is_raised
            and is_first
            and 0 < len(name) <= LONGEST_MARK
            and not _is_around(by_id[target], link)
        ):
            page.notes.setdefault(target, name)
            page.elements[target] = by_id[target]


def _is_around(node: Any, link: Any) -> bool:
    return any(each is node for each in link.iterancestors())


def _walked(page: _Page, node: Any, progress: Progress) -> Iterator[Piece | Item]:
    """What a node holds: text that runs is gathered, until something begins a line of its own."""
    running = node.text or ""
    for child in node.iterchildren():
        page.done += 1
        if page.done % STEP == 0:
            progress(page.done, page.total)
        if not isinstance(child.tag, str) or child.tag in NOT_READ:
            running += child.tail or ""
        elif child.tag in INLINE and child not in page.holding:
            running += _words(page, child) + (child.tail or "")
            yield from _pictures(child)
        else:
            yield from paragraph(running)
            running = child.tail or ""
            yield from _block(page, child, progress)
    yield from paragraph(running)


def _block(page: _Page, node: Any, progress: Progress) -> Iterator[Piece | Item]:
    if node.get("id") in page.elements:
        yield Footnote(page.notes[node.get("id")], _note_text(page, node))
    elif node.tag in HEADINGS:
        text = tidy(_words(page, node))
        if MARK.sub("", text):
            yield Title(HEADINGS[node.tag], text)
    elif node.tag in LISTS:
        yield from _list(page, node)
    elif node.tag == "table":
        yield from _table(page, node)
    elif node.tag == "blockquote":
        yield from _quote(page, node)
    else:
        yield from _walked(page, node, progress)


def _quote(page: _Page, node: Any) -> Iterator[Piece | Item]:
    for piece in _walked(page, node, lambda done, total: None):
        is_text = isinstance(piece, Block) and piece.kind is BlockKind.PARAGRAPH
        yield Block(BlockKind.QUOTE, text=piece.text) if is_text else piece


def _list(page: _Page, node: Any, depth: int = 0) -> Iterator[Piece | Item]:
    """The items, each with those of the lists inside it behind it."""
    for item in node.iterchildren():
        if item.get("id") in page.elements:
            yield Footnote(page.notes[item.get("id")], _note_text(page, item))
        elif item.tag in LISTS:
            yield from _list(page, item, depth + 1)
        elif isinstance(item.tag, str) and item.tag not in NOT_READ:
            if words := tidy(_words(page, item, without=LISTS)):
                yield Item(words, node.tag == "ol", depth)
            for inner in item.iterchildren(*LISTS):
                yield from _list(page, inner, depth + 1)


def _note_text(page: _Page, node: Any) -> str:
    """The note, without its own number and without the link back."""
    own = page.notes[node.get("id")]
    words = tidy(MARK.sub("", _words(page, node, without=(), is_note=True)))
    return words.removeprefix(own).lstrip(".:) ").strip(" ↩︎^")


def _words(page: _Page, node: Any, *, without: tuple[str, ...] = (), is_note: bool = False) -> str:
    """Its text as one line."""
    parts = [node.text or ""] if node.tag not in NOT_READ else []
    for child in node.iterchildren():
        if isinstance(child.tag, str) and child.tag not in NOT_READ and child.tag not in without:
            parts.append(_child_words(page, child, without, is_note=is_note))
        parts.append(child.tail or "")
    if node.tag == "sup":
        return _raised("".join(parts))
    if node.tag == "a" and node.get("href", "")[1:] in page.notes and not is_note:
        return mark(page.notes[node.get("href", "")[1:]])
    return "".join(parts)


def _raised(words: str) -> str:
    digits = lowered(words).strip()
    return raised(digits) if digits.isascii() and digits.isdigit() else words


def _child_words(page: _Page, child: Any, without: tuple[str, ...], *, is_note: bool) -> str:
    if child.tag == "br":
        return " "
    is_back = is_note and child.tag == "a" and child.get("href", "").startswith("#")
    words = "" if is_back else _words(page, child, without=without, is_note=is_note)
    return words if child.tag in INLINE else f" {words} "


def _holding_blocks(root: Any) -> set[Any]:
    """Everything that has something in it that begins a line of its own. Each node is visited once or twice."""
    found: set[Any] = set()
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag not in INLINE:
            for each in node.iterancestors():
                if each in found:
                    break
                found.add(each)
    return found


def _pictures(node: Any) -> Iterator[Piece]:
    for each in node.iter("img"):
        if each.get("alt", None) != "":  # an empty one says: for the looks only
            yield picture(each.get("alt", "") or each.get("title", ""))


def _table(page: _Page, node: Any) -> Iterator[Piece]:
    rows = [row for row in node.iter("tr") if next(row.iterancestors("table"), None) is node]
    first = rows[0] if rows else None
    has_head = first is not None and (
        first.getparent().tag == "thead"
        or all(cell.tag == "th" for cell in first.iterchildren("td", "th"))
    )
    if caption := node.findtext("caption"):
        yield from paragraph(caption)
    yield from table(_rows(page, rows), has_head=has_head)


def _rows(page: _Page, rows: list[Any]) -> Iterator[list[str]]:
    """Merged cells say their text once; where they reach, the cell is empty."""
    reaching: dict[int, int] = {}  # rows that a column is still taken by a cell from above
    for row in rows:
        cells: list[str] = []
        for cell in islice(row.iterchildren("td", "th"), MOST_COLUMNS + 1):
            _skip_taken(cells, reaching)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(len(cells), len(cells) + across):
                reaching[place] = down
            cells += [_words(page, cell), *[""] * (across - 1)]
        _skip_taken(cells, reaching)
        for place in list(reaching):
            reaching[place] -= 1
        yield cells


def _skip_taken(cells: list[str], reaching: dict[int, int]) -> None:
    while reaching.get(len(cells), 0) > 0 and len(cells) < MOST_COLUMNS:
        cells.append("")


def _span(cell: Any, name: str) -> int:
    given = cell.get(name, "1")
    return (
        min(max(int(given), 1), MOST_COLUMNS)
        if given.isascii() and given.isdigit() and len(given) <= LONGEST_MARK
        else 1
    )
