"""Writes everything that was sent in a consultation to the file that staff have asked for."""

from collections.abc import Iterator
from typing import BinaryIO

from dialog.consultation.actions.exports import KIND
from dialog.consultation.models import Consultation
from dialog.consultation.queries.whole import whole
from dialog.consultation.reactions.writing import WRITERS
from dialog.core.context import Context
from dialog.process.models import Export, Format
from dialog.process.reactions.exports import writes


@writes(KIND)
def write(ctx: Context, row: Export, file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Answers are counted; a report has none in it."""
    everything = whole(ctx, ctx.session.get_one(Consultation, row.process_id))
    total = everything.answers() if row.format is not Format.PDF else 0
    yield 0, total
    for done in WRITERS[row.format](everything, file):
        yield done, total
