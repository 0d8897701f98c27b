"""`dialog demo measure`: how long the hot pages take until their first byte, and how they ask the database."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from dialog.core.db import reader
from dialog.folkmotion.models import Folkmotion
from dialog.process.rules import Publication
from dialog.tenancy.models import Host, Municipality

ROUNDS = 20
MILLISECONDS = 1000


@dataclass(frozen=True)
class Measured:
    """One page: how many statements, and the median and worst time to the first byte."""

    path: str
    status: int
    statements: int
    median: float
    worst: float


def measure(app: Flask, slug: str) -> Iterator[Measured]:
    """Ask for each page in this process, without a network between, some twenty times."""
    engine, now = app.extensions["engine"], app.extensions["clock"]()
    with Session(reader(engine)) as everywhere:
        stmt = select(Host.name).join(Municipality).where(Municipality.slug == slug)
        host = everywhere.scalars(stmt.order_by(Host.id)).first()
        largest_first = (
            select(Folkmotion.id)
            .join(Municipality, Municipality.id == Folkmotion.municipality_id)
            .where(
                Municipality.slug == slug,
                Folkmotion.publication == Publication.PUBLISHED,
                Folkmotion.closes_at > now,
            )
            .order_by(Folkmotion.count_valid.desc())
        )
        largest = everywhere.scalars(largest_first).first()
    client = app.test_client()
    for path in pages(largest):
        yield ask(client, engine, f"http://{host}", path)


def pages(largest: int | None) -> list[str]:
    """The hot pages; of the open folkmotioner, the one with the most names."""
    one = f"/folkmotioner/{largest}"
    return [
        "/",
        "/dialoger",
        "/folkmotioner",
        "/folkmotioner?q=f%C3%B6rskola",
        "/folkmotioner?q=cykelbanor+belysning",
        "/folkmotioner/flode.atom",
        one,
        f"{one}/antal.json",
        f"{one}/namn",
        f"{one}/skriv-under",
    ]


def ask(client: FlaskClient, engine: Engine, base_url: str, path: str) -> Measured:
    """The page, a number of times; the first time does not count."""
    times, seen, status = [], 0, 0
    for _ in range(ROUNDS + 1):
        with counted(engine) as statements:
            begins = time.perf_counter()
            response = client.get(path, base_url=base_url, buffered=False)
            next(iter(response.response), b"")
            times.append((time.perf_counter() - begins) * MILLISECONDS)
            response.close()
        seen, status = len(statements), response.status_code
    return Measured(path, status, seen, statistics.median(times[1:]), max(times[1:]))


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Every statement that is sent meanwhile."""
    seen: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
