"""Answering page by page, as a resident does."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.models import Answer, Draft
from dialog.consultation.rules.admission import Who
from dialog.core.db import TenantSession
from tests.browser import Browser
from tests.consultation.questionnaire import ALL, SECOND, Given, chained, long
from tests.consultation.questionnaire import given as given


def answer_all(browser: Browser, address: str) -> Any:
    browser.submit(address, **ALL)
    browser.submit(f"{address}?sida=2", **SECOND)
    return browser.submit(f"{address}?sida=granska")


def test_anyone_answers_page_by_page_and_gets_a_receipt(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    address = given()
    first = browser.get(address)
    assert first.h1 == "Frågor om parken"
    assert "Sida 1 av 3" in first.text
    second = browser.submit(address, **ALL)
    assert "Sida 2 av 3" in second.text
    review = browser.submit(f"{address}?sida=2", **SECOND)
    assert review.h1 == "Granska ditt svar"
    for words in ("Annat: lila", "Röd Blå", "1. Blå 2. Röd", "Lekplatsen: Grön", "12,5 kg"):
        assert words in review.text
    receipt = browser.submit(f"{address}?sida=granska")
    assert receipt.h1 == "Kvitto på ditt svar"
    assert "24 december 2026" in receipt.text
    assert "senast 1 april 2027" in receipt.text
    answer = session.scalars(select(Answer)).one()
    assert answer.texts[0].data["answers"]["long_text"] == {"words": "Långt\nsvar"}
    assert session.scalars(select(Draft)).all() == []


def test_what_is_wrong_is_said_by_the_field_and_in_a_summary_and_nothing_is_lost(
    given: Given, browser: Browser
) -> None:
    address = given()
    wrong = ALL | {"svar-ranking--red": "1", "svar-single": "yellow"}
    page = browser.submit(address, **wrong)
    assert "samma plats" in page.faults()["svar-ranking--blue"]
    assert "finns inte längre" in page.faults()["svar-single"]
    targets = {str(a["href"]) for a in page.soup.select(".ds-error-summary a")}
    assert targets == {"#svar-single", "#svar-ranking--blue"}
    assert all(page.soup.select_one(f"[id='{each[1:]}']") for each in targets)
    assert page.fields()["svar-single--other"] == "lila"
    assert "Fel:" in page.soup.title.get_text()
    assert browser.get(address).fields()["svar-single--other"] == "lila"


def test_a_date_that_is_none_and_a_text_that_is_too_long_stay_to_be_mended(
    given: Given, browser: Browser
) -> None:
    address = given()
    browser.submit(address)
    wrong = SECOND | {"svar-date": "2026-02-30", "svar-long_text": "å" * 5000}
    page = browser.submit(f"{address}?sida=2", **wrong)
    assert "finns inte" in page.faults()["svar-date"]
    assert "1000 tecken för lång" in page.faults()["svar-long_text"]
    assert page.fields()["svar-date"] == "2026-02-30"
    assert page.fields()["svar-long_text"] == "å" * 5000


def test_a_box_that_is_unticked_is_unticked(given: Given, browser: Browser) -> None:
    address = given()
    browser.submit(address, **ALL)
    fields = browser.get(f"{address}?sida=1").fields()
    fields.pop("svar-multiple")
    browser.post(f"{address}?sida=1", fields)
    assert "svar-multiple" not in browser.get(f"{address}?sida=1").fields()


def test_a_page_without_questions_to_ask_is_skipped(given: Given, browser: Browser) -> None:
    address = given(chained())
    last = browser.submit(address, **{"svar-first": "green"})
    assert "Något mer?" in last.text
    assert "Sida 2 av 3" in last.text
    second = browser.submit(f"{address}?sida=1", **{"svar-first": "red"})
    assert "Svara bara om du svarade ”Ja”" in second.text
    third = browser.submit(f"{address}?sida=2", **{"svar-second": "no", "svar-third": ""})
    assert "Något mer?" in third.text


def test_one_goes_back_without_being_judged(given: Given, browser: Browser) -> None:
    address = given(chained())
    browser.submit(address, **{"svar-first": "red"})
    page = browser.submit(f"{address}?sida=2", gor="tillbaka")
    assert "Vilken färg?" in page.text
    assert page.faults() == {}


def test_the_review_tells_what_is_missing_and_leads_there_and_back(
    given: Given, browser: Browser
) -> None:
    address = given(chained())
    review = browser.get(f"{address}?sida=granska")
    assert "Välj ett alternativ" in review.text
    back = review.link("Välj ett alternativ. (Vilken färg?)")
    page = browser.get(back.partition("#")[0])
    assert page.faults() == {"svar-first": "Välj ett alternativ."}
    assert browser.submit(back.partition("#")[0], **{"svar-first": "blue"}).h1 == review.h1


def test_an_empty_answer_is_not_sent(given: Given, browser: Browser) -> None:
    address = given()
    page = browser.submit(f"{address}?sida=granska")
    assert "Svara på minst en fråga" in page.text


def test_another_day_one_goes_on_where_one_was(given: Given, browser: Browser) -> None:
    address = given()
    saved = browser.submit(address, gor="spara", **ALL)
    assert saved.h1 == "Ditt svar är sparat, men inte skickat"
    assert "30 dagar" in saved.text
    assert browser.get(address).fields()["svar-scale"] == "4"
    browser.submit(f"{address}?sida=1")
    assert "Sida 2 av 3" in browser.get(address).text


def test_sending_twice_gives_the_same_receipt(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    address = given()
    browser.submit(address, **ALL)
    review = browser.get(f"{address}?sida=granska")
    first = browser.post(f"{address}?sida=granska", review.fields())
    second = browser.post(f"{address}?sida=granska", review.fields())
    assert first.url == second.url
    assert len(session.scalars(select(Answer)).all()) == 1


def test_one_changes_and_takes_back_the_answer(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    address = given()
    first = answer_all(browser, address)
    mine = browser.get(address)
    assert mine.h1 == "Ditt svar"
    changing = browser.submit(address, "/andra")
    assert changing.fields()["svar-scale"] == "4"
    browser.submit(f"{address}?sida=1", **{"svar-scale": "1"})
    second = browser.submit(f"{address}?sida=granska")
    assert second.h1 == "Kvitto på ditt ändrade svar"
    assert second.url != first.url
    assert "Du har ändrat svaret efter det här" in browser.get(first.url).text
    gone = browser.submit(f"{address}/ta-tillbaka")
    assert "tagit tillbaka" in gone.text
    assert "Sida 1 av 3" in gone.text
    assert "Svaret är tillbakataget" in browser.get(second.url).text
    assert browser.get(f"{address}/ta-tillbaka").status == 404


def test_a_robot_gets_thanks_and_nothing_is_stored(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    page = browser.submit(given(), website="https://spam.example", **ALL)
    assert page.h1 == "Tack!"
    assert session.scalars(select(Draft)).all() == []


def test_a_step_that_needs_a_login_asks_for_it_and_keeps_the_words(
    given: Given, app: Flask
) -> None:
    address = given(who=Who.EID)
    stranger = Browser(app)
    assert stranger.get(address).url == "/logga-in"
    stranger.log_in("resident")
    fields = stranger.get(address).fields()
    stranger.client.set_cookie("dialog", "", domain="localhost")
    sent = stranger.post(f"{address}?sida=1", fields | ALL)
    assert sent.status == 200
    stranger.log_in("resident")
    assert stranger.get(f"{address}?sida=1").fields()["svar-single--other"] == "lila"


@pytest.mark.parametrize("page", ["2", "99", "granska", "bakgrund", "²", "x" * 500, "-1"])
def test_whatever_page_is_asked_for_there_is_one(page: str, given: Given, browser: Browser) -> None:
    assert browser.get(given(), query_string={"sida": page}).status == 200


@pytest.mark.parametrize("fields", [{"gor": "annat"}, {"version": "x"}, {"version": "9" * 40}])
def test_nonsense_in_hidden_fields_harms_nothing(
    fields: dict[str, str], given: Given, browser: Browser
) -> None:
    page = browser.submit(given(), **fields)
    assert page.status in {200, 400}


def test_an_answer_of_another_consultation_is_not_found_here(
    given: Given, browser: Browser
) -> None:
    address, other = given(), given()
    mixed = address.rpartition("/")[0] + "/" + other.rpartition("/")[2]
    assert browser.get(mixed).status == 404


def test_answering_costs_few_statements(given: Given, app: Flask, statements: list[str]) -> None:
    address = given(long(50))
    for visitor in (Browser(app), Browser(app).log_in("resident")):
        fields = visitor.get(address).fields()
        statements.clear()
        visitor.get(address)
        assert len(statements) <= 10, statements
        statements.clear()
        visitor.post(f"{address}?sida=1", fields, follow_redirects=False)
        assert len(statements) <= 15, statements
        statements.clear()
        visitor.get(f"{address}?sida=2")
        assert len(statements) <= 10, statements
        visitor.submit(f"{address}?sida=1", **{"svar-q1": "red"})
        review = visitor.get(f"{address}?sida=granska").fields()
        statements.clear()
        visitor.post(f"{address}?sida=granska", review, follow_redirects=False)
        asked = [each for each in statements if "SAVEPOINT" not in each]
        assert any("receipt" in each for each in asked)
        assert len(asked) <= 18, asked  # three of them are the rate limit of those without a login
