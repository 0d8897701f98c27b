"""Importing figures of the population."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from dialog.consultation.actions.tally import count_participants
from dialog.consultation.models import PopulationFigure
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.journal import Event
from tests.browser import Browser, Page
from tests.consultation import answered, rows
from tests.consultation.rows import NOW

ADDRESS = "/arbetsyta/befolkning"
GOOD = "område;åldersgrupp;antal\nNorr;20-29;1000\nNorr;30-44;3000\nSyd;20-29;500\n"


def sent(browser: Browser, content: bytes, as_of: str = "2025-12-31") -> Page:
    fields = browser.get(ADDRESS).fields()
    upload = (io.BytesIO(content), "befolkning.csv")
    return browser.post(
        ADDRESS, fields | {"as_of": as_of, "file": upload}, content_type="multipart/form-data"
    )


def figures(session: TenantSession) -> list[tuple[date, str, int]]:
    stmt = select(PopulationFigure.as_of, PopulationFigure.area, PopulationFigure.people)
    found = session.execute(stmt.order_by(PopulationFigure.id)).all()
    session.rollback()
    return [(as_of, area, people) for as_of, area, people in found]


def test_an_officer_imports_figures(browser: Browser, session: TenantSession) -> None:
    page = sent(browser.log_in("officer"), GOOD.encode())
    assert "3 rader är inlästa." in page.text
    assert "31 december 2025" in page.text
    assert [people for _, _, people in figures(session)] == [1000, 3000, 500]
    told = session.scalars(select(Event).where(Event.name == "consultation.import_figures")).one()
    assert told.data == {"figures": 3, "as_of": "2025-12-31"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_what_spreadsheets_write_is_read(
    encoding: str, browser: Browser, session: TenantSession
) -> None:
    sent(browser.log_in("admin"), "Öst;20-29;7\r\n".encode(encoding))
    assert [area for _, area, _ in figures(session)] == ["Öst"]


def test_one_bad_line_imports_nothing_and_is_told(browser: Browser, session: TenantSession) -> None:
    page = sent(browser.log_in("officer"), (GOOD + "Syd;x;1\n").encode())
    assert page.status == 422
    assert "Rad 5: Åldersgruppen finns inte." in page.text
    assert "Inget har lästs in" in page.faults()["file"]
    assert figures(session) == []


def test_no_file_and_a_day_to_come_are_told_at_their_fields(browser: Browser) -> None:
    browser.log_in("officer")
    page = browser.submit(ADDRESS, as_of="2025-12-31")
    assert page.faults()["file"] == "Välj en fil."
    assert "har varit" in sent(browser, GOOD.encode(), "2027-01-01").faults()["as_of"]


def test_the_same_day_is_replaced_and_the_last_ones_are_kept(
    browser: Browser, session: TenantSession
) -> None:
    browser.log_in("officer")
    for day in ("2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31", "2024-12-31"):
        sent(browser, b"Norr;20-29;7\n", day)
    kept = [as_of.year for as_of, _, _ in figures(session)]
    assert kept == [2022, 2023, 2024]


def test_others_import_nothing(browser: Browser) -> None:
    assert browser.log_in("moderator").get(ADDRESS).status == 403


def test_results_put_those_who_took_part_beside_those_who_live_here(
    browser: Browser, system: Context
) -> None:
    row = rows.consultation(
        system.session, system.keys, results_public_at=NOW, results_words="Så här blev det."
    )
    part = rows.add_part(system.session, row, answered.FORM)
    answered.many(system.session, part, [(30, {}, {"age": "20-29", "area": "Norr"}), (10, {}, {})])
    count_participants(system, row)
    address = answered.results_of(row)
    system.session.commit()
    sent(browser.log_in("officer"), GOOD.encode())
    page = browser.get(address)
    tables = page.soup.select(".chart-table--pairs")
    ages = [" ".join(each.get_text(" ").split()) for each in tables[0].select("tbody tr")]
    assert ages == [
        "20\N{EN DASH}29 år 30 (75 %) 1 500 (33 %) 20",
        "30\N{EN DASH}44 år 0 (0 %) 3 000 (67 %) 0",
        "Har inte svarat 10 (25 %) \N{EN DASH} \N{EN DASH}",
    ]
    assert "andelen av invånarna den 31 december 2025" in page.text
