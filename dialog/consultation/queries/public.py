"""A consultation as anyone may read it: itself, its steps and their parts, in three statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.consultation.models import Consultation, Part, Stage
from dialog.consultation.rules.admission import Who
from dialog.core.context import Context


@dataclass(frozen=True)
class Reading:
    """The consultation with what it holds, in order."""

    consultation: Consultation
    stages: Sequence[Stage]
    parts: dict[int, list[Part]]  # by id of the stage

    def all_parts(self) -> list[Part]:
        """Every part of every step, in order."""
        return [part for stage in self.stages for part in self.parts.get(stage.id, [])]

    def asks_register(self) -> bool:
        """Whether any step is for those whom the register knows."""
        return any(stage.who is Who.RESIDENTS for stage in self.stages)


def read(ctx: Context, id: int) -> Reading | None:
    """The consultation with its steps and parts. Three statements."""
    consultation = ctx.session.get(Consultation, id)
    return outline(ctx, consultation) if consultation is not None else None


def outline(ctx: Context, consultation: Consultation) -> Reading:
    """The same of a consultation that one already has. Two statements."""
    stages = ctx.session.scalars(
        select(Stage)
        .where(Stage.consultation_id == consultation.id, Stage.is_removed.is_(False))
        .order_by(Stage.number, Stage.id)
    ).all()
    parts: dict[int, list[Part]] = {}
    wanted = (
        select(Part)
        .where(Part.consultation_id == consultation.id, Part.is_removed.is_(False))
        .order_by(Part.number, Part.id)
    )
    for part in ctx.session.scalars(wanted):
        parts.setdefault(part.stage_id, []).append(part)
    return Reading(consultation, stages, parts)


def find_part(ctx: Context, consultation_id: int, id: int) -> Part | None:
    """A part that is in use, with its step and consultation, published or not. One statement."""
    stmt = (
        select(Part)
        .join(Part.stage)
        .where(
            Part.id == id,
            Part.consultation_id == consultation_id,
            Part.is_removed.is_(False),
            Stage.is_removed.is_(False),
        )
        .options(joinedload(Part.stage, innerjoin=True).joinedload(Stage.consultation))
    )
    return ctx.session.scalar(stmt)
