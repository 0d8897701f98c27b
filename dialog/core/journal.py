"""The journal: one append-only row per thing that happened.

It is the audit log, the public timeline and the outbox, read in three ways.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.core.append_only import append_only
from dialog.core.db import Base, TenantOwned


@append_only
class Event(TenantOwned, Base):
    """One thing that happened: a name such as "folkmotion.publish", its subject, and facts."""

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "subject_type", "subject_id", "name"),
        Index(None, "name", "at"),
    )

    at: Mapped[datetime]
    name: Mapped[str]
    actor_id: Mapped[int | None]
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)  # ids and facts, never personal data


class Delivery(TenantOwned, Base):
    """One handler's debt to one event. The worker pays these."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index(
            "ix_delivery_waiting",
            "due_at",
            postgresql_where=text("done_at IS NULL"),
            sqlite_where=text("done_at IS NULL"),
        ),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    event: Mapped[Event] = relationship()
    handler: Mapped[str]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]


Handler = Callable[..., None]
HANDLERS: dict[str, dict[str, Handler]] = {}


def on(*names: str) -> Callable[[Handler], Handler]:
    """Run the function, later and at least once, when one of `names` has happened."""

    def subscribe(handler: Handler) -> Handler:
        for name in names:
            HANDLERS.setdefault(name, {})[f"{handler.__module__}.{handler.__qualname__}"] = handler
        return handler

    return subscribe
