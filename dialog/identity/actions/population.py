"""Loading the population register: numbers in, pseudonyms kept, the file forgotten."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from sqlalchemy import delete, select

from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import pseudonym
from dialog.identity.models import PopulationExtract, Resident
from dialog.identity.rules import NotAPersonalNumber, personal_number
from dialog.tenancy.queries import municipality_key

CHUNK = 5000
MOST_BAD_LINES_SHOWN = 50
_SEPARATORS = re.compile(r"[;,\t]")
_NOISE = str.maketrans("", "", "- +\"'\ufeff")


class EmptyRegister(DomainError):
    """A file without a single personal number would make everybody a stranger."""


@dataclass
class Report:
    """What a load found. Bad lines are told by number and cause, never by content."""

    people: int = 0
    duplicates: int = 0
    bad_lines: list[tuple[int, str]] = field(default_factory=list)


def import_population(ctx: Context, lines: Iterable[str], as_of: date) -> Report:
    """Replace the register by these lines: the number first, whatever else in later columns.

    Raises EmptyRegister; the old register then stays.
    """
    ctx.require("identity.import_population")
    report = Report()
    extract = PopulationExtract(as_of=as_of, loaded_at=ctx.now, people=0, bad_lines=0)
    ctx.session.add(extract)
    ctx.session.flush()
    keys = _pseudonyms(municipality_key(ctx), lines, report)
    while chunk := list(islice(keys, CHUNK)):
        rows = ({"extract_id": extract.id, "key": key} for key in chunk)
        report.people += add_many(ctx.session, Resident, rows)
    if not report.people:
        raise EmptyRegister(_l("Filen innehåller inget personnummer. Det gamla utdraget används."))
    _forget_others(ctx, extract)
    extract.people, extract.bad_lines = report.people, len(report.bad_lines)
    ctx.record(
        "identity.import_population",
        extract,
        people=report.people,
        duplicates=report.duplicates,
        bad_lines=len(report.bad_lines),
    )
    return report


def _pseudonyms(key: bytes, lines: Iterable[str], report: Report) -> Iterator[str]:
    seen: set[str] = set()
    for position, line in enumerate(lines, start=1):
        cell = _SEPARATORS.split(line.strip(), maxsplit=1)[0].translate(_NOISE)
        if not cell or (position == 1 and not cell[0].isdigit()):
            continue  # an empty line, or the heading
        try:
            number = personal_number(cell)
        except NotAPersonalNumber:
            report.bad_lines.append((position, _why_bad(cell)))
            continue
        if number.kind == "coordination":
            report.bad_lines.append((position, _("samordningsnummer, aldrig folkbokförd")))
        elif (pseudo := pseudonym(key, number.digits)) in seen:
            report.duplicates += 1
        else:
            seen.add(pseudo)
            yield pseudo


def _why_bad(cell: str) -> str:
    if not cell.isdigit():
        return _("innehåller annat än siffror")
    if len(cell) != len("YYYYMMDDNNNC"):
        return _("har inte tolv siffror")
    return _("fel datum eller kontrollsiffra")


def _forget_others(ctx: Context, extract: PopulationExtract) -> None:
    ctx.session.execute(delete(Resident).where(Resident.extract_id != extract.id))
    others = select(PopulationExtract).where(
        PopulationExtract.is_current, PopulationExtract.id != extract.id
    )
    for other in ctx.session.scalars(others):
        other.is_current = False
