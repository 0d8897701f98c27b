"""Word documents (DOCX) of any size: headings, contents, paragraphs and tables, written piece by piece.

python-docx makes the frame (styles, language, page numbers); what stands in the document is streamed
into it, because python-docx would hold all of it in memory. The library is loaded when it is needed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from dialog.core.text import plain

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BODY = "word/document.xml"
WIDTH = 9070  # of the text on an A4 page, in twentieths of a point
MARGIN_MM = 25
_IMPOSSIBLE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # no XML document may hold these


@dataclass(frozen=True)
class About:
    """What a document is called, who has made it, and its language, such as "sv-SE"."""

    title: str
    author: str
    language: str


class Word:
    """A document that is being written, from the top."""

    def __init__(self, xml: Any) -> None:
        self._xml = xml
        self._marks = 0

    def title(self, text: str) -> None:
        """The title of the document."""
        self._xml.write(_paragraph(text, "Title"))

    def heading(self, text: str, level: int, *, mark: str = "") -> None:
        """A heading. Contents lead to its `mark`."""
        element = _paragraph(text, f"Heading{level}")
        if mark:
            self._marks += 1
            number = {_w("id"): str(self._marks)}
            element.insert(1, etree.Element(_w("bookmarkStart"), number | {_w("name"): mark}))
            element.append(etree.Element(_w("bookmarkEnd"), number))
        self._xml.write(element)

    def paragraph(
        self, text: str, *, style: str = "", bold: bool = False, language: str = ""
    ) -> None:
        """Running text; every line of it is a paragraph. `language` where it is not the document's."""
        for line in text.split("\n"):
            if line.strip():
                self._xml.write(_paragraph(line, style, bold=bold, language=language))

    def contents(self, entries: Sequence[tuple[str, str]], levels: str) -> None:
        """A table of contents: links to marks, which Word can make anew from headings of those levels."""
        for position, (text, mark) in enumerate(entries):
            element = _paragraph("", "TOC1")
            if position == 0:
                element.extend(_field_start(f' TOC \\o "{levels}" \\h \\z \\u '))
            link = etree.SubElement(element, _w("hyperlink"), {_w("anchor"): mark})
            link.append(_run(text))
            if position == len(entries) - 1:
                element.append(_field("end"))
            self._xml.write(element)

    def table(self, columns: "Columns", rows: Iterable[Sequence[str]]) -> None:
        """A table with all its rows."""
        with self.open_table(columns) as write:
            for row in rows:
                write(row)

    @contextmanager
    def open_table(self, columns: "Columns") -> Iterator[Callable[[Sequence[str]], None]]:
        """A table whose rows are written as they come, within the block."""
        self._xml.write(_paragraph(columns.caption, "Caption"))
        widths = [WIDTH * each // sum(columns.widths) for each in columns.widths]
        with self._xml.element(_w("tbl")):
            self._xml.write(_table_properties(columns.caption))
            grid = etree.Element(_w("tblGrid"))
            for width in widths:
                etree.SubElement(grid, _w("gridCol"), {_w("w"): str(width)})
            self._xml.write(grid)
            self._xml.write(_row(columns.head, widths, is_head=True))
            yield lambda row: self._xml.write(_row(row, widths))
        self._xml.write(_paragraph("", ""))


@dataclass(frozen=True)
class Columns:
    """What a table is called, what its columns are, and how wide as shares of the text's width.

    The head stands on every page that the table reaches.
    """

    caption: str
    head: Sequence[str]
    widths: Sequence[int]


@contextmanager
def word_document(file: BinaryIO, about: About) -> Iterator[Word]:
    """A document in the file; it is whole when the block ends."""
    frame, section = _frame(about)
    with ZipFile(BytesIO(frame)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            if item.filename != BODY:
                target.writestr(item, source.read(item))
        with (
            target.open(BODY, "w", force_zip64=True) as part,
            etree.xmlfile(part, encoding="UTF-8") as xml,
        ):
            xml.write_declaration(standalone=True)
            with xml.element(_w("document"), nsmap=section.nsmap), xml.element(_w("body")):
                yield Word(xml)
                xml.write(section)


def _frame(about: About) -> tuple[bytes, Any]:
    """An empty document with styles, language and page numbers, and the properties of its one section."""
    from docx import Document  # noqa: PLC0415  (large, and needed by the worker alone)
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    document = Document()
    document.core_properties.title = about.title
    document.core_properties.author = about.author
    document.core_properties.language = about.language
    document.core_properties.comments = ""
    for language in document.styles.element.iter(_w("lang")):
        language.set(_w("val"), about.language)
    contents = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    contents.base_style = document.styles["Normal"]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    footer = section.footer.paragraphs[0]._p  # noqa: SLF001  (python-docx has no fields)
    footer.append(etree.fromstring(etree.tostring(_page_number())))
    made = BytesIO()
    document.save(made)
    return made.getvalue(), deepcopy(section._sectPr)  # noqa: SLF001


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _paragraph(text: str, style: str, *, bold: bool = False, language: str = "") -> Any:
    element = etree.Element(_w("p"), nsmap={"w": W})
    properties = etree.SubElement(element, _w("pPr"))
    if style:
        etree.SubElement(properties, _w("pStyle"), {_w("val"): style})
    if text:
        element.append(_run(text, bold=bold, language=language))
    return element


def _run(text: str, *, bold: bool = False, language: str = "") -> Any:
    run = etree.Element(_w("r"))
    properties = etree.SubElement(run, _w("rPr"))
    if bold:
        etree.SubElement(properties, _w("b"))
    if language:
        etree.SubElement(properties, _w("lang"), {_w("val"): language})
    words = etree.SubElement(run, _w("t"), {SPACE: "preserve"})
    words.text = _IMPOSSIBLE.sub("", plain(text))
    return run


def _row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False) -> Any:
    row = etree.Element(_w("tr"))
    properties = etree.SubElement(row, _w("trPr"))
    etree.SubElement(properties, _w("cantSplit"), {_w("val"): "true" if is_head else "false"})
    if is_head:
        etree.SubElement(properties, _w("tblHeader"))
    for text, width in zip(cells, widths, strict=True):
        cell = etree.SubElement(row, _w("tc"))
        inner = etree.SubElement(cell, _w("tcPr"))
        etree.SubElement(inner, _w("tcW"), {_w("w"): str(width), _w("type"): "dxa"})
        for line in text.split("\n") if text.strip() else [""]:
            cell.append(_paragraph(line, "", bold=is_head))
    return row


def _table_properties(caption: str) -> Any:
    properties = etree.Element(_w("tblPr"))
    etree.SubElement(properties, _w("tblStyle"), {_w("val"): "TableGrid"})
    etree.SubElement(properties, _w("tblW"), {_w("w"): str(WIDTH), _w("type"): "dxa"})
    etree.SubElement(properties, _w("tblLayout"), {_w("type"): "fixed"})
    look = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0"}
    etree.SubElement(properties, _w("tblLook"), {_w(name): value for name, value in look.items()})
    etree.SubElement(properties, _w("tblCaption"), {_w("val"): plain(caption)})
    return properties


def _field(kind: str) -> Any:
    run = etree.Element(_w("r"))
    etree.SubElement(run, _w("fldChar"), {_w("fldCharType"): kind})
    return run


def _field_start(instruction: str) -> list[Any]:
    run = etree.Element(_w("r"))
    words = etree.SubElement(run, _w("instrText"), {SPACE: "preserve"})
    words.text = instruction
    return [_field("begin"), run, _field("separate")]


def _page_number() -> Any:
    element = etree.Element(_w("fldSimple"), {_w("instr"): " PAGE "}, nsmap={"w": W})
    element.append(_run("1"))
    return element
