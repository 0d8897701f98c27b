"""The journal: one append-only row per thing that happened.

It is the audit log, the public timeline and the outbox, read in three ways.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, Index, event, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from dialog.core.db import Base, TenantOwned


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


@event.listens_for(Event, "before_update")
@event.listens_for(Event, "before_delete")
def _never_rewrite_history(mapper: Mapper[Event], connection: object, row: Event) -> None:
    raise PermissionError("the journal is append-only")


# The database refuses too. The first migration holds the same statements.
SQLITE_GUARDS = [
    f"CREATE TRIGGER event_no_{verb} BEFORE {verb.upper()} ON event "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for verb in ("update", "delete")
]
POSTGRESQL_GUARDS = [
    """CREATE OR REPLACE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    """CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite()""",
]
for _dialect, _guards in {"sqlite": SQLITE_GUARDS, "postgresql": POSTGRESQL_GUARDS}.items():
    for _guard in _guards:
        event.listen(
            Event.__table__,
            "after_create",
            DDL(_guard).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
