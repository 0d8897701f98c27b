"""The document: kept as it was read."""

from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.shapes import dump
from dialog.process.models import Attachment
from dialog.process.rules import Handling, Publication
from dialog.remiss.models import Remiss, RemissVersion, Section
from dialog.remiss.queries.document import version_in_work
from dialog.remiss.queries.document_work import sections_ever
from dialog.remiss.rules.content import Heading, Outline
from dialog.remiss.rules.keys import Known, assign_keys


class NotChangeable(DomainError):
    """The document can be changed until the work with the answers begins."""


def keep_outline(
    ctx: Context, remiss: Remiss, outline: Outline, file: Attachment | None
) -> RemissVersion:
    """Make the version in work of what was read from a file, or replace what it holds.

    A section that an earlier version has keeps its key, and whether views are asked for on it. Raises
    NotChangeable.
    """
    ctx.require("remiss.keep_outline", remiss)
    ctx.lock(remiss)
    _ensure_changeable(remiss)
    rows = sections_ever(ctx, remiss)
    seen: dict[str, Section] = {}
    for row in rows:
        seen.setdefault(row.key, row)  # as it was last
    known = [Known(key, row.as_heading()) for key, row in seen.items()]
    keys = assign_keys(known, outline.sections)
    version = version_in_work(ctx, remiss) or _new_version(ctx, remiss)
    version.title = outline.title or remiss.title
    version.file, version.made_at = file, ctx.now
    version.sections.clear()
    ctx.session.flush()  # the keys are free again
    for position, (key, heading) in enumerate(zip(keys, outline.sections, strict=True), 1):
        asks = seen[key].takes_views if key in seen else bool(heading.body.words())
        version.sections.append(_section(key, position, heading, takes_views=asks))
    ctx.record(
        "remiss.keep_outline",
        remiss,
        version=version.number,
        sections=len(outline.sections),
        file=file.id if file else None,
    )
    return version


def _section(key: str, position: int, heading: Heading, *, takes_views: bool) -> Section:
    return Section(
        key=key,
        position=position,
        level=heading.level,
        number=heading.number,
        title=heading.title,
        content=dump(heading.body),
        takes_views=takes_views,
    )


def _new_version(ctx: Context, remiss: Remiss) -> RemissVersion:
    stmt = select(func.max(RemissVersion.number)).where(RemissVersion.remiss_id == remiss.id)
    number = (ctx.session.scalar(stmt) or 0) + 1
    version = RemissVersion(remiss=remiss, number=number, title=remiss.title, made_at=ctx.now)
    ctx.session.add(version)
    ctx.session.flush()
    return version


def _ensure_changeable(remiss: Remiss) -> None:
    is_alive = remiss.publication in {Publication.DRAFT, Publication.PUBLISHED}
    if not is_alive or remiss.handling is not Handling.NONE or remiss.concluded_at is not None:
        raise NotChangeable(_l("Remissen är avslutad, så dokumentet går inte att ändra längre."))
