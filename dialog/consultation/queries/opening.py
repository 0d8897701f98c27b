"""Steps that have opened without anybody having been told."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from dialog.consultation.models import Consultation, Stage
from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.process.rules import Publication


def newly_open(ctx: Context) -> Sequence[Stage]:
    """Steps of published consultations that are open now, and of which the journal does not say so."""
    is_told = exists().where(
        Event.subject_type == Stage.__tablename__,
        Event.subject_id == Stage.id,
        Event.name == "consultation.open_stage",
    )
    stmt = (
        select(Stage)
        .join(Consultation, Consultation.id == Stage.consultation_id)
        .where(
            Consultation.publication == Publication.PUBLISHED,
            Stage.is_removed.is_(False),
            Stage.opens_at <= ctx.now,
            Stage.closes_at > ctx.now,
            ~is_told,
        )
    )
    return ctx.session.scalars(stmt.order_by(Stage.opens_at, Stage.id)).all()
