"""`dialog doctor`, `dialog keys`, `dialog municipality`: setting up and looking after."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dialog.cli.database import alembic
from dialog.cli.setting import Setting, utc_now
from dialog.core import resources
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.identity.evidence import PUBLIC, make_pair
from dialog.tenancy import golive
from dialog.tenancy.models import Host, Municipality


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


@municipality.command("list")
def list_municipalities() -> None:
    """List them with their hosts."""
    with Session(Setting.from_env().engine) as session:
        for row in session.scalars(select(Municipality).order_by(Municipality.slug)):
            click.echo(f"{row.slug}: {', '.join(host.name for host in row.hosts)}")


@click.command()
def doctor() -> None:
    """Look at everything this installation needs. The exit status says whether all is well."""
    setting = Setting.from_env()
    checks: dict[str, Callable[[], str]] = {
        "database schema": lambda: schema(setting.engine, setting.config.database_url),
        "keys": lambda: check_keys(setting),
        "evidence key": lambda: check_evidence_key(setting),
        "style sheets and fonts": assets,
        "English catalogue": catalogue,
        "XML libraries": xml_pair,
        "PDF": pdf,
        "go-live": lambda: ready(setting),
    }
    well = True
    for name, check in checks.items():
        try:
            click.echo(f"ok      {name}: {check()}")
        except Exception as error:  # a doctor reports whatever is wrong, and goes on
            well = False
            click.echo(f"WRONG   {name}: {error}")
    sys.exit(0 if well else 1)


def schema(engine: Engine, url: str) -> str:
    """The schema's version. Raises RuntimeError when it is not this program's."""
    head = ScriptDirectory.from_config(alembic(url)).get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != head:
        raise RuntimeError("not up to date (dialog db upgrade)")
    return str(current)


def check_keys(setting: Setting) -> str:
    """Whether the key file opens every municipality's key."""
    with Session(setting.engine) as session:
        rows = session.scalars(select(Municipality)).all()
        for row in rows:
            setting.keys.unwrap(row.wrapped_key, f"municipality:{row.slug}")
    return f"{len(rows)} municipalities open with {setting.keys.current}"


def check_evidence_key(setting: Setting) -> str:
    """Whether there is a key that proof of signing is sealed to."""
    if (setting.config.data_dir / PUBLIC).exists():
        return PUBLIC
    if setting.config.demo:
        return "made at the first signing"
    raise RuntimeError(f"{PUBLIC} is missing (dialog keys evidence)")


def assets() -> str:
    """Whether the vendor files are there."""
    wanted = ("designsystemet.css", "theme.css", "inter-latin.woff2", "inter-latin-ext.woff2")
    missing = [n for n in wanted if not (resources.root() / "static" / "vendor" / n).exists()]
    if missing:
        raise RuntimeError(f"missing {', '.join(missing)} (python3 dev.py run fetches them)")
    return f"{len(wanted)} files"


def catalogue() -> str:
    """Whether the English texts are compiled."""
    path = resources.root() / "translations" / "en" / "LC_MESSAGES" / "messages.mo"
    if not path.exists():
        raise RuntimeError("not compiled")
    return f"{path.stat().st_size} bytes"


def xml_pair() -> str:
    """Whether lxml and xmlsec carry the same libxml2; a mismatch breaks every login."""
    version = import_module("lxml.etree").LIBXML_VERSION
    import_module("onelogin.saml2.auth")  # importing both is the test
    return "libxml2 " + ".".join(map(str, version))


def pdf() -> str:
    """Whether WeasyPrint finds its text engine."""
    try:
        return f"WeasyPrint {import_module('weasyprint').__version__}"
    except OSError as error:
        raise RuntimeError(
            "Pango is missing: hand-over documents print from the browser only"
        ) from error


def ready(setting: Setting) -> str:
    """Whether every municipality has what it needs to go live; only production must."""
    lacking = list(_lacking(setting))
    if lacking and not setting.config.demo:
        raise RuntimeError("; ".join(lacking))
    return "; ".join(lacking) or "nothing is lacking"


def _lacking(setting: Setting) -> Iterator[str]:
    with Session(setting.engine) as session:
        rows = session.execute(select(Municipality.id, Municipality.slug)).all()
    for municipality_id, slug in rows:
        with TenantSession(setting.engine, municipality_id=municipality_id) as mine:
            for key in golive.missing(mine, utc_now()):
                yield f"{slug} lacks {key}"
