"""`dialog demo seed`: two made-up municipalities with everything that has happened in them.

Every folkmotion, consultation and remiss is played through the real actions, on the days and by the people that it needs, so
that journal, receipts, register entries and documents are as real as they will ever be.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, or_, select, update
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.files import files_in
from dialog.core.journal import Delivery, Event
from dialog.core.keys import Keyring
from dialog.core.policy import SYSTEM
from dialog.demo.consultations.ground import ground
from dialog.demo.consultations.story import Story as Consulting
from dialog.demo.content.load import (
    MUNICIPALITIES,
    load_consultations,
    load_folkmotioner,
    load_municipality,
    load_remisser,
)
from dialog.demo.remisser.story import play
from dialog.demo.scenes import Story
from dialog.demo.stage import Stage
from dialog.demo.town import add_hosts, found, furnish, registers
from dialog.tenancy.models import Municipality

# Letters about what happened before that were sent then. Without this the worker would send some
# hundred letters about old news at its first start, and nobody would find their own in the mailbox.
NEWS = timedelta(days=7)
# Made-up participants want no letters, so nobody has to be made to follow what they took part in.
TOOK_PART = (
    "consultation.respond",
    "consultation.propose",
    "consultation.comment",
    "remiss.respond",
)


@dataclass(frozen=True)
class Home:
    """Where the demo is made: its database, its keys, and the folder that its files lie in."""

    engine: Engine
    keys: Keyring
    data_dir: Path


def seed(home: Home, now: datetime, port: int) -> list[str]:
    """Make what is missing. Return the names of the municipalities that were made now."""
    made = []
    for slug in MUNICIPALITIES:
        if not _is_there(home.engine, slug):
            _raise(home, now, slug)
            made.append(slug)
    ensure_hosts(home.engine, port)
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


def _raise(home: Home, now: datetime, slug: str) -> None:
    """One transaction for all of it: whoever stops it half-way finds nothing."""
    facts, keys = load_municipality(slug), home.keys
    with home.engine.connect() as connection, connection.begin():
        with Session(connection, join_transaction_mode="create_savepoint") as everywhere:
            municipality_id = found(everywhere, keys, facts)
            everywhere.commit()
        with TenantSession(connection, municipality_id=municipality_id) as session:
            stage = Stage(session, keys, now, files_in(home.data_dir, municipality_id))
            town = furnish(Context(session, SYSTEM, now, keys), facts)
            stage.add(registers(stage, slug))
            stage.add(ground(stage, town))
            for told in load_folkmotioner(slug):
                Story(stage, town, told).begin()
            for tale in load_consultations(slug):
                Consulting(stage, town, tale).begin()
            play(stage, town, load_remisser(slug))
            stage.run()
            _forget_old_news(session, now)
            session.commit()


def _forget_old_news(session: TenantSession, now: datetime) -> None:
    made_up = select(Event.id).where(Event.name.in_(TOOK_PART))
    is_old = or_(Delivery.due_at < now - NEWS, Delivery.event_id.in_(made_up))
    session.execute(update(Delivery).where(is_old).values(done_at=Delivery.due_at))
