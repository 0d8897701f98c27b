"""Answering in a browser, without JavaScript: page by page, saved at once, looked through and sent."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.remiss.models import Draft, Remiss, Response, Statement
from tests.browser import Browser
from tests.remiss import rows

Decide = Callable[..., None]
ME = {"name": "Elias Ek", "email": "elias@ekby.example"}


@pytest.fixture
def address(session: TenantSession, keys: Keyring) -> str:
    """Where the remiss is answered."""
    address = f"/remisser/{rows.remiss(session, keys).id}/svara"
    session.rollback()
    return address


def responses(session: TenantSession) -> list[Response]:
    session.rollback()
    return list(session.scalars(select(Response).order_by(Response.id)))


def write(browser: Browser, address: str, place: str = "helheten", **fields: Any) -> Any:
    """Fill in one page and go to the next."""
    return browser.submit(f"{address}?som=jag&sida={place}", **fields)


def test_the_first_page_says_what_becomes_of_an_answer(browser: Browser, address: str) -> None:
    page = browser.get(address)
    assert page.h1 == "Svara på remissen"
    assert "allmän handling" in page.text
    assert "Privatpersoners namn syns inte" in page.text
    assert "sida=helheten" in page.link("Börja svara")
    assert "/logga-in" in page.link("Logga in och svara")


def test_whoever_has_not_logged_in_answers_looks_it_through_and_gets_a_receipt(
    browser: Browser, session: TenantSession, address: str
) -> None:
    page = write(browser, address, position="supports", words="Bra i stort.")
    assert page.h1 == "1 Cykelvägar"  # the foreword asks for nothing
    page = write(
        browser, address, "s2", **{"position-s3": "opposes", "proposal-s3": "Längs vägen."}
    )
    assert page.h1 == "2 Kollektivtrafik"
    page = write(browser, address, "s4", gor="granska", **{"words-s4": "Fler bussar."})
    assert page.h1 == "Granska ditt svar"
    assert "Stödjer inte förslaget" in page.text
    page = browser.submit(f"{address}/granska", **ME)
    assert page.h1 == "Kvitto på remissvar"
    assert "1.1 Längs ån – Förslag till ny text" in page.text
    assert "Elias" not in page.text  # a receipt names nobody
    (response,) = responses(session)
    assert (response.position, response.author_id, response.is_late) == ("supports", None, False)
    said = {(each.section, each.position) for each in session.scalars(select(Statement))}
    assert said == {("", "supports"), ("s3", "opposes"), ("s4", "")}
    assert session.scalars(select(Draft)).all() == []


def test_a_double_click_makes_one_answer(
    browser: Browser, session: TenantSession, address: str
) -> None:
    write(browser, address, words="Bra.")
    page = browser.get(f"{address}/granska")
    fields = page.fields() | ME
    first = browser.post(f"{address}/granska?som=jag", fields)
    again = browser.post(f"{address}/granska?som=jag", fields)
    assert first.url == again.url
    assert len(responses(session)) == 1


def test_a_second_answer_completes_the_first(
    browser: Browser, session: TenantSession, address: str
) -> None:
    write(browser, address, words="Bra.")
    page = browser.submit(f"{address}/granska", **ME)
    page = browser.get(page.link("Komplettera svaret"))
    assert page.fields()["words"] == ""
    write(browser, address, words="En sak till.")
    page = browser.submit(f"{address}/granska", **ME)
    assert page.h1 == "Kvitto på remissvar, komplettering 1"
    assert [each.number for each in responses(session)] == [1, 2]


def test_what_is_wrong_is_kept_and_told_next_to_its_field(
    browser: Browser, session: TenantSession, address: str
) -> None:
    page = write(browser, address, words="Jag är 19121212-1212.")
    assert page.h1 == "Förslaget i stort"
    assert page.faults() == {"words": "Personnummer får inte stå i texten. Ta bort numret."}
    assert page.fields()["words"] == "Jag är 19121212-1212."
    page = browser.submit(f"{address}/granska", **ME)
    assert page.status == 422
    assert "visa=fel" in page.link("Personnummer får inte stå i texten")
    assert responses(session) == []


def test_pasted_words_lose_what_word_processors_leave(browser: Browser, address: str) -> None:
    write(browser, address, words="Bra\u00a0i\u2028stort.\u00ad")
    assert browser.get(f"{address}?som=jag&sida=helheten").fields()["words"] == "Bra i\nstort."


def test_the_name_and_the_address_are_asked_of_whoever_has_not_logged_in(
    browser: Browser, session: TenantSession, address: str
) -> None:
    write(browser, address, words="Bra.")
    page = browser.submit(f"{address}/granska", name="", email="fel")
    assert page.status == 422
    assert set(page.faults()) == {"name", "email"}
    browser.log_in("resident")
    write(browser, address, words="Bra.")
    page = browser.get(f"{address}/granska?som=jag")
    assert "name" not in page.fields()
    assert "inloggad som Rut Resident" in page.text


def test_the_name_is_shown_only_where_both_let_it_be(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    address = f"/remisser/{rows.remiss(session, keys, shows_private_names=True).id}/svara"
    session.rollback()
    write(browser, address, words="Bra.")
    assert browser.submit(f"{address}/granska", **ME).faults().keys() == {"shows_name"}
    browser.submit(f"{address}/granska", **ME, shows_name="ja")
    assert responses(session)[0].shown_sender() == "Elias Ek"


def test_a_robot_gets_what_looks_like_success(
    browser: Browser, session: TenantSession, address: str
) -> None:
    write(browser, address, words="Bra.")
    assert browser.submit(f"{address}/granska", **ME, website="http://spam").h1 == "Tack!"
    assert responses(session) == []


def test_more_than_the_rule_says_from_one_network_must_wait(
    app: Flask, session: TenantSession, address: str, decide: Decide
) -> None:
    decide("dialog.sent_per_hour", 1)
    for status in (200, 429):
        browser = Browser(app)
        write(browser, address, words="Bra.")
        assert browser.submit(f"{address}/granska", **ME).status == status
    assert len(responses(session)) == 1


def test_an_empty_answer_cannot_be_sent(browser: Browser, address: str) -> None:
    page = browser.get(f"{address}/granska?som=jag")
    assert page.h1 == "Förslaget i stort"


def test_a_link_from_a_section_opens_its_page_at_its_place(browser: Browser, address: str) -> None:
    page = browser.get(f"{address}?avsnitt=s3", follow_redirects=False)
    assert page.response.location.endswith("sida=s2#avsnitt-s3")


def test_one_goes_to_any_page_and_what_is_typed_is_saved(browser: Browser, address: str) -> None:
    page = write(browser, address, words="Bra.", gor="till:s4")
    assert page.h1 == "2 Kollektivtrafik"
    assert "Förslaget i stort Skrivet" in page.text


def test_other_browsers_see_nothing_of_it(app: Flask, browser: Browser, address: str) -> None:
    write(browser, address, words="Hemligt.")
    page = Browser(app).get(f"{address}?som=jag&sida=helheten")
    assert page.fields()["words"] == ""


def test_whoever_logs_in_goes_on_with_what_the_browser_began(
    browser: Browser, session: TenantSession, address: str
) -> None:
    write(browser, address, words="Skrivet utan inloggning.")
    browser.log_in("resident")
    page = browser.get(f"{address}?som=jag&sida=helheten")
    assert "påbörjat svar i den här webbläsaren" in page.text
    page = write(browser, address, gor="hamta")
    assert page.fields()["words"] == "Skrivet utan inloggning."
    session.rollback()
    assert session.scalars(select(Draft)).one().person_id is not None


def test_answers_to_a_question_that_was_closed_meanwhile_stay(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    question = {"key": "q1", "section": "s4", "text": "Hur ofta åker du buss?"}
    number = rows.remiss(session, keys, questions=[question]).id
    session.rollback()
    address = f"/remisser/{number}/svara"
    write(browser, address, "s4", **{"answer-s4-q1": "Varje dag."})
    session.get_one(Remiss, number).questions = [question | {"is_closed": True}]
    session.commit()
    page = write(browser, address, "s4", **{"words-s4": "Fler bussar."})
    assert page.h1 == "Granska ditt svar"
    assert "Varje dag." in page.text
    assert "Fler bussar." in page.text
