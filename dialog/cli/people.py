"""`dialog user` and `dialog population`: roles and the register, from the command line."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from dialog.cli.setting import Setting
from dialog.core.policy import Role
from dialog.identity.actions.population import MOST_BAD_LINES_SHOWN, import_population
from dialog.identity.actions.roles import grant


@click.group()
def user() -> None:
    """People with roles."""


@user.command("grant")
@click.option("--municipality", required=True, help="its short name, such as ekby")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]))
@click.option(
    "--name", default="", help="how the person is shown to colleagues until the first login"
)
def grant_(municipality: str, roles: Iterable[str], name: str) -> None:
    """Give a person exactly these roles. The personal number is asked for, or read from standard input."""
    number = click.prompt("Personal number, 12 digits", hide_input=True, prompt_suffix=": ")
    with Setting.from_env().context(municipality) as ctx:
        grant(ctx, str(number).strip(), [Role(role) for role in roles], name=name)
    click.echo(f"{municipality}: {', '.join(roles) or 'no roles'}")


@click.group()
def population() -> None:
    """The population register."""


@population.command("import")
@click.option("--municipality", required=True, help="its short name, such as ekby")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help="today if left out")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(municipality: str, as_of: datetime | None, file: Path) -> None:
    """Replace the register by FILE: 12-digit numbers, one a line. The file is not kept."""
    with Setting.from_env().context(municipality) as ctx, file.open(encoding="utf-8-sig") as lines:
        report = import_population(ctx, lines, (as_of or ctx.now).date())
    click.echo(
        f"{report.people} people, {report.duplicates} twice, {len(report.bad_lines)} bad lines"
    )
    for position, why in report.bad_lines[:MOST_BAD_LINES_SHOWN]:
        click.echo(f"  line {position}: {why}")
