"""Entering what came on paper, as an official does, without JavaScript."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.models import Answer
from dialog.core.db import TenantSession
from tests.browser import Browser
from tests.consultation.questionnaire import ALL, Given, Renew, chained, every_kind
from tests.consultation.questionnaire import given as given
from tests.consultation.questionnaire import renew as renew
from tests.consultation.rows import DAY, NOW
from tests.consultation.test_priorities_views import POINTS
from tests.visitor import later as later

PILE = "?kanal=paper&inkom=2026-12-01&version=1"


@pytest.fixture
def officer(app: Flask) -> Browser:
    return Browser(app).log_in("officer")


def desk(address: str) -> str:
    return "/arbetsyta" + address.replace("/svara/", "/papper/")


def all_answers(session: TenantSession) -> list[Answer]:
    return list(session.scalars(select(Answer).order_by(Answer.id)))


def test_one_says_once_how_the_pile_came_and_it_stays(
    given: Given, officer: Browser, session: TenantSession
) -> None:
    address = desk(given())
    asked = officer.get(address)
    assert asked.h1 == "Skriv in svar"
    begun = asked.soup.select_one("input[name=version]")
    assert begun["value"] == "1"
    first = officer.get(address + PILE)
    assert "Papper, kom in 1 december 2026, version 1" in first.text
    saved = officer.submit(address + PILE, number="17", **ALL)
    assert "Sparat: nr 17, kvitto" in saved.text
    assert saved.response.request.query_string.decode() == PILE[1:]
    assert saved.fields()["number"] == "18"
    assert "svar-scale" not in saved.fields()
    answer = all_answers(session)[0]
    assert answer.texts[0].data["answers"]["scale"] == {"value": 4}


def test_questions_have_the_numbers_that_they_have_on_paper(given: Given, officer: Browser) -> None:
    page = officer.get(desk(given(chained())) + PILE)
    assert "1. Vilken färg?" in page.text
    assert "Svara bara om du svarade ”Röd” på fråga 1." in page.text
    assert "4. Något mer?" in page.text


def test_a_double_click_makes_one_answer(
    given: Given, officer: Browser, session: TenantSession
) -> None:
    address = desk(given()) + PILE
    fields = officer.get(address).fields() | {"number": "17"} | ALL
    first, second = officer.post(address, fields), officer.post(address, fields)
    assert "Sparat: nr 17" in first.text
    assert "Sparat: nr 17" in second.text
    assert len(all_answers(session)) == 1


def test_a_number_that_is_taken_is_said_and_leads_to_the_answer_and_nothing_typed_is_lost(
    given: Given, officer: Browser, session: TenantSession
) -> None:
    address = desk(given()) + PILE
    officer.submit(address, number="17", **ALL)
    page = officer.submit(address, number="17", **ALL)
    assert page.status == 422
    assert page.faults() == {"number": "Nr 17 finns redan."}
    assert page.fields()["svar-single--other"] == "lila"
    shown = officer.get(page.link("Visa svaret som har numret"))
    assert shown.h1 == "Nr 17"
    assert "Annat: lila" in shown.text
    assert len(all_answers(session)) == 1


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"svar-ranking--red": "1"}, "svar-ranking--blue", "samma plats"),
        ({"svar-single": "yellow"}, "svar-single", "finns inte längre"),
        ({"svar-number": "tolv"}, "svar-number", "tal med siffror"),
        ({"number": ""}, "number", "Skriv numret"),
    ],
)
def test_what_is_wrong_is_said_by_the_field(
    wrong: dict[str, str], field: str, words: str, given: Given, officer: Browser
) -> None:
    page = officer.submit(desk(given()) + PILE, **({"number": "1"} | ALL | wrong))
    assert page.status == 422
    assert words in page.faults()[field]


def test_an_empty_paper_is_no_answer(given: Given, officer: Browser) -> None:
    page = officer.submit(desk(given()) + PILE, number="1")
    assert "Svara på minst en fråga" in page.text


@pytest.mark.parametrize(
    ("pile", "field", "words"),
    [
        ("?kanal=paper&inkom=2026-12-01&version=7", "version", "De här har funnits: 1."),
        ("?kanal=paper&inkom=2026-12-01&version=", "version", "Skriv versionens nummer"),
        ("?kanal=paper&inkom=2026-12-02&version=1", "inkom", "inte varit än"),
        ("?kanal=paper&inkom=i+dag&version=1", "inkom", "år-månad-dag"),
        ("?kanal=web&inkom=2026-12-01&version=1", "kanal", "Välj något i listan"),
    ],
)
def test_a_pile_that_cannot_be_is_said_to_be_wrong(
    pile: str, field: str, words: str, given: Given, officer: Browser
) -> None:
    page = officer.get(desk(given()) + pile)
    assert page.status == 422
    assert words in page.faults()[field]


def test_a_paper_on_an_older_version_is_entered_with_its_own_questions(
    given: Given, officer: Browser, renew: Renew, session: TenantSession
) -> None:
    address = given()
    renew(address, chained())
    old = officer.submit(desk(address) + PILE, number="3", **ALL)
    assert "Sparat: nr 3" in old.text
    new = officer.get(desk(address) + PILE.replace("version=1", "version=2"))
    assert "Vilken färg?" in new.text
    assert all_answers(session)[0].version.number == 1


def test_paper_that_came_in_time_is_entered_afterwards_and_late_paper_is_not(
    given: Given, later: Callable[..., Flask]
) -> None:
    address = desk(given())
    clock = {"now": NOW + 25 * DAY}
    officer = Browser(later(lambda: clock["now"])).log_in("officer")
    assert "Sparat: nr 5" in officer.submit(address + PILE, number="5", **ALL).text
    late = officer.get(address + PILE.replace("2026-12-01", "2026-12-24"))
    assert "efter sista dagen" in late.faults()["inkom"]
    clock["now"] = NOW + 35 * DAY
    officer.log_in("officer")
    assert officer.get(address + PILE).h1 == "Det går inte att skriva in svar nu"


def test_age_and_area_are_entered_where_the_form_asks(
    given: Given, officer: Browser, session: TenantSession
) -> None:
    address = desk(given(every_kind(asks_age=True)))
    officer.submit(address + PILE, number="1", alder="65-79", **ALL)
    assert all_answers(session)[0].texts[0].data["background"]["age_group"] == "65-79"


def test_points_are_entered_on_the_same_page(
    given: Given, officer: Browser, session: TenantSession
) -> None:
    address = desk(given(POINTS)) + PILE
    page = officer.submit(address, **{"number": "1", "svar-trees": "11"})
    assert "1 poäng för mycket" in page.faults()["svar-trees"]
    officer.submit(address, **{"number": "1", "svar-trees": "9"})
    assert all_answers(session)[0].texts[0].data == {"points": {"trees": 9}}


def test_the_list_shows_who_entered_and_an_entry_is_corrected_and_withdrawn(
    given: Given, officer: Browser, session: TenantSession
) -> None:
    address = desk(given())
    officer.submit(address + PILE, number="17", **ALL)
    listed = officer.get(f"{address}/lista")
    assert "Papper 1" in listed.text
    own = officer.get(listed.link("17"))
    fields = officer.get(own.link("Rätta")).fields()
    assert (fields["number"], fields["svar-scale"]) == ("17", "4")
    mended = officer.submit(own.link("Rätta"), **{"svar-scale": "1", "number": "71"})
    assert mended.h1 == "Nr 71"
    assert "Rättat." in mended.text
    gone = officer.submit(own.link("Ta bort"))
    assert "räknas inte" in gone.text
    assert "Borttaget" in gone.text
    assert len(all_answers(session)[0].texts) == 2


def test_the_receipt_of_an_entry_says_whom_to_ask(given: Given, officer: Browser) -> None:
    address = desk(given())
    officer.submit(address + PILE, number="17", **ALL)
    own = officer.get(officer.get(f"{address}/lista").link("17"))
    receipt = officer.get(own.link("Visa kvittot"))
    assert (
        "Kommunen har skrivit in svaret. Vill du ändra det, kontakta Parkenheten." in receipt.text
    )


def test_the_overview_leads_here_and_to_the_paper(
    given: Given, officer: Browser, app: Flask
) -> None:
    address = desk(given())
    overview = officer.get(address.partition("/papper")[0])
    assert officer.get(overview.link("Svar på papper och telefon")).h1 == "Skriv in svar"
    assert officer.get(overview.link("Skriv ut på papper")).h1 == "Frågor om parken"
    registrar = Browser(app).log_in("registrar").get(address.partition("/papper")[0])
    assert "Svar på papper och telefon" not in registrar.text


@pytest.mark.parametrize("page", ["", PILE, "/lista", "/1", "/1/ratta", "/1/ta-bort"])
def test_it_is_for_officers_alone(page: str, given: Given, app: Flask) -> None:
    resident = Browser(app).log_in("resident")
    assert resident.get(desk(given()) + page).status == 403


def test_what_somebody_sent_themselves_is_not_among_the_entries(
    given: Given, browser: Browser, officer: Browser, session: TenantSession
) -> None:
    address = given()
    browser.submit(address, **ALL)
    browser.submit(f"{address}?sida=granska")
    number = all_answers(session)[0].id
    session.rollback()
    for page in ("", "/ratta", "/ta-bort"):
        assert officer.get(f"{desk(address)}/{number}{page}").status == 404
