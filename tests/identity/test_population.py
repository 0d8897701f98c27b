"""Loading the register: hashed at load, counted, bad lines told by number and cause."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.policy import Actor
from dialog.identity.actions.population import EmptyRegister, import_population
from dialog.identity.models import PopulationExtract, Resident
from dialog.identity.queries import current_extract, is_registered, person_key
from tests.cast import CAST

RUT, GRETA = CAST["resident"].number, CAST["neighbour"].number
DAY = date(2026, 11, 30)


def test_a_load_replaces_the_register(system: Context) -> None:
    report = import_population(system, [RUT, GRETA], DAY)
    assert (report.people, report.bad_lines) == (2, [])
    extract = current_extract(system)
    assert extract is not None
    assert (extract.people, extract.as_of) == (2, DAY)
    assert is_registered(system, person_key(system, GRETA)) is True
    assert is_registered(system, person_key(system, CAST["friend"].number)) is False
    assert system.session.scalar(select(func.count(Resident.id))) == 2
    current = select(func.count(PopulationExtract.id)).where(PopulationExtract.is_current)
    assert system.session.scalar(current) == 1


@pytest.mark.parametrize(
    "line",
    [
        "19900602-2397",
        f"{RUT};Rut;Ekby",
        f" {RUT}\r\n",
        f'"{RUT}","Storgatan 1"',
        f"\ufeff{RUT}",
        "19900602 2397\tRut",
    ],
)
def test_numbers_are_read_as_offices_write_them(system: Context, line: str) -> None:
    assert import_population(system, [line], DAY).people == 1
    assert is_registered(system, person_key(system, RUT))


def test_bad_lines_are_told_by_number_and_cause_not_by_content(system: Context) -> None:
    lines = [
        "personnummer",
        RUT,
        "",
        "9006022397",
        "199006022396",
        "hejsan",
        RUT,
        CAST["newcomer"].number,
    ]
    report = import_population(system, lines, DAY)
    assert (report.people, report.duplicates) == (1, 1)
    assert [position for position, _ in report.bad_lines] == [4, 5, 6, 8]
    assert not [why for _, why in report.bad_lines if any(digit in why for digit in "0123456789")]


def test_an_empty_file_leaves_the_old_register_in_place(system: Context) -> None:
    with pytest.raises(EmptyRegister):
        import_population(system, ["personnummer", "nonsens"], DAY)
    system.session.rollback()
    assert is_registered(system, person_key(system, RUT))


def test_no_number_is_stored_anywhere(system: Context) -> None:
    import_population(system, [RUT], DAY)
    stored = " ".join(str(row.__dict__) for row in system.session.scalars(select(Resident)))
    stored += " ".join(str(row.data) for row in system.session.scalars(select(Event)))
    assert RUT not in stored
    assert RUT[2:] not in stored


def test_a_resident_cannot_load_a_register(system: Context) -> None:
    with pytest.raises(Exception, match="import_population"):
        import_population(replace(system, actor=Actor(id=1)), [RUT], DAY)
