"""Asking for the compilation as a file, seeing how far it has come, and fetching it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.worker import Desk
from dialog.process.models import Export, Format
from dialog.process.reactions.exports import make_files
from dialog.remiss.actions.exports import KIND
from tests.browser import Browser
from tests.make import EKBY
from tests.remiss import compiled
from tests.remiss.rows import NOW

NOTES = "remiss.notes/xlsx"


@pytest.fixture
def place(system: Context) -> str:
    row = compiled.heard(system.session, system.keys)
    address = f"/arbetsyta/remisser/{row.id}/sammanstallning/filer"
    system.session.commit()
    return address


def ask(browser: Browser, place: str, wish: str) -> str:
    fields = browser.get(place).fields("/filer")
    return browser.post(place, fields | {"file": wish}).text


def make(browser: Browser, config: Config) -> None:
    keys, engine = browser.app.extensions["keys"], browser.app.extensions["engine"]
    make_files(Desk(engine, keys, NOW, config), [EKBY])


def test_an_official_asks_and_fetches(browser: Browser, place: str, config: Config) -> None:
    browser.log_in("officer")
    assert "Väntar på sin tur." in ask(browser, place, NOTES)
    make(browser, config)
    page = browser.get(place)
    assert "6 ställningstaganden och synpunkter, " in page.text
    answer = browser.get(page.link("Hämta")).response
    assert answer.headers["Content-Disposition"].endswith('-anteckningar.xlsx"')
    assert load_workbook(BytesIO(answer.data)).sheetnames[-1] == "Synpunkter"


def test_failures_are_told_and_tried_again(system: Context, browser: Browser, place: str) -> None:
    number = int(place.split("/")[3])
    facts = {"kind": KIND, "asked_at": NOW, "error": "NoTextEngine"}
    system.session.add(Export(process_id=number, format=Format.PDF, **facts))
    system.session.commit()
    page = browser.log_in("officer").get(place)
    assert "Servern saknar Pango" in page.text
    assert "Väntar på sin tur." in browser.submit(place, "/igen").text


def test_whoever_keeps_the_records_fetches_but_does_not_ask(
    browser: Browser, place: str, config: Config
) -> None:
    browser.log_in("officer")
    ask(browser, place, "remiss.compilation/docx")
    make(browser, config)
    page = browser.log_in("registrar").get(place)
    assert "Gör en ny fil" not in page.text
    assert browser.get(page.link("Hämta")).status == 200
    for name in ("moderator", "councillor", "resident"):
        assert browser.log_in(name).get(place).status == 403
        assert browser.get(page.link("Hämta")).status == 403


def test_only_what_is_there_can_be_fetched(system: Context, browser: Browser, place: str) -> None:
    other = place.replace("/1/", f"/{compiled.heard(system.session, system.keys).id}/")
    system.session.commit()
    browser.log_in("officer")
    ask(browser, place, NOTES)
    for address in (f"{place}/1", f"{other}/1", f"{place}/99"):
        assert browser.get(address).status == 404
    fields = browser.get(place).fields("/filer")
    for wish in ("exe", "remiss.notes/docx", ""):
        assert browser.post(place, fields | {"file": wish}).status == 400
