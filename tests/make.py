"""Plain functions that build valid rows. Name only what the test is about."""

import base64
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, func, make_url, select, text
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring, pseudonym, seal
from dialog.core.policy import Actor
from dialog.folkmotion.actions.handle import hand_over
from dialog.folkmotion.actions.sign import Act, sign
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import text_hash
from dialog.identity.models import Person, PopulationExtract, Resident
from dialog.identity.queries import person_key
from dialog.process.models import ProcessText
from dialog.process.rules import Handling, Publication
from dialog.tenancy.catalogue import DEFAULTS
from dialog.tenancy.models import Department, Host, LocalRule, Municipality
from tests.cast import CAST

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
EKBY, BJORKBY = 1, 2
EF_RULES = {key: value for key, value in DEFAULTS.items() if key.startswith("ef.")}


def database_url(path: Path, name: str = "template", copy_of: str = "") -> str:
    """The address of a new database of this test process: a file, or one on the test server.

    `copy_of` names the database that it starts as a copy of.
    """
    server = os.environ.get("DIALOG_TEST_DATABASE", "")
    if not server:
        if copy_of:
            shutil.copyfile(copy_of.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    database = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{name}"
    template = f" TEMPLATE {make_url(copy_of).database}" if copy_of else ""
    on_server(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    on_server(f"CREATE DATABASE {database}{template}")
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def on_server(statement: str) -> None:
    """Run a statement on the test server, outside any transaction."""
    engine = create_engine(os.environ["DIALOG_TEST_DATABASE"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@contextmanager
def database_away(engine: Engine, url: str) -> Iterator[None]:
    """While the block runs nobody can reach the database, and open connections are cut."""
    engine.dispose()
    if engine.dialect.name == "sqlite":
        path = Path(url.removeprefix("sqlite:///"))
        path.rename(path.with_suffix(".away"))
        path.mkdir()  # nothing that can be opened
        yield
        path.rmdir()
        path.with_suffix(".away").rename(path)
        return
    name = make_url(url).database
    on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
    on_server(cut.format(name))
    yield
    on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def write_keys(keys: Keyring, path: Path) -> None:
    masters = {name: base64.b64encode(key).decode() for name, key in keys.masters.items()}
    path.write_text(json.dumps({"current": keys.current, "masters": masters}))


def two_municipalities(engine: Engine, keys: Keyring) -> None:
    """Ekby with the whole cast and a register; Björkby next door, empty."""
    with Session(engine) as session:
        for number, slug, name, host in (
            (EKBY, "ekby", "Ekby", "localhost"),
            (BJORKBY, "bjorkby", "Björkby", "bjorkby.localhost"),
        ):
            session.add(
                Municipality(
                    slug=slug,
                    name=f"{name} kommun",
                    place=name,
                    colour="#00664f",
                    contact_email=f"kommunen@{slug}.example",
                    organisation_number="212000-0000",
                    website=f"https://www.{slug}.example",
                    wrapped_key=keys.new_data_key(f"municipality:{slug}"),
                    is_demo=True,
                )
            )
            session.flush()
            session.add(Host(name=host, municipality_id=number))
            session.add(
                Department(name="Kommunstyrelsen", is_committee=True, municipality_id=number)
            )
            session.add(
                LocalRule(
                    municipality_id=number,
                    key="ef.enabled",
                    value=True,
                    valid_from=date(2026, 1, 1),
                    decided_by="Kommunfullmäktige",
                    case_number="KF 2025/00041",
                    legal_ref="Lokala regler § 1",
                    recorded_at=NOW,
                )
            )
        key = keys.unwrap(session.get_one(Municipality, EKBY).wrapped_key, "municipality:ekby")
        for part in CAST.values():
            session.add(
                Person(
                    municipality_id=EKBY,
                    key=pseudonym(key, part.number),
                    identity=part.identity,
                    sealed_name=seal(key, part.name.encode(), "name"),
                    roles=[role.value for role in part.roles],
                )
            )
        numbers = [part.number for part in CAST.values() if part.is_resident]
        _register(session, EKBY, (pseudonym(key, number) for number in numbers))
        session.commit()


def _register(session: Session, municipality_id: int, keys: Iterable[str]) -> PopulationExtract:
    extract = PopulationExtract(
        municipality_id=municipality_id,
        as_of=date(2026, 11, 1),
        loaded_at=NOW,
        people=0,
        bad_lines=0,
    )
    session.add(extract)
    session.flush()
    residents = [
        Resident(municipality_id=municipality_id, extract_id=extract.id, key=key) for key in keys
    ]
    session.add_all(residents)
    extract.people = len(residents)
    return extract


def register(ctx: Context, numbers: Iterable[str]) -> PopulationExtract:
    """A new register of the people with these numbers."""
    forget_register(ctx)
    return _register(
        ctx.session, ctx.session.municipality_id, [person_key(ctx, number) for number in numbers]
    )


def forget_register(ctx: Context) -> None:
    """As if no register had ever been loaded."""
    for extract in ctx.session.scalars(select(PopulationExtract)):
        extract.is_current = False
    ctx.session.flush()


def key_of(ctx: Context, number: str) -> str:
    return person_key(ctx, number)


def rule(ctx: Context, key: str, value: Any) -> None:
    """A local rule that has been valid for a while."""
    ctx.session.add(
        LocalRule(
            key=key,
            value=value,
            valid_from=date(2026, 1, 1),
            decided_by="Kommunfullmäktige",
            case_number="KF 2025/00041",
            legal_ref="Lokala regler",
            recorded_at=NOW,
        )
    )
    ctx.session.flush()


def folkmotion(session: TenantSession, keys: Keyring, **given: Any) -> Folkmotion:
    """A folkmotion that is open for signing. Override what the test is about; commits."""
    wording = {
        "title": given.get("title", "Fler bänkar vid ån"),
        "summary": given.get("summary", "Ställ ut tio bänkar längs ån."),
        "body": given.pop("body", "Många vill vila på vägen.\n\nDet kostar lite."),
        "reasons": given.pop("reasons", "Alla ska kunna ta en promenad."),
    }
    publication = given.get("publication", Publication.PUBLISHED)
    is_sent = publication is not Publication.DRAFT
    values = {
        "title": wording["title"],
        "summary": wording["summary"],
        "author_id": 2,
        "author_name": "Frans",
        "invitation": os.urandom(8).hex(),
        "created_at": NOW - timedelta(days=20),
        "submitted_at": NOW - timedelta(days=12) if is_sent else None,
        "review_due_at": NOW - timedelta(days=9) if is_sent else None,
        "published_at": NOW - timedelta(days=10),
        "opens_at": NOW - timedelta(days=10),
        "closes_at": NOW + timedelta(days=50),
        "publication": publication,
        "handling": Handling.NONE,
        "threshold": 100,
        "threshold_basis": {"mode": "count", "value": 100, "population": 18400, "as_of": None},
        "rules": EF_RULES,
        "wrapped_key": keys.new_data_key(f"process:{session.municipality_id}"),
    }
    row = Folkmotion(**(values | given))
    row.texts.append(
        ProcessText(
            number=1,
            written_at=NOW - timedelta(days=13),
            received_at=values["submitted_at"],
            hash=text_hash(**wording) if is_sent else "",
            **wording,
        )
    )
    session.add(row)
    session.commit()
    return row


def waiting(session: TenantSession, keys: Keyring, **given: Any) -> Folkmotion:
    """A proposal that waits for a moderator; commits."""
    blank = ("published_at", "opens_at", "closes_at", "threshold", "threshold_basis", "wrapped_key")
    values = dict.fromkeys(blank) | {"publication": Publication.SUBMITTED, "rules": {}}
    return folkmotion(session, keys, **(values | given))


def handed_over(system: Context, **given: Any) -> Folkmotion:
    """A folkmotion with enough names, in the municipality's hands, with its document; commits."""
    row = folkmotion(system.session, system.keys, **({"count_valid": 120} | given))
    hand_over(system, row)
    system.session.commit()
    return row


def signed_by(ctx: Context, folkmotion: Folkmotion, **how: Any) -> Signature:
    """The actor signs the folkmotion; not committed."""
    act = Act(
        text_number=folkmotion.texts[-1].number,
        record_hash="a" * 64,
        statement="Jag står bakom",
        **how,
    )
    return sign(ctx, folkmotion, act)


def crowd(ctx: Context, size: int, **given: Any) -> list[Context]:
    """So many people who have logged in, each with a context; commits."""
    start = ctx.session.scalar(select(func.count(Person.id))) or 0
    people = [
        Person(key=pseudonym(b"crowd", str(start + number)), **given) for number in range(size)
    ]
    ctx.session.add_all(people)
    ctx.session.flush()
    actors = [Actor(id=each.id, key=each.key, loa="loa3") for each in people]
    ctx.session.commit()
    return [replace(ctx, actor=actor) for actor in actors]
