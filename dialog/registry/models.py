"""Official records: receipts, register entries and documents that were handed over."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dialog.core.db import Base, TenantOwned


class Receipt(TenantOwned, Base):
    """Shows that something was received, when, and with which exact text. Names nobody.

    The number is random and long enough that nobody finds one by guessing.
    """

    __tablename__ = "receipt"

    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]  # "folkmotion.submit", "consultation.respond"
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    # Where it is about something that was written within the process, and not the process itself.
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    text_number: Mapped[int]
    statement: Mapped[str]
    record_hash: Mapped[str]
    at: Mapped[datetime]


class RegisterEntry(TenantOwned, Base):
    """What the register (diarium) needs to know of a document (OSL 5:2)."""

    __tablename__ = "register_entry"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    case_number: Mapped[str]  # "" until the registrar has given one
    arrived_on: Mapped[date]
    direction: Mapped[str]  # "in", "out", "made"
    counterpart: Mapped[str]  # sender or receiver, where it may be public
    concerns: Mapped[str]  # in short what it is about
    at: Mapped[datetime]


class Document(TenantOwned, Base):
    """A document as it was when it was made, such as the hand-over. Rendered as PDF or JSON."""

    __tablename__ = "document"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    kind: Mapped[str]  # "hand_over"
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    hash: Mapped[str]
    at: Mapped[datetime]
