"""Files as they are served: never as a page of ours, and only what somebody shows."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, abort, request, url_for

from dialog.core.context import Context
from dialog.core.files import NoSuchFile
from dialog.core.i18n import gettext as _
from dialog.core.policy import is_staff
from dialog.core.text import plain
from dialog.process.models import Attachment
from dialog.process.queries.attachments import by_ids, public
from dialog.process.rules.files import KIND_NAMES, size_words
from dialog.process.rules.texts import TEXTS
from dialog.process.views import bp
from dialog.web.request import allow, here, public_page

PREFIX = 12  # characters of the digest in an address: nobody finds a file by counting
LOCKED_UP = "sandbox; default-src 'none'"  # a document that is opened can do nothing on our site


@bp.get("/bilaga/<int:id>/<prefix>")
@public_page
def attachment(id: int, prefix: str) -> Response:
    """A clean file that something public shows. The municipality's own can be kept for long (v)."""
    row = public(here(), id, prefix)
    if row is None or len(prefix) != PREFIX or ("v" in request.args and not _is_for_long(row)):
        abort(404)
    allow(row.process)
    return served(here(), row)


@bp.get("/arbetsyta/bilagor/<int:id>")
def preview_attachment(id: int) -> Response:
    """The same for staff, before it is public. Documents only when they are clean."""
    row = by_ids(here(), [id]).get(id) or abort(404)
    allow(row.process)
    return served(here(), row if row.is_harmless() else abort(404))


def served(ctx: Context, row: Attachment) -> Response:
    """The file, locked up. Who may have it, and whether it is clean, is for the caller to have asked."""
    try:
        answer = Response(ctx.files.read(row.digest), mimetype=_told(row))
    except NoSuchFile:
        abort(404)
    way = "inline" if row.is_picture else "attachment"
    simple = row.name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "")
    coded = quote(row.name, safe="")
    answer.headers["Content-Disposition"] = (
        f"{way}; filename=\"{simple}\"; filename*=UTF-8''{coded}"
    )
    answer.headers["Content-Security-Policy"] = LOCKED_UP
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _told(row: Attachment) -> str:
    """What browsers are told that it is. A text file, which may be a web page, is bytes to save."""
    return "application/octet-stream" if row.media_type in TEXTS else row.media_type


def _is_for_long(row: Attachment) -> bool:
    """What participants send may have to be hidden, and then proxies must not have it for a year."""
    return row.author_id is not None and request.args["v"] == row.digest[:PREFIX]


def address(row: Attachment) -> str:
    """Where whoever reads this page gets the file; "" when they may not."""
    if is_staff(here().actor, row):
        return url_for("process.preview_attachment", id=row.id) if row.is_harmless() else ""
    if not row.is_clean():
        return ""
    prefix = row.digest[:PREFIX]
    v = prefix if row.author_id is not None else None  # None is left out
    return url_for("process.attachment", id=row.id, prefix=prefix, v=v)


@dataclass(frozen=True)
class File:
    """A file as a page shows it, with the macros of _ui/media.html."""

    href: str  # "" when it cannot be had: see `state`
    name: str
    about: str  # "PDF, 1,2 MB"
    state: str  # of process.models.Scan
    is_picture: bool
    width: int | None
    height: int | None
    alt: str = ""
    caption: str = ""


def shown(row: Attachment, *, alt: str = "", caption: str = "") -> File:
    """The file for whoever reads this page."""
    return File(
        href=address(row),
        name=row.name,
        about=_("%(kind)s, %(size)s")
        % {"kind": KIND_NAMES[row.media_type], "size": size_words(row.size)},
        state=row.scan.value,
        is_picture=row.is_picture,
        width=row.width,
        height=row.height,
        alt=plain(alt),
        caption=plain(caption),
    )
