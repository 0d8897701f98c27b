"""Priorities, as a resident gives them: with points, or by picking."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.models import Answer, Draft
from dialog.consultation.reactions.tally import count_changed
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.content import Choice, Method, PrioritiesContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.answered import many
from tests.consultation.questionnaire import Given, Renew
from tests.consultation.questionnaire import given as given
from tests.consultation.questionnaire import renew as renew
from tests.consultation.rows import DAY, NOW
from tests.visitor import later as later

OPTIONS = (
    Choice("swings", "Gungor", "Tre stycken, för alla åldrar."),
    Choice("lamps", "Fler lampor"),
    Choice("trees", "Nya träd"),
    Choice("toilet", "Toalett"),
)
POINTS = PrioritiesContent("Vad är **viktigast**?", Method.POINTS, 10, OPTIONS)
PICK = PrioritiesContent("Vad är viktigast?", Method.PICK, 2, OPTIONS)
GIVEN = {"svar-swings": " 7 ", "svar-lamps": "", "svar-trees": "3", "svar-toilet": "0"}


def kept(session: TenantSession) -> dict[str, object]:
    return session.scalars(select(Answer)).one().texts[-1].data


def test_points_are_given_reviewed_and_sent(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    address = given(POINTS)
    page = browser.get(address)
    assert "Poäng kvar: 10" in page.text
    labels = [label.get_text() for label in page.soup.select(".points__option label")]
    assert labels == ["Gungor", "Fler lampor", "Nya träd", "Toalett"]
    review = browser.submit(address, **GIVEN)
    assert "Gungor 7 poäng" in review.text
    assert "Fler lampor Inga poäng" in review.text
    receipt = browser.submit(f"{address}?sida=granska")
    assert receipt.h1 == "Kvitto på ditt svar"
    assert "Nya träd 3 poäng" in receipt.text
    assert kept(session) == {"points": {"swings": 7, "trees": 3}}
    assert session.scalars(select(Draft)).all() == []


def test_options_are_picked_and_kept_in_the_order_of_the_content(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    address = given(PICK)
    assert "Välj högst 2." in browser.get(address).text
    review = browser.submit(address, **{"svar-picks": ["toilet", "swings", "swings"]})
    assert "Gungor Toalett" in review.text
    receipt = browser.submit(f"{address}?sida=granska")
    assert "Du valde Gungor" in receipt.text
    assert kept(session) == {"picks": ["swings", "toilet"]}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "svar-swings", "minst ett alternativ"),
        ({"svar-lamps": "6", "svar-trees": "6"}, "svar-lamps", "2 poäng för mycket"),
        ({"svar-trees": "1,5"}, "svar-trees", "heltal"),
        ({"svar-trees": "-1"}, "svar-trees", "heltal"),
        ({"svar-toilet": "9" * 50}, "svar-toilet", "heltal"),
    ],
)
def test_wrong_points_are_said_by_the_field_and_stay(
    fields: dict[str, str], field: str, words: str, given: Given, browser: Browser
) -> None:
    page = browser.submit(given(POINTS), **fields)
    assert words in page.faults()[field]
    assert page.soup.select_one(f".ds-error-summary a[href='#{field}']")
    typed = page.fields()
    assert all(typed[name] == value for name, value in fields.items())


def test_the_page_says_how_many_points_are_too_many(given: Given, browser: Browser) -> None:
    page = browser.submit(given(POINTS), **{"svar-lamps": "12"})
    assert "Poäng för mycket: 2" in page.text


@pytest.mark.parametrize(
    ("picks", "words"),
    [
        ([], "Välj minst ett"),
        (["swings", "lamps", "trees"], "Du har valt 3. Välj högst 2."),
        (["slide"], "finns inte längre"),
    ],
)
def test_wrong_picks_are_said_by_the_field(
    picks: list[str], words: str, given: Given, browser: Browser
) -> None:
    page = browser.submit(given(PICK), **{"svar-picks": picks})
    assert words in page.faults()["svar-picks"]


def test_points_are_changed_and_taken_back(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    address = given(POINTS)
    browser.submit(address, **GIVEN)
    browser.submit(f"{address}?sida=granska")
    changing = browser.submit(address, "/andra")
    assert changing.fields()["svar-swings"] == "7"
    browser.submit(f"{address}?sida=1", **{"svar-swings": "1"})
    assert browser.submit(f"{address}?sida=granska").h1 == "Kvitto på ditt ändrade svar"
    assert kept(session) == {"points": {"swings": 1, "trees": 3}}
    session.rollback()
    assert "tagit tillbaka" in browser.submit(f"{address}/ta-tillbaka").text


def test_an_option_that_goes_meanwhile_still_counts_or_the_new_ones_are_weighed(
    given: Given, browser: Browser, renew: Renew, session: TenantSession
) -> None:
    address = given(POINTS)
    browser.submit(address, **GIVEN)
    renew(address, PrioritiesContent("Vad är viktigast?", Method.POINTS, 10, OPTIONS[1:]))
    review = browser.get(address)
    assert "Borttagen: Gungor" in review.text
    assert "Gungor 7 poäng" in review.text
    weighed = browser.submit(f"{address}?sida=1", gor="byt")
    assert "Gungor" not in weighed.text
    assert weighed.fields()["svar-trees"] == "3"
    browser.submit(f"{address}?sida=1")
    browser.submit(f"{address}?sida=granska")
    assert kept(session) == {"points": {"trees": 3}}


def test_what_was_given_survives_the_login_that_the_step_asks_for(given: Given, app: Flask) -> None:
    address = given(POINTS, who=Who.RESIDENTS)
    stranger = Browser(app)
    stranger.log_in("resident")
    fields = stranger.get(address).fields()
    stranger.client.set_cookie("dialog", "", domain="localhost")
    stranger.post(f"{address}?sida=1", fields | GIVEN)
    stranger.log_in("resident")
    assert stranger.get(f"{address}?sida=1").fields()["svar-swings"].strip() == "7"


def test_after_closing_what_was_given_is_shown_to_be_copied(
    given: Given, later: Callable[..., Flask]
) -> None:
    address = given(POINTS)
    clock = {"now": NOW}
    browser = Browser(later(lambda: clock["now"]))
    fields = browser.get(address).fields()
    clock["now"] += 20 * DAY
    page = browser.post(address, fields | GIVEN)
    assert page.status == 409
    assert "Gungor 7 poäng" in page.text


def test_the_public_page_shows_the_options_and_the_way_in(given: Given, browser: Browser) -> None:
    address = given(POINTS)
    page = browser.get(address.partition("/svara")[0])
    assert "Du har 10 poäng att fördela" in page.text
    assert "Tre stycken, för alla åldrar." in page.text
    assert page.link("Prioritera") == address


def test_my_pages_lead_to_what_was_given(given: Given, app: Flask) -> None:
    address = given(POINTS)
    resident = Browser(app).log_in("resident")
    resident.submit(address, **GIVEN)
    assert resident.get("/mina-sidor").link("Fortsätt svara") == address
    resident.submit(f"{address}?sida=granska")
    assert resident.get("/mina-sidor").link("Ändra svaret") == address


@pytest.mark.parametrize(
    ("content", "told"), [(replace(POINTS, shows_result=True), 1), (POINTS, 0)]
)
def test_the_result_is_on_the_public_page_while_the_step_is_open_only_where_it_shall_be(
    content: PrioritiesContent, told: int, browser: Browser, system: Context
) -> None:
    session = system.session
    row = rows.consultation(session, system.keys)
    part = rows.add_part(session, row, content)
    both = [(6, {"points": {"swings": 7, "trees": 3}}, {}), (5, {"points": {"lamps": 1}}, {})]
    many(session, part, both)
    count_changed(system)
    address = f"/medborgardialoger/{row.id}"
    session.commit()
    page = browser.get(address)
    assert page.text.count("11 har svarat") == told
    assert page.text.count("Så har alla prioriterat") == told * 2  # the heading and the table
