"""Writing the parts of a step. What people have seen is kept as a version that never changes."""

from typing import Any

from dialog.consultation.models import Consultation, Part, PartVersion, Stage
from dialog.consultation.rules.content import SHAPES
from dialog.core.context import Context
from dialog.core.shapes import dump
from dialog.core.text import tidy
from dialog.process.rules import Publication


def add_part(ctx: Context, stage: Stage, title: str, content: Any) -> Part:
    """Add a part at the end of the step. Its kind follows from the content (rules.content)."""
    ctx.require("consultation.add_part", stage.consultation)
    kind = next(kind for kind, shape in SHAPES.items() if isinstance(content, shape))
    part = Part(
        stage=stage,
        consultation_id=stage.consultation_id,
        kind=kind,
        number=max((each.number for each in stage.parts), default=0) + 1,
    )
    ctx.session.add(part)
    ctx.session.flush()
    _write(ctx, part, title, content)
    ctx.record("consultation.add_part", stage.consultation, part=part.id)
    return part


def edit_part(ctx: Context, part: Part, title: str, content: Any) -> PartVersion:
    """Replace what the part holds. Before publication in place, afterwards as a new version.

    Whoever is answering keeps the version that they see.
    """
    ctx.require("consultation.edit_part", part.stage.consultation)
    ctx.lock(part)
    if not isinstance(content, SHAPES[part.kind]):
        raise TypeError(f"{type(content).__name__} is no content of {part.kind}")
    newest = part.version
    if newest.title == tidy(title) and newest.content == dump(content):
        return newest
    version = _write(ctx, part, title, content)
    ctx.record(
        "consultation.edit_part", part.stage.consultation, part=part.id, version=version.number
    )
    return version


def _write(ctx: Context, part: Part, title: str, content: Any) -> PartVersion:
    versions = list(part.versions)
    newest = versions[-1] if versions else None
    if newest is not None and newest.frozen_at is None:
        newest.title, newest.content, newest.written_at = tidy(title), dump(content), ctx.now
        return newest
    if newest is not None:
        newest.replaced_at = ctx.now
        ctx.session.flush()  # there is only one newest version at any time
    version = PartVersion(
        part_id=part.id,
        number=len(versions) + 1,
        title=tidy(title),
        content=dump(content),
        written_at=ctx.now,
        frozen_at=ctx.now if _is_seen(part.stage.consultation) else None,
    )
    ctx.session.add(version)
    ctx.session.flush()
    ctx.session.expire(part, ["version", "versions"])
    return version


def _is_seen(consultation: Consultation) -> bool:
    """Whether people can have read it."""
    return consultation.publication is not Publication.DRAFT
