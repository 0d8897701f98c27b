"""`dialog remiss`: read a document as it would be sent for opinion, and begin a remiss with it; export."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from dialog.cli.compilation import export
from dialog.cli.setting import Setting
from dialog.process.actions.attachments import attach
from dialog.process.rules.files import MOST_DOCUMENT, READABLE_FROM_STAFF, judge
from dialog.remiss.actions.document import keep_outline
from dialog.remiss.actions.setup import create
from dialog.remiss.rules.content import Heading, Outline
from dialog.remiss.rules.reading import read

FIRST_WORDS = 8


@click.group()
def remiss() -> None:
    """Proposals sent for opinion (remisser)."""


remiss.add_command(export)


@remiss.command("import")
@click.option("--municipality", required=True, help="its short name, such as ekby")
@click.option("--dry-run", is_flag=True, help="only read FILE and print what was recognised")
@click.option("--json", "as_json", is_flag=True, help="print JSON")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(municipality: str, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Begin a remiss, a draft, with FILE as its document: DOCX, ODT, PDF, HTML, Markdown or text.

    Prints its sections: number, title, level, number of words, and the first words.
    """
    with file.open("rb") as stream:
        data = stream.read(MOST_DOCUMENT + 1)  # more than that is refused anyway
    with _progress(file.name, is_shown=not as_json) as told:
        outline = read(file.name, data, told)
    number = None if dry_run else _kept(municipality, file.name, data, outline)
    click.echo(_as_json(outline, number) if as_json else _as_text(outline, number))


def _kept(municipality: str, name: str, data: bytes, outline: Outline) -> int:
    """The number of the draft that was made of it, with the file it was read from."""
    with Setting.from_env().context(municipality) as ctx:
        row = create(ctx, outline.title)
        original = attach(ctx, row, judge(name, data, READABLE_FROM_STAFF))
        keep_outline(ctx, row, outline, original)
        return int(row.id)


@contextmanager
def _progress(label: str, *, is_shown: bool) -> Iterator[Callable[[int, int], None]]:
    """What is to be told how far the reading has come; shown beside the output, not in it."""
    if not is_shown:
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield told


def _as_json(outline: Outline, number: int | None) -> str:
    sections = [_facts(section) for section in outline.sections]
    whole = {"title": outline.title, "remiss": number, "sections": sections}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _facts(section: Heading) -> dict[str, Any]:
    words = section.body.words().split()
    return {
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "first_words": " ".join(words[:FIRST_WORDS]),
        "word_count": section.word_count(),
        "footnotes": [note.mark for note in section.body.notes],
    }


def _as_text(outline: Outline, number: int | None) -> str:
    lines = [outline.title]
    for each in map(_facts, outline.sections):
        name = f"{each['number']} {each['title']}".strip()
        size = f"level {each['level']}, {each['word_count']} words"
        more = f": {each['first_words']}" if each["first_words"] else ""
        lines.append(f"{'  ' * each['level']}{name} [{size}]{more}")
    lines.append("nothing was kept" if number is None else f"remiss {number}")
    return "\n".join(lines)
