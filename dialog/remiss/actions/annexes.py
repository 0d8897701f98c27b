"""Files that go with the remiss, and whether readers are offered the document as it came."""

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.actions.attachments import attach
from dialog.process.rules.files import Upload
from dialog.remiss.models import Annex, Remiss, RemissVersion
from dialog.remiss.queries.document_work import annexes


def add_annex(ctx: Context, remiss: Remiss, upload: Upload, title: str) -> Annex:
    """Let a file go with the remiss, last. Readers get it when the scanner has found nothing. Raises WrongFile."""
    ctx.require("remiss.add_annex", remiss)
    ctx.lock(remiss)
    attachment = attach(ctx, remiss, upload)
    position = max((each.position for each in annexes(ctx, remiss)), default=0) + 1
    annex = Annex(
        remiss=remiss, attachment=attachment, title=title, position=position, added_at=ctx.now
    )
    ctx.session.add(annex)
    ctx.session.flush()
    ctx.record("remiss.add_annex", remiss, annex=annex.id, file=attachment.id)
    return annex


def edit_annex(ctx: Context, annex: Annex, title: str) -> None:
    """Call a file something else."""
    ctx.require("remiss.edit_annex", annex.remiss)
    annex.title = title
    ctx.record("remiss.edit_annex", annex.remiss, annex=annex.id)


def move_annex(ctx: Context, annex: Annex, *, up: bool) -> None:
    """Let a file change places with its neighbour. Raises Faulty."""
    ctx.require("remiss.move_annex", annex.remiss)
    ctx.lock(annex.remiss)
    rows = list(annexes(ctx, annex.remiss))
    at = rows.index(annex)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(rows):
        raise Faulty(_l("Bilagan står redan ytterst."))
    rows[at], rows[other] = rows[other], rows[at]
    for position, row in enumerate(rows, 1):
        row.position = position
    ctx.record("remiss.move_annex", annex.remiss, annex=annex.id)


def remove_annex(ctx: Context, annex: Annex) -> None:
    """The file does not go with the remiss any more. What was read before is still in the journal."""
    ctx.require("remiss.remove_annex", annex.remiss)
    ctx.session.delete(annex)
    file = annex.attachment_id
    ctx.record("remiss.remove_annex", annex.remiss, annex=annex.id, file=file)


def offer_original(ctx: Context, version: RemissVersion, *, offered: bool) -> None:
    """Let readers have the file that a version was read from, or not. Raises Faulty where there is none."""
    ctx.require("remiss.offer_original", version.remiss)
    if version.file is None:
        raise Faulty(_l("Versionen är inte inläst från en fil."))
    version.shows_file = offered
    number = version.number
    ctx.record("remiss.offer_original", version.remiss, version=number, offered=offered)
