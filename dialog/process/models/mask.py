"""A passage of a text that is not shown to anyone outside the municipality. The original is kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dialog.core.db import Base, TenantOwned


class Mask(TenantOwned, Base):
    """From `start` up to `end_at` (characters) of one part of one version of a text.

    The text is that of the contribution, or without one that of the process itself. `part` is the
    column of the received version that the words stand in. `why` is what stands in their place, as
    the published catalogue said it when it was decided.
    """

    __tablename__ = "mask"
    __table_args__ = (
        CheckConstraint("start >= 0 AND end_at > start", name="is_a_passage"),
        Index(None, "process_id", "contribution_id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"), index=True)
    text_number: Mapped[int]
    part: Mapped[str]
    start: Mapped[int]
    end_at: Mapped[int]
    why: Mapped[str]
    lifted_at: Mapped[datetime | None]  # when the decision was changed
