"""Proofs of acts for tests, and a hand in the database that nothing guards any more."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from dialog.core.canonical import digest
from dialog.core.db import TenantSession
from dialog.identity.models import Evidence
from dialog.identity.verification import Verification
from tests.make import NOW


def add_proofs(session: TenantSession, ids: Iterable[int], at: datetime = NOW) -> None:
    """Proofs of acts that never were, with these ids. What is sealed in them is nothing."""
    for number in ids:
        record = {"act": "trial.act", "about": number, "time": at.isoformat()}
        hashed = digest(record)
        sealed = str(number).encode()
        session.add(Evidence(id=number, record=record, record_hash=hashed, sealed=sealed, at=at))
    session.commit()


def tamper(engine: Engine, *statements: str) -> None:
    """Change the tables from behind, with every trigger and constraint taken away first."""
    with engine.begin() as connection:
        for table in ("evidence_link", "evidence"):
            _unguard(connection, table)
        for statement in statements:
            assert connection.execute(text(statement)).rowcount


def _unguard(connection: Connection, table: str) -> None:
    connection.execute(text(f"CREATE TABLE bare AS SELECT * FROM {table}"))  # noqa: S608
    connection.execute(text(f"DROP TABLE {table}"))
    connection.execute(text(f"ALTER TABLE bare RENAME TO {table}"))


def problems(verification: Verification) -> list[str]:
    """Everything that was found, in one list."""
    return [problem for found in verification.problems() for problem in found]
