"""The two real documents. They lie beside the checkout, in shared/data/remiss, and are not part of it."""

import os
from pathlib import Path

import pytest

from dialog.remiss.rules.content import Heading, Outline
from dialog.remiss.rules.reading import read

PLACE = Path("shared/data/remiss")
TRUE = {"1", "true", "yes"}


def real(name: str) -> Path:
    """The file, wherever above the checkout it lies. Where it is missing the test is skipped, but not in CI."""
    for folder in Path(__file__).resolve().parents:
        if (folder / PLACE / name).is_file():
            return folder / PLACE / name
    why = f"{PLACE / name} is not beside the checkout, so the real document is not read"
    if os.environ.get("CI", "").lower() in TRUE:
        pytest.fail(why)
    pytest.skip(why)


def outline_of(name: str) -> Outline:
    """The real document as it is read."""
    return read(name, real(name).read_bytes())


def tree(outline: Outline) -> list[tuple[str, str, int]]:
    """Number, title and level of every section."""
    return [(each.number, each.title, each.level) for each in outline.sections]


def words(outline: Outline) -> list[str]:
    """Every word that the sections and their headings hold."""
    whole = [f"{each.number} {each.title} {each.body.words()}" for each in outline.sections]
    return " ".join(whole).split()


def below(outline: Outline, number: str, title: str) -> Heading:
    """The first section with this title in the chapter of this number."""
    numbers = [each.number for each in outline.sections]
    rest = outline.sections[numbers.index(number) :]
    return next(each for each in rest if each.title == title)
