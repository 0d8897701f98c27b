"""Writes the compilation to the file that staff have asked for."""

from collections.abc import Iterator
from typing import BinaryIO

from dialog.core.context import Context
from dialog.process.models import Export
from dialog.process.reactions.exports import writes
from dialog.remiss.actions.exports import KIND, WITH_NOTES
from dialog.remiss.models import Remiss
from dialog.remiss.reactions.writing import WRITERS
from dialog.remiss.reactions.writing.whole import whole_of


@writes(KIND)
@writes(WITH_NOTES)
def write(ctx: Context, row: Export, file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Statements are counted."""
    remiss = ctx.session.get_one(Remiss, row.process_id)
    whole = whole_of(ctx, remiss, with_notes=row.kind == WITH_NOTES)
    total = whole.statements()
    yield 0, total
    for done in WRITERS[row.format](whole, file):
        yield done, total
