"""What a register entry says in words, and how a sheet is made safe for a spreadsheet."""

import csv
import io
from collections.abc import Iterable
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
    """The value as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def spreadsheet(rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV, with semicolons as Swedish spreadsheets want them."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerow
    for row in rows:
        write([sheet_cell(value) for value in row])
    return BYTE_ORDER_MARK + out.getvalue()
