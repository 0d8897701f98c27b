"""The outcome of a process: what was decided, why, and what happens now."""

from datetime import date, datetime
from enum import StrEnum

from babel.support import LazyProxy
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dialog.core.db import Base, TenantOwned
from dialog.core.i18n import lazy_gettext as _l


class Decision(StrEnum):
    """What the deciding body did with the proposal, or that it decided what it had asked about."""

    APPROVED = "approved"
    PARTLY = "partly"
    REJECTED = "rejected"
    CONSIDERED_ANSWERED = "considered_answered"
    DECIDED = "decided"  # the municipality asked; the reasons say what it decided


DECISION_NAMES = {
    Decision.APPROVED: _l("Bifall"),
    Decision.PARTLY: _l("Delvis bifall"),
    Decision.REJECTED: _l("Avslag"),
    Decision.CONSIDERED_ANSWERED: _l("Anses besvarad"),
    Decision.DECIDED: _l("Beslut fattat"),
}
# What can become of somebody's proposal.
ON_PROPOSALS = tuple(each for each in Decision if each is not Decision.DECIDED)


class Outcome(TenantOwned, Base):
    """The answer. Without reasons and a time plan there is none."""

    __tablename__ = "outcome"
    __table_args__ = (
        CheckConstraint("reasons <> ''", name="has_reasons"),
        CheckConstraint("time_plan <> ''", name="has_time_plan"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), unique=True)
    decision: Mapped[Decision]
    body: Mapped[str]  # "Kommunfullmäktige"
    decided_on: Mapped[date]
    paragraph: Mapped[str]  # "§ 112"
    minutes_url: Mapped[str] = mapped_column(default="")
    reasons: Mapped[str]
    time_plan: Mapped[str]
    effect: Mapped[str] = mapped_column(default="")  # what of the input changed what
    published_at: Mapped[datetime]

    @property
    def decision_name(self) -> LazyProxy:
        """The decision in words."""
        return DECISION_NAMES[self.decision]
