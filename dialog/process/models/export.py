"""Files that staff have asked for, and how far the worker has come with them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.db import Base, TenantOwned
from dialog.process.models.process import Process


class Format(StrEnum):
    """What such a file can be."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    PDF = "pdf"
    DOCX = "docx"


class Export(TenantOwned, Base):
    """A file about one process that staff have asked for. The worker makes it and says how far it has come.

    `kind` says what is in it; a writer is known by that name, see reactions.exports. `claimed_until`
    is the claim of one worker, which renews it. When it runs out the worker is gone, and another one
    begins the file again.
    """

    __tablename__ = "export"
    __table_args__ = (
        CheckConstraint("done >= 0 AND done <= total", name="progress"),
        Index(None, "process_id", "kind"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    process: Mapped[Process] = relationship()
    kind: Mapped[str]
    format: Mapped[Format]
    asked_by: Mapped[int | None]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    claimed_until: Mapped[datetime | None]  # a worker has it in its hands
    attempts: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)  # of what the file counts, such as answers
    total: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")  # key of the file in the store
    size: Mapped[int] = mapped_column(default=0)
