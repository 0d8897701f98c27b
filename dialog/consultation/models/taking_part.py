"""What participants send, what they have begun, and by what they are let in."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.consultation.models.consultation import Part, PartVersion, Stage
from dialog.consultation.rules.admission import Basis
from dialog.core.db import Base, TenantOwned
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import Attachment, Contribution
from dialog.process.rules import Channel


class Answer(Contribution):
    """One person's answer to a questionnaire or a prioritisation. The unique index allows one each.

    `once` is the participant's key, or the receipt's number when the answer has been withdrawn.
    `version` is the questions as the person saw them when they last sent it. `entered_by` and what
    follows are of answers that staff entered; a number is used once, and freed when it is withdrawn.
    """

    __tablename__ = "consultation_answer"
    __table_args__ = (  # type: ignore[assignment]
        UniqueConstraint("part_id", "once"),
        Index(None, "part_id", "id"),
        Index(
            "uq_consultation_answer_entry_number",
            "part_id",
            "entry_number",
            unique=True,
            postgresql_where=text("entry_number <> ''"),
            sqlite_where=text("entry_number <> ''"),
        ),
    )
    __mapper_args__ = {
        "polymorphic_identity": "consultation_answer",
        "polymorphic_load": "inline",
    }
    kind_name: ClassVar[Any] = _l("Svar")

    id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"))
    part: Mapped[Part] = relationship()
    version_id: Mapped[int] = mapped_column(ForeignKey("consultation_part_version.id"))
    version: Mapped[PartVersion] = relationship()
    once: Mapped[str]
    entered_by: Mapped[int | None]  # staff, where it came on paper or by telephone
    entry_number: Mapped[str] = mapped_column(default="")  # what staff wrote on the paper
    arrived_on: Mapped[date | None]  # the day on which the paper or the call came


class Idea(Contribution):
    """An idea, or a place on a map: a title, a text, perhaps a category, a picture and a place.

    `shuffle` is the place in the random order, drawn anew every night.
    """

    __tablename__ = "consultation_idea"
    __table_args__ = (  # type: ignore[assignment]
        Index(None, "part_id", "shuffle", "id"),
        Index(None, "part_id", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": "consultation_idea", "polymorphic_load": "inline"}
    kind_name: ClassVar[Any] = _l("Idé")

    id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"))
    part: Mapped[Part] = relationship()
    category: Mapped[str] = mapped_column(default="")  # key of a choice in the part's content
    geometry: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # GeoJSON (RFC 7946), WGS 84
    place: Mapped[str] = mapped_column(default="")  # address or description, in words
    is_outside: Mapped[bool] = mapped_column(
        default=False
    )  # of the municipality: taken, and said so
    image_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    image: Mapped[Attachment | None] = relationship()
    image_alt: Mapped[str] = mapped_column(default="")  # for who cannot see it, by the author
    shuffle: Mapped[int] = mapped_column(BigInteger)


class Comment(Contribution):
    """A post in a discussion, or a comment on an idea. Answers to it are one level below.

    `role` says in which role somebody who works for the municipality, or is elected, wrote it.
    """

    __tablename__ = "consultation_comment"
    __table_args__ = (  # type: ignore[assignment]
        Index(None, "part_id", "idea_id", "parent_id", "id"),
        Index(None, "parent_id", "id"),
    )
    __mapper_args__ = {
        "polymorphic_identity": "consultation_comment",
        "polymorphic_load": "inline",
    }
    kind_name: ClassVar[Any] = _l("Kommentar")

    id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"))
    part: Mapped[Part] = relationship()
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("consultation_idea.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("consultation_comment.id"))
    role: Mapped[str] = mapped_column(default="")  # core.policy.Role; "" for everybody else


class Draft(TenantOwned, Base):
    """What somebody has filled in and not sent yet. Sealed with the process key, forgotten when sent."""

    __tablename__ = "consultation_draft"
    __table_args__ = (UniqueConstraint("part_id", "participant_key"),)

    part_id: Mapped[int] = mapped_column(ForeignKey("consultation_part.id"))
    participant_key: Mapped[str]
    version_id: Mapped[int] = mapped_column(ForeignKey("consultation_part_version.id"))
    page: Mapped[int] = mapped_column(default=1)
    sealed: Mapped[bytes]  # JSON; context "draft"
    changed_at: Mapped[datetime] = mapped_column(index=True)


class Invitation(TenantOwned, Base):
    """A code that lets one person into a step. The code itself is shown once, when it is made."""

    __tablename__ = "consultation_invitation"

    stage_id: Mapped[int] = mapped_column(ForeignKey("consultation_stage.id"), index=True)
    stage: Mapped[Stage] = relationship()
    batch: Mapped[str]  # whom the codes were made for, in the official's words
    code_hash: Mapped[str] = mapped_column(unique=True)  # HMAC(process key, code)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # the day, no closer
    revoked_at: Mapped[datetime | None]


class Pass(TenantOwned, Base):
    """That a browser without a login was let in: an address was confirmed, or a code given.

    The browser holds the token, this row its hash. `holder_key` is HMAC(process key, address or
    code), so that one address, or one code, is one participant in whichever browser. A code lets
    into one step (`stage_id`). Forgotten when the browser's cookie has run out.
    """

    __tablename__ = "consultation_pass"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    basis: Mapped[Basis]
    token_hash: Mapped[str] = mapped_column(unique=True)
    holder_key: Mapped[str]
    stage_id: Mapped[int | None] = mapped_column(ForeignKey("consultation_stage.id"))
    made_at: Mapped[datetime] = mapped_column(index=True)


class Participation(TenantOwned, Base):
    """That somebody took part in a consultation, and the little that is known of who: for the figures."""

    __tablename__ = "consultation_participation"
    __table_args__ = (UniqueConstraint("consultation_id", "participant_key"),)

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    participant_key: Mapped[str]
    basis: Mapped[Basis]
    channel: Mapped[Channel]
    age_group: Mapped[str] = mapped_column(default="")  # key of rules.groups.AGES; "" not known
    area: Mapped[str] = mapped_column(default="")  # name of an area; "" not known
    is_resident: Mapped[bool | None]  # by the register; None where nobody has checked
    first_on: Mapped[datetime]  # the day, no closer
