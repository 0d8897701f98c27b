"""Tables that only grow: neither the ORM nor the database changes or removes a row of them."""

from typing import Any, TypeVar

from sqlalchemy import DDL, event

from dialog.core.db import Base

Kept = TypeVar("Kept", bound=type[Base])

# The first migration holds the same statements.
SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER {{0}}_no_{verb} BEFORE {verb.upper()} ON {{0}} "
    "BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END"
    for verb in ("update", "delete")
)
POSTGRESQL_GUARDS = (
    """CREATE OR REPLACE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$""",
    """CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {0}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite()""",
)


def append_only(model: Kept) -> Kept:
    """Let the table of the model only grow, from wherever it is reached."""
    for change in ("before_update", "before_delete"):
        event.listen(model, change, _refuse)
    for dialect, guards in {"sqlite": SQLITE_GUARDS, "postgresql": POSTGRESQL_GUARDS}.items():
        for guard in guards:
            ddl: Any = DDL  # untyped in SQLAlchemy
            statement = ddl(guard.format(model.__tablename__)).execute_if(dialect=dialect)
            event.listen(model.__table__, "after_create", statement)
    return model


def _refuse(mapper: Any, connection: object, row: object) -> None:
    raise PermissionError(f"{mapper.local_table.name} is append-only")
