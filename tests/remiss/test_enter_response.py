"""Answers that came on paper: entered by staff, late or not by the day on which they arrived."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Channel
from dialog.registry.models import RegisterEntry
from dialog.remiss.models import Draft, Response
from dialog.remiss.rules import Sender
from tests.browser import Browser, Page
from tests.remiss import rows

CLOSED = rows.NOW - 2 * rows.DAY


@pytest.fixture
def address(session: TenantSession, keys: Keyring) -> str:
    """Where answers to a remiss that closed two days ago are entered."""
    row = rows.remiss(session, keys, opens_at=CLOSED - 20 * rows.DAY, closes_at=CLOSED)
    rows.add_addressee(session, row, "Cykelklubben")
    address = f"/arbetsyta/remisser/{row.id}/svar/nytt"
    session.commit()
    return address


def enter(browser: Browser, address: str, days_ago: int, **given: Any) -> Page:
    """Enter an answer that arrived so many days ago."""
    arrived = (rows.NOW - timedelta(days=days_ago)).date().isoformat()
    fields = {"channel": "paper", "arrived_on": arrived, "sender": "Elias Ek", "words": "Bra."}
    return browser.submit(address, **(fields | given))


def responses(session: TenantSession) -> list[Response]:
    session.rollback()
    return list(session.scalars(select(Response).order_by(Response.id)))


def test_what_arrived_in_time_is_in_time_whenever_it_is_entered(
    browser: Browser, session: TenantSession, address: str
) -> None:
    page = enter(browser.log_in("registrar"), address, 5, **{"words-s2": "Bygg."})
    assert page.h1 == "Kvitto på remissvar"
    (response,) = responses(session)
    assert (response.is_late, response.channel) == (False, Channel.PAPER)
    assert response.arrived_on == date(2026, 11, 26)
    assert response.entered_by is not None
    assert {each.section for each in response.statements} == {"", "s2"}
    entry = session.scalars(select(RegisterEntry)).one()
    assert (entry.arrived_on, entry.counterpart) == (date(2026, 11, 26), "Elias Ek")


def test_what_arrived_after_the_last_day_is_late(
    browser: Browser, session: TenantSession, address: str
) -> None:
    enter(browser.log_in("officer"), address, 1, channel="email")
    (response,) = responses(session)
    assert (response.is_late, response.channel) == (True, Channel.EMAIL)


def test_an_organisation_is_chosen_and_what_it_has_begun_stays(
    browser: Browser, session: TenantSession, address: str
) -> None:
    number = (
        browser.log_in("officer")
        .get(address)
        .soup.select_one("#addressee option[value]:not([value=''])")
    )
    assert number is not None
    enter(browser, address, 5, addressee=number["value"])
    (response,) = responses(session)
    assert (response.sender, response.organisation) == (Sender.ORGANISATION, "Cykelklubben")
    assert response.addressee is not None
    assert response.addressee.answered_at == rows.NOW
    assert session.scalars(select(Draft)).all() == []


def test_the_same_form_twice_is_one_answer(
    browser: Browser, session: TenantSession, address: str
) -> None:
    page = browser.log_in("officer").get(address)
    fields = page.fields() | {
        "channel": "paper",
        "arrived_on": "2026-11-20",
        "sender": "E",
        "words": "Bra.",
    }
    first, again = browser.post(address, fields), browser.post(address, fields)
    assert first.url == again.url
    assert len(responses(session)) == 1


def test_what_is_missing_is_told_next_to_its_field(browser: Browser, address: str) -> None:
    browser.log_in("officer")
    page = browser.submit(address, words="Bra.")
    assert page.status == 422
    assert set(page.faults()) == {"channel", "arrived_on", "sender"}
    page = enter(browser, address, -3)
    assert page.faults() == {"arrived_on": "Den dagen har inte varit än."}
    assert page.fields()["words"] == "Bra."


@pytest.mark.parametrize("who", ["resident", "moderator", "councillor"])
def test_others_enter_nothing(browser: Browser, address: str, who: str) -> None:
    assert browser.log_in(who).get(address).status == 403
