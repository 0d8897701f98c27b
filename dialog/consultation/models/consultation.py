"""What a consultation is made of: its promise, its steps in time, and their parts in versions."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from dialog.consultation.rules import Blueprint, PartKind, content
from dialog.consultation.rules.admission import Demand, Who
from dialog.core.db import Base, TenantOwned
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.models import Outcome
from dialog.process import rules as process_rules
from dialog.process.models import Process
from dialog.process.rules import Window


class Consultation(Process):
    """The municipality asks. What it promises is said before anybody is asked anything.

    `opens_at` and `closes_at` of the process are those of the first and the last step; `answer_due_at`
    is the end of `feedback_on`. The author is the official who made it.
    """

    __tablename__ = "consultation"
    __mapper_args__ = {"polymorphic_identity": "consultation", "polymorphic_load": "inline"}
    kind_name: ClassVar[Any] = _l("Medborgardialog")
    kind_about: ClassVar[Any] = _l(
        "Kommunen frågar. Svara på frågor, lämna idéer, visa på kartan och diskutera, innan "
        "politikerna bestämmer."
    )
    counts_names: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    blueprint: Mapped[Blueprint]
    has_chosen_level: Mapped[bool] = mapped_column(default=False)
    concerns: Mapped[str] = mapped_column(default="")
    can_affect: Mapped[str] = mapped_column(default="")
    cannot_affect: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decision_when: Mapped[str] = mapped_column(default="")
    feedback_how: Mapped[str] = mapped_column(default="")
    feedback_on: Mapped[date | None]
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    publish_at: Mapped[datetime | None]  # when the worker publishes it, if it is ready then
    results_public_at: Mapped[datetime | None]
    results_words: Mapped[str] = mapped_column(default="")  # Markdown: what the results say

    stages: Mapped[list["Stage"]] = relationship(
        back_populates="consultation",
        order_by="Stage.number",
        primaryjoin="and_(Consultation.id == Stage.consultation_id, Stage.is_removed.is_(False))",
    )
    outcome: Mapped[Outcome | None] = relationship(
        primaryjoin=lambda: Consultation.id == foreign(Outcome.process_id),
        viewonly=True,
        lazy="joined",
    )


class Stage(TenantOwned, Base):
    """A step of a consultation (steg), with its own dates and its own rule of who may take part.

    `is_anonymous`: no name and no account is stored with what people send in this step. The pseudonym
    is, so whoever has the keys could tell who it was, until the key of the consultation is destroyed.
    `opens_at` is a moment; `closes_at` is the first moment after the last day.
    """

    __tablename__ = "consultation_stage"
    __table_args__ = (
        CheckConstraint("closes_at IS NULL OR closes_at > opens_at", name="closes_after_it_opens"),
        CheckConstraint("age_from IS NULL OR age_to IS NULL OR age_from <= age_to", name="ages"),
    )

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    consultation: Mapped[Consultation] = relationship(back_populates="stages")
    number: Mapped[int]
    title: Mapped[str]
    intro: Mapped[str] = mapped_column(default="")  # Markdown
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    who: Mapped[Who] = mapped_column(default=Who.ANYONE)
    level: Mapped[str] = mapped_column(default="loa3")
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    is_reviewed_first: Mapped[bool] = mapped_column(default=False)  # before others can read it
    is_removed: Mapped[bool] = mapped_column(default=False)

    parts: Mapped[list["Part"]] = relationship(
        back_populates="stage",
        order_by="Part.number",
        primaryjoin="and_(Stage.id == Part.stage_id, Part.is_removed.is_(False))",
    )

    def demand(self) -> Demand:
        """What is demanded of those who take part."""
        return Demand(self.who, self.level, self.age_from, self.age_to)

    def window(self, now: datetime) -> Window:
        """Whether the step is upcoming, open or closed."""
        return process_rules.window(self.opens_at, self.closes_at, now)

    def last_day(self) -> date | None:
        """The last day on which people can take part."""
        return process_rules.last_day(self.closes_at) if self.closes_at else None


class Part(TenantOwned, Base):
    """One part of a step. What it holds lies in versions; the newest one is shown."""

    __tablename__ = "consultation_part"

    stage_id: Mapped[int] = mapped_column(ForeignKey("consultation_stage.id"), index=True)
    stage: Mapped[Stage] = relationship(back_populates="parts")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    kind: Mapped[PartKind]
    number: Mapped[int]
    is_removed: Mapped[bool] = mapped_column(default=False)

    versions: Mapped[list["PartVersion"]] = relationship(
        back_populates="part", order_by="PartVersion.number"
    )
    # The newest one. Add versions to `versions`, and expire this when one has been added.
    version: Mapped["PartVersion"] = relationship(
        primaryjoin="and_(Part.id == PartVersion.part_id, PartVersion.replaced_at.is_(None))",
        viewonly=True,
        lazy="joined",
        innerjoin=True,
        uselist=False,
    )

    @property
    def title(self) -> str:
        """Of the newest version."""
        return self.version.title

    def content(self) -> Any:
        """The content of the newest version: one of rules.content.Content."""
        return self.version.read(self.kind)


class PartVersion(TenantOwned, Base):
    """One version of a part. Once people have seen it (`frozen_at`) its words never change.

    The one that has not been replaced is the newest, and there is only one such.
    """

    __tablename__ = "consultation_part_version"
    __table_args__ = (
        UniqueConstraint("part_id", "number"),
        Index(
            "uq_consultation_part_version_newest",
            "part_id",
            unique=True,
            postgresql_where=text("replaced_at IS NULL"),
            sqlite_where=text("replaced_at IS NULL"),
        ),
    )

    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"))
    part: Mapped[Part] = relationship(back_populates="versions")
    number: Mapped[int]
    title: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    written_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]

    def read(self, kind: PartKind) -> Any:
        """The content as a dataclass of rules.content. Raises core.shapes.Misshapen."""
        return content.read(kind, self.content)
