"""What a register entry says in words, and how a cell is made safe for a spreadsheet."""

from typing import Any

from dialog.core.i18n import lazy_gettext as _l

DIRECTION_NAMES: dict[str, Any] = {
    "in": _l("Inkommen"),
    "out": _l("Utgående"),
    "made": _l("Upprättad"),
}
# A spreadsheet reads a cell that begins so as a formula and runs it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet_cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
