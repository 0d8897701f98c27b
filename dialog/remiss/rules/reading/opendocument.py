"""ODT: headings by outline level, lists, tables, notes, frames. What was deleted with tracking is not read."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from dialog.remiss.rules.content import BlockKind, Footnote
from dialog.remiss.rules.reading.fault import BROKEN, Unreadable
from dialog.remiss.rules.reading.levels import is_heading_like
from dialog.remiss.rules.reading.opendocument_styles import (
    DRAW,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    OdtStyles,
    read_styles,
    small_number,
)
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

STEP = 200
MOST_SPACES = 100
# Deleted text, tables of contents, remarks in the margin, and what is told apart.
NOT_READ = {
    f"{TEXT}tracked-changes",
    f"{TEXT}table-of-content",
    f"{TEXT}illustration-index",
    f"{TEXT}table-index",
    f"{TEXT}alphabetical-index",
    f"{OFFICE}annotation",
    f"{OFFICE}forms",
    f"{TEXT}sequence-decls",
    f"{TEXT}ruby-text",
}
FRAMES = {f"{DRAW}frame", f"{DRAW}custom-shape", f"{DRAW}rect", f"{DRAW}g", f"{DRAW}a"}


class _Odt:
    """What the document is read with, and what was met in a paragraph and is told behind it."""

    def __init__(self, styles: OdtStyles, progress: Progress, total: int) -> None:
        self.styles, self.progress, self.total = styles, progress, total
        self.done = 0
        self.waiting: list[Footnote] = []
        self.frames: list[Any] = []
        self.counts: list[int | None] = [None] * 10

    def step(self) -> None:
        """One paragraph more is read."""
        self.done = min(self.done + 1, self.total)
        if self.done % STEP == 0 or self.done == self.total:
            self.progress(self.done, self.total)


def read_odt(data: bytes, progress: Progress) -> Iterator[Piece]:
    """The pieces of an OpenDocument text, in order."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = etree.fromstring(archive.read("content.xml"), parser)
        has_styles = "styles.xml" in archive.namelist()
        styles = etree.fromstring(archive.read("styles.xml"), parser) if has_styles else None
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable(BROKEN)
    total = sum(1 for _each in body.iter(f"{TEXT}p", f"{TEXT}h"))
    odt = _Odt(read_styles(content, styles), progress, total)
    yield from grouped(_walked(odt, body))
    progress(total, total)


def _walked(odt: _Odt, node: Any) -> Iterator[Piece | Item]:
    for child in node.iterchildren():
        if isinstance(child.tag, str) and child.tag not in NOT_READ:
            yield from READERS.get(child.tag, _walked)(odt, child)


def _heading(odt: _Odt, node: Any) -> Iterator[Piece | Item]:
    odt.step()
    text = tidy(_text(odt, node))
    level = max(small_number(node.get(f"{TEXT}outline-level", "1"), 1), 1)
    is_title = odt.styles.is_title(node.get(f"{TEXT}style-name", ""))
    if MARK.sub("", text):
        number = "" if is_title else odt.styles.counted(odt.counts, level)
        yield Title(OF_DOCUMENT if is_title else level, text, number)
    yield from _behind(odt)


def _paragraph(odt: _Odt, node: Any) -> Iterator[Piece | Item]:
    odt.step()
    text = tidy(_text(odt, node))
    style = node.get(f"{TEXT}style-name", "")
    if odt.styles.is_title(style):
        if text:
            yield Title(OF_DOCUMENT, text)
    elif text and is_heading_like(text) and odt.styles.is_bold(style):
        yield Title(None, text)
    elif odt.styles.is_quote(style):
        yield from paragraph(text, BlockKind.QUOTE)
    else:
        yield from paragraph(text)
    yield from _behind(odt)


def _behind(odt: _Odt) -> Iterator[Piece | Item]:
    """The notes and frames that the text just read holds."""
    notes, frames = odt.waiting, odt.frames
    odt.waiting, odt.frames = [], []
    yield from notes
    for frame in frames:
        yield from _frame(odt, frame)


