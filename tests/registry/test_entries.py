"""The list of what the register is told, and the file for spreadsheets."""

import csv
import io
from datetime import date

import pytest

from dialog.core.context import Context
from dialog.folkmotion.actions.handle import register
from dialog.registry.models import RegisterEntry
from dialog.registry.queries import ON_A_PAGE
from dialog.registry.rules import DIRECTION_NAMES, sheet_cell
from dialog.registry.views.entries import sheet
from tests import make
from tests.browser import Browser
from tests.make import NOW

DANGEROUS = ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


def entry(**given: object) -> RegisterEntry:
    values = {
        "process_id": 1,
        "case_number": "",
        "arrived_on": date(2026, 12, 1),
        "direction": "in",
        "counterpart": "Frans",
        "concerns": "Förslag: Fler bänkar",
        "at": NOW,
    }
    return RegisterEntry(**(values | given))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_spreadsheet_takes_a_cell_for_a_formula(text: str) -> None:
    assert sheet_cell(text) == f"'{text}"
    row = read(sheet([entry(counterpart=text, concerns=text, case_number=text)]))[1]
    assert all(not cell.startswith(tuple("=+-@\t\r\n")) for cell in row)


@pytest.mark.parametrize("text", ["", "Frans", "KS 2026/1", "1+1", "a=b", "2026-12-01"])
def test_ordinary_cells_are_left_alone(text: str) -> None:
    assert sheet_cell(text) == text


@pytest.mark.parametrize(("number", "cell"), [(-2, "-2"), (12.5, "12,5"), (0, "0")])
def test_numbers_are_written_as_in_sweden_and_are_no_formulas(number: float, cell: str) -> None:
    assert sheet_cell(number) == cell


def test_separators_quotes_and_line_breaks_stay_in_their_cell() -> None:
    nasty = 'Ett; "två"\n=tre'
    rows = read(sheet([entry(concerns=nasty)]))
    assert len(rows) == 2
    assert rows[1][4] == nasty


def test_the_file_begins_so_that_letters_are_read_right(browser: Browser, system: Context) -> None:
    make.handed_over(system, title="Å, ä och ö")
    answer = browser.log_in("registrar").get("/arbetsyta/diarium.csv").response
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename=diarium.csv"
    assert answer.headers["Cache-Control"] == "no-store"
    titles, row = read(answer.text)
    assert titles == [
        "Datum",
        "Diarienummer",
        "Riktning",
        "Avsändare eller mottagare",
        "Vad det gäller",
    ]
    assert row == ["2026-12-01", "", "Upprättad", "", "Överlämnad folkmotion: Å, ä och ö"]


def test_the_list_can_show_only_what_lacks_a_number(
    browser: Browser, system: Context, registrar: Context
) -> None:
    make.handed_over(system, title="Utan nummer")
    register(
        registrar,
        make.handed_over(system, title="Med nummer"),
        case_number="KS 2026/00123",
        department_id=None,
    )
    registrar.session.commit()
    browser.log_in("registrar")
    everything = browser.get("/arbetsyta/diarium")
    assert "KS 2026/00123" in everything.text
    assert everything.link("Utan nummer") == "/arbetsyta/folkmotioner/1"
    without = browser.get("/arbetsyta/diarium?utan=1")
    assert "Utan nummer" in without.text
    assert "Med nummer" not in without.text
    assert without.link("csv") == "/arbetsyta/diarium.csv?utan=1"
    assert len(read(browser.get("/arbetsyta/diarium.csv?utan=1").response.text)) == 2


def test_another_municipality_has_its_own_register(browser: Browser, system: Context) -> None:
    make.handed_over(system)
    elsewhere = Browser(browser.app, "bjorkby.localhost")
    page = elsewhere.get("/arbetsyta/diarium.csv", follow_redirects=False)
    assert page.status == 303
    assert "bänkar" not in page.response.text


def test_the_list_costs_the_same_however_long_it_is(
    browser: Browser, system: Context, statements: list[str]
) -> None:
    case = make.handed_over(system)
    number = case.id
    system.session.add_all([entry(process_id=number) for _ in range(ON_A_PAGE * 2)])
    system.session.commit()
    browser.log_in("registrar")
    browser.get("/arbetsyta/diarium")
    statements.clear()
    page = browser.get("/arbetsyta/diarium")
    assert len(statements) <= 5, statements
    assert len(page.soup.select("tbody tr")) == ON_A_PAGE
    url, seen = page.link("Nästa"), ON_A_PAGE
    for rows in (ON_A_PAGE, 1):
        page = browser.get(url)
        assert len(page.soup.select("tbody tr")) == rows
        seen += rows
        url = str((page.soup.select_one("a[rel=next]") or {}).get("href", ""))
    assert (seen, url) == (ON_A_PAGE * 2 + 1, "")


def test_every_direction_has_a_name() -> None:
    assert set(DIRECTION_NAMES) == {"in", "out", "made"}
