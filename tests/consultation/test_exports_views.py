"""Asking for files, seeing how far they have come, and fetching them."""

from dialog.config import Config
from dialog.consultation.actions.exports import KIND
from dialog.core.context import Context
from dialog.core.worker import Desk
from dialog.process.models import Export, Format
from dialog.process.reactions.exports import make_files
from tests.browser import Browser
from tests.consultation import asked
from tests.consultation.rows import NOW
from tests.make import EKBY


def place(system: Context, *texts: str) -> str:
    row, _ = asked.made(system, *texts)
    address = f"/arbetsyta/medborgardialoger/{row.id}/exporter"
    system.session.rollback()
    return address


def make(browser: Browser, config: Config) -> None:
    keys, engine = browser.app.extensions["keys"], browser.app.extensions["engine"]
    make_files(Desk(engine, keys, NOW, config), [EKBY])


def ask(browser: Browser, address: str, format: str) -> str:
    fields = browser.get(address).fields("/exporter")
    return browser.post(address, fields | {"format": format}).text


def test_an_officer_asks_and_fetches(system: Context, browser: Browser, config: Config) -> None:
    address = place(system, "Fler träd")
    browser.log_in("officer")
    assert "Väntar på sin tur." in ask(browser, address, "csv")
    make(browser, config)
    page = browser.get(address)
    assert "1 svar, " in page.text
    answer = browser.get(page.link("Hämta")).response
    assert answer.mimetype == "text/csv"
    assert answer.data.decode("utf-8-sig").count("Fler träd") == 1
    assert answer.content_length == len(answer.data)
    assert "arbetsmaterial.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer.headers["Cache-Control"]


def test_progress_and_failures_are_told(system: Context, browser: Browser) -> None:
    address = place(system)
    number = int(address.split("/")[3])
    for facts in (
        {"attempts": 1, "done": 12_400, "total": 50_000},
        {"attempts": 1},
        {"error": "NoTextEngine"},
        {"error": "OperationalError"},
    ):
        row = Export(process_id=number, kind=KIND, format=Format.PDF, asked_at=NOW, **facts)
        system.session.add(row)
    system.session.commit()
    page = browser.log_in("officer").get(address)
    assert "12\xa0400 av 50\xa0000 svar är skrivna." in page.soup.get_text()
    assert page.soup.select_one("progress")["value"] == "12400"
    assert "Görs nu." in page.text
    assert "Servern saknar Pango" in page.text
    assert "Det gick inte att göra filen." in page.text
    again = browser.submit(address, "/igen")
    assert "Väntar på sin tur." in again.text


def test_whoever_keeps_the_records_fetches_but_does_not_ask(
    system: Context, browser: Browser, config: Config
) -> None:
    address = place(system, "Fler träd")
    browser.log_in("officer")
    ask(browser, address, "json")
    make(browser, config)
    browser.log_in("registrar")
    page = browser.get(address)
    assert browser.get(page.link("Hämta")).status == 200
    assert "Gör en ny fil" not in page.text
    assert browser.get("/arbetsyta").status == 200
    for name in ("moderator", "resident"):
        assert browser.log_in(name).get(address).status == 403
        assert browser.get(page.link("Hämta")).status == 403


def test_only_what_is_there_can_be_fetched(system: Context, browser: Browser) -> None:
    address, other = place(system), place(system)
    browser.log_in("officer")
    ask(browser, address, "csv")
    assert browser.get(f"{address}/1").status == 404, "not made yet"
    assert browser.get(f"{other}/1").status == 404, "of another consultation"
    assert browser.get(f"{address}/99").status == 404
    fields = browser.get(address).fields("/exporter")
    assert browser.post(address, fields | {"format": "exe"}).status == 400
