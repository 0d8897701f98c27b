"""The process: one row in one table for every way of taking part, with texts, steps and search terms."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    event,
    inspect,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.core.i18n import ZONE
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process import rules
from dialog.process.rules import Handling, Level, Publication, Window

TEXT_PARTS = ("title", "summary", "body", "reasons")


@dataclass(frozen=True)
class ShownText:
    """A version of a text without what is hidden in it."""

    title: str
    summary: str
    body: str
    reasons: str
    number: int
    written_at: datetime
    received_at: datetime | None


class Process(TenantOwned, Base):
    """A folkmotion, a consultation, a remiss ... What they share, and the three tracks."""

    __tablename__ = "process"
    __table_args__ = (
        CheckConstraint("closes_at IS NULL OR closes_at > opens_at", name="closes_after_it_opens"),
        CheckConstraint(
            "count_valid >= 0 AND count_unverified >= 0", name="counts_are_not_negative"
        ),
        Index(None, "municipality_id", "publication", "published_at", "id"),
        Index(None, "municipality_id", "handling"),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "process"}
    kind_name: ClassVar[Any] = _l("Dialog")  # each type says its own, for people
    kind_about: ClassVar[Any] = ""
    closed_words: ClassVar[Any] = _l("Har stängt")  # when people cannot take part any more
    counts_names: ClassVar[bool] = False  # whether people give their names; else they are counted

    kind: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(default="sv")
    level: Mapped[Level] = mapped_column(default=Level.INFLUENCE)
    author_id: Mapped[int | None] = mapped_column(index=True)
    author_name: Mapped[str] = mapped_column(default="")  # what the author chose to show
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    case_number: Mapped[str] = mapped_column(default="")
    rules: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # the versions it runs under
    wrapped_key: Mapped[bytes | None]  # data key; context "process:<municipality id>"

    publication: Mapped[Publication] = mapped_column(default=Publication.DRAFT)
    handling: Mapped[Handling] = mapped_column(default=Handling.NONE)

    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    review_due_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    answer_due_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(default="")  # key in the published catalogue of reasons
    refusal_text: Mapped[str] = mapped_column(default="")  # the moderator's own words

    count_valid: Mapped[int] = mapped_column(default=0)
    count_unverified: Mapped[int] = mapped_column(default=0)
    count_against: Mapped[int] = mapped_column(default=0)
    counted_at: Mapped[datetime | None]

    # What is shown instead of a part of the received text that something is hidden in, see Mask.
    masked: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    locked_by: Mapped[int | None]  # the edit lock of whoever reviews it, see moderation
    locked_at: Mapped[datetime | None]

    texts: Mapped[list["ProcessText"]] = relationship(
        back_populates="process", order_by="ProcessText.number"
    )
    steps: Mapped[list["Step"]] = relationship(
        back_populates="process", order_by="Step.planned_on, Step.id"
    )

    @property
    def counting_names(self) -> int:
        """How many names count."""
        return self.count_valid

    @property
    def names_to_check(self) -> int:
        """How many names are not counted because nobody has checked them yet."""
        return 0

    @property
    def goal(self) -> int | None:
        """How many names are needed, where that is a question."""
        return None

    def shown(self, text: "ProcessText") -> "ShownText":
        """The newest text as anyone may read it: once it was received, without what is hidden in it."""
        masked = self.masked if text.received_at is not None else {}
        parts = {name: getattr(text, name) for name in TEXT_PARTS} | masked
        return ShownText(
            number=text.number,
            written_at=text.written_at,
            received_at=text.received_at,
            **parts,
        )

    def window(self, now: datetime) -> Window:
        """Whether people can take part now; see process.rules.window."""
        return rules.window(self.opens_at, self.closes_at, now)

    def is_public(self) -> bool:
        """Whether anyone may read it."""
        return self.publication in rules.PUBLIC

    def is_hidden(self) -> bool:
        """Whether the municipality has hidden it, so that its page says only why."""
        return self.publication is rules.Publication.HIDDEN

    def last_day(self) -> date | None:
        """The last day on which people can take part; None when it never closes."""
        return rules.last_day(self.closes_at) if self.closes_at else None

    def is_answer_late(self, now: datetime) -> bool:
        """Whether the municipality should have answered by now."""
        return (
            self.answer_due_at is not None and self.decided_at is None and now > self.answer_due_at
        )

    def days_late(self, now: datetime) -> int:
        """How many days ago the municipality should have answered; 0 when it is in time."""
        if self.answer_due_at is None or not self.is_answer_late(now):
            return 0
        return max(1, (now.astimezone(ZONE).date() - rules.last_day(self.answer_due_at)).days)


class ProcessText(TenantOwned, Base):
    """One version of the author's text. Once received it is an official record and never changes."""

    __tablename__ = "process_text"
    __table_args__ = (UniqueConstraint("process_id", "number"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    process: Mapped[Process] = relationship(back_populates="texts")
    number: Mapped[int]
    title: Mapped[str]
    summary: Mapped[str]
    body: Mapped[str]
    reasons: Mapped[str] = mapped_column(default="")
    hash: Mapped[str] = mapped_column(default="")  # SHA-256 of the text as received
    written_at: Mapped[datetime]
    received_at: Mapped[datetime | None]

    def labelled(self) -> list[tuple[str, str]]:
        """What was written, as labels in the language of the reader and words; nothing empty."""
        labels = (_("Rubrik"), _("Sammanfattning"), _("Förslaget"), _("Skälen"))
        words = (self.title, self.summary, self.body, self.reasons)
        return [pair for pair in zip(labels, words, strict=True) if pair[1]]


@event.listens_for(ProcessText, "before_update")
@event.listens_for(ProcessText, "before_delete")
def _received_texts_stay(mapper: Mapper[ProcessText], connection: object, row: ProcessText) -> None:
    received = inspect(row).attrs.received_at.history
    before = received.deleted or received.unchanged
    if before and before[0] is not None:
        raise PermissionError("a text that has been received is an official record")


class Step(TenantOwned, Base):
    """A planned or done step of the handling: a committee meeting, a milestone."""

    __tablename__ = "step"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    process: Mapped[Process] = relationship(back_populates="steps")
    kind: Mapped[str]  # "meeting", "prepared", "milestone"
    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")  # the committee or department
    planned_on: Mapped[date]
    done_on: Mapped[date | None]
    recorded_at: Mapped[datetime]


class SearchTerm(TenantOwned, Base):
    """One stem that occurs in one public process. See process.search."""

    __tablename__ = "search_term"
    __table_args__ = (
        UniqueConstraint("process_id", "term"),
        Index(None, "municipality_id", "term"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    # In the order of the letters' numbers on every database, so that beginnings are ranges.
    term: Mapped[str] = mapped_column(String().with_variant(String(collation="C"), "postgresql"))
    weight: Mapped[int]
