"""Answers: what somebody has begun, what was sent in, and every statement of it by section."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import Attachment, Contribution
from dialog.remiss.models.addressee import Addressee
from dialog.remiss.models.document import RemissVersion
from dialog.remiss.models.remiss import Remiss
from dialog.remiss.rules import FileUse, Sender


class Draft(TenantOwned, Base):
    """An answer that has not been sent. Sealed with the process key (context "draft").

    `owner` is the participant's key, or "org:<id of the addressee>": an organisation has one draft
    that its members write together. `revision` counts every save, so that nobody overwrites what
    they have not seen. What was approved is `approved_hash` of the content; other words void it.
    """

    __tablename__ = "remiss_draft"
    __table_args__ = (UniqueConstraint("remiss_id", "owner"),)

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"))
    remiss: Mapped[Remiss] = relationship()
    version_id: Mapped[int] = mapped_column(ForeignKey("remiss_version.id"))
    version: Mapped[RemissVersion] = relationship()
    owner: Mapped[str]
    addressee_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_addressee.id"))
    addressee: Mapped[Addressee | None] = relationship()
    person_id: Mapped[int | None]  # whom to remind that it has not been sent
    sealed: Mapped[bytes]
    revision: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(index=True)
    changed_by: Mapped[int | None]  # remiss_member
    locked_by: Mapped[int | None]  # remiss_member who is writing now
    locked_at: Mapped[datetime | None]
    asked_approval_at: Mapped[datetime | None]
    asked_by: Mapped[int | None]  # remiss_member
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[int | None]  # remiss_member
    approved_hash: Mapped[str] = mapped_column(default="")
    decision_reference: Mapped[str] = mapped_column(default="")  # "Styrelsen 2026-11-03 § 45"
    returned_at: Mapped[datetime | None]  # by somebody who was asked to approve it
    returned_by: Mapped[int | None]  # remiss_member
    sealed_return: Mapped[bytes | None]  # why, sealed as the draft (context "return")
    reminded_at: Mapped[datetime | None]

    files: Mapped[list["DraftFile"]] = relationship(
        back_populates="draft", order_by="DraftFile.id", cascade="all, delete-orphan"
    )


class DraftFile(TenantOwned, Base):
    """A file that lies with a draft and will be sent with it."""

    __tablename__ = "remiss_draft_file"

    draft_id: Mapped[int] = mapped_column(ForeignKey("remiss_draft.id"), index=True)
    draft: Mapped[Draft] = relationship(back_populates="files")
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    attachment: Mapped[Attachment] = relationship()
    use: Mapped[FileUse]


class Response(Contribution):
    """An answer that has been sent in (remissvar). It is never overwritten: a later one completes it.

    `owner` as of the draft; `number` counts the answers of one owner. `version` is the document that
    it speaks about. `position` is the overall one. `is_considered` is what an official has decided of
    a late answer; None until then. `author_name` is what is shown of a private person, if anything.
    `once` tells one form from another, so that one that is sent twice makes one answer.
    """

    __tablename__ = "remiss_response"
    __table_args__ = (  # type: ignore[assignment]
        UniqueConstraint("remiss_id", "owner", "number"),
        UniqueConstraint("remiss_id", "once"),
        Index(None, "remiss_id", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": "remiss_response", "polymorphic_load": "inline"}
    kind_name: ClassVar[Any] = _l("Remissvar")

    id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("remiss_version.id"))
    version: Mapped[RemissVersion] = relationship()
    owner: Mapped[str]
    number: Mapped[int]
    once: Mapped[str | None]
    sender: Mapped[Sender]
    addressee_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_addressee.id"), index=True)
    addressee: Mapped[Addressee | None] = relationship()
    organisation: Mapped[str] = mapped_column(default="")  # its name, as it was when it answered
    signatory: Mapped[str] = mapped_column(default="")  # who approved it for the organisation
    decision_reference: Mapped[str] = mapped_column(default="")
    sealed_contact: Mapped[bytes | None]  # context "contact": name and address, as JSON
    position: Mapped[str] = mapped_column(default="")
    is_late: Mapped[bool] = mapped_column(default=False)
    is_considered: Mapped[bool | None]
    considered_words: Mapped[str] = mapped_column(default="")
    considered_at: Mapped[datetime | None]
    considered_by: Mapped[int | None]
    entered_by: Mapped[int | None]  # staff, where it came on paper or by post
    arrived_on: Mapped[date | None]

    files: Mapped[list["ResponseFile"]] = relationship(
        back_populates="response", order_by="ResponseFile.id"
    )
    statements: Mapped[list["Statement"]] = relationship(
        back_populates="response", order_by="Statement.id"
    )

    def shown_sender(self) -> str:
        """Whom it is from, as anyone may see it, in the language of the reader.

        An organisation's name is never hidden; a person's is shown where both they and the remiss
        let it be.
        """
        if self.sender is Sender.ORGANISATION:
            return self.organisation
        return self.author_name or _("Privatperson")


class ResponseFile(TenantOwned, Base):
    """A file that came with an answer. `words` is its text, so that it can be searched.

    `is_released` is what an official has decided about showing it to anyone; None until then, see
    rules.shows_file.
    """

    __tablename__ = "remiss_response_file"

    response_id: Mapped[int] = mapped_column(ForeignKey("remiss_response.id"), index=True)
    response: Mapped[Response] = relationship(back_populates="files")
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    attachment: Mapped[Attachment] = relationship()
    use: Mapped[FileUse]
    is_released: Mapped[bool | None]
    words: Mapped[str] = mapped_column(default="", deferred=True)
    read_at: Mapped[datetime | None]  # by the worker
    error: Mapped[str] = mapped_column(default="")  # why it could not be read, in words


class Statement(TenantOwned, Base):
    """What one answer says of one section, or of the whole (`section` ""): as it was received.

    `question` is the key of a question where the words answer one. `position` may stand without words.
    """

    __tablename__ = "remiss_statement"
    __table_args__ = (
        UniqueConstraint("response_id", "section", "question"),
        Index(None, "remiss_id", "section", "position"),
        Index(None, "remiss_id", "id"),
    )

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"))
    response_id: Mapped[int] = mapped_column(ForeignKey("remiss_response.id"), index=True)
    response: Mapped[Response] = relationship(back_populates="statements")
    section: Mapped[str]
    question: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    proposal: Mapped[str] = mapped_column(default="")
