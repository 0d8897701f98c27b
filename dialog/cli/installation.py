"""`dialog keys`, `dialog municipality`: setting up."""

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.cli.setting import Setting
from dialog.core.keys import Keyring
from dialog.identity.evidence import make_pair
from dialog.tenancy.actions import set_looks
from dialog.tenancy.models import Host, Municipality
from dialog.tenancy.queries import municipality as here


@click.group()
def keys() -> None:
    """The file with the master keys."""


@keys.command("create")
@click.argument("file", type=click.Path(path_type=Path))
def create_keys(file: Path) -> None:
    """Make FILE with new master keys, for DIALOG_KEYS_FILE. Back it up apart from the database."""
    Keyring.create(file)
    click.echo(f"{file} made; without it nothing sealed can be read again")


@keys.command("evidence")
@click.option("--public", required=True, type=click.Path(path_type=Path))
@click.option("--private", required=True, type=click.Path(path_type=Path))
def create_evidence_keys(public: Path, private: Path) -> None:
    """Make the pair that proof of signing is sealed with.

    The public half belongs in DIALOG_DATA_DIR as evidence.public.pem. Take the private half away
    from the web server: it is only needed where somebody must prove a signature.
    """
    make_pair(public, private)
    click.echo(
        f"{public} and {private} made; move the private one to where the web server cannot read it"
    )


@click.group()
def municipality() -> None:
    """The municipalities of this installation."""


@municipality.command("add")
@click.option("--slug", required=True, help="short name for the command line, such as ekby")
@click.option("--name", required=True, help="such as 'Ekby kommun'")
@click.option("--place", required=True, help="such as Ekby")
@click.option("--host", "hosts", required=True, multiple=True, help="such as dialog.ekby.se")
@click.option("--contact-email", required=True)
@click.option("--organisation-number", required=True)
@click.option("--website", required=True)
@click.option("--colour", default="#00664f")
def add(slug: str, hosts: tuple[str, ...], **facts: str) -> None:
    """Add a municipality."""
    setting = Setting.from_env()
    with Session(setting.engine) as session:
        row = Municipality(
            slug=slug, wrapped_key=setting.keys.new_data_key(f"municipality:{slug}"), **facts
        )
        row.hosts = [Host(name=host.lower()) for host in hosts]
        session.add(row)
        session.commit()
    click.echo(f"{slug}: {', '.join(hosts)}")


@municipality.command("looks")
@click.option("--municipality", "slug", required=True, help="its short name, such as ekby")
@click.option("--logo", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def looks(slug: str, logo: Path) -> None:
    """Give a municipality its logo, which its metadata shows too, before anybody can log in."""
    with Setting.from_env().context(slug) as ctx:
        set_looks(ctx, colour=here(ctx.session).colour, logo=logo.read_bytes())
    click.echo(f"{slug}: {logo.name}")


@municipality.command("list")
def list_municipalities() -> None:
    """List them with their hosts."""
    with Session(Setting.from_env().engine) as session:
        for row in session.scalars(select(Municipality).order_by(Municipality.slug)):
            click.echo(f"{row.slug}: {', '.join(host.name for host in row.hosts)}")
