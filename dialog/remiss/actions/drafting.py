"""What happens to a draft besides its words: who writes in it, and the files that go with it."""

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotFound
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.actions.attachments import attach
from dialog.process.rules.files import Upload
from dialog.remiss.models import Draft, DraftFile, Remiss
from dialog.remiss.rules import FileUse
from dialog.remiss.rules.files import MOST_FILES


def take_over_draft(ctx: Context, remiss: Remiss, draft: Draft, member: int) -> None:
    """Let another member of the organisation write from now on. Who it was is recorded by their number.

    Whoever wrote before gets to compare the texts when they save, so nothing is lost.
    """
    ctx.require("remiss.take_over_draft", remiss)
    ctx.lock(draft)
    before = draft.locked_by
    draft.locked_by, draft.locked_at = member, ctx.now
    ctx.record(
        "remiss.take_over_draft", remiss, attributed=False, draft=draft.id, member=member, of=before
    )


def remind_draft(ctx: Context, draft: Draft) -> None:
    """Remind those who have begun an answer and not sent it, once."""
    ctx.require("remiss.remind_draft", draft.remiss)
    draft.reminded_at = ctx.now
    ctx.record("remiss.remind_draft", draft.remiss, attributed=False, draft=draft.id)


def add_draft_file(
    ctx: Context, remiss: Remiss, draft: Draft, upload: Upload, use: FileUse
) -> DraftFile:
    """Let a file go with the answer. Raises WrongFile, and Faulty when there are enough."""
    ctx.require("remiss.add_draft_file", remiss)
    ctx.lock(draft)
    if len(draft.files) >= MOST_FILES:
        raise Faulty(
            _l("Du kan skicka med högst %s filer. Samla flera dokument i ett.") % MOST_FILES, "file"
        )
    attachment = attach(ctx, remiss, upload)
    file = DraftFile(draft=draft, attachment=attachment, use=use)
    draft.changed_at = ctx.now
    ctx.session.add(file)
    ctx.record("remiss.add_draft_file", remiss, attributed=False, draft=draft.id, use=use.value)
    return file


def remove_draft_file(ctx: Context, remiss: Remiss, draft: Draft, id: int) -> None:
    """Take a file away from an answer that has not been sent. Raises NotFound."""
    ctx.require("remiss.remove_draft_file", remiss)
    stmt = select(DraftFile).where(DraftFile.id == id, DraftFile.draft_id == draft.id)
    file = ctx.session.scalar(stmt)
    if file is None:
        raise NotFound(_l("Filen är redan borttagen."))
    ctx.session.delete(file)
    ctx.session.delete(file.attachment)
    draft.changed_at = ctx.now
    ctx.record("remiss.remove_draft_file", remiss, attributed=False, draft=draft.id)
