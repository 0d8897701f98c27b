"""Around an answer: too late, many at once, my pages, the public page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.models import Answer, Draft, Participation, PopulationFigure
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.content import IdeasContent, QuestionKind, QuestionnaireContent
from dialog.consultation.rules.values import Typed
from dialog.consultation.views.filling import Filling
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.questionnaire import (
    ALL,
    Given,
    every_kind,
    long,
    one_page,
    question,
)
from tests.consultation.questionnaire import given as given
from tests.consultation.rows import NOW
from tests.visitor import later as later

AT_ONCE = 6
CLOSES = NOW + 20 * rows.DAY


def public(address: str) -> str:
    return address.rpartition("/svara")[0]


def test_what_comes_seconds_too_late_is_refused_and_given_back(
    given: Given, later: Any, session: TenantSession
) -> None:
    address = given()
    clock = {"now": CLOSES - timedelta(seconds=2)}
    browser = Browser(later(lambda: clock["now"]))
    browser.submit(address, **ALL)
    fields = browser.get(f"{address}?sida=2").fields() | {"svar-number": "tolv"}
    clock["now"] = CLOSES
    page = browser.post(f"{address}?sida=2", fields)
    assert page.status == 409
    assert "kom för sent" in page.text
    for words in ("Annat: lila", "tolv", "park@ekby.example"):
        assert words in page.text
    again = browser.get(address)
    assert again.status == 200
    assert "Annat: lila" in again.text
    assert session.scalars(select(Answer)).all() == []


def test_before_it_opens_the_page_says_when(given: Given, browser: Browser) -> None:
    page = browser.get(given(opens_at=NOW + rows.DAY))
    assert page.h1 == "Det går inte att svara än"
    assert "2 december 2026" in page.text


def test_what_the_municipality_has_stopped_says_so(given: Given, browser: Browser) -> None:
    page = browser.get(given(publication=Publication.STOPPED))
    assert "har avbrutit medborgardialogen" in page.text


def test_a_step_without_an_end_names_no_day(given: Given, browser: Browser) -> None:
    address = given(closes_at=None)
    assert "senast" not in browser.submit(address, gor="spara", **ALL).text
    assert "så länge steget är öppet" in browser.get(f"{address}?sida=granska").text
    assert "så länge steget är öppet" in browser.submit(f"{address}?sida=granska").text
    assert "så länge steget är öppet" in browser.get(address).text


def test_whose_age_the_login_tells_is_not_asked_for_it(resident: Context) -> None:
    row = rows.consultation(resident.session, resident.keys)
    asks = QuestionnaireContent(asks_age=True)
    part = rows.add_part(resident.session, row, asks)
    for age, is_asked in ((36, False), (None, True)):
        who = logged_in(resident, row, age)
        assert Filling(part, who, part.version, Typed()).asks_age is is_asked


def test_after_it_has_closed_an_answer_stays_but_does_not_change(
    given: Given, browser: Browser, later: Any
) -> None:
    address = given()
    browser.log_in("resident").submit(address, **ALL)
    receipt = browser.submit(f"{address}?sida=granska")
    late = Browser(later(lambda: CLOSES)).log_in("resident")
    assert "mottaget och räknas" in late.get(address).text
    for verb in ("andra", "ta-tillbaka"):
        assert late.get(f"{address}/{verb}").h1 == "Det går inte att svara längre"
    assert "Steget är stängt" in late.get(receipt.url).text


@pytest.mark.parametrize("place", ["1", "granska"])
def test_many_windows_at_once_are_one_person(
    place: str, given: Given, app: Flask, session: TenantSession
) -> None:
    address = given()
    first = Browser(app).log_in("resident")
    if place == "granska":
        first.submit(address, **ALL)
    fields = first.get(f"{address}?sida={place}").fields()
    cookies = first.client.get_cookie("dialog")
    assert cookies is not None
    windows = [Browser(app) for _ in range(AT_ONCE)]
    for window in windows:
        window.client.set_cookie("dialog", cookies.value, domain="localhost")

    def send(window: Browser) -> str:
        sent = window.post(f"{address}?sida={place}", fields, follow_redirects=False)
        return str(sent.response.headers["Location"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        places = set(pool.map(send, windows))
    assert len(places) == 1
    rows_ = session.scalars(select(Draft if place == "1" else Answer)).all()
    assert len(rows_) == 1


def test_my_pages_hold_what_i_have_begun_and_sent(
    given: Given, browser: Browser, statements: list[str]
) -> None:
    sent, begun = given(title="Parken", is_anonymous=True), given(title="Torget")
    other = given(title="Bryggan")
    browser.log_in("resident").submit(sent, **ALL)
    browser.submit(f"{sent}?sida=granska")
    browser.submit(begun, **ALL)
    Browser(browser.app).submit(other, **ALL)
    statements.clear()
    page = browser.get("/mina-sidor")
    mine = [each for each in statements if each.startswith("WITH mine")]
    assert len(mine) == 2, mine
    assert "Du har inte svarat" not in page.text
    assert page.link("Fortsätt svara Torget") == begun
    assert page.link("Ändra svaret Parken") == sent
    assert page.link("Ta tillbaka svaret Parken") == f"{sent}/ta-tillbaka"
    assert browser.get(page.link("Kvitto")).h1 == "Kvitto på ditt svar"
    assert "Bryggan" not in page.text


def test_nobody_else_sees_them(given: Given, browser: Browser, app: Flask) -> None:
    browser.log_in("resident").submit(given(), **ALL)
    assert "Du har inte svarat" in Browser(app).log_in("neighbour").get("/mina-sidor").text


def test_the_public_page_says_how_long_it_takes_and_what_one_needs(
    given: Given, browser: Browser, statements: list[str]
) -> None:
    address = given(long(50), who=Who.RESIDENTS, age_from=16, age_to=25)
    statements.clear()
    page = browser.get(public(address))
    assert len(statements) <= 8, statements
    assert "50 frågor" in page.text
    assert "folkbokförd" in page.text
    assert "mellan 16 och 25 år" in page.text
    assert page.link("Svara") == address


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Du behöver inte logga in."),
        ({"who": Who.EMAIL}, "bekräftar din e-postadress"),
        ({"who": Who.INVITED}, "en inbjudan med en kod"),
        ({"opens_at": NOW + rows.DAY}, "när steget öppnar"),
        ({"closes_at": NOW}, "Det går inte att svara längre"),
        ({"closes_at": NOW, "results_public_at": NOW}, "Se resultatet"),
    ],
)
def test_the_public_page_knows_every_demand_and_window(
    values: dict[str, Any], words: str, given: Given, browser: Browser
) -> None:
    assert words in browser.get(public(given(**values))).text


def test_one_address_leads_to_the_only_part_that_is_open(given: Given, browser: Browser) -> None:
    address = given()
    assert browser.get(f"{public(address)}/svara").url == address


def test_one_address_lists_the_parts_that_are_open(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys)
    rows.add_part(session, row, every_kind(), title="Frågor")
    ideas = rows.add_part(session, row, IdeasContent(), title="Idéer").id
    address = f"/medborgardialoger/{row.id}"
    session.rollback()
    page = browser.get(f"{address}/svara")
    assert page.h1 == "Var med"
    assert page.link("Idéer").endswith(f"#del-{ideas}") or str(ideas) in page.link("Idéer")
    assert "/svara/" in page.link("Frågor")


def test_when_nothing_is_open_the_address_says_so(given: Given, browser: Browser) -> None:
    page = browser.get(f"{public(given(closes_at=NOW))}/svara")
    assert "inte att delta just nu" in page.text


def test_a_little_about_oneself_is_asked_last_and_never_demanded(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    figures = [("Norr", "0-12"), ("Norr", "13-19"), ("Söder", "0-12")]
    session.add_all(
        PopulationFigure(as_of=date(2026, 1, 1), area=area, age_group=group, people=9)
        for area, group in figures
    )
    session.commit()
    asks = one_page(question("q", QuestionKind.SCALE))
    address = given(type(asks)(pages=asks.pages, asks_age=True, asks_area=True))
    page = browser.submit(address, **{"svar-q": "3"})
    assert "Lite om dig" in page.text
    assert [option["value"] for option in page.soup.select("option")] == ["", "Norr", "Söder"]
    review = browser.submit(f"{address}?sida=bakgrund", alder="13-19", omrade="Norr")
    assert "13–19 år" in review.text
    receipt = browser.submit(f"{address}?sida=granska")
    assert "Norr" in receipt.text
    told = session.scalars(select(Participation)).one()
    assert (told.age_group, told.area) == ("13-19", "Norr")


def test_nonsense_about_oneself_is_not_kept(given: Given, browser: Browser) -> None:
    asks = one_page(question("q", QuestionKind.SCALE))
    address = given(type(asks)(pages=asks.pages, asks_age=True, asks_area=True))
    page = browser.submit(address, **{"svar-q": "3"})
    assert not page.soup.select("select")  # no figures, so no areas to choose from
    review = browser.submit(f"{address}?sida=bakgrund", alder="gammal", omrade="Öster")
    assert "gammal" not in review.text
    assert "Öster" not in review.text
