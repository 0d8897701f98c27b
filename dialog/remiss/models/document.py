"""The document that is sent for opinion, in versions, and files on their way to become one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.core.shapes import dump, load
from dialog.process.models import Attachment
from dialog.remiss.models.remiss import Remiss
from dialog.remiss.rules.content import Body, Heading
from dialog.remiss.rules.editing import Entry


class RemissVersion(TenantOwned, Base):
    """One version of the document. Once people have seen it (`frozen_at`) its words never change.

    A remiss has at most one that is shown (frozen and not replaced), and at most one that is being
    worked on (not frozen). `note` tells readers what differs from the version before.
    """

    __tablename__ = "remiss_version"
    __table_args__ = (
        UniqueConstraint("remiss_id", "number"),
        Index(
            "uq_remiss_version_shown",
            "remiss_id",
            unique=True,
            postgresql_where=text("frozen_at IS NOT NULL AND replaced_at IS NULL"),
            sqlite_where=text("frozen_at IS NOT NULL AND replaced_at IS NULL"),
        ),
        Index(
            "uq_remiss_version_in_work",
            "remiss_id",
            unique=True,
            postgresql_where=text("frozen_at IS NULL"),
            sqlite_where=text("frozen_at IS NULL"),
        ),
    )

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"), index=True)
    remiss: Mapped[Remiss] = relationship()
    number: Mapped[int]
    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(
        ForeignKey("attachment.id")
    )  # what it was read from
    file: Mapped[Attachment | None] = relationship()
    shows_file: Mapped[bool] = mapped_column(default=False)  # whether readers are offered it
    made_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]

    sections: Mapped[list["Section"]] = relationship(
        back_populates="version", order_by="Section.position", cascade="all, delete-orphan"
    )

    def entries(self) -> list[Entry]:
        """The sections as rules see them, in order. Raises core.shapes.Misshapen."""
        return [Entry(row.key, row.as_heading(), row.takes_views) for row in self.sections]

    def write(self, entries: Sequence[Entry]) -> None:
        """Let it have exactly these sections; those with a key that it has stay the same rows."""
        known = {row.key: row for row in self.sections}
        self.sections[:] = [known.get(each.key) or Section(key=each.key) for each in entries]
        for position, (row, entry) in enumerate(zip(self.sections, entries, strict=True), 1):
            row.position = position
            row.hold(entry)


class Section(TenantOwned, Base):
    """One section of one version. `key` is the same in every version that has the section.

    `number` is as in the document ("3.1"), or "". Where `takes_views` is false (a foreword, say)
    nobody is asked for a position on it alone.
    """

    __tablename__ = "remiss_section"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        Index(None, "version_id", "position"),
        CheckConstraint("level BETWEEN 1 AND 9", name="level"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("remiss_version.id"))
    version: Mapped[RemissVersion] = relationship(back_populates="sections")
    key: Mapped[str]
    position: Mapped[int]
    level: Mapped[int]
    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)  # rules.content.Body
    takes_views: Mapped[bool] = mapped_column(default=True)

    def body(self) -> Body:
        """What stands below the heading. Raises core.shapes.Misshapen."""
        return load(Body, self.content)

    def hold(self, entry: Entry) -> None:
        """Take over what the entry says, except for its key."""
        heading = entry.heading
        self.level, self.number, self.title = heading.level, heading.number, heading.title
        self.takes_views = entry.takes_views
        if (content := dump(heading.body)) != self.content:
            self.content = content

    def as_heading(self) -> Heading:
        """The section as rules see it. Raises core.shapes.Misshapen."""
        return Heading(self.level, self.number, self.title, self.body())

    @property
    def heading(self) -> str:
        """Number and title, as one line."""
        return f"{self.number} {self.title}".strip()


class Reading(TenantOwned, Base):
    """A file that the worker reads into a version, and how far it has come. See core.worker.

    `claimed_until` is the claim of one worker, which renews it; when it runs out, another begins anew.
    """

    __tablename__ = "remiss_reading"
    __table_args__ = (CheckConstraint("done >= 0 AND done <= total", name="progress"),)

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"), index=True)
    remiss: Mapped[Remiss] = relationship()
    file_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    file: Mapped[Attachment] = relationship()
    asked_by: Mapped[int | None]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)  # parts of the file, such as paragraphs or pages
    total: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")  # in words, for the official


class Annex(TenantOwned, Base):
    """A file that goes with the remiss (bilaga), beside the document itself."""

    __tablename__ = "remiss_annex"
    __table_args__ = (
        Index(None, "remiss_id", "position"),
        UniqueConstraint("attachment_id"),
    )

    remiss_id: Mapped[int] = mapped_column(ForeignKey("remiss.id"))
    remiss: Mapped[Remiss] = relationship()
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    attachment: Mapped[Attachment] = relationship(lazy="joined", innerjoin=True)
    title: Mapped[str]
    position: Mapped[int]
    added_at: Mapped[datetime]
