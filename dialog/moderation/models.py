"""Reports: what readers say is wrong with a text, gathered by what they are about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned


class ReportOutcome(StrEnum):
    """What became of the reports about one thing."""

    NO_ACTION = "no_action"
    ACTED = "acted"


class ReportCase(TenantOwned, Base):
    """Every report about one thing since it was last decided about. One at a time is open.

    `subject_type` is a key of moderation.subjects. The edit lock is that of moderation.actions.lock.
    """

    __tablename__ = "report_case"
    __table_args__ = (
        CheckConstraint("count > 0", name="there_is_a_report"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_outcome"),
        Index(
            "uq_report_case_open",
            "municipality_id",
            "subject_type",
            "subject_id",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
            sqlite_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_report_case_waiting",
            "municipality_id",
            "is_urgent",
            "due_at",
            "id",
            postgresql_where=text("closed_at IS NULL"),
            sqlite_where=text("closed_at IS NULL"),
        ),
    )

    subject_type: Mapped[str]
    subject_id: Mapped[int]
    is_urgent: Mapped[bool]  # somebody says that it is a crime of 5 § 1998:112
    count: Mapped[int]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]  # counted from the first report
    taken_up_at: Mapped[datetime | None]
    locked_by: Mapped[int | None]
    locked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[ReportOutcome | None]
    reason: Mapped[str] = mapped_column(default="")  # key in the published catalogue of reasons
    explanation: Mapped[str] = mapped_column(default="")  # the moderator's words to the reporters


class Report(TenantOwned, Base):
    """One report. Nothing tells who made it; only the private link, of which this is the hash."""

    __tablename__ = "report"

    case_id: Mapped[int] = mapped_column(ForeignKey("report_case.id"), index=True)
    case: Mapped[ReportCase] = relationship()
    category: Mapped[str]  # key in the published catalogue of reasons
    sealed_text: Mapped[bytes | None]  # it may tell of people; sealed with the municipality's key
    token_hash: Mapped[str] = mapped_column(unique=True)
    received_at: Mapped[datetime]


class ReportSender(TenantOwned, Base):
    """That a network sent a report a short while ago. Forgotten when the hour is over.

    `key` is a keyed hash of network and hour (moderation.rules.sender_in_hour), and no row points
    from here to a report.
    """

    __tablename__ = "report_sender"

    key: Mapped[str] = mapped_column(index=True)
    sent_at: Mapped[datetime] = mapped_column(index=True)
