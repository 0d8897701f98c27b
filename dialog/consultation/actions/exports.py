"""Files of everything that was sent: asked for by staff, made by the worker, kept for a week."""

from dialog.consultation.models import Consultation
from dialog.core.context import Context
from dialog.process.models import Export, Format
from dialog.process.records import ask_for_file, ask_for_file_again

KIND = "consultation"


def export(ctx: Context, consultation: Consultation, format: Format) -> Export:
    """Ask for a file. Whoever asks again before it is begun gets the same one."""
    ctx.require("consultation.export", consultation)
    row, is_new = ask_for_file(ctx, consultation, KIND, format)
    if is_new:
        ctx.record("consultation.export", consultation, export=row.id, format=format.value)
    return row


def retry_export(ctx: Context, row: Export) -> None:
    """Try once more to make a file that could not be made."""
    ctx.require("consultation.retry_export", row.process)
    if ask_for_file_again(ctx, row):
        ctx.record("consultation.retry_export", row.process, export=row.id)
