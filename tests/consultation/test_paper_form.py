"""The paper form: everything that is asked, with nothing to click and nothing about the reader."""

import pytest
from flask import Flask

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.content import Choice, Method, PrioritiesContent
from dialog.consultation.rules.paper import paper_form
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation.questionnaire import Given, Renew, chained, every_kind, long
from tests.consultation.questionnaire import given as given
from tests.consultation.questionnaire import renew as renew

OPTIONS = (Choice("swings", "Gungor", "Tre stycken."), Choice("lamps", "Fler lampor"))


def on_paper(address: str) -> str:
    return address.replace("/svara/", "/utskrift/")


def test_questions_are_numbered_through_and_conditions_name_the_number() -> None:
    form = paper_form(PartKind.QUESTIONNAIRE, chained())
    numbered = [each for page in form.pages for each in page.questions]
    assert [each.number for each in numbered] == [1, 2, 3, 4]
    assert numbered[1].condition == "Svara bara om du svarade ”Röd” på fråga 1."
    assert numbered[3].condition == ""


def test_every_kind_of_question_is_printed(given: Given, browser: Browser) -> None:
    page = browser.get(on_paper(given(every_kind(asks_age=True))))
    assert page.h1 == "Frågor om parken"
    headings = [h3.get_text(" ", strip=True) for h3 in page.soup.select(".paper__question h3")]
    assert len(headings) == 10
    assert headings[0] == "1. Frågan single"
    for words in (
        "Kryssa för ett svar.",
        "Annat:",
        "Ringa in ett tal.",
        "Skriv 1 för det viktigaste",
        "kg",
        "65–79 år",
        "Hur gammal är du?",
    ):
        assert words in page.text
    assert not page.soup.select("input, select, textarea, form")


def test_the_promise_the_last_day_whom_to_hand_it_to_and_the_way_to_the_web_are_there(
    given: Given, browser: Browser
) -> None:
    address = given()
    page = browser.get(on_paper(address))
    for words in (
        "Var parken ligger och vad den får kosta.",
        "framme senast 21 december 2026",
        "Parkenheten, park@ekby.example",
        f"http://localhost{address}",
        "Kommunens löpnummer",
        "version 1",
    ):
        assert words in page.text
    assert str(page.soup.select_one("img")["src"]).startswith("data:image/svg+xml")


def test_points_and_picks_are_printed_too(given: Given, browser: Browser) -> None:
    points = PrioritiesContent("Vad först?", Method.POINTS, 10, OPTIONS)
    page = browser.get(on_paper(given(points)))
    assert "Fördela 10 poäng" in page.text
    assert "Summa (högst 10)" in page.text
    pick = PrioritiesContent("Vad först?", Method.PICK, 1, OPTIONS)
    page = browser.get(on_paper(given(pick)))
    assert "Kryssa för högst 1." in page.text
    assert "Tre stycken." in page.text


def test_the_newest_version_is_printed_with_its_number(
    given: Given, browser: Browser, renew: Renew
) -> None:
    address = given()
    renew(address, chained())
    page = browser.get(on_paper(address))
    assert "version 2" in page.text
    assert "Vilken färg?" in page.text


def test_the_public_page_leads_to_it(given: Given, browser: Browser) -> None:
    address = given()
    page = browser.get(address.partition("/svara")[0])
    assert page.link("Skriv ut på papper") == on_paper(address)


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.HIDDEN])
def test_what_is_not_public_is_not_printed(
    publication: Publication, given: Given, browser: Browser
) -> None:
    assert browser.get(on_paper(given(publication=publication))).status == 404


def test_a_long_form_costs_few_statements(given: Given, app: Flask, statements: list[str]) -> None:
    address = on_paper(given(long(50)))
    statements.clear()
    Browser(app).get(address)
    assert len(statements) <= 5, statements
