"""The database: one Base, one Session per unit of work, one tenant per Session."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    ForeignKey,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    insert,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    with_loader_criteria,
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware datetimes out, UTC in between, on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone is not a moment")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value and value.tzinfo is None:  # SQLite forgets what it was told
            return value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table. Constraint names are fixed so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        StrEnum: Enum(
            StrEnum, native_enum=False, length=40, values_callable=lambda e: [m.value for m in e]
        ),
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class TenantOwned:
    """Mixin: the row belongs to one municipality and is invisible to all others."""

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)


class TenantSession(Session):
    """A Session that sees one municipality. Opening one without a tenant is a TypeError."""

    def __init__(self, bind: Any, *, municipality_id: int, **kwargs: Any) -> None:
        super().__init__(bind, **kwargs)
        self.municipality_id = municipality_id


@event.listens_for(TenantSession, "do_orm_execute")
def _read_own_rows_only(state: ORMExecuteState) -> None:
    if state.is_column_load:
        return  # a refresh by primary key of a row we already hold
    if state.is_insert or not state.is_orm_statement:
        raise PermissionError("only ORM reads, updates and deletes can be kept to one tenant")
    assert isinstance(state.session, TenantSession)
    mine = state.session.municipality_id
    state.statement = state.statement.options(
        with_loader_criteria(
            TenantOwned,
            lambda cls: cls.municipality_id == mine,
            include_aliases=True,
        )
    )


@event.listens_for(TenantSession, "before_flush")
def _write_own_rows_only(session: TenantSession, flush: UOWTransaction, instances: object) -> None:
    for row in session.new:
        if isinstance(row, TenantOwned):
            row.municipality_id = row.municipality_id or session.municipality_id
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, TenantOwned) and row.municipality_id != session.municipality_id:
            raise PermissionError(f"{row!r} belongs to another municipality")


def add_many(session: TenantSession, model: type[Base], rows: Iterable[dict[str, Any]]) -> int:
    """Insert many rows of a tenant's own table fast. Return how many.

    A bulk insert is refused in a tenant session because nothing would set its tenant; here it is
    set on every row. Of a type that lies in two tables, the rows of each are added by themselves:
    first those of the root, which says whose they are.
    """
    if not issubclass(model, TenantOwned):
        raise PermissionError(f"{model.__name__} belongs to no municipality")
    table = Base.metadata.tables[model.__tablename__]
    whose = {"municipality_id": session.municipality_id} if "municipality_id" in table.c else {}
    mine = [row | whose for row in rows]
    if mine:
        session.connection().execute(insert(table), mine)
    return len(mine)


READS_ONLY = "dialog_reads_only"


def make_engine(url: str, **options: Any) -> Engine:
    """An engine whose transactions mean the same on SQLite and on PostgreSQL."""
    # Parameters are people's data: an error that is logged must not hold them.
    options = {"pool_pre_ping": not url.startswith("sqlite"), "hide_parameters": True} | options
    engine = create_engine(url, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def reader(engine: Engine) -> Engine:
    """The same pool, for requests that only read: on SQLite they never wait for a writer."""
    return engine.execution_options(**{READS_ONLY: True})


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    cursor.execute("pragma journal_mode=wal")
    cursor.execute("pragma busy_timeout=15000")
    cursor.execute("pragma synchronous=full")  # an acknowledged signature survives a power cut
    cursor.execute("pragma foreign_keys=on")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that starts to write late fails instead of waiting.
    reads_only = connection.get_execution_options().get(READS_ONLY)
    dbapi = connection.connection.dbapi_connection
    assert dbapi is not None
    dbapi.execute("begin" if reads_only else "begin immediate")
