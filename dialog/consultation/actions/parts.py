"""Writing the parts of a step. What people have seen is kept as a version that never changes."""

from typing import Any

from dialog.consultation.models import Consultation, Part, PartVersion, Stage
from dialog.consultation.queries import parts as queries
from dialog.consultation.rules.altering import (
    ChangedMeanwhile,
    HasContributions,
    alterations,
    ensure_editable,
)
from dialog.consultation.rules.completeness import incomplete
from dialog.consultation.rules.content import SHAPES
from dialog.consultation.rules.transcript import as_text, fingerprint
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.shapes import dump
from dialog.core.text import tidy
from dialog.identity.rules import holds_personal_number
from dialog.process.rules import Publication


def add_part(ctx: Context, stage: Stage, title: str, content: Any) -> Part:
    """Add a part at the end of the step. Its kind follows from the content. Raises Faulty."""
    ctx.require("consultation.add_part", stage.consultation)
    _ensure_editable(stage.consultation)
    _ensure_anonymous(title, content)
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


def edit_part(
    ctx: Context, part: Part, title: str, content: Any, seen: str | None = None
) -> PartVersion:
    """Replace what the part holds. Before publication in place, afterwards as a new version.

    Whoever is answering keeps the version that they see. `seen` is the fingerprint (rules.transcript) of
    what the official began with. Raises ChangedMeanwhile when a colleague has changed it since, and
    Faulty when what people see would be worth less than before, or answers would lose their meaning.
    """
    ctx.require("consultation.edit_part", part.stage.consultation)
    ctx.lock(part)
    ctx.session.expire(part, ["version", "versions"])
    if not isinstance(content, SHAPES[part.kind]):
        raise TypeError(f"{type(content).__name__} is no content of {part.kind}")
    newest = part.version
    before = fingerprint(newest.title, newest.read(part.kind))
    if seen is not None and seen != before:
        raise ChangedMeanwhile(_l("En kollega har ändrat delen. Läs igenom den och spara igen."))
    if before == fingerprint(tidy(title), content):
        return newest
    _ensure_editable(part.stage.consultation)
    _ensure_anonymous(title, content)
    _ensure_sound(ctx, part, content)
    version = _write(ctx, part, title, content)
    ctx.record(
        "consultation.edit_part", part.stage.consultation, part=part.id, version=version.number
    )
    return version


def move_part(ctx: Context, part: Part, by: int) -> None:
    """Let the part change places with the one before it (-1) or after it (1) in its step."""
    ctx.require("consultation.move_part", part.stage.consultation)
    _ensure_editable(part.stage.consultation)
    ctx.lock(part.stage)
    parts = list(part.stage.parts)
    place = parts.index(part)
    if not 0 <= place + by < len(parts):
        return
    parts[place], parts[place + by] = parts[place + by], parts[place]
    for number, each in enumerate(parts, 1):
        each.number = number
    ctx.record("consultation.move_part", part.stage.consultation, part=part.id, number=part.number)
    ctx.session.expire(part.stage, ["parts"])


def remove_part(ctx: Context, part: Part) -> None:
    """Take the part away. Raises HasContributions when somebody has sent something to it."""
    ctx.require("consultation.remove_part", part.stage.consultation)
    _ensure_editable(part.stage.consultation)
    ctx.lock(part)
    if queries.has_contributions(ctx, part):
        raise HasContributions(
            _l("Delen går inte att ta bort, för någon har redan svarat eller skrivit i den.")
        )
    part.is_removed = True
    ctx.record("consultation.remove_part", part.stage.consultation, part=part.id)
    ctx.session.expire(part.stage, ["parts"])


def _ensure_editable(consultation: Consultation) -> None:
    ensure_editable(consultation.publication, consultation.handling)


def _ensure_anonymous(title: str, content: Any) -> None:
    """Raise Faulty when a personal number stands anywhere in the part: people will read it."""
    if holds_personal_number(as_text(title, content)):
        raise Faulty(_l("Personnummer får inte stå i texten. Ta bort numret."))


def _ensure_sound(ctx: Context, part: Part, content: Any) -> None:
    """Raise Faulty when the change is one that people who see the part cannot be given."""
    if not _is_seen(part.stage.consultation):
        return
    before = part.content()
    if queries.contributions(ctx, part):
        for alteration in alterations(part.kind, before, content):
            if alteration.is_refused:
                raise Faulty(alteration.words)
    pictures = queries.pictures(ctx, part.stage.consultation)
    lacked = incomplete(part.kind, before, pictures)
    for words in incomplete(part.kind, content, pictures):
        if words not in lacked:
            raise Faulty(words)


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
