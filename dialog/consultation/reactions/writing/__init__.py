"""Files of everything that was sent: written piece by piece, so that memory does not grow with the answers.

A writer gets what to write and an open file, and yields how many answers it has written so far.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from dialog.consultation.queries.whole import Whole
from dialog.consultation.reactions.writing.document import write_json
from dialog.consultation.reactions.writing.paper import write_pdf
from dialog.consultation.reactions.writing.sheets import write_csv, write_xlsx
from dialog.process.models import Format

Writer = Callable[[Whole, BinaryIO], Iterator[int]]

WRITERS: dict[Format, Writer] = {
    Format.XLSX: write_xlsx,
    Format.CSV: write_csv,
    Format.JSON: write_json,
    Format.PDF: write_pdf,
}
