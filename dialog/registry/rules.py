"""What a register entry says in words, and how a sheet is made safe for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from dialog.core.i18n import lazy_gettext as _l

DIRECTION_NAMES: dict[str, Any] = {
    "in": _l("Inkommen"),
    "out": _l("Utgående"),
    "made": _l("Upprättad"),
}
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8
# A spreadsheet reads a cell that begins so as a formula and runs it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet_cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula. Numbers are written the Swedish way."""
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def spreadsheet(rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV, with semicolons as Swedish spreadsheets want them."""
    return "".join(sheet_lines(rows))


def sheet_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The same piece by piece, for as many rows as there are."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerow
    yield BYTE_ORDER_MARK
    for row in rows:
        write([sheet_cell(value) for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
