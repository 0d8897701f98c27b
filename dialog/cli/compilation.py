"""`dialog remiss export`: the compilation of a remiss as a file."""

from pathlib import Path

import click

from dialog.cli.setting import Setting
from dialog.cli.writing import desk_of, municipality_of, replacing, show_progress
from dialog.core.i18n import SOURCE, speaking
from dialog.process.models import Format
from dialog.remiss.models import Remiss
from dialog.remiss.reactions.writing import WRITERS
from dialog.remiss.reactions.writing.whole import whole_of


@click.command("export")
@click.option("--municipality", default="", help="its short name; found by the number if left out")
@click.option("--format", "wish", type=click.Choice([f.value for f in WRITERS]), required=True)
@click.option("--notes", is_flag=True, help="with what staff have said to one another; xlsx only")
@click.argument("number", metavar="ID", type=int)
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export(municipality: str, wish: str, number: int, file: Path, *, notes: bool) -> None:
    """Write the compilation of the remiss ID to FILE, which only its owner may read.

    What is masked or hidden is not in it, nor the name of any private person.
    """
    if notes and wish != Format.XLSX:
        raise click.UsageError("notes are in the xlsx file only")
    setting = Setting.from_env()
    place = municipality_of(setting, Remiss.__tablename__, number, municipality)
    with (
        desk_of(setting).reading(place) as ctx,
        speaking(SOURCE),
        replacing(file) as target,
    ):
        whole = whole_of(ctx, ctx.session.get_one(Remiss, number), with_notes=notes)
        steps = WRITERS[Format(wish)](whole, target)
        done = show_progress(file.name, whole.statements(), steps)
    click.echo(f"{done} statements")
