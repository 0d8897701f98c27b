"""How many people live where, from a file that staff import, and how those who took part compare."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialog.consultation.rules.groups import AGES, UNKNOWN
from dialog.consultation.rules.suppression import alone
from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import has_unwanted, tidy

CELLS = 3
LONGEST_AREA = 100
MOST_PEOPLE = 20_000_000
MOST_LINES = 5_000
THOUSAND, PERCENT = 1000, 100
_DASHES = str.maketrans("\N{EN DASH}\N{MINUS SIGN}+", "---")
_SPACES = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


class BadFigures(DomainError):
    """The file has lines that cannot be used. `lines` are their numbers and what is wrong with each."""

    def __init__(self, lines: Sequence[tuple[int, str]]) -> None:
        super().__init__(_l("Filen har fel. Inget har lästs in. Rätta raderna och försök igen."))
        self.lines = lines


@dataclass(frozen=True)
class Figure:
    """One line: how many people of an age group live in an area."""

    area: str
    age_group: str
    people: int


def read_figures(lines: Iterable[str]) -> list[Figure]:
    """The figures of a file: area, age group and number on each line, with or without a heading.

    Raises BadFigures with all that is wrong.
    """
    figures: list[Figure] = []
    bad: list[tuple[int, str]] = []
    first_seen: dict[tuple[str, str], int] = {}
    for number, cells in _rows(lines):
        if number > MOST_LINES:
            bad.append((number, _("Filen har för många rader.")))
            break
        try:
            figure = _figure(cells)
        except ValueError as error:
            bad.append((number, str(error)))
            continue
        earlier = first_seen.setdefault((figure.area, figure.age_group), number)
        if earlier != number:
            bad.append((number, _("Samma område och åldersgrupp finns på rad %d.") % earlier))
        figures.append(figure)
    if not figures and not bad:
        bad.append((1, _("Filen är tom.")))
    if bad:
        raise BadFigures(bad)
    return figures


def _rows(lines: Iterable[str]) -> Iterable[tuple[int, list[str]]]:
    """The cells of every line that says something, with its number; not the heading."""
    reader = csv.reader(lines, delimiter=";")
    is_first = True
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not (is_first and _is_heading(cells)):
                yield reader.line_num, cells
            is_first = False
    except csv.Error:
        raise BadFigures([(reader.line_num, _("Raden går inte att läsa."))]) from None


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether a first line names the columns, in whatever words: no age group, and letters for a number."""
    names_a_number = any(letter.isalpha() for letter in cells[-1])
    return len(cells) == CELLS and names_a_number and _age_group(cells[1]) not in AGES


def _age_group(cell: str) -> str:
    return cell.strip().translate(_DASHES).replace(" ", "")


def _figure(cells: Sequence[str]) -> Figure:
    """The figure in these cells. Raises ValueError with words for whoever made the file."""
    if len(cells) != CELLS:
        found = _("Raden ska ha tre delar med semikolon mellan: område, åldersgrupp och antal.")
        raise ValueError(found)
    area, age_group = tidy(cells[0]), _age_group(cells[1])
    if not area:
        raise ValueError(_("Området saknas."))
    if len(area) > LONGEST_AREA or has_unwanted(area) or "\n" in area:
        raise ValueError(_("Områdets namn är för långt eller har styrtecken."))
    if age_group not in AGES:
        groups = ", ".join(AGES)
        raise ValueError(_("Åldersgruppen finns inte. Skriv någon av %s.") % groups)
    return Figure(area, age_group, _people(cells[2]))


def _people(cell: str) -> int:
    digits = cell.strip().translate(_SPACES)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(_("Antalet ska vara ett helt tal, 0 eller mer."))
    if len(digits) > len(str(MOST_PEOPLE)) or int(digits) > MOST_PEOPLE:
        raise ValueError(_("Antalet är för stort."))
    return int(digits)


@dataclass(frozen=True)
class Compared:
    """One group: how many took part, and how many live here. None: hidden, or not known."""

    label: Any
    took_part: int | None
    share: float | None  # per cent of all who took part
    people: int | None
    share_of_people: float | None
    per_thousand: float | None  # who took part, of a thousand inhabitants
    is_unknown: bool = False


def compare(
    names: Mapping[str, Any],
    took_part: Mapping[str, int],
    people: Mapping[str, int],
    *,
    is_public: bool,
) -> list[Compared]:
    """Groups side by side, with those of whom it is not known at the end.

    `names` are the groups in order; shares are of all who took part, so that nobody can think that
    those who did not say are like the others.
    """
    keys = [*names, UNKNOWN]
    numbers = [took_part.get(key, 0) for key in keys]
    hidden = alone(numbers) if is_public else set()
    whole, inhabitants = sum(numbers), sum(people.values())
    rows = []
    for place, key in enumerate(keys):
        number = None if place in hidden else numbers[place]
        living = people.get(key)
        rows.append(
            Compared(
                label=names.get(key, _l("Har inte svarat")),
                took_part=number,
                share=_part(number, whole, PERCENT),
                people=living,
                share_of_people=_part(living, inhabitants, PERCENT),
                per_thousand=_part(number, living or 0, THOUSAND),
                is_unknown=key == UNKNOWN,
            )
        )
    return rows


def _part(number: int | None, whole: int, of: int) -> float | None:
    return of * number / whole if number is not None and whole else None
