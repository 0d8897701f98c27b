"""Reports by readers, decisions against a text, what came of another look, and what a filter pointed at."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.append_only import append_only
from dialog.core.db import Base, TenantOwned
from dialog.moderation.models.suggesting import CheckedText as CheckedText
from dialog.moderation.models.suggesting import ListedWord as ListedWord
from dialog.moderation.models.suggesting import Suggestion as Suggestion
from dialog.moderation.models.suggesting import WordList as WordList
from dialog.moderation.rules import Measure, Result
from dialog.process.models import Process
from dialog.process.rules import Publication


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


@append_only
class Decision(TenantOwned, Base):
    """One decision against a text: what, when, on which ground, and in which words.

    The text is any row with words in it, within or being a process: `subject_type` is its root table.
    Who decided is kept for the appeal, and never shown to the public.
    """

    __tablename__ = "moderation_decision"
    __table_args__ = (
        Index(None, "subject_type", "subject_id"),
        Index(None, "municipality_id", "decided_at"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    process: Mapped[Process] = relationship()
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(index=True)
    measure: Mapped[Measure]
    before: Mapped[Publication]  # where the text stood, so that it can be put back there
    ground: Mapped[str]  # key in the published catalogue
    words: Mapped[str]  # the moderator's own, to the author
    is_automated: Mapped[bool]  # whether no person took it
    # whether a filter had pointed at the text, so that it came before whoever decided
    was_suggested: Mapped[bool] = mapped_column(default=False, server_default=false())
    received_at: Mapped[datetime | None]  # since when it had waited, where it had
    decided_at: Mapped[datetime]
    decided_by: Mapped[int | None]
    appeal_until: Mapped[datetime]  # frozen: a rule that changes takes nothing back

    appeal: Mapped["Appeal | None"] = relationship(back_populates="decision", lazy="joined")


class Block(TenantOwned, Base):
    """That somebody cannot put words before others until a moment, by a decision that can be appealed.

    `process_id`: where; None in the whole municipality.
    """

    __tablename__ = "moderation_block"
    __table_args__ = (Index(None, "person_id", "until"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"), unique=True)
    decision: Mapped[Decision] = relationship(lazy="joined")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    process_id: Mapped[int | None] = mapped_column(ForeignKey("process.id"), index=True)
    until: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class Appeal(TenantOwned, Base):
    """The author asks the municipality to look again: once, and at another person's desk."""

    __tablename__ = "appeal"
    __table_args__ = (
        CheckConstraint("judged_by IS NULL OR judged_by <> decided_by", name="judge_is_another"),
        CheckConstraint("(result IS NULL) = (judged_at IS NULL)", name="judged_has_a_result"),
        Index(None, "municipality_id", "result", "due_at"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"), unique=True)
    decision: Mapped[Decision] = relationship(back_populates="appeal", lazy="joined")
    decided_by: Mapped[int | None]  # again, so that the database can keep the judge another
    text: Mapped[str]
    receipt_number: Mapped[str]
    appealed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    result: Mapped[Result | None]
    answer: Mapped[str] = mapped_column(default="")  # the judge's own words, to the author
    judged_by: Mapped[int | None]
    judged_at: Mapped[datetime | None]


class Look(TenantOwned, Base):
    """That a moderator has looked at what people have written in a process, up to a moment.

    The newest row of a process says what has been seen. Part of how the municipality keeps watch
    (1998:112 4 §).
    """

    __tablename__ = "moderation_look"
    __table_args__ = (Index(None, "process_id", "id"), Index(None, "municipality_id", "at"))

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    by: Mapped[int | None]
    at: Mapped[datetime]
    up_to: Mapped[datetime]  # what was shown, not when somebody clicked


@dataclass(frozen=True)
class Own:
    """A decision, as whoever the text's process knows in this request asks for it.

    Somebody who wrote without logging in is known by a key within the process and by nothing else.
    """

    decision: Decision
    is_mine: bool
