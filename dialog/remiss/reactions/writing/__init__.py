"""The compilation as files: written section by section, so that memory does not grow with what was said.

A writer gets what to write and an open file, and yields how many statements it has written so far.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from dialog.process.models import Format
from dialog.remiss.reactions.writing.paper import write_pdf
from dialog.remiss.reactions.writing.sheets import write_xlsx
from dialog.remiss.reactions.writing.text import write_docx
from dialog.remiss.reactions.writing.whole import Whole

Writer = Callable[[Whole, BinaryIO], Iterator[int]]

WRITERS: dict[Format, Writer] = {
    Format.XLSX: write_xlsx,
    Format.DOCX: write_docx,
    Format.PDF: write_pdf,
}
