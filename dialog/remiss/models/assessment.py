"""The assessment table: points of statements, tags, groups, notes, replies and what was masked."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.remiss.models.responding import Response, ResponseFile, Statement
from dialog.remiss.rules import Effect
from dialog.remiss.rules.masking import Place


class Group(TenantOwned, Base):
    """Points that say the same and get one reply."""

    __tablename__ = "remiss_group"

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"), index=True)
    title: Mapped[str]
    made_at: Mapped[datetime]


class Point(TenantOwned, Base):
    """One thing that a statement says. Every statement with words has at least one: all of it.

    Splitting makes several of it; the statement itself stays as it was received. `likeness` is a hash
    of the words without case, marks and white space: equal texts share it. `section` begins as that of
    the statement and can be moved by an official.
    """

    __tablename__ = "remiss_point"
    __table_args__ = (
        UniqueConstraint("statement_id", "number"),
        Index(None, "remiss_id", "section", "id"),
        Index(None, "remiss_id", "likeness"),
        Index(None, "remiss_id", "assigned_to"),
    )

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("remiss_statement.id"), index=True)
    statement: Mapped[Statement] = relationship()
    number: Mapped[int] = mapped_column(default=1)
    section: Mapped[str]
    words: Mapped[str]
    likeness: Mapped[str]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_group.id"), index=True)
    group: Mapped[Group | None] = relationship()
    assigned_to: Mapped[int | None]  # person
    due_on: Mapped[date | None]
    told_at: Mapped[datetime | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_response_file.id"))
    file: Mapped[ResponseFile | None] = relationship()


class Tag(TenantOwned, Base):
    """A word that points of one remiss are sorted by."""

    __tablename__ = "remiss_tag"
    __table_args__ = (UniqueConstraint("remiss_id", "name"),)

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"))
    name: Mapped[str]


class PointTag(TenantOwned, Base):
    """That a point has a tag."""

    __tablename__ = "remiss_point_tag"
    __table_args__ = (UniqueConstraint("point_id", "tag_id"),)

    point_id: Mapped[int] = mapped_column(ForeignKey("remiss_point.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("remiss_tag.id"), index=True)


class Note(TenantOwned, Base):
    """What staff say to one another about a point. Never shown to anyone else by this site."""

    __tablename__ = "remiss_note"

    point_id: Mapped[int] = mapped_column(ForeignKey("remiss_point.id"), index=True)
    words: Mapped[str]
    by: Mapped[int | None]
    at: Mapped[datetime]


class Reply(TenantOwned, Base):
    """The municipality's reply to a point, or to a group of them. `number` counts its corrections."""

    __tablename__ = "remiss_reply"
    __table_args__ = (
        CheckConstraint("(point_id IS NULL) <> (group_id IS NULL)", name="to_one_thing"),
        UniqueConstraint("point_id"),
        UniqueConstraint("group_id"),
    )

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"), index=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_point.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_group.id"))
    number: Mapped[int] = mapped_column(default=1)
    effect: Mapped[Effect]
    words: Mapped[str]
    by: Mapped[int | None]
    at: Mapped[datetime]


class EarlierReply(TenantOwned, Base):
    """A reply as it was before it was corrected, or before its point became part of another."""

    __tablename__ = "remiss_earlier_reply"
    __table_args__ = (
        CheckConstraint("(point_id IS NULL) <> (group_id IS NULL)", name="to_one_thing"),
    )

    point_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_point.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("remiss_group.id"), index=True)
    effect: Mapped[Effect]
    words: Mapped[str]
    by: Mapped[int | None]
    at: Mapped[datetime]


class Phrase(TenantOwned, Base):
    """A text that staff use again in replies."""

    __tablename__ = "remiss_phrase"

    title: Mapped[str]
    words: Mapped[str]
    added_at: Mapped[datetime]
    is_retired: Mapped[bool] = mapped_column(default=False)


class SectionComment(TenantOwned, Base):
    """What the municipality says of one section (or of the whole) in the compilation, and what it changed.

    Or why it says nothing: `none_reason`.
    """

    __tablename__ = "remiss_section_comment"
    __table_args__ = (
        UniqueConstraint("remiss_id", "section"),
        CheckConstraint("words <> '' OR none_reason <> ''", name="says_something"),
    )

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"))
    section: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    changed: Mapped[str] = mapped_column(default="")
    none_reason: Mapped[str] = mapped_column(default="")
    by: Mapped[int | None]
    at: Mapped[datetime]


class Mask(TenantOwned, Base):
    """A passage of an answer that is not shown to anyone, and why. The original is kept.

    The passage is `start` to `end_at` (characters) of the statement's words, or of its proposal.
    `ground` is what the official wrote beside the reason, such as a section of law.
    """

    __tablename__ = "remiss_mask"
    __table_args__ = (CheckConstraint("start >= 0 AND end_at > start", name="is_a_passage"),)

    response_id: Mapped[int] = mapped_column(ForeignKey("remiss_response.id"), index=True)
    response: Mapped[Response] = relationship()
    statement_id: Mapped[int] = mapped_column(ForeignKey("remiss_statement.id"), index=True)
    statement: Mapped[Statement] = relationship()
    place: Mapped[Place]
    start: Mapped[int]
    end_at: Mapped[int]
    reason: Mapped[str]  # rules.masking.REASONS
    ground: Mapped[str] = mapped_column(default="")
    by: Mapped[int | None]
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None]
