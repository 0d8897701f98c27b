"""DOCX: headings by style, numbers that Word counts, lists, tables, notes, text boxes, tracked changes."""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document

from dialog.remiss.rules.content import BlockKind
from dialog.remiss.rules.reading.levels import is_heading_like
from dialog.remiss.rules.reading.pieces import (
    MARK,
    MOST_COLUMNS,
    Item,
    Piece,
    Progress,
    Title,
    grouped,
    paragraph,
    picture,
    table,
    tidy,
)
from dialog.remiss.rules.reading.word_styles import (
    BODY_LEVEL,
    PLAIN,
    Manner,
    Style,
    W,
    value,
    whole_number,
)
from dialog.remiss.rules.reading.word_text import MC, NOT_READ, Word, word_of

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
STEP = 200  # parts between two words of progress
_OFF = {"0", "false", "off", "none"}


def read_word(data: bytes, progress: Progress) -> Iterator[Piece]:
    """The pieces of a Word document, in order."""
    part = Document(io.BytesIO(data)).part
    nodes = list(_flat(part.element.body))
    yield from grouped(_read(word_of(part), nodes, progress))


def _flat(node: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those that lie in fields, content controls and insertions."""
    for child in node.iterchildren():
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag == f"{W}sdt" and _is_contents(child):
            continue
        elif isinstance(child.tag, str) and child.tag not in NOT_READ:
            yield from _flat(child)


def _is_contents(node: Any) -> bool:
    gallery = value(node, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return "contents" in gallery.lower() or "innehåll" in gallery.lower()


def _read(word: Word, nodes: list[Any], progress: Progress) -> Iterator[Piece | Item]:
    """Each paragraph and table, and the notes that it speaks of behind it."""
    before = ""  # text whose paragraph mark was deleted: it goes on in the next paragraph
    for done, node in enumerate(nodes, 1):
        if done % STEP == 0 or done == len(nodes):
            progress(done, len(nodes))
        if node.tag == f"{W}tbl":
            yield from _table(word, node)
        elif node.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            before += word.text(node)
            yield from _apart(word, node)
        else:
            yield from _paragraph(word, node, before)
            before = ""
        yield from word.told()
    yield from paragraph(before)


def _paragraph(word: Word, node: Any, before: str) -> Iterator[Piece | Item]:
    text = tidy(before + word.text(node))
    style = _style(word, node)
    list_id, level = _list_of(word, node, style)
    match style.manner:
        case Manner.CONTENTS:
            return
        case Manner.HEADING:
            number = word.numbers.next(list_id, level)
            if MARK.sub("", text):
                yield Title(style.level, text, number)
        case Manner.QUOTE:
            yield from paragraph(text, BlockKind.QUOTE)
        case Manner.BULLET | Manner.NUMBERED:
            yield from _item(text, level, is_numbered=style.manner is Manner.NUMBERED)
        case Manner.TEXT if list_id in word.numbers.lists:
            is_bullet = word.numbers.is_bullet(list_id, level)
            yield from _item(text, level, is_numbered=not is_bullet)
        case _:
            yield from _running(node, text)
    yield from _apart(word, node)


def _item(text: str, level: int, *, is_numbered: bool) -> Iterator[Item]:
    if text:
        yield Item(text, is_numbered, level)


def _running(node: Any, text: str) -> Iterator[Piece]:
    """Text; a short line that is all bold may be a heading, where no style says what is one."""
    if text and is_heading_like(text) and _is_bold(node):
        yield Title(None, text)
    else:
        yield from paragraph(text)


def _is_bold(node: Any) -> bool:
    runs = [run for run in node.iter(f"{W}r") if run.find(f"{W}t") is not None]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(
        each is not None and each.get(f"{W}val", "1") not in _OFF for each in marks
    )


def _style(word: Word, node: Any) -> Style:
    style = word.styles.get(value(node, f"{W}pPr/{W}pStyle"), PLAIN)
    outline = whole_number(value(node, f"{W}pPr/{W}outlineLvl"), BODY_LEVEL)
    if style.manner is Manner.TEXT and 0 <= outline < BODY_LEVEL:
        return Style(Manner.HEADING, outline + 1, style.list_id, style.list_level)
    return style


def _list_of(word: Word, node: Any, style: Style) -> tuple[str, int]:
    """The list that the paragraph is counted in, and its level there; "" for none ("0" ends one)."""
    own = value(node, f"{W}pPr/{W}numPr/{W}numId")
    level = value(node, f"{W}pPr/{W}numPr/{W}ilvl")
    list_id = own or style.list_id
    if list_id == "0":
        return "", 0
    name = value(node, f"{W}pPr/{W}pStyle")
    if not level and name in word.numbers.by_style and list_id in word.numbers.lists:
        return list_id, word.numbers.by_style[name][1]
    return list_id, whole_number(level, style.list_level)


def _apart(word: Word, node: Any) -> Iterator[Piece | Item]:
    """Pictures and text boxes of a paragraph, behind it."""
    for each in node.iter(f"{WP}docPr", f"{V}imagedata", f"{W}txbxContent"):
        if _is_hidden(each, node):
            continue
        if each.tag == f"{W}txbxContent":
            for inner in _flat(each):
                is_table = inner.tag == f"{W}tbl"
                yield from _table(word, inner) if is_table else _paragraph(word, inner, "")
        elif each.tag == f"{V}imagedata" or _has_picture(each):
            yield picture(each.get("descr") or each.get("title") or "")


def _is_hidden(node: Any, paragraph: Any) -> bool:
    """Whether it was deleted, is another version's, or is read with the text box that holds it."""
    if next(node.iterancestors(f"{W}p"), None) is not paragraph:
        return True
    for each in node.iterancestors(f"{W}del", f"{W}moveFrom", f"{MC}Fallback", f"{W}p"):
        return bool(each is not paragraph)
    return False


def _has_picture(node: Any) -> bool:
    """Not a text box: those have the same frame."""
    frame = node.getparent()
    return frame is not None and next(frame.iter(f"{W}txbxContent"), None) is None


def _table(word: Word, node: Any) -> Iterator[Piece | Item]:
    rows = [list(_cells(word, row)) for row in node.iterchildren(f"{W}tr")]
    if len(rows) == 1 and len(rows[0]) == 1:  # a frame around text
        for inner in _flat(node):
            yield from _paragraph(word, inner, "") if inner.tag == f"{W}p" else _table(word, inner)
        return
    yield from table(rows, has_head=_has_head(node))
    for inner in node.iter(f"{W}p"):
        yield from _apart(word, inner)


def _cells(word: Word, row: Any) -> Iterator[str]:
    """Merged cells say their text once, where they begin; the others are empty."""
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr"), None) is not row:
            continue  # of a table in this table, which is read with its cell
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        texts = (word.text(each) for each in cell.iter(f"{W}p") if not _is_in_box(each, cell))
        yield "" if goes_on else " ".join(texts)
        span = whole_number(value(cell, f"{W}tcPr/{W}gridSpan"), 1)
        yield from [""] * min(max(span - 1, 0), MOST_COLUMNS)


def _is_in_box(paragraph: Any, cell: Any) -> bool:
    """Whether a text box in the cell holds it, which is read behind the table."""
    box = next(paragraph.iterancestors(f"{W}txbxContent", f"{W}tc"), None)
    return box is not None and box.tag != f"{W}tc" and box is not cell


def _has_head(node: Any) -> bool:
    """Whether the first row repeats on each page, or is drawn as a heading."""
    first = node.find(f"{W}tr")
    if first is not None and first.find(f"{W}trPr/{W}tblHeader") is not None:
        return True
    look = node.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    bits = look.get(f"{W}val", "")
    return look.get(f"{W}firstRow") == "1" or bool(
        re.fullmatch(r"[0-9A-Fa-f]{4}", bits) and int(bits, 16) & 0x20
    )
