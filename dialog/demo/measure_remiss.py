"""`dialog demo measure`: the pages of the remiss with the most answers, for readers and for officials."""

from collections.abc import Iterator

from flask import Flask
from flask import session as cookie
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.policy import ANONYMOUS, Role
from dialog.identity.models import Person
from dialog.identity.session import open_login
from dialog.remiss.models import Remiss
from dialog.tenancy.models import Municipality


def largest(everywhere: Session, slug: str) -> int | None:
    """The remiss with the most answers, among those whose compilation is public."""
    stmt = (
        select(Remiss.id)
        .join(Municipality, Municipality.id == Remiss.municipality_id)
        .where(Municipality.slug == slug, Remiss.concluded_at.is_not(None))
        .order_by(Remiss.count_valid.desc(), Remiss.id)
    )
    return everywhere.scalars(stmt).first()


def public_pages(largest: int) -> Iterator[str]:
    """What anyone reads."""
    one = f"/remisser/{largest}"
    yield from ("/remisser", one, f"{one}/dokument", f"{one}/svar", f"{one}/matris")
    yield f"{one}/sammanstallning"


def desk_pages(largest: int) -> Iterator[str]:
    """What officials work with."""
    one = f"/arbetsyta/remisser/{largest}"
    yield from (f"{one}/bedomning", f"{one}/svar", f"{one}/sammanstallning")


def log_in(app: Flask, client: FlaskClient, slug: str, base_url: str) -> None:
    """Let the client be an officer of the municipality, as a finished login would leave it."""
    engine, keys = app.extensions["engine"], app.extensions["keys"]
    with Session(engine) as everywhere:
        stmt = select(Municipality.id).where(Municipality.slug == slug)
        municipality_id = everywhere.scalars(stmt).one()
    with (
        engine.connect() as connection,
        TenantSession(connection, municipality_id=municipality_id) as session,
        app.test_request_context(base_url=base_url),
    ):
        people = session.scalars(select(Person).order_by(Person.id))
        officer = next(each for each in people if Role.OFFICER in each.roles)
        ctx = Context(session, ANONYMOUS, app.extensions["clock"](), keys)
        open_login(ctx, officer, "loa3", base_url)
        content = dict(cookie)
        session.commit()
    with client.session_transaction(base_url=base_url) as mine:
        mine.update(content)
