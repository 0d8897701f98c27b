"""Workbooks (XLSX) of any size: written row by row, in which words stay words whatever they begin with."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter

from dialog.core.text import plain

MOST_CHARACTERS = 32_000  # in a cell of XLSX; longer texts would be lost without a word
MOST_NAME = 31  # characters in the name of a sheet
COLUMNS, WIDTH = 6, 22  # how many columns are made wide, and how wide in characters

# Words are words: never a formula, an address or a number.
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Book:
    """A workbook that is being written. `cut` is what a cell says whose text was too long for it."""

    book: Any
    cut: str

    def sheet(self, name: str, widths: Sequence[int] = ()) -> "Sheet":
        """One more sheet, after which nothing can be written to the one before."""
        return Sheet(self, name, widths)

    def fill(self, name: str, rows: Iterable[Iterable[Any]], widths: Sequence[int] = ()) -> None:
        """A sheet with all its rows."""
        sheet = self.sheet(name, widths)
        for row in rows:
            sheet.write(row)

    def cell(self, text: str) -> str:
        """The text, or as much of it as a cell holds, with a word that says so."""
        words = plain(text)
        return (
            words if len(words) <= MOST_CHARACTERS else f"{words[:MOST_CHARACTERS]}… [{self.cut}]"
        )


class Sheet:
    """One sheet, written row by row; its first row is the head and stays in sight.

    `widths` of its columns in characters; without them the first few are made wide.
    """

    def __init__(self, book: Book, name: str, widths: Sequence[int] = ()) -> None:
        self._book = book
        self._sheet = book.book.add_worksheet(name[:MOST_NAME])
        self._sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths or [WIDTH] * (COLUMNS + 1)):
            self._sheet.set_column(column, column, width)
        self._row = 0

    def write(self, row: Iterable[Any]) -> None:
        """The next row: numbers as numbers, and everything else as words."""
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                self._sheet.write_number(self._row, column, cell)
            elif cell:
                self._sheet.write_string(self._row, column, self._book.cell(cell))
        self._row += 1


@contextmanager
def workbook(file: BinaryIO, cut: str) -> Iterator[Book]:
    """A workbook in the file. Its rows lie on disk until the block ends, in a folder of their own."""
    with TemporaryDirectory(dir=_beside(file)) as folder:
        book = xlsxwriter.Workbook(file, SAFE | {"tmpdir": folder})
        try:
            yield Book(book, cut)
        finally:
            book.close()


def _beside(file: BinaryIO) -> Path | None:
    """The folder of the file, which whoever made it cleans."""
    name = getattr(file, "name", None)
    return Path(name).parent if isinstance(name, str) else None
