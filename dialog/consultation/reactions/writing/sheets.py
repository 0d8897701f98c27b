"""Files for spreadsheets: XLSX with a sheet of each table, and CSV with the answers."""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from dialog.consultation.queries.whole import Whole
from dialog.consultation.reactions.writing import tables
from dialog.consultation.rules import ANSWERED
from dialog.core.i18n import gettext as _
from dialog.core.workbook import workbook
from dialog.registry.rules import sheet_lines

LINES = 500  # of CSV that are written at once


def write_xlsx(whole: Whole, file: BinaryIO) -> Iterator[int]:
    """A workbook."""
    done = 0
    with workbook(file, _("avkortad, hela texten finns i csv och json")) as book:
        book.fill(_("Om filen"), tables.about(whole))
        sheet = book.sheet(_("Svar"))
        sheet.write(tables.answer_head(whole))
        for batch in whole.batches():
            for row in tables.answer_rows(whole, batch):
                sheet.write(row)
            done += len(batch)
            yield done
        book.fill(_("Frågor"), tables.questions(whole))
        book.fill(_("Idéer"), tables.ideas(whole))
        book.fill(_("Kommentarer"), tables.comments(whole))
        book.fill(_("Antal"), tables.counts(whole.report()))
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
