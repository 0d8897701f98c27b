"""The contribution: whatever a person writes within a process. What was received never changes."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models.process import Process
from dialog.process.rules import Channel, Publication


class Contribution(TenantOwned, Base):
    """An idea, a comment, an answer ... with the versions of its text, a receipt and a place in moderation.

    `participant_key` = HMAC(process key, whoever wrote it): their own key finds it again, and no
    column says who that is. `author_id` names a logged-in person only where the step is not
    anonymous. A withdrawn contribution keeps neither.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        CheckConstraint("count_support >= 0", name="support_is_not_negative"),
        CheckConstraint("count_comments >= 0", name="comments_are_not_negative"),
        Index(None, "process_id", "participant_key"),
        Index(None, "municipality_id", "publication", "review_due_at"),
        Index("ix_contribution_alike", "municipality_id", "likeness", "publication"),
        Index("ix_contribution_by_support", "process_id", "kind", "count_support", "id"),
        Index("ix_contribution_by_comments", "process_id", "kind", "count_comments", "id"),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "contribution"}
    kind_name: ClassVar[Any] = _l("Inlägg")  # each type says its own, for people

    kind: Mapped[str]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    process: Mapped[Process] = relationship()
    title: Mapped[str] = mapped_column(default="")  # as it is shown; what was received is in texts
    body: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="sv")
    participant_key: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(index=True)
    author_name: Mapped[str] = mapped_column(default="")  # what the author chose to show
    channel: Mapped[Channel] = mapped_column(default=Channel.WEB)
    receipt_number: Mapped[str] = mapped_column(default="")  # of the newest version

    publication: Mapped[Publication] = mapped_column(default=Publication.PUBLISHED)
    received_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)  # in whichever way, by whomever
    edited_at: Mapped[datetime | None]  # when the author last sent other words
    review_due_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(default="")  # key in the published catalogue of reasons
    refusal_text: Mapped[str] = mapped_column(default="")

    likeness: Mapped[str] = mapped_column(default="")  # process.rules.own_words; "" without words

    count_support: Mapped[int] = mapped_column(default=0)  # counted by the worker
    count_comments: Mapped[int] = mapped_column(default=0)

    texts: Mapped[list["ContributionText"]] = relationship(
        back_populates="contribution", order_by="ContributionText.number"
    )

    def is_public(self) -> bool:
        """Whether anyone may read it."""
        return self.publication is Publication.PUBLISHED

    def is_hidden(self) -> bool:
        """Whether the municipality has hidden it, so that its place says only why."""
        return self.publication is Publication.HIDDEN


class ContributionText(TenantOwned, Base):
    """One version, exactly as it was received: an official record that never changes.

    `parts` is what the person saw and wrote, as pairs of label and words: what a receipt shows.
    `data` is the same for machines (answers by question, a place on a map).
    """

    __tablename__ = "contribution_text"
    __table_args__ = (UniqueConstraint("contribution_id", "number"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    contribution: Mapped[Contribution] = relationship(back_populates="texts")
    number: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    parts: Mapped[list[Any]] = mapped_column(JSON)  # [[label, words], ...]
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    hash: Mapped[str]  # SHA-256 of `parts` as canonical JSON, see process.rules
    received_at: Mapped[datetime]

    def labelled(self) -> list[tuple[str, str]]:
        """What was written, as labels in the language that they were read in, and words."""
        return [(label, words) for label, words in self.parts]


@event.listens_for(ContributionText, "before_update")
@event.listens_for(ContributionText, "before_delete")
def _received_texts_stay(mapper: Any, connection: object, row: ContributionText) -> None:
    raise PermissionError("a text that has been received is an official record")


class Support(TenantOwned, Base):
    """That somebody stands behind a contribution. No column says who: see Contribution.

    Adding one touches no shared row; the worker counts.
    """

    __tablename__ = "support"
    __table_args__ = (
        UniqueConstraint("contribution_id", "supporter_key"),  # one person, once
        Index(None, "municipality_id", "id"),
    )

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    supporter_key: Mapped[str]
    at: Mapped[datetime]
