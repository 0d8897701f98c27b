"""Files for spreadsheets: XLSX with a sheet of each table, and CSV with the answers."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter

from dialog.consultation.queries.whole import Whole
from dialog.consultation.reactions.writing import tables
from dialog.consultation.rules import ANSWERED
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.registry.rules import sheet_lines

MOST_CHARACTERS = 32_000  # in a cell of XLSX; longer texts would be lost without a word
MOST_NAME = 31  # characters in the name of a sheet
LINES = 500  # of CSV that are written at once
WIDTHS = (0, 6, 22)  # columns from which on, and characters
CUT = "… [%s]"

# Words are words: never a formula, an address or a number, whatever they begin with.
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(whole: Whole, file: BinaryIO) -> Iterator[int]:
    """A workbook. Its rows lie on disk until it is closed, in a folder of their own."""
    done = 0
    with TemporaryDirectory(dir=_beside(file)) as folder:
        book = xlsxwriter.Workbook(file, SAFE | {"tmpdir": folder})
        try:
            _sheet(book, _("Om filen"), tables.about(whole))
            sheet = _Sheet(book, _("Svar"))
            sheet.write(tables.answer_head(whole))
            for batch in whole.batches():
                for row in tables.answer_rows(whole, batch):
                    sheet.write(row)
                done += len(batch)
                yield done
            _sheet(book, _("Frågor"), tables.questions(whole))
            _sheet(book, _("Idéer"), tables.ideas(whole))
            _sheet(book, _("Kommentarer"), tables.comments(whole))
            _sheet(book, _("Antal"), tables.counts(whole.report()))
        finally:
            book.close()
    yield done


def write_csv(whole: Whole, file: BinaryIO) -> Iterator[int]:
    """The answers; where nothing is answered, the ideas, or else the comments."""
    if any(part.kind in ANSWERED for part in whole.parts):
        done = 0
        _write(file, sheet_lines([tables.answer_head(whole)]))
        for batch in whole.batches():
            _write(file, islice(sheet_lines(tables.answer_rows(whole, batch)), 1, None))
            done += len(batch)
            yield done
        yield done
        return
    has_ideas = next(whole.ideas(), None) is not None
    _write(file, sheet_lines(tables.ideas(whole) if has_ideas else tables.comments(whole)))
    yield 0


def _write(file: BinaryIO, lines: Iterator[str]) -> None:
    while piece := "".join(islice(lines, LINES)):
        file.write(piece.encode())


class _Sheet:
    """One sheet, written row by row; its first row is the head and stays in sight."""

    def __init__(self, book: Any, name: str) -> None:
        self._sheet = book.add_worksheet(name[:MOST_NAME])
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, WIDTHS[1], WIDTHS[2])
        self._row = 0

    def write(self, row: Iterable[Any]) -> None:
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                self._sheet.write_number(self._row, column, cell)
            elif cell:
                self._sheet.write_string(self._row, column, _cut(plain(cell)))
        self._row += 1


def _sheet(book: Any, name: str, rows: Iterable[Any]) -> None:
    sheet = _Sheet(book, name)
    for row in rows:
        sheet.write(row)


def _cut(text: str) -> str:
    """The text, or as much of it as a cell holds, with a word that says so."""
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[:MOST_CHARACTERS] + CUT % _("avkortad, hela texten finns i csv och json")


def _beside(file: BinaryIO) -> Path | None:
    """The folder of the file, which whoever made it cleans."""
    name = getattr(file, "name", None)
    return Path(name).parent if isinstance(name, str) else None
