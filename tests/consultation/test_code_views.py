"""The official's codes: made, shown once, fetched as a sheet, stopped."""

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.models import Invitation
from dialog.consultation.rules.admission import Who
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from tests.browser import Browser
from tests.consultation import rows


@pytest.fixture
def number(session: TenantSession, keys: Keyring) -> int:
    """A consultation for those who are invited."""
    number = rows.consultation(session, keys, who=Who.INVITED).id
    session.rollback()
    return number


@pytest.fixture
def hanna(app: Flask) -> Browser:
    return Browser(app).log_in("officer")


def made(hanna: Browser, number: int, **fields: str) -> list[str]:
    """Codes as the page shows them."""
    values = {"batch": "Elevråd", "number": "3"} | fields
    page = hanna.submit(f"/arbetsyta/medborgardialoger/{number}/koder", **values)
    assert page.status == 200, page.text
    return [tag.get_text(strip=True) for tag in page.soup.select(".codes__code")]


def test_codes_are_shown_once(hanna: Browser, number: int) -> None:
    codes = made(hanna, number)
    assert len(codes) == 3
    page = hanna.get(f"/arbetsyta/medborgardialoger/{number}/koder")
    assert not [code for code in codes if code in page.text]
    assert "Elevråd" in page.text


def test_codes_are_fetched_as_a_sheet(hanna: Browser, number: int) -> None:
    values = {"batch": "Elevråd", "number": "2"}
    page = hanna.submit(f"/arbetsyta/medborgardialoger/{number}/koder", **values)
    codes = [tag.get_text(strip=True) for tag in page.soup.select(".codes__code")]
    sheet = hanna.post(f"/arbetsyta/medborgardialoger/{number}/koder/fil", page.fields("/fil"))
    assert sheet.response.mimetype == "text/csv"
    read = list(csv.reader(io.StringIO(sheet.response.text.lstrip("\ufeff")), delimiter=";"))
    assert [row[0] for row in read[1:]] == codes
    assert {row[1] for row in read[1:]} == {f"http://localhost/medborgardialoger/{number}/kod"}


@pytest.mark.parametrize("codes", ["", "=1+1", "25Q8-UQJJ-6A2C =cmd", "X" * 50_000])
def test_a_sheet_holds_nothing_but_codes(hanna: Browser, number: int, codes: str) -> None:
    fields = hanna.get(f"/arbetsyta/medborgardialoger/{number}/koder").fields()
    sent = {"csrf_token": fields["csrf_token"], "codes": codes}
    assert hanna.post(f"/arbetsyta/medborgardialoger/{number}/koder/fil", sent).status == 400


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"batch": ""}, "batch"),
        ({"number": ""}, "number"),
        ({"number": "två"}, "number"),
        ({"number": "2001"}, "number"),
        ({"number": "-1"}, "number"),
        ({"stage": "99"}, "stage"),
    ],
)
def test_a_fault_is_told_by_its_field_and_nothing_is_lost(
    hanna: Browser, number: int, session: TenantSession, fields: dict[str, str], faulty: str
) -> None:
    values = {"batch": "Elevråd", "number": "3"} | fields
    page = hanna.submit(f"/arbetsyta/medborgardialoger/{number}/koder", **values)
    assert page.status == 422
    assert list(page.faults()) == [faulty]
    assert page.fields()["batch"] == values["batch"]
    assert session.scalars(select(Invitation)).all() == []


def test_sending_the_page_twice_makes_no_more(hanna: Browser, number: int) -> None:
    made(hanna, number)
    values = {"batch": "Elevråd", "number": "3"}
    page = hanna.submit(f"/arbetsyta/medborgardialoger/{number}/koder", **values)
    assert "Det finns redan koder med det namnet." in page.faults()["batch"]


def test_unused_codes_are_stopped_after_a_question(app: Flask, hanna: Browser, number: int) -> None:
    codes = made(hanna, number)
    page = hanna.get(f"/arbetsyta/medborgardialoger/{number}/koder")
    question = page.link("Stoppa oanvända")
    assert "3 koder slutar gälla" in hanna.get(question).text
    assert "3 koder gäller inte längre." in hanna.submit(question).text
    tried = Browser(app).submit(f"/medborgardialoger/{number}/kod", code=codes[0])
    assert tried.status == 422


def test_where_no_step_is_for_the_invited_the_page_says_so(
    hanna: Browser, session: TenantSession, keys: Keyring
) -> None:
    number = rows.consultation(session, keys).id
    session.rollback()
    page = hanna.get(f"/arbetsyta/medborgardialoger/{number}/koder")
    assert "Inget steg är för inbjudna" in page.text


@pytest.mark.parametrize("name", ["resident", "moderator", "admin"])
def test_only_the_official_makes_codes(app: Flask, number: int, name: str) -> None:
    somebody = Browser(app).log_in(name)
    assert somebody.get(f"/arbetsyta/medborgardialoger/{number}/koder").status == 403
