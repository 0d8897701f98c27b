"""What officials need of the document while they work on it: its versions, readings and annexes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from dialog.core.context import Context
from dialog.core.errors import NotFound
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import Attachment, Scan
from dialog.process.rules import Publication
from dialog.remiss.models import (
    Annex,
    Reading,
    Remiss,
    RemissVersion,
    Response,
    Section,
    Statement,
)
from dialog.remiss.queries.document import version_in_work
from dialog.remiss.rules.editing import NotChangeable, ensure_changeable


def versions(ctx: Context, remiss: Remiss) -> Sequence[RemissVersion]:
    """Every version, the newest first. One statement."""
    stmt = select(RemissVersion).where(RemissVersion.remiss_id == remiss.id)
    return ctx.session.scalars(stmt.order_by(RemissVersion.number.desc())).all()


def next_number(ctx: Context, remiss: Remiss) -> int:
    """The number of a version that is about to be made."""
    stmt = select(func.max(RemissVersion.number)).where(RemissVersion.remiss_id == remiss.id)
    return (ctx.session.scalar(stmt) or 0) + 1


def sections_ever(ctx: Context, remiss: Remiss) -> Sequence[Section]:
    """The sections of all versions, the newest version first, each in order. One statement."""
    stmt = (
        select(Section)
        .join(RemissVersion, RemissVersion.id == Section.version_id)
        .where(RemissVersion.remiss_id == remiss.id)
        .order_by(RemissVersion.number.desc(), Section.position)
    )
    return ctx.session.scalars(stmt).all()


def keys_ever(ctx: Context, remiss: Remiss) -> set[str]:
    """Every key that a section of any version has. One statement."""
    stmt = (
        select(Section.key)
        .join(RemissVersion, RemissVersion.id == Section.version_id)
        .where(RemissVersion.remiss_id == remiss.id)
    )
    return set(ctx.session.scalars(stmt))


def version_to_change(ctx: Context, remiss: Remiss) -> RemissVersion:
    """The version in work, held so that nobody else changes it meanwhile.

    Raises NotChangeable, also while a file is being read into it, and NotFound where there is none.
    """
    ctx.lock(remiss)
    ensure_changeable(remiss.publication, remiss.handling)
    if unfinished_reading(ctx, remiss) is not None:
        raise NotChangeable(_l("Ett dokument läses in just nu. Vänta tills det är klart."))
    version = version_in_work(ctx, remiss)
    if version is None:
        raise NotFound(_l("Det finns ingen version att arbeta med."))
    return version


def unfinished_reading(ctx: Context, remiss: Remiss) -> Reading | None:
    """The file that waits to be read, or is being read. One statement."""
    stmt = select(Reading).where(Reading.remiss_id == remiss.id, Reading.ended_at.is_(None))
    return ctx.session.scalar(stmt.order_by(Reading.id.desc()).limit(1))


def last_reading(ctx: Context, remiss: Remiss) -> Reading | None:
    """The file that was sent in last. One statement."""
    stmt = select(Reading).where(Reading.remiss_id == remiss.id)
    return ctx.session.scalar(stmt.order_by(Reading.id.desc()).limit(1))


def waiting(now: datetime) -> list[Any]:
    """The conditions of a reading whose file the scanner has judged, and that nobody reads now."""
    is_free = or_(Reading.claimed_until.is_(None), Reading.claimed_until <= now)
    is_judged = Reading.file.has(Attachment.scan != Scan.PENDING)
    return [Reading.ended_at.is_(None), is_free, is_judged]


def spoken_of(ctx: Context, remiss: Remiss, keys: Collection[str]) -> dict[str, int]:
    """How many answers have spoken of each of the sections. One statement, none for nothing."""
    if not keys:
        return {}
    stmt = (
        select(Statement.section, func.count(Statement.response_id.distinct()))
        .join(Response, Response.id == Statement.response_id)
        .where(
            Statement.remiss_id == remiss.id,
            Statement.section.in_(keys),
            Response.publication != Publication.WITHDRAWN,
        )
        .group_by(Statement.section)
    )
    return {row[0]: row[1] for row in ctx.session.execute(stmt)}


def annexes(ctx: Context, remiss: Remiss) -> Sequence[Annex]:
    """The files that go with the remiss, in order. One statement."""
    stmt = select(Annex).where(Annex.remiss_id == remiss.id)
    return ctx.session.scalars(stmt.order_by(Annex.position, Annex.id)).all()
