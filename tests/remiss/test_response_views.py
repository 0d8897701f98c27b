"""Answers as staff see them: filters, contact, files, completions, and decisions on late ones."""

import json

import pytest

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring, seal
from dialog.process.models import Attachment, Scan
from dialog.process.queries.keys import process_key
from dialog.remiss.actions.respond import CONTACT
from dialog.remiss.models import Point, Remiss, Response, ResponseFile
from dialog.remiss.rules import FileUse, Sender
from dialog.remiss.rules.response import View
from tests.browser import Browser, Page
from tests.remiss import rows

LIST = "/arbetsyta/remisser/1/svar"
CONTACTS = {"name": "Elias Ek", "email": "elias@post.example"}


@pytest.fixture
def remiss(system: Context, keys: Keyring) -> Remiss:
    """A person with contact; a late organisation with a document; the person's completion."""
    session = system.session
    row = rows.remiss(session, keys, case_number="KS 2026/17")
    sealed = seal(process_key(system, row), json.dumps(CONTACTS).encode(), CONTACT)
    first = {"owner": "elias", "sealed_contact": sealed, "author_name": ""}
    rows.add_response(session, row, {"s2": View("supports", "Bra.")}, **first)
    club = {"sender": Sender.ORGANISATION, "organisation": "Åkeriet", "is_late": True}
    late = rows.add_response(session, row, {"s4": View("opposes", "Nej.")}, **club)
    rows.add_response(session, row, {"s4": View(words="Mer.")}, owner="elias", number=2)
    _add_file(session, row, late)
    session.commit()
    return row


def _add_file(session: TenantSession, remiss: Remiss, response: Response) -> None:
    attachment = Attachment(
        process_id=remiss.id,
        name="yttrande.pdf",
        media_type="application/pdf",
        size=2048,
        digest="0" * 64,
        uploaded_at=rows.NOW,
        scan=Scan.CLEAN,
    )
    session.add(attachment)
    session.flush()
    given = {"attachment_id": attachment.id, "use": FileUse.STATEMENT}
    session.add(ResponseFile(response_id=response.id, words="Lastbilar behövs.", **given))


@pytest.fixture
def hanna(browser: Browser) -> Browser:
    return browser.log_in("officer")


def senders(page: Page) -> list[str]:
    return [each.get_text() for each in page.soup.select(".link-row a")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Privatperson", "Åkeriet", "Privatperson"]),
        ("sen=ja", ["Åkeriet"]),
        ("beslut=nej", ["Åkeriet"]),
        ("avsandare=person&komplettering=nej", ["Privatperson"]),
        ("komplettering=ja", ["Privatperson"]),
        ("dokument=olasta", ["Åkeriet"]),
        ("ord=lastbilar", ["Åkeriet"]),
        ("ord=remiss-1-2", ["Åkeriet"]),
        ("ord=bussar", []),
    ],
)
def test_answers_are_listed_newest_first_and_filtered(
    hanna: Browser, remiss: Remiss, query: str, found: list[str]
) -> None:
    assert senders(hanna.get(f"{LIST}?{query}")) == found


@pytest.mark.parametrize("name", ["officer", "registrar"])
def test_contact_is_opened_on_the_answer_s_own_page_alone(
    browser: Browser, remiss: Remiss, name: str
) -> None:
    staff = browser.log_in(name)
    page = staff.get(f"{LIST}/1")
    assert "elias@post.example" in page.text
    assert "KS 2026/17" in page.text
    assert "REMISS-1-1" in page.text
    assert page.link("Diarielista") == "/arbetsyta/diarium"
    assert "Elias" not in staff.get(LIST).text


def test_a_completion_is_shown_as_such_with_the_first_answer(
    hanna: Browser, remiss: Remiss
) -> None:
    page = hanna.get(f"{LIST}/3")
    assert "Komplettering 1" in page.text
    assert hanna.get(page.link("Det första svaret")).url == f"{LIST}/1"


def test_a_file_is_shown_with_its_state_and_becomes_points(
    hanna: Browser, remiss: Remiss, session: TenantSession
) -> None:
    assert "1 svar är skrivet i ett dokument" in hanna.get("/arbetsyta/remisser/1/bedomning").text
    page = hanna.get(f"{LIST}/2")
    assert "Kontrollerad" in page.text
    quote = page.link("Gör en synpunkt av dokumentet")
    assert "Lastbilar behövs." in hanna.get(quote).text
    done = hanna.submit(quote, section="s3", words="Lastbilar behövs.")
    assert "Redan gjort till synpunkter" in done.text
    point = session.query(Point).filter(Point.file_id.is_not(None)).one()
    assert (point.section, point.words) == ("s3", "Lastbilar behövs.")
    session.rollback()
    assert senders(hanna.get(f"{LIST}?dokument=olasta")) == []
    assert "Ur dokumentet yttrande.pdf" in hanna.get("/arbetsyta/remisser/1/bedomning/4").text


def test_an_officer_decides_whether_a_late_answer_is_considered(
    hanna: Browser, remiss: Remiss
) -> None:
    page = hanna.get(f"{LIST}/2")
    assert "Ingen har beslutat om kommunen tar hänsyn till det." in page.text
    decide = page.link("Besluta")
    assert hanna.submit(decide, is_considered="ja").faults() == {"words": "Skriv varför."}
    page = hanna.submit(decide, is_considered="nej", words="Nämnden har redan beslutat.")
    assert "Kommunen tar inte hänsyn till svaret." in page.text
    again = hanna.get(page.link("Ändra beslutet"))
    assert again.fields()["is_considered"] == "nej"
    assert "Kom för sent, beaktas inte" in hanna.get(LIST).text


def test_a_registrar_reads_and_does_not_decide(browser: Browser, remiss: Remiss) -> None:
    registrar = browser.log_in("registrar")
    assert "Besluta" not in registrar.get(f"{LIST}/2").text
    assert registrar.get(f"{LIST}/2/beakta").status == 403


def test_an_answer_in_time_has_no_such_page(hanna: Browser, remiss: Remiss) -> None:
    assert hanna.get(f"{LIST}/1/beakta").status == 404


@pytest.mark.parametrize("name", ["resident", "moderator", "councillor"])
def test_nobody_else_reads_answers_here(browser: Browser, remiss: Remiss, name: str) -> None:
    assert browser.log_in(name).get(LIST).status == 403
    assert browser.get(f"{LIST}/1").status == 403


def test_answers_of_other_remisser_are_not_found(
    hanna: Browser, remiss: Remiss, session: TenantSession, keys: Keyring
) -> None:
    rows.remiss(session, keys)
    assert hanna.get("/arbetsyta/remisser/2/svar/1").status == 404
