"""`dialog demo seed`: two made-up municipalities with everything that has happened in them.

Every folkmotion is played through the real actions, on the days and by the people that it needs, so
that journal, receipts, register entries and documents are as real as they will ever be.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.journal import Delivery
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM
from dialog.demo.content.load import MUNICIPALITIES, load_folkmotioner, load_municipality
from dialog.demo.scenes import Story
from dialog.demo.stage import Stage
from dialog.demo.town import add_hosts, found, furnish, registers
from dialog.tenancy.models import Municipality

# Letters about what happened before that were sent then. Without this the worker would send some
# hundred letters about old news at its first start, and nobody would find their own in the mailbox.
NEWS = timedelta(days=7)


def seed(engine: Engine, keys: Keyring, now: datetime, port: int) -> list[str]:
    """Make what is missing. Return the names of the municipalities that were made now."""
    made = []
    for slug in MUNICIPALITIES:
        if not _is_there(engine, slug):
            _raise(engine, keys, now, slug)
            made.append(slug)
    ensure_hosts(engine, port)
    return made


def ensure_hosts(engine: Engine, port: int) -> None:
    """Let the demo municipalities answer on that port. Writes nothing when they do already."""
    with Session(engine) as everywhere:
        add_hosts(everywhere, port)
        everywhere.commit()


def _is_there(engine: Engine, slug: str) -> bool:
    with Session(engine) as everywhere:
        stmt = select(Municipality.id).where(Municipality.slug == slug)
        return everywhere.scalar(stmt) is not None


def _raise(engine: Engine, keys: Keyring, now: datetime, slug: str) -> None:
    """One transaction for all of it: whoever stops it half-way finds nothing."""
    facts = load_municipality(slug)
    with engine.connect() as connection, connection.begin():
        with Session(connection, join_transaction_mode="create_savepoint") as everywhere:
            municipality_id = found(everywhere, keys, facts)
            everywhere.commit()
        with TenantSession(connection, municipality_id=municipality_id) as session:
            stage = Stage(session, keys, now)
            town = furnish(Context(session, SYSTEM, now, keys), facts)
            stage.add(registers(stage, slug))
            for told in load_folkmotioner(slug):
                Story(stage, town, told).begin()
            stage.run()
            session.execute(
                update(Delivery).where(Delivery.due_at < now - NEWS).values(done_at=Delivery.due_at)
            )
            session.commit()
