"""`dialog evidence`: the proofs of what people have signed, verified and written down."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from dialog.cli.setting import utc_now
from dialog.config import Config
from dialog.core.db import TenantSession, make_engine, reader
from dialog.identity import chain
from dialog.identity.verification import Verification
from dialog.tenancy.models import Municipality

MOST_PROBLEMS_SHOWN = 1000
FEWEST_WORDS = 3  # of a head: municipality, number, hash
Heads = dict[str, dict[int, str]]  # municipality -> number -> hash

of_one = click.option("--municipality", help="its short name, such as ekby; all if left out")
of_database = click.option("--database", help="its URL; if left out, that of the settings")


@click.group()
def evidence() -> None:
    """Proofs of what people have signed."""


@evidence.command("head")
@of_one
@of_database
def show_head(municipality: str | None, database: str | None) -> None:
    """Print the last link of each chain: municipality, number, hash and time.

    Keep the lines somewhere else. `verify --heads` can tell by them that nothing has been removed.
    """
    with reading(database) as engine:
        for slug, municipality_id in places(engine, municipality):
            with TenantSession(engine, municipality_id=municipality_id) as session:
                last = chain.head(session)
            click.echo(f"{slug} {last.number} {last.hash} {utc_now():%Y-%m-%dT%H:%M:%SZ}")


@evidence.command("verify")
@of_one
@of_database
@click.option(
    "--private-key",
    "private_keys",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="opens the seals and verifies what the identity providers signed",
)
@click.option(
    "--heads",
    "heads_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="lines that `dialog evidence head` has printed before",
)
def verify(
    municipality: str | None,
    database: str | None,
    private_keys: tuple[Path, ...],
    heads_file: Path | None,
) -> None:
    """Check every proof again. The exit status says whether all is well.

    Asks no other machine. Needs no settings when --database is given.
    """
    keys = [private_key(path) for path in private_keys]
    heads = read_heads(heads_file) if heads_file else {}
    well = True
    with reading(database) as engine:
        for slug, municipality_id in places(engine, municipality):
            with TenantSession(engine, municipality_id=municipality_id) as session:
                mine = Verification(session, utc_now(), heads.pop(slug, {}), keys)
                well = report(slug, mine) and well
    for slug in heads if municipality is None else ():
        well = False
        click.echo(f"{slug}: was written down, but is not here")
    sys.exit(0 if well else 1)


def report(slug: str, verification: Verification) -> bool:
    """Print what is found in one municipality while it is found. Whether all is well."""
    found = 0
    with click.progressbar(length=verification.size(), label=slug, file=sys.stderr) as bar:
        for problems in verification.problems():
            for problem in problems[: max(0, MOST_PROBLEMS_SHOWN - found)]:
                click.echo(f"{slug}: {problem}")
            found += len(problems)
            bar.update(1)
    if found > MOST_PROBLEMS_SHOWN:
        click.echo(f"{slug}: and {found - MOST_PROBLEMS_SHOWN} more problems")
    for signer, count in verification.signers.items():
        both = "both the answer and the assertion in it"
        what = both if signer.has_signed_assertion else "the answer only, not the assertion in it"
        click.echo(f"{slug}: {count} signed by {signer.idp}, {what}")
        click.echo(f"{slug}: with the certificate whose SHA-256 is {signer.fingerprint}")
    click.echo(
        f"{slug}: {verification.linked} in the chain, {verification.waiting} wait for their link, "
        f"{'seals opened' if verification.private_keys else 'seals not opened'}, "
        f"{'all is well' if not found else f'{found} problems'}"
    )
    return not found


def private_key(path: Path) -> str:
    """The private key in the file, as PEM."""
    try:
        pem = path.read_text()
        key = serialization.load_pem_private_key(pem.encode(), None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, X25519PrivateKey):
        raise click.BadParameter(f"{path} holds no private key of `dialog keys evidence`")
    return pem


def read_heads(path: Path) -> Heads:
    """What `dialog evidence head` printed, now or on other days."""
    heads: Heads = {}
    for position, line in enumerate(path.read_text().splitlines(), 1):
        words = line.split()
        if not words:
            continue
        if len(words) < FEWEST_WORDS or not words[1].isdecimal():
            raise click.BadParameter(f"{path}: line {position} is not of `dialog evidence head`")
        slug, number, hashed = words[:FEWEST_WORDS]
        known = heads.setdefault(slug, {}).setdefault(int(number), hashed)
        if known != hashed:
            raise click.BadParameter(f"{path}: line {position} says otherwise than one before it")
    return {slug: {n: hashed for n, hashed in each.items() if n} for slug, each in heads.items()}


@contextmanager
def reading(database: str | None) -> Iterator[Engine]:
    """The database, to look at only."""
    engine = make_engine(database or Config.from_env().database_url)
    try:
        yield reader(engine)
    except DBAPIError as error:
        raise click.ClickException(f"the database cannot be read: {error.orig}") from None
    finally:
        engine.dispose()


def places(engine: Engine, slug: str | None) -> list[tuple[str, int]]:
    """Name and id of the municipality, or of all."""
    stmt = select(Municipality.slug, Municipality.id).order_by(Municipality.slug)
    with Session(engine) as session:
        found = [(row.slug, row.id) for row in session.execute(stmt)]
    if not found:
        click.echo("there is no municipality in this database", err=True)
    if slug is None:
        return found
    if slug not in dict(found):
        raise ValueError(f"there is no municipality {slug!r}")
    return [place for place in found if place[0] == slug]
