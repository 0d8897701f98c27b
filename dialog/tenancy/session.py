"""From the host name to a municipality, remembered for a while because it hardly ever changes."""

import time

from flask import Request, abort
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dialog.core.db import reader
from dialog.tenancy.models import Host

REMEMBER_SECONDS = 30.0


class Tenants:
    """Knows which municipality answers on which host."""

    def __init__(self, engine: Engine) -> None:
        self._engine = reader(engine)
        self._known: dict[str, int] = {}
        self._asked_at = 0.0

    def find(self, request: Request) -> int:
        """The id of the municipality of the request's host; 404 when there is none."""
        host = request.host.lower()
        if host not in self._known or time.monotonic() - self._asked_at > REMEMBER_SECONDS:
            self._ask()
        return self._known.get(host) or abort(404)

    def _ask(self) -> None:
        with Session(self._engine) as session:
            rows = session.execute(select(Host.name, Host.municipality_id)).all()
        self._known = {row.name: row.municipality_id for row in rows}
        self._asked_at = time.monotonic()
