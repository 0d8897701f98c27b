"""Which files of answers anyone may fetch."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.core.context import Context
from dialog.process.queries.attachments import shows_attachments
from dialog.remiss.models import Remiss, Response, ResponseFile
from dialog.remiss.rules import shows_file


@shows_attachments
def of_answers(ctx: Context, ids: set[int]) -> set[int]:
    """Those of answers that are shown, unless the kind of file or an official says no. One statement."""
    stmt = (
        select(ResponseFile, Remiss)
        .join(ResponseFile.response)
        .join(Remiss, Remiss.id == Response.remiss_id)
        .where(ResponseFile.attachment_id.in_(ids))
        .options(joinedload(ResponseFile.response, innerjoin=True))
    )
    return {
        file.attachment_id
        for file, remiss in ctx.session.execute(stmt)
        if file.response.is_public()
        and remiss.shows_answers(ctx.now)
        and shows_file(file.response.sender, file.use, is_released=file.is_released)
    }
