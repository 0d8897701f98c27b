"""A part as the official who writes it sees it: where it is, and what people have sent to it."""

from sqlalchemy import func, select

from dialog.consultation.models import Answer, Comment, Consultation, Idea, Part, Stage
from dialog.consultation.rules.content import Choice, Question
from dialog.core.context import Context
from dialog.process.models import Attachment
from dialog.process.rules import Publication

SENT = (Answer, Idea, Comment)


def find_part(ctx: Context, consultation_id: int, part_id: int) -> Part | None:
    """The part of that consultation, unless it has been removed."""
    part = ctx.session.get(Part, part_id)
    if part is None or part.consultation_id != consultation_id or part.is_removed:
        return None
    return None if part.stage.is_removed else part


def find_stage(ctx: Context, consultation_id: int, stage_id: int) -> Stage | None:
    """The step of that consultation, unless it has been removed."""
    stage = ctx.session.get(Stage, stage_id)
    if stage is None or stage.consultation_id != consultation_id or stage.is_removed:
        return None
    return stage


def has_contributions(ctx: Context, part: Part) -> bool:
    """Whether anybody has ever sent anything to the part, withdrawn or not."""
    return any(
        ctx.session.scalar(select(kind.id).where(kind.part_id == part.id).limit(1)) is not None
        for kind in SENT
    )


def contributions(ctx: Context, part: Part) -> int:
    """How many answers, ideas and comments the part has, without those that were withdrawn."""
    total = 0
    for kind in SENT:
        stmt = (
            select(func.count(kind.id))
            .select_from(kind)
            .where(kind.part_id == part.id, kind.publication != Publication.WITHDRAWN)
        )
        total += ctx.session.scalar(stmt) or 0
    return total


def pictures(ctx: Context, consultation: Consultation) -> frozenset[int]:
    """The ids of the consultation's attachments that are pictures."""
    stmt = select(Attachment.id).where(
        Attachment.process_id == consultation.id, Attachment.media_type.startswith("image/")
    )
    return frozenset(ctx.session.scalars(stmt))


def attachments(ctx: Context, consultation: Consultation) -> dict[int, Attachment]:
    """The consultation's attachments by id."""
    stmt = select(Attachment).where(Attachment.process_id == consultation.id)
    return {row.id: row for row in ctx.session.scalars(stmt)}


def earlier_questions(part: Part) -> list[Question]:
    """Every question that the questionnaire has had, the newest version first."""
    return [
        question
        for version in reversed(part.versions)
        for question in version.read(part.kind).questions()
    ]


def earlier_choices(part: Part, name: str) -> list[Choice]:
    """Every choice that a field of the part's content has had, the newest version first."""
    return [
        choice
        for version in reversed(part.versions)
        for choice in getattr(version.read(part.kind), name)
    ]
