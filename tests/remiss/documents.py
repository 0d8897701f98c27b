"""Documents made for tests: DOCX with what python-docx cannot write, and ODT from its parts."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dialog.process.rules.office import OFFICE

W = nsdecls("w")
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
ODT = OFFICE["odt"].media_type
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
    }.items()
)


def word(build: Callable[[Any], object]) -> bytes:
    """A DOCX with what `build` puts into it."""
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def raw(document: Any, xml: str) -> None:
    """Add XML to the body, before the last thing in it, which says how large the page is."""
    spaces = (
        f'{nsdecls("w", "wp", "a", "r")} xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    for node in parse_xml(f"<w:body {spaces}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, node)


def paragraph(inner: str, style: str = "") -> str:
    """The XML of one paragraph that holds this XML."""
    of = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{of}{inner}</w:p>"


def run(text: str) -> str:
    """The XML of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def reference(number: int) -> str:
    """The XML of a footnote's mark."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def add_notes(document: Any, notes: dict[int, str]) -> None:
    """Give the document footnotes, with the two that Word always has."""
    whole = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    for number, text in notes.items():
        whole += f'<w:footnote w:id="{number}">{paragraph(run(text))}</w:footnote>'
    blob = f"<w:footnotes {W}>{whole}</w:footnotes>".encode()
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), NOTES_TYPE, blob, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def odt(body: str, styles: str = "", outline: str = "") -> bytes:
    """An ODT with this XML as its text."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    other = f"<office:document-styles {SPACES}><office:styles>{outline}</office:styles></office:document-styles>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", other)
    return stream.getvalue()
