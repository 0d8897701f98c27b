"""Whether the installation can do its work. For load balancers and for `dialog doctor`."""

from sqlalchemy import Engine, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from dialog.core.db import Base, reader
from dialog.core.keys import Keyring, WrongKey
from dialog.tenancy.models import Municipality


def faults(engine: Engine, keys: Keyring) -> list[str]:
    """What is wrong, in words that reveal nothing secret; empty when all is well."""
    try:
        missing = set(Base.metadata.tables) - set(inspect(engine).get_table_names())
        if missing:
            return ["the database's schema is not up to date"]
        with Session(reader(engine)) as session:
            rows = session.execute(select(Municipality.slug, Municipality.wrapped_key)).all()
    except SQLAlchemyError as error:
        return [f"the database does not answer ({type(error).__name__})"]
    return [f"the key of {slug} does not open" for slug, key in rows if not _opens(keys, slug, key)]


def _opens(keys: Keyring, slug: str, wrapped: bytes) -> bool:
    try:
        keys.unwrap(wrapped, f"municipality:{slug}")
    except WrongKey:
        return False
    return True
