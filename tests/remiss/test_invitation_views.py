"""The link in an organisation's letter: opened by a person, a mail scanner, a stranger, or too late."""

import logging
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.journal import Event
from dialog.remiss.models import Addressee, Member, Remiss
from tests.browser import Browser
from tests.remiss import rooms, rows

Acting = Callable[[str], Context]


@pytest.fixture
def club(resident: Context) -> Addressee:
    """Cykelklubben, invited with TOKEN to a remiss that is open; committed."""
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    resident.session.commit()
    return club


@pytest.fixture
def link(club: Addressee, session: TenantSession) -> str:
    """The page that the letter leads to. Nothing is locked when it has been asked for."""
    address = f"/remisser/{club.remiss_id}/inbjudan/{rooms.TOKEN}"
    session.rollback()
    return address


def now(session: TenantSession) -> Addressee:
    """The organisation as the database has it."""
    session.rollback()
    row = session.scalars(select(Addressee)).one()
    session.expire(row)
    return row


def test_a_mail_scanner_that_opens_every_link_changes_nothing(
    browser: Browser, session: TenantSession, link: str
) -> None:
    page = browser.get(link)
    assert page.h1 == "Cykelklubben är inbjuden att svara"
    for address in {str(each["href"]) for each in page.soup.select("main a[href^='/remisser']")}:
        browser.get(address)
    browser.client.head(link, base_url=browser.base_url)
    club = now(session)
    assert (club.opened_at, club.declined_at, club.asked_at) == (None, None, None)
    assert session.scalars(select(Event).where(Event.name.startswith("remiss."))).all() == []


def test_a_person_who_presses_a_button_has_opened_it(
    browser: Browser, session: TenantSession, link: str
) -> None:
    page = browser.post(link, browser.get(link).fields("") | {"next": "read"})
    assert page.h1 == "Trafikplan för Ekby"
    assert now(session).opened_at is not None


def test_the_page_tells_no_other_site_and_is_kept_by_nobody(browser: Browser, link: str) -> None:
    page = browser.get(link)
    headers = page.response.headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert page.soup.select_one("meta[name=robots][content=noindex]")
    outside = [a for a in page.soup.select("a[href^=http]") if rooms.TOKEN in str(a["href"])]
    assert outside == []


