"""Attachments: files that staff or participants have sent, kept outside the database and the web root."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.process.models.process import Process


class Scan(StrEnum):
    """What the virus scanner says. Nobody but staff gets a file before it is clean."""

    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"


class Attachment(TenantOwned, Base):
    """One file: a picture that has been drawn anew, or a document exactly as it came."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("size > 0", name="is_not_empty"),
        Index(
            "ix_attachment_unscanned",
            "scan_due_at",
            postgresql_where=text("scan = 'pending'"),
            sqlite_where=text("scan = 'pending'"),
        ),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    process: Mapped[Process] = relationship()
    name: Mapped[str]  # what it is called when it is saved; the kind's own ending
    media_type: Mapped[str]  # found from the content, never what the browser said
    size: Mapped[int]  # bytes
    digest: Mapped[str]  # SHA-256 of the stored bytes, and the key of the file in the store
    width: Mapped[int | None]  # pixels, of pictures
    height: Mapped[int | None]
    author_id: Mapped[int | None]
    uploaded_at: Mapped[datetime]
    scan: Mapped[Scan] = mapped_column(default=Scan.PENDING)
    scan_due_at: Mapped[datetime | None]  # when the worker asks the scanner; None: now
    scanned_at: Mapped[datetime | None]

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the page, and not fetched as a document."""
        return self.media_type.startswith("image/")

    def is_clean(self) -> bool:
        """Whether anyone may have it, as far as the scanner is concerned."""
        return self.scan is Scan.CLEAN

    def is_harmless(self) -> bool:
        """Whether staff may have it: also a picture that waits, because we have drawn it ourselves."""
        return self.is_clean() or (self.is_picture and self.scan is Scan.PENDING)
