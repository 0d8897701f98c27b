"""Files that are sent in: kept outside the database, and shown when the virus scanner has found nothing."""

from datetime import timedelta

from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.rules import holds_personal_number
from dialog.process.models import Attachment, Process, Scan
from dialog.process.queries.attachments import is_known_infected
from dialog.process.rules.files import Taken, Upload, WrongFile

PARTICIPANTS_HOUR = timedelta(hours=1)


def attach(ctx: Context, process: Process, upload: Upload) -> Attachment:
    """Keep a file of a process. Nobody but staff sees it before it is clean and something public shows it.

    Raises WrongFile, which says what the person can do. A participant's file says nothing of who
    sent it.
    """
    ctx.require("process.attach", process)
    taken = upload.taken
    if holds_personal_number(upload.name):
        raise WrongFile(
            _l("Filens namn innehåller ett personnummer. Byt namn på filen och välj den igen.")
        )
    _ensure_room(ctx, process, taken)
    digest = ctx.files.put(upload.data)
    if is_known_infected(ctx, digest):
        ctx.files.delete(digest)
        raise WrongFile(_l("Filen innehåller skadlig kod, så vi tar inte emot den."))
    attachment = Attachment(
        process=process,
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.data),
        digest=digest,
        width=upload.width,
        height=upload.height,
        author_id=ctx.actor.id if taken.is_staff else None,
        uploaded_at=ctx.now,
        scan_due_at=ctx.now,
    )
    ctx.session.add(attachment)
    ctx.record(
        "process.attach",
        attachment,
        attributed=taken.is_staff,
        process=process.id,
        media_type=upload.media_type,
        size=len(upload.data),
    )
    return attachment


def scan(ctx: Context, attachment: Attachment, malware: str | None, scanner: str) -> None:
    """Keep what the scanner said: the name of what it found, or None. An infected file is deleted later."""
    ctx.require("process.scan", attachment.process)
    attachment.scan = Scan.INFECTED if malware is not None else Scan.CLEAN
    attachment.scanned_at = ctx.now
    ctx.record(
        "process.scan",
        attachment,
        result=attachment.scan.value,
        malware=malware or "",
        scanner=scanner,
        digest=attachment.digest,
    )


def _ensure_room(ctx: Context, process: Process, taken: Taken) -> None:
    """Staff have a number of files in a process; participants together a number in an hour."""
    stmt = select(func.count(Attachment.id)).where(Attachment.process_id == process.id)
    if taken.is_staff:
        count = ctx.session.scalar(stmt.where(Attachment.author_id.is_not(None)))
        message = _l("Här finns redan så många filer som får plats. Samla flera dokument i ett.")
    else:
        recent = Attachment.uploaded_at > ctx.now - PARTICIPANTS_HOUR
        count = ctx.session.scalar(stmt.where(Attachment.author_id.is_(None), recent))
        message = _l(
            "Just nu kommer det så många filer att vi inte kan ta emot fler. Skicka utan fil, eller försök igen om en timme."
        )
    if (count or 0) >= taken.most:
        raise WrongFile(message)