def test_the_token_reaches_no_log_and_no_event(
    browser: Browser, session: TenantSession, link: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser.log_in("resident").submit(link)
    browser.submit(f"{link}/svara", may_approve="ja")
    browser.submit(f"{link}/avsta")
    session.rollback()
    told = caplog.text + "".join(str(each.data) for each in session.scalars(select(Event)))
    assert rooms.TOKEN not in told
    assert "Rut" not in told


def test_the_first_one_logs_in_and_comes_into_the_room(
    browser: Browser, session: TenantSession, link: str
) -> None:
    asked = browser.submit(link)
    assert asked.h1 == "Logga in"  # and then back to the page that asks
    assert f"next=/remisser/{now(session).remiss_id}/inbjudan/" in str(
        asked.response.request.query_string
    ).replace("%2F", "/")
    session.rollback()
    browser.log_in("resident")
    page = browser.submit(f"{link}/svara")
    assert page.status == 422
    assert page.faults() == {"may_approve": "Välj ja eller nej."}
    room = browser.submit(f"{link}/svara", may_approve="ja", role="ordförande")
    assert room.h1 == "Cykelklubben"
    assert "Rut Resident (du) ordförande" in room.text
    assert browser.get(link).link("Gå till ert svar") == room.url
    assert browser.get(f"{link}/svara").url == room.url


def test_a_link_that_was_sent_on_lets_no_stranger_in(
    browser: Browser, app: Flask, session: TenantSession, link: str
) -> None:
    browser.log_in("resident").submit(f"{link}/svara", may_approve="nej")
    stranger = Browser(app).log_in("neighbour")
    page = stranger.submit(link)
    assert page.h1 == "Någon svarar redan för Cykelklubben"
    waiting = stranger.submit(f"{link}/vara-med", role="kassör")
    assert "Du har bett att få vara med" in waiting.text
    room = f"/remisser/{now(session).remiss_id}/organisation/{now(session).id}"
    session.rollback()
    assert stranger.get(room).status == 404
    inside = browser.get(room)
    assert "Greta Granne vill vara med" in inside.text
    assert browser.submit(inside.link("Släpp in")).url == room
    assert stranger.get(room).h1 == "Cykelklubben"
    assert stranger.get(f"{link}/vara-med").url == room


def test_nobody_has_to_log_in_to_decline(
    browser: Browser, session: TenantSession, link: str
) -> None:
    way = browser.get(link).link("Avstå från att svara")
    page = browser.submit(way, words="Vi hinner inte.")
    assert "Ni har avstått från att svara" in page.text
    club = now(session)
    assert club.declined_at is not None
    assert club.decline_words == "Vi hinner inte."


def test_nobody_has_to_log_in_to_ask_for_more_time_and_nothing_typed_is_lost(
    browser: Browser, session: TenantSession, link: str
) -> None:
    way = browser.get(link).link("Be om mer tid")
    page = browser.submit(way, until="2026-12-02", words="Styrelsen möts i mars.")
    assert page.status == 422
    assert page.faults() == {"until": "Välj en dag efter den sista dagen ni har nu."}
    assert page.fields()["words"] == "Styrelsen möts i mars."
    page = browser.submit(way, until="2027-03-15", words="Styrelsen möts i mars.")
    assert "Ni har bett om mer tid" in page.text
    assert str(now(session).asked_until) == "2027-03-15"


def test_with_somebody_inside_the_link_alone_declines_nothing(
    browser: Browser, app: Flask, session: TenantSession, link: str
) -> None:
    browser.log_in("resident").submit(f"{link}/svara", may_approve="ja")
    page = Browser(app).submit(f"{link}/avsta")
    assert page.status == 409
    assert "Någon svarar redan" in page.text
    assert now(session).declined_at is None


@pytest.mark.parametrize("end", ["", "/svara", "/vara-med", "/avsta", "/mer-tid"])
def test_a_link_that_does_not_work_says_what_to_do(browser: Browser, link: str, end: str) -> None:
    page = browser.log_in("resident").get(link[:-1] + end)
    assert (page.status, page.h1) == (404, "Länken fungerar inte")
    assert "trafik@ekby.example" in page.text


def test_a_link_that_is_too_old_says_what_to_do(
    browser: Browser, session: TenantSession, link: str
) -> None:
    club = now(session)
    club.token_until = rows.NOW
    session.commit()
    assert browser.get(link).h1 == "Länken fungerar inte"


def test_a_colleagues_link_that_was_mistyped_says_the_same(browser: Browser, link: str) -> None:
    address = link.replace("inbjudan", "kollega")
    assert browser.log_in("resident").get(address).h1 == "Länken fungerar inte"


def test_in_another_municipality_there_is_nothing(app: Flask, link: str) -> None:
    assert Browser(app, "bjorkby.localhost").get(link).status == 404


def test_an_organisation_that_nobody_invited_answers_too(
    browser: Browser, session: TenantSession, link: str
) -> None:
    way = link.replace(f"inbjudan/{rooms.TOKEN}", "organisation/ny")
    browser.log_in("resident")
    page = browser.submit(way, name="cykelklubben", number="19900602-2397", may_approve="ja")
    assert "personnummer" in page.faults()["number"]
    page = browser.submit(way, name="cykelklubben", number="212000-0142", may_approve="ja")
    assert "Organisationen finns redan här" in page.text
    assert page.faults()["name"] == "Det finns redan en organisation med det namnet."
    given = page.fields() | {"is_another": "y"}
    assert browser.post(way, given).h1 == "cykelklubben"
    session.rollback()
    assert len(session.scalars(select(Member)).all()) == 1
    assert "cykelklubben" in browser.get("/mina-sidor").text


def test_a_remiss_that_was_stopped_says_so(
    browser: Browser, session: TenantSession, link: str
) -> None:
    session.scalars(select(Remiss)).one().publication = "stopped"  # type: ignore[assignment]
    session.commit()
    page = browser.get(link)
    assert "Det går inte att svara på remissen nu." in page.text
    assert "Avstå" not in page.text
