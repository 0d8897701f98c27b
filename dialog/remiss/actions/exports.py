"""The compilation as a file: asked for by staff, made by the worker, kept for a week."""

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import Export, Format
from dialog.process.records import ask_for_file, ask_for_file_again
from dialog.remiss.models import Remiss

KIND = "remiss.compilation"
WITH_NOTES = "remiss.notes"  # the same, with what staff have said to one another
MOST_ON_PAPER = 300  # points in a PDF; with more it takes too much time and memory
FORMATS = {KIND: (Format.DOCX, Format.PDF, Format.XLSX), WITH_NOTES: (Format.XLSX,)}


def export(ctx: Context, remiss: Remiss, kind: str, format: Format) -> Export:
    """Ask for a file. Whoever asks again before it is begun gets the same one."""
    ctx.require("remiss.export", remiss)
    if format not in FORMATS[kind]:
        raise DomainError(_l("Filen finns inte i det formatet."))
    row, is_new = ask_for_file(ctx, remiss, kind, format)
    if is_new:
        ctx.record("remiss.export", remiss, export=row.id, kind=kind, format=format.value)
    return row


def retry_export(ctx: Context, row: Export) -> None:
    """Try once more to make a file that could not be made."""
    ctx.require("remiss.retry_export", row.process)
    if ask_for_file_again(ctx, row):
        ctx.record("remiss.retry_export", row.process, export=row.id)
