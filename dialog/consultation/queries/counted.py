"""The prepared counts of one consultation, as pages, files and reports need them: in a few statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from dialog.consultation.models import (
    Code,
    Consultation,
    Counting,
    Idea,
    Part,
    PartVersion,
    PopulationFigure,
    Stage,
    Tally,
    Turnout,
)
from dialog.consultation.queries.codebook import Place, codes, codes_shown, tagged
from dialog.consultation.queries.figures import newest_figures
from dialog.consultation.rules import PROPOSED
from dialog.consultation.rules.coding import Tagged
from dialog.consultation.rules.lens import Lens, Look
from dialog.consultation.rules.tallying import Count, Dimension, Key
from dialog.core.context import Context
from dialog.process.rules import Publication

MOST_SUPPORTED = 5

Counts = dict[Key, Count]


@dataclass(frozen=True)
class Counted:
    """Everything that was counted of a consultation. Parts that are gone are here if they were answered."""

    consultation: Consultation
    stages: Sequence[Stage]
    parts: dict[int, list[Part]]  # by id of the stage
    versions: dict[int, list[PartVersion]]  # by id of the part, newest first
    counts: dict[int, dict[tuple[Dimension, str], Counts]]  # by id of the part
    counted_at: datetime | None
    turnout: dict[tuple[Dimension, str], int]
    figures: Sequence[PopulationFigure]
    supported: dict[int, list[Idea]] = field(default_factory=dict)  # by id of the part
    all_stages: Sequence[tuple[int, str]] = ()  # id and title, of those not looked at too
    tagged: dict[Place, Tagged] = field(default_factory=dict)  # texts in own words, by question
    codes: Sequence[Code] = ()
    codes_shown: Collection[Place] = ()  # the questions whose tags the public sees

    def contents(self, part: Part) -> list[Any]:
        """What the part has held, newest first (rules.content)."""
        return [version.read(part.kind) for version in self.versions.get(part.id, [])]

    def lens(self, part: Part, look: Look, *, is_public: bool) -> Lens:
        """The counts of a part, with what may not be seen left out (rules.lens)."""
        counts = self.counts.get(part.id, {})
        whole = counts.get((Dimension.ALL, ""), {})
        if not look.is_of_group:
            return Lens(whole, is_public=is_public)
        groups = {
            g: found for (dimension, g), found in counts.items() if dimension is look.dimension
        }
        return Lens(whole, groups, look.group, is_public)

    def by_group(self, dimension: Dimension) -> dict[str, int]:
        """How many of each group have taken part."""
        return {group: n for (each, group), n in self.turnout.items() if each is dimension}

    def took_part(self) -> int:
        """How many have taken part, each person once."""
        return self.turnout.get((Dimension.ALL, ""), 0)


def counted(ctx: Context, consultation: Consultation, look: Look) -> Counted:
    """What has been counted, for this look. A dozen statements at most, however many people answered."""
    stages = ctx.session.scalars(
        select(Stage)
        .where(Stage.consultation_id == consultation.id)
        .order_by(Stage.number, Stage.id)
    ).all()
    of_parts = select(Part).where(Part.consultation_id == consultation.id)
    parts = ctx.session.scalars(of_parts.order_by(Part.number, Part.id)).all()
    ids = [part.id for part in parts]
    counts = _counts(ctx, ids, look)
    removed = {stage.id for stage in stages if stage.is_removed}
    by_stage: dict[int, list[Part]] = {}
    for part in parts:
        if part.id in counts or not (part.is_removed or part.stage_id in removed):
            by_stage.setdefault(part.stage_id, []).append(part)
    counted_at = select(func.min(Counting.counted_at)).where(Counting.part_id.in_(ids))
    known = [stage for stage in stages if stage.id in by_stage or not stage.is_removed]
    return Counted(
        consultation=consultation,
        stages=[stage for stage in known if look.stage in {None, stage.id}],
        parts=by_stage,
        versions=_versions(ctx, ids),
        counts=counts,
        counted_at=consultation.counted_at or ctx.session.scalar(counted_at),
        turnout=_turnout(ctx, consultation),
        figures=newest_figures(ctx.session),
        supported=_supported(ctx, [part.id for part in parts if part.kind in PROPOSED]),
        all_stages=[(stage.id, stage.title) for stage in known],
        **_tags(ctx, consultation, ids),
    )


def _tags(ctx: Context, consultation: Consultation, ids: Sequence[int]) -> dict[str, Any]:
    """What is told of tags; one statement where there are none."""
    found = tagged(ctx, consultation)
    if not found:
        return {}
    return {
        "tagged": found,
        "codes": codes(ctx, consultation),
        "codes_shown": codes_shown(ctx, ids),
    }


def counted_parts(ctx: Context, consultation: Consultation, parts: Sequence[Part]) -> Counted:
    """What has been counted of these parts, and nothing else. Two statements."""
    ids = [part.id for part in parts]
    return Counted(
        consultation=consultation,
        stages=(),
        parts={},
        versions=_versions(ctx, ids),
        counts=_counts(ctx, ids, Look()),
        counted_at=consultation.counted_at,
        turnout={},
        figures=(),
    )


def _counts(
    ctx: Context, ids: list[int], look: Look
) -> dict[int, dict[tuple[Dimension, str], Counts]]:
    columns = (Tally.part_id, Tally.question, Tally.row, Tally.choice)
    stmt = select(*columns, Tally.dimension, Tally.group_key, Tally.number, Tally.total).where(
        Tally.part_id.in_(ids), Tally.dimension.in_({Dimension.ALL, look.dimension})
    )
    found: dict[int, dict[tuple[Dimension, str], Counts]] = {}
    for part, question, row, choice, dimension, group, number, total in ctx.session.execute(stmt):
        counts = found.setdefault(part, {}).setdefault((dimension, group), {})
        counts[question, row, choice] = Count(number, total)
    return found


def _versions(ctx: Context, ids: list[int]) -> dict[int, list[PartVersion]]:
    stmt = select(PartVersion).where(PartVersion.part_id.in_(ids))
    found: dict[int, list[PartVersion]] = {}
    for version in ctx.session.scalars(stmt.order_by(PartVersion.number.desc())):
        found.setdefault(version.part_id, []).append(version)
    return found


def _turnout(ctx: Context, consultation: Consultation) -> dict[tuple[Dimension, str], int]:
    stmt = select(Turnout.dimension, Turnout.group_key, Turnout.number).where(
        Turnout.consultation_id == consultation.id
    )
    return {(dimension, group): number for dimension, group, number in ctx.session.execute(stmt)}


def _supported(ctx: Context, ids: list[int]) -> dict[int, list[Idea]]:
    """The ideas that most people stand behind, of each part."""
    place = func.row_number().over(
        partition_by=Idea.part_id, order_by=(Idea.count_support.desc(), Idea.id)
    )
    ranked = (
        select(Idea.id, place.label("place"))
        .where(
            Idea.part_id.in_(ids),
            Idea.publication == Publication.PUBLISHED,
            Idea.count_support > 0,
        )
        .subquery()
    )
    stmt = select(Idea).join(ranked, ranked.c.id == Idea.id).where(ranked.c.place <= MOST_SUPPORTED)
    found: dict[int, list[Idea]] = {}
    for idea in ctx.session.scalars(stmt.order_by(Idea.count_support.desc(), Idea.id)):
        found.setdefault(idea.part_id, []).append(idea)
    return found
