"""`dialog demo measure`: how long the hot pages take until their first byte, and how they ask the database."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, Select, Subquery, event, func, select
from sqlalchemy.orm import Session

from dialog.consultation.models import Answer, Consultation, Idea, Part
from dialog.core.db import reader
from dialog.demo import measure_remiss as of_remiss
from dialog.folkmotion.models import Folkmotion
from dialog.process.models import Process
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
        largest = everywhere.scalars(_open(Folkmotion, slug, now)).first()
        hot = [*pages(largest), *consultation_pages(everywhere, slug, now)]
        remiss = of_remiss.largest(everywhere, slug)
    client, base_url = app.test_client(), f"http://{host}"
    if remiss is not None:
        hot += of_remiss.public_pages(remiss)
    for path in hot:
        yield ask(client, engine, base_url, path)
    if remiss is not None:
        of_remiss.log_in(app, client, slug, base_url)
        for path in of_remiss.desk_pages(remiss):
            yield ask(client, engine, base_url, path)


def _open(model: type[Process], slug: str, now: datetime) -> Select[int]:
    """Ids of those that are open, the one with the most people first."""
    return (
        select(model.id)
        .join(Municipality, Municipality.id == model.municipality_id)
        .where(
            Municipality.slug == slug,
            model.publication == Publication.PUBLISHED,
            model.closes_at > now,
        )
        .order_by(model.count_valid.desc())
    )


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
        "/medborgardialoger",
    ]


def consultation_pages(everywhere: Session, slug: str, now: datetime) -> Iterator[str]:
    """Those of the consultation with the most ideas, of the part that is answered most, and of results."""
    within = _open(Consultation, slug, now).order_by(None).subquery()
    ideas = _fullest(everywhere, Idea, within)
    if ideas:
        one, part = ideas
        ids = select(Idea.id).where(Idea.part_id == part).order_by(Idea.id)
        first, *_rest, last = [*everywhere.scalars(ids)]
        middle = (first + last) // 2
        yield f"/medborgardialoger/{one}"
        yield f"/medborgardialoger/{one}/ideer/{part}"
        yield f"/medborgardialoger/{one}/ideer/{part}?ordning=nyast&efter={middle}-{middle}"
        yield f"/medborgardialoger/{one}/ide/{first}"
    if answered := _fullest(everywhere, Answer, within):
        yield "/medborgardialoger/{}/svara/{}".format(*answered)
    shown = select(Consultation.id).join(
        Municipality, Municipality.id == Consultation.municipality_id
    )
    shown = shown.where(Municipality.slug == slug, Consultation.results_public_at.is_not(None))
    if largest := everywhere.scalar(shown.order_by(Consultation.count_valid.desc())):
        yield f"/medborgardialoger/{largest}/resultat"


def _fullest(
    everywhere: Session, model: type[Idea | Answer], within: Subquery
) -> tuple[int, int] | None:
    """The consultation and the part that have most of these."""
    stmt = (
        select(Part.consultation_id, Part.id)
        .join(model, model.part_id == Part.id)
        .where(Part.consultation_id.in_(select(within.c.id)))
        .group_by(Part.consultation_id, Part.id)
        .order_by(func.count(model.id).desc())
    )
    found = everywhere.execute(stmt.limit(1)).one_or_none()
    return (found[0], found[1]) if found else None


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
