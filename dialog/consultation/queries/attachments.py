"""Which files a consultation shows in public: those of its text parts, and pictures of published ideas."""

from sqlalchemy import select

from dialog.consultation.models import Consultation, Idea, Part, Stage
from dialog.consultation.rules import PartKind
from dialog.core.context import Context
from dialog.process.models import Attachment
from dialog.process.queries.attachments import shows_attachments
from dialog.process.rules import PUBLIC, Publication


@shows_attachments
def of_text_parts(ctx: Context, ids: set[int]) -> set[int]:
    """Files in the newest version of a text part that is on the page."""
    parts = ctx.session.scalars(
        select(Part)
        .join(Stage, Part.stage_id == Stage.id)
        .where(
            Part.consultation_id.in_(
                select(Attachment.process_id)
                .join(Consultation, Consultation.id == Attachment.process_id)
                .where(Attachment.id.in_(ids), Consultation.publication.in_(PUBLIC))
            ),
            Part.kind == PartKind.TEXT,
            Part.is_removed.is_(False),
            Stage.is_removed.is_(False),
        )
    ).all()
    return ids & {medium.attachment for part in parts for medium in part.content().media}


@shows_attachments
def of_ideas(ctx: Context, ids: set[int]) -> set[int]:
    """Pictures of ideas that anyone may read."""
    stmt = select(Idea.image_id).where(
        Idea.image_id.in_(ids), Idea.publication == Publication.PUBLISHED
    )
    return {image for image in ctx.session.scalars(stmt) if image is not None}
