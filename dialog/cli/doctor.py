"""`dialog doctor`: looks at everything this installation needs, and says what to do about it."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography import x509
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dialog.cli.database import alembic
from dialog.cli.files import check_files, check_scanner
from dialog.cli.finding import Finding, Level, Soon, told
from dialog.cli.setting import Setting, utc_now
from dialog.cli.standing import Standing, moment, standings, thumb
from dialog.core import resources
from dialog.core.db import TenantSession
from dialog.identity.evidence import PRIVATE, PUBLIC
from dialog.identity.federation import OWN_KEYS
from dialog.identity.local_trust import OwnProvider
from dialog.identity.local_trust import read as read_trust
from dialog.identity.saml.feed import pinned
from dialog.identity.saml.toolkit import library_pair
from dialog.identity.service_keys import read_keys
from dialog.tenancy import golive
from dialog.tenancy.models import Municipality

SOON_ENDING = timedelta(days=30)  # of a certificate: time enough to register a new one
LITTLE_LEFT = timedelta(days=1)  # of a list that should have been renewed long before
LATE = timedelta(hours=3)  # since a list was last found to be the newest


def ending(what: str, certificate: x509.Certificate, now: datetime) -> Finding:
    """When a certificate ends."""
    end = certificate.not_valid_after_utc
    if end <= now:
        return Finding(f"{what} ended {moment(end)}", Level.WRONG)
    return Finding(f"{what} ends {moment(end)}", Level(end - now < SOON_ENDING))


@click.command()
def doctor() -> None:
    """Look at everything this installation needs. The exit status says whether all is well.

    SOON is no error yet, but will be.
    """
    setting = Setting.from_env()
    checks: dict[str, Callable[[], str]] = {
        "database schema": lambda: schema(setting.engine, setting.config.database_url),
        "keys": lambda: check_keys(setting),
        "evidence key": lambda: check_evidence_key(setting),
        "style sheets and fonts": assets,
        "English catalogue": catalogue,
        "XML libraries": xml_pair,
        "own certificates": lambda: own_certificates(setting),
        "federation": lambda: federation(setting),
        "local trust": lambda: local_trust(setting),
        "files": lambda: check_files(setting),
        "virus scanner": lambda: check_scanner(setting),
        "PDF": pdf,
        "go-live": lambda: ready(setting),
    }
    well = True
    for name, check in checks.items():
        try:
            click.echo(f"ok      {name}: {check()}")
        except Soon as soon:
            click.echo(f"SOON    {name}: {soon}")
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
    """Whether there is a key that proof of signing is sealed to, and the key to it is away."""
    if (setting.config.data_dir / PRIVATE).exists() and not setting.config.demo:
        raise RuntimeError(f"{PRIVATE} lies on this machine: take it away")
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
    versions = {name: ".".join(map(str, version)) for name, version in library_pair().items()}
    text = ", ".join(f"libxml2 {version} in {name}" for name, version in versions.items())
    if len(set(versions.values())) != 1:
        raise RuntimeError(text)
    return text


def own_certificates(setting: Setting) -> str:
    """When the certificates of our services end. They carry keys; some providers mind the dates."""
    now, findings = utc_now(), []
    for slug in _slugs(setting):
        folder = setting.config.data_dir / OWN_KEYS / slug
        if not folder.exists():
            findings.append(Finding(f"{slug}: made when they are first needed"))
            continue
        keys = read_keys(folder)
        pairs = {"signing": keys.current, "next signing": keys.next}
        pairs["encryption"] = keys.decryption[0]
        findings += [
            ending(f"{slug} {use}", pinned(pair.certificate)[0], now)
            for use, pair in pairs.items()
            if pair
        ]
    return told(findings)


def federation(setting: Setting) -> str:
    """Whether there are providers to log in with, for how long, and who vouches for them."""
    now = utc_now()
    found = standings(setting, now)
    if not found:
        raise RuntimeError("DIALOG_SAML_FEED is not set: nobody can log in")
    return told([finding for each in found for finding in _of_list(each, now)])


def local_trust(setting: Setting) -> str:
    """Whether the municipalities' own identity providers can be used, and for how long."""
    path = setting.config.saml_local_trust
    if path is None:
        return "not used (DIALOG_SAML_LOCAL_TRUST)"
    known, now = set(_slugs(setting)), utc_now()
    return told(
        [finding for own in read_trust(path).items() for finding in _of_own(own, known, now)]
    )


def _of_own(named: tuple[str, OwnProvider], known: set[str], now: datetime) -> Iterator[Finding]:
    slug, own = named
    if slug not in known:
        yield Finding(f"there is no municipality {slug}", Level.WRONG)
    elif own.valid_until is not None and own.valid_until <= now:
        yield Finding(f"{slug}: metadata ended {moment(own.valid_until)}", Level.WRONG)
    elif own.valid_until is not None:
        ends_soon = own.valid_until - now < SOON_ENDING
        yield Finding(f"{slug}: metadata ends {moment(own.valid_until)}", Level(ends_soon))
    else:
        yield Finding(f"{slug}: {own.idp.entity_id}, {len(own.roles)} groups")


def _of_list(standing: Standing, now: datetime) -> Iterator[Finding]:
    if standing.is_demo and standing.feed is None:
        yield Finding("the demo makes its own list when it starts")
        return
    try:
        yield from (ending(f"pinned {thumb(pin)}", pin, now) for pin in standing.pins())
    except ValueError as error:
        yield Finding(str(error), Level.WRONG)
    yield Finding(f"{standing.source.location}: {standing.told(now)}", _level(standing, now))


def _level(standing: Standing, now: datetime) -> Level:
    if standing.feed is None:
        return Level.WRONG
    is_late = standing.checked_at is None or now - standing.checked_at > LATE
    ends_soon = standing.feed.valid_until - now < LITTLE_LEFT
    if ends_soon or standing.error or (is_late and not standing.is_demo):
        return Level.SOON
    return Level.OK


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


def _slugs(setting: Setting) -> list[str]:
    with Session(setting.engine) as session:
        return list(session.scalars(select(Municipality.slug).order_by(Municipality.slug)))


def _lacking(setting: Setting) -> Iterator[str]:
    with Session(setting.engine) as session:
        rows = session.execute(select(Municipality.id, Municipality.slug)).all()
    for municipality_id, slug in rows:
        with TenantSession(setting.engine, municipality_id=municipality_id) as mine:
            for key in golive.missing(mine, utc_now()):
                yield f"{slug} lacks {key}"