def _text(odt: _Odt, node: Any) -> str:
    return "".join(_words(odt, node))


def _words(odt: _Odt, node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node.iterchildren():
        match child.tag:
            case tag if tag == f"{TEXT}note":
                yield _reference(odt, child)
            case tag if tag == f"{TEXT}s":
                yield " " * min(small_number(child.get(f"{TEXT}c", "1"), 1), MOST_SPACES)
            case tag if tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
                yield " "
            case tag if tag in FRAMES:
                odt.frames.append(child)
            case tag if isinstance(tag, str) and tag not in NOT_READ:
                yield from _words(odt, child)
        yield child.tail or ""


def _reference(odt: _Odt, node: Any) -> str:
    name = tidy("".join(node.find(f"{TEXT}note-citation").itertext())) or "*"
    body = node.find(f"{TEXT}note-body")
    paragraphs = [] if body is None else body.iter(f"{TEXT}p", f"{TEXT}h")
    text = " ".join(_text(odt, each) for each in paragraphs)
    odt.waiting.append(Footnote(name, tidy(MARK.sub("", text))))
    return mark(name)


def _list(odt: _Odt, node: Any, inherited: str = "", depth: int = 0) -> Iterator[Piece | Item]:
    """The items, each with those of the lists inside it behind it."""
    style = node.get(f"{TEXT}style-name", "") or inherited
    is_numbered = odt.styles.is_numbered(style)
    for item in node.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
        if words := tidy(" ".join(_text(odt, each) for each in item.iterchildren(f"{TEXT}p"))):
            odt.step()
            yield Item(words, is_numbered, depth)
        yield from _behind(odt)
        for child in item.iterchildren(f"{TEXT}h", f"{TEXT}list"):
            is_heading = child.tag == f"{TEXT}h"
            yield from _heading(odt, child) if is_heading else _list(odt, child, style, depth + 1)


def _table(odt: _Odt, node: Any) -> Iterator[Piece | Item]:
    has_head = node.find(f"{TABLE}table-header-rows") is not None
    rows = [row for row in node.iter(f"{TABLE}table-row") if _table_of(row) is node]
    cells = [list(_cells(odt, row)) for row in rows]
    yield from table(cells, has_head=has_head)
    yield from _behind(odt)


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(f"{TABLE}table"), None)


def _cells(odt: _Odt, row: Any) -> Iterator[str]:
    """Merged cells say their text once: the covered ones are there, and empty."""
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        words = []
        for each in cell.iter(f"{TEXT}p", f"{TEXT}h"):
            if next(each.iterancestors(f"{TEXT}note", f"{DRAW}text-box"), None) is None:
                odt.step()
                words.append(_text(odt, each))
        yield " ".join(words)
        again = small_number(cell.get(f"{TABLE}number-columns-repeated", "1"), 1)
        yield from [""] * min(max(again - 1, 0), MOST_COLUMNS)


def _frame(odt: _Odt, node: Any) -> Iterator[Piece | Item]:
    """The text of a text box, or what a picture shows."""
    boxes = [node] if node.tag in {f"{DRAW}custom-shape", f"{DRAW}rect"} else []
    boxes += [child for child in node.iterchildren() if child.tag == f"{DRAW}text-box"]
    for box in boxes:
        yield from _walked(odt, box)
    if not boxes and node.tag in {f"{DRAW}g", f"{DRAW}a"}:
        for inner in node.iterchildren(*FRAMES):
            yield from _frame(odt, inner)
    image = node.find(f"{DRAW}image")
    if image is not None and image.get(f"{XLINK}href", ""):
        words = node.findtext(f"{SVG}desc") or node.findtext(f"{SVG}title") or ""
        yield picture(words)


READERS: dict[str, Callable[[_Odt, Any], Iterator[Piece | Item]]] = {
    f"{TEXT}h": _heading,
    f"{TEXT}p": _paragraph,
    f"{TEXT}list": _list,
    f"{TABLE}table": _table,
    **dict.fromkeys(FRAMES, _frame),
}
