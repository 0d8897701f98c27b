"""`dialog consultation`: what there is, its answers as a file, and figures to compare with."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select

from dialog.cli.setting import Setting
from dialog.cli.standing import municipalities
from dialog.cli.writing import desk_of, municipality_of, replacing, show_progress
from dialog.consultation.actions.figures import import_figures
from dialog.consultation.models import Consultation
from dialog.consultation.queries.whole import whole
from dialog.consultation.reactions.writing import WRITERS
from dialog.consultation.rules.figures import BadFigures
from dialog.core.i18n import SOURCE, speaking
from dialog.process.models import Format

MOST_BAD_LINES_SHOWN = 20
FORMATS = (Format.XLSX, Format.CSV, Format.JSON)


@click.group()
def consultation() -> None:
    """Consultations (medborgardialoger)."""


@consultation.command("list")
@click.option("--municipality", default="", help="its short name, such as ekby; all if left out")
def list_(municipality: str) -> None:
    """Print a line of each consultation: municipality, number, state, answers and title."""
    setting = Setting.from_env()
    for place in municipalities(setting, municipality):
        with desk_of(setting).reading(place.id) as ctx:
            for row in ctx.session.scalars(select(Consultation).order_by(Consultation.id)):
                click.echo(f"{place.slug} {row.id} {row.publication} {row.count_valid} {row.title}")


@consultation.command("export")
@click.option("--municipality", default="", help="its short name; found by the number if left out")
@click.option("--format", "wish", type=click.Choice([f.value for f in FORMATS]), required=True)
@click.argument("number", metavar="ID", type=int)
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export(municipality: str, wish: str, number: int, file: Path) -> None:
    """Write every answer of the consultation ID to FILE, which only its owner may read.

    It is what staff may see: small numbers are in it, and what people wrote may tell who they are.
    """
    setting = Setting.from_env()
    place = municipality_of(setting, Consultation.__tablename__, number, municipality)
    with desk_of(setting).reading(place) as ctx, speaking(SOURCE), replacing(file) as target:
        everything = whole(ctx, ctx.session.get_one(Consultation, number))
        steps = WRITERS[Format(wish)](everything, target)
        done = show_progress(file.name, everything.answers(), steps)
    click.echo(f"{done} answers")


@consultation.group("figures")
def figures() -> None:
    """How many people live where, to compare those who took part with."""


@figures.command("import")
@click.option("--municipality", required=True, help="its short name, such as ekby")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), required=True, help="their day")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(municipality: str, as_of: datetime, file: Path) -> None:
    """Read FILE: lines of area;age group;number. When a line is wrong nothing is imported."""
    try:
        with (
            Setting.from_env().context(municipality) as ctx,
            file.open(encoding="utf-8-sig", newline="") as lines,
        ):
            number = import_figures(ctx, lines, as_of.date())
    except BadFigures as error:
        for position, why in error.lines[:MOST_BAD_LINES_SHOWN]:
            click.echo(f"  line {position}: {why}", err=True)
        raise
    click.echo(f"{number} figures")
