"""What a folkmotion is made of, and what must always be true of it."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.core.i18n import lazy_gettext as _l
from dialog.feedback.models import Outcome
from dialog.folkmotion import rules as decisions
from dialog.folkmotion.rules import Eligibility, Stance
from dialog.process.models import Process


class Folkmotion(Process):
    """A proposal that gathers names. Threshold and its basis are frozen at publication."""

    __tablename__ = "folkmotion"
    __table_args__ = (  # type: ignore[assignment]
        CheckConstraint("threshold IS NULL OR threshold > 0", name="threshold_is_positive"),
    )
    __mapper_args__ = {"polymorphic_identity": "folkmotion", "polymorphic_load": "inline"}
    kind_name: ClassVar[Any] = _l("Folkmotion")
    kind_about: ClassVar[Any] = _l(
        "Föreslå något för kommunen och samla underskrifter, eller skriv under det som andra har "
        "föreslagit."
    )
    closed_words: ClassVar[Any] = _l("Insamlingen är slut")
    counts_names: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    threshold: Mapped[int | None]
    threshold_basis: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    invitation: Mapped[str] = mapped_column(unique=True)  # random; whoever has it may co-propose
    minority_matter: Mapped[bool] = mapped_column(default=False)

    co_proposers: Mapped[list["CoProposer"]] = relationship(
        back_populates="folkmotion", order_by="CoProposer.id"
    )
    # Read along with every folkmotion, so that lists can say what was decided.
    outcome: Mapped[Outcome | None] = relationship(
        primaryjoin=lambda: Folkmotion.id == foreign(Outcome.process_id),
        viewonly=True,
        lazy="joined",
    )

    @property
    def counting_names(self) -> int:
        """The names that count towards the threshold."""
        return decisions.counted(self.count_valid, self.count_unverified, self.rules)

    @property
    def names_to_check(self) -> int:
        """The names that do not count because no register has been asked about them."""
        return self.count_valid + self.count_unverified - self.counting_names

    @property
    def goal(self) -> int | None:
        """The threshold, frozen at publication."""
        return self.threshold


class CoProposer(TenantOwned, Base):
    """Someone who stands behind the proposal together with the author."""

    __tablename__ = "co_proposer"
    __table_args__ = (UniqueConstraint("folkmotion_id", "person_id"),)

    folkmotion_id: Mapped[int] = mapped_column(ForeignKey("folkmotion.id"))
    folkmotion: Mapped[Folkmotion] = relationship(back_populates="co_proposers")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    shown_name: Mapped[str] = mapped_column(default="")
    joined_at: Mapped[datetime]


class Signature(TenantOwned, Base):
    """One name. No column links it to a person; the unique index lets nobody sign twice.

    `signer_key` = HMAC(process key, Person.key). `sealed` (process key) holds the person's id so
    that the outcome can be told. A withdrawn signature keeps neither.
    """

    __tablename__ = "signature"
    __table_args__ = (
        UniqueConstraint("folkmotion_id", "signer_key"),  # one person, one name
        Index(None, "municipality_id", "changed_at"),
        Index(None, "folkmotion_id", "id"),
    )

    folkmotion_id: Mapped[int] = mapped_column(ForeignKey("folkmotion.id"))
    signer_key: Mapped[str]
    stance: Mapped[Stance] = mapped_column(default=Stance.FOR)
    eligibility: Mapped[Eligibility]
    shown_name: Mapped[str] = mapped_column(default="")  # "" unless the person chose to be named
    text_number: Mapped[int]
    receipt_number: Mapped[str]
    sealed: Mapped[bytes | None]
    wants_letters: Mapped[bool] = mapped_column(default=True)
    signed_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
