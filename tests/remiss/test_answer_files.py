"""Files that go with an answer: taken, removed, read by the worker, and kept with the receipt."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from dialog.config import Config
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.process.models import Attachment, Scan
from dialog.remiss.models import DraftFile, Point, ResponseFile, Statement
from dialog.remiss.reactions.texts import read_files
from tests.browser import Browser, Page
from tests.make import EKBY
from tests.process import samples
from tests.remiss import documents, rows

ME = {"name": "Elias Ek", "email": "elias@ekby.example"}


@pytest.fixture
def address(session: TenantSession, keys: Keyring) -> str:
    """Where the remiss is answered."""
    address = f"/remisser/{rows.remiss(session, keys).id}/svara"
    session.rollback()
    return address


def send_file(browser: Browser, address: str, use: str, name: str, data: bytes) -> Page:
    """Add one file to the answer."""
    page = browser.get(f"{address}/filer?som=jag")
    fields: dict[str, Any] = page.fields("filer?som=jag") | {"use": use}
    fields["file"] = (BytesIO(data), name)
    return browser.post(f"{address}/filer?som=jag", fields)


def statement() -> bytes:
    """A Word document with a heading and a paragraph."""

    def build(document: Any) -> None:
        document.add_heading("Yttrande från Cykelklubben", 1)
        document.add_paragraph("Vi vill ha fler cykelvägar.")

    return documents.word(build)


def sent(browser: Browser, address: str) -> None:
    assert browser.submit(f"{address}/granska", **ME).h1 == "Kvitto på remissvar"


def scanned(session: TenantSession, found: Scan) -> None:
    for row in session.scalars(select(Attachment)):
        row.scan = found
    session.commit()


def test_a_statement_can_be_the_whole_answer_and_its_text_is_assessed(
    browser: Browser, session: TenantSession, desk: Desk, config: Config, address: str
) -> None:
    page = send_file(browser, address, "statement", "Yttrande.docx", statement())
    assert "Yttrande.docx" in page.text
    sent(browser, address)
    working = replace(desk, config=config)
    assert read_files(working, [EKBY]) == 0  # the scanner has not looked yet
    scanned(session, Scan.CLEAN)
    assert read_files(working, [EKBY]) == 1
    session.rollback()
    file = session.scalars(select(ResponseFile)).one()
    assert "Yttrande från Cykelklubben" in file.words
    assert (file.error, file.read_at) == ("", rows.NOW)
    said = session.scalars(select(Statement)).one()
    assert (said.section, said.question, said.words) == ("", f"fil-{file.id}", file.words)
    assert session.scalars(select(Point)).one().words == file.words
    assert read_files(working, [EKBY]) == 0


def test_a_document_without_text_says_so_in_words(
    browser: Browser, session: TenantSession, desk: Desk, config: Config, address: str
) -> None:
    send_file(browser, address, "statement", "Skannat.pdf", samples.pdf())
    sent(browser, address)
    scanned(session, Scan.CLEAN)
    read_files(replace(desk, config=config), [EKBY])
    session.rollback()
    file = session.scalars(select(ResponseFile)).one()
    assert (file.words, bool(file.error)) == ("", True)
    assert session.scalars(select(Statement)).all() == []


def test_a_picture_is_an_annex_and_no_statement(browser: Browser, address: str) -> None:
    page = send_file(browser, address, "statement", "karta.jpg", samples.picture())
    assert page.status == 422
    assert "Ett yttrande ska vara en PDF" in page.text
    page = send_file(browser, address, "annex", "karta.jpg", samples.picture())
    assert "Ligger med svaret" in page.text


def test_a_file_is_taken_away_for_good_before_it_is_sent(
    browser: Browser, session: TenantSession, address: str
) -> None:
    page = send_file(browser, address, "annex", "Bilaga.docx", statement())
    form = next(str(each["action"]) for each in page.soup.select("form[action*='/ta-bort']"))
    page = browser.post(form, page.fields(form))
    assert "Filen är borttagen." in page.text
    session.rollback()
    assert session.scalars(select(DraftFile)).all() == []
    assert session.scalars(select(Attachment)).all() == []


def test_the_receipt_is_a_document_that_can_be_kept(browser: Browser, address: str) -> None:
    browser.submit(f"{address}?som=jag&sida=helheten", words="Bra.")
    page = browser.submit(f"{address}/granska", **ME)
    answer = browser.get(page.link("Spara som PDF")).response
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert browser.get("/kvitto/7K3M-9QXA-22HD-VWPR.pdf").status == 404
