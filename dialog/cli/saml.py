"""`dialog saml`: what to register in the federation, its list of providers, and our own keys."""

import sys
from pathlib import Path

import click

from dialog.app import FEATURES as FEATURES  # makes every model known
from dialog.cli.setting import Setting, utc_now
from dialog.cli.standing import moment, municipalities, rules_of, standings, thumb
from dialog.core.worker import Desk
from dialog.identity import service_keys
from dialog.identity.federation import Federation
from dialog.identity.renewal import renew
from dialog.identity.saml.feed import pinned
from dialog.identity.saml.metadata import service_metadata
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import IdentityProvider, KeyPair
from dialog.identity.service_keys import ServiceKeys
from dialog.tenancy.models import Municipality

with_municipality = click.option(
    "--municipality", required=True, help="its short name, such as ekby"
)
BEGUN = """\
{slug}: new keys are made and published beside the old signing key, which is still the one used.
1. Copy the folder {folder} to every web server.
2. Register the metadata anew: dialog saml metadata --municipality {slug}
3. When the federation has published it and a day has passed:
   dialog saml keys rotate --municipality {slug} --finish"""
FINISHED = """\
{slug}: questions are signed with the new key from now on.
Try to log in. If a provider refuses, take it back at once:
   dialog saml keys rotate --municipality {slug} --undo
If all is well, register the metadata once more: the old certificate is no longer in it."""
UNDONE = "{slug}: questions are signed with the old key again; both are published."
SURE = (
    "Has the federation published the metadata with both keys, and has a day passed since then, "
    "so that every provider has read it?"
)


@click.group()
def saml() -> None:
    """Logging in with e-legitimation over SAML."""


@saml.command()
@with_municipality
def metadata(municipality: str) -> None:
    """Print the metadata that the municipality registers in the federation."""
    setting = Setting.from_env()
    (row,) = municipalities(setting, municipality)
    federation = Federation.from_config(setting.config)
    click.echo(
        service_metadata(federation.registered(row, utc_now(), rules_of(setting, row))), nl=False
    )
    if setting.config.demo:
        click.echo("this is the demo's: a federation takes https addresses only", err=True)


@saml.group()
def feed() -> None:
    """The signed lists of identity providers."""


@feed.command()
def refresh() -> None:
    """Fetch every list now. The exit status says whether all of them are good."""
    setting = Setting.from_env()
    sources = setting.config.saml_feeds
    if not sources and not setting.config.demo:
        raise ValueError("DIALOG_SAML_FEED is not set")
    if not sources:
        click.echo("the demo's own list is always read from its file")
    desk = Desk(setting.engine, setting.keys, utc_now(), setting.config)
    well = True
    for source in sources:
        try:
            found = renew(desk, source)
            until = moment(found.valid_until)
            click.echo(f"{source.location}: {len(found.providers)} providers, until {until}")
        except Refused as refusal:
            well = False
            click.echo(f"{source.location}: refused: {refusal.reason}", err=True)
    sys.exit(0 if well else 1)


@feed.command()
def show() -> None:
    """Tell how each list stands, whom it is believed from, and who can be logged in with."""
    setting, now = Setting.from_env(), utc_now()
    for standing in standings(setting, now):
        click.echo(f"{standing.source.location}\n  {standing.told(now)}")
        try:
            for pin in standing.pins():
                click.echo(f"  pinned {thumb(pin)}, ends {moment(pin.not_valid_after_utc)}")
        except ValueError as error:
            click.echo(f"  {error}")
    federation = Federation.from_config(setting.config, setting.engine)
    for row in municipalities(setting):
        found = _providers(setting, federation, row) if row.hosts else []
        names = ", ".join(idp.name("sv") for idp in found)
        click.echo(f"{row.slug}: {names or 'no provider fits'}")


def _providers(
    setting: Setting, federation: Federation, row: Municipality
) -> list[IdentityProvider]:
    now = utc_now()
    return federation.providers(federation.registered(row, now, rules_of(setting, row)), now)


@saml.group("keys")
def own_keys() -> None:
    """The keys of our own services."""


@own_keys.command("show")
@with_municipality
def show_keys(municipality: str) -> None:
    """Tell which keys there are, and what each is for."""
    setting, folder = _where(municipality)
    keys = Federation.from_config(setting.config).keys(folder.name, utc_now())
    click.echo(f"{folder}")
    for number, pair in sorted(keys.signing.items()):
        click.echo(f"  signing-{number}: {_use(keys, number)}, {_dates(pair)}")
    for number, pair in sorted(keys.encryption.items()):
        is_newest = number == max(keys.encryption)
        use = "published; decrypts" if is_newest else "decrypts"
        click.echo(f"  encryption-{number}: {use}, {_dates(pair)}")


@own_keys.command()
@with_municipality
@click.option("--finish", "step", flag_value="finish", help="sign with the new key")
@click.option("--undo", "step", flag_value="undo", help="sign with the old key again")
@click.option("--yes", is_flag=True, help="do not ask")
def rotate(municipality: str, step: str | None, *, yes: bool) -> None:
    """Change keys, in two steps: first new ones are published, then (--finish) they are used.

    No key is taken away, and running servers follow without a restart.
    """
    setting, folder = _where(municipality)
    federation = Federation.from_config(setting.config)
    federation.keys(municipality, utc_now())  # makes the first ones
    if step == "finish":
        if not yes:
            click.confirm(SURE, abort=True)
        service_keys.finish_rotation(folder)
        text = FINISHED
    elif step == "undo":
        service_keys.undo_rotation(folder)
        text = UNDONE
    else:
        make = service_keys.maker(municipality, utc_now(), federation.key_bits)
        service_keys.begin_rotation(folder, make)
        text = BEGUN
    click.echo(text.format(slug=municipality, folder=folder))


def _where(slug: str) -> tuple[Setting, Path]:
    """The folder with the keys of a municipality. Raises ValueError when there is none."""
    setting = Setting.from_env()
    (row,) = municipalities(setting, slug)
    return setting, Federation.from_config(setting.config).keys_folder / row.slug


def _use(keys: ServiceKeys, number: int) -> str:
    if number == keys.in_use:
        return "published; signs"
    return "published; signs when the change is finished" if number > keys.in_use else "not used"


def _dates(pair: KeyPair) -> str:
    certificate = pinned(pair.certificate)[0]
    return f"{thumb(certificate)}, ends {moment(certificate.not_valid_after_utc)}"
