"""Markdown: read as the web page that it stands for. Footnotes are an addition that many write with."""

import re
from collections.abc import Iterator

from dialog.core.text import document_html
from dialog.remiss.rules.content import Footnote
from dialog.remiss.rules.reading.judging import text_in
from dialog.remiss.rules.reading.pieces import Piece, Progress, mark, tidy
from dialog.remiss.rules.reading.web import read_page

_NOTE = re.compile(r"^\[\^([^\]\s]{1,12})\]:[ \t]+(.*(?:\n(?:[ \t]{2,}\S.*))*)$", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]{1,12})\]")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read_markdown(data: bytes, progress: Progress) -> Iterator[Piece]:
    """The pieces of a Markdown document, in order, and its footnotes last."""
    text = text_in(data, "markdown").replace("\r\n", "\n")
    text = _FRONT_MATTER.sub("", text)
    notes = [(found[1], found[2]) for found in _NOTE.finditer(text)]
    known = {name for name, _words in notes}
    text = _NOTE.sub("", text)
    text = _MARK.sub(lambda found: mark(found[1]) if found[1] in known else found[0], text)
    if text.strip():
        yield from read_page(document_html(text), progress)
    for name, words in notes:
        yield Footnote(name, tidy(words))
