"""Being let in without a login: by an address and a letter, or by a code."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.config import Config
from dialog.consultation.actions.codes import make_codes
from dialog.consultation.models import Pass, Stage
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.codes import MOST_WRONG
from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.worker import Desk
from dialog.identity.models import SentLately
from dialog.notification.models import AddressCheck, Follower, Letter
from tests import make
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.rows import NOW
from tests.notification.conftest import Outbox
from tests.notification.links import link_in, work


class Door:
    """A consultation whose only step is entered in one way, and the letters about it."""

    def __init__(self, system: Context, who: Who, desk: Desk, config: Config) -> None:
        self.system, self.desk = system, desk
        self.outbox = Outbox(config.data_dir / "mail")
        row = rows.consultation(system.session, system.keys, who=who)
        self.stage, self.number = row.stages[0].id, row.id
        system.session.rollback()
        self.path = f"/medborgardialoger/{self.number}"

    def letters(self) -> list[EmailMessage]:
        """After the worker has worked."""
        work(self.desk, self.outbox)
        return self.outbox.letters()

    def read(self, column: Any) -> list[Any]:
        """What is stored; nothing is held up."""
        self.system.session.rollback()
        found = list(self.system.session.scalars(select(column)))
        self.system.session.rollback()
        return found


@pytest.fixture
def by_letter(system: Context, desk: Desk, config: Config) -> Door:
    return Door(system, Who.EMAIL, desk, config)


@pytest.fixture
def by_code(system: Context, desk: Desk, config: Config) -> Door:
    return Door(system, Who.INVITED, desk, config)


@pytest.fixture
def code(acting: Callable[[str], Context], by_code: Door) -> str:
    """A code that has just been made."""
    officer = acting("officer")
    (made,) = make_codes(officer, officer.session.get_one(Stage, by_code.stage), "Elevråd", 1)
    officer.session.commit()
    return made


def token_of(browser: Browser, door: Door) -> str:
    """What the browser is known by in the consultation."""
    found = browser.client.get_cookie(f"deltar_{door.number}", path=door.path)
    return found.value if found else ""


def test_the_link_in_the_letter_lets_in_and_leads_back(browser: Browser, by_letter: Door) -> None:
    back = f"{by_letter.path}?fran=steg"
    page = browser.submit(f"{by_letter.path}/epost?till={back}", email="rut@example.org")
    assert (page.status, page.h1) == (200, "Titta i din e-post")
    assert "rut@example.org" not in str(page.soup)
    link = link_in(by_letter.letters()[0])
    browser.get(link)  # a mail scanner looks
    assert (by_letter.read(Pass.id), token_of(browser, by_letter)) == ([], "")
    page = browser.submit(link)
    assert page.response.request.full_path == back
    assert len(by_letter.read(Pass.id)) == 1
    assert token_of(browser, by_letter)
    assert by_letter.read(AddressCheck.sealed) == [None]


def test_one_address_is_one_participant_on_every_device(app: Flask, by_letter: Door) -> None:
    phone, computer = Browser(app), Browser(app)
    phone.submit(f"{by_letter.path}/epost", email="rut@example.org")
    link = link_in(by_letter.letters()[0])
    phone.submit(link)
    computer.submit(link)
    assert token_of(phone, by_letter) != token_of(computer, by_letter)
    computer.submit(f"{by_letter.path}/epost", email="RUT+x@example.org")
    (again,) = {link_in(letter) for letter in by_letter.letters()} - {link}
    computer.submit(again)
    keys = by_letter.read(Pass.holder_key)
    assert (len(keys), len(set(keys))) == (3, 1)


def test_no_address_stands_in_journal_ledger_or_log(
    browser: Browser, by_letter: Door, caplog: pytest.LogCaptureFixture
) -> None:
    browser.submit(f"{by_letter.path}/epost", email="rut@example.org")
    browser.submit(link_in(by_letter.letters()[0]))
    assert by_letter.read(Event.actor_id) == [None] * len(by_letter.read(Event.id))
    written = [*by_letter.read(Event.data), *by_letter.read(Letter.recipient)]
    assert "example.org" not in str(written)
    assert "rut@" not in caplog.text


def test_whoever_wants_letters_follows_when_the_address_is_confirmed(
    browser: Browser, by_letter: Door
) -> None:
    browser.submit(f"{by_letter.path}/epost", email="rut@example.org", wants_letters="y")
    link = link_in(by_letter.letters()[0])
    assert by_letter.read(Follower.id) == []
    browser.submit(link)
    (follower,) = by_letter.read(Follower.address_key)
    (holder,) = by_letter.read(Pass.holder_key)
    assert follower != holder, "nobody can tell who answered what"


@pytest.mark.parametrize(
    "email", ["", "rut", "rut@example..org", "rut@example.org\nBcc: x@example.org", "a@b@c.org"]
)
def test_an_impossible_address_is_told_by_the_field(
    browser: Browser, by_letter: Door, email: str
) -> None:
    page = browser.submit(f"{by_letter.path}/epost", email=email, wants_letters="y")
    assert page.status == 422
    assert page.faults()["email"]
    assert page.fields()["wants_letters"] == "y"
    assert by_letter.read(AddressCheck.id) == []


@pytest.mark.parametrize(
    "back",
    ["https://evil.example", "//evil.example", "/mina-sidor", "/medborgardialoger/99/svara", "\\x"],
)
def test_the_way_back_is_within_the_consultation(
    browser: Browser, by_letter: Door, back: str
) -> None:
    browser.submit(f"{by_letter.path}/epost?till={back}", email="rut@example.org")
    assert browser.submit(link_in(by_letter.letters()[0])).url == by_letter.path


def test_a_link_works_for_two_days(browser: Browser, by_letter: Door, system: Context) -> None:
    browser.submit(f"{by_letter.path}/epost", email="rut@example.org")
    link = link_in(by_letter.letters()[0])
    assert browser.get(link).status == 200
    assert browser.get(link[:-1]).status == browser.get(f"{link}x").status == 404
    system.session.scalars(select(AddressCheck)).one().made_at = NOW - timedelta(hours=48)
    system.session.commit()
    page = browser.get(link)
    assert page.status == 404
    assert page.link("Be om en ny länk") == f"{by_letter.path}/epost"
    assert by_letter.read(Pass.id) == []


def test_a_flood_to_one_address_is_three_letters_and_the_page_says_the_same(
    browser: Browser, by_letter: Door
) -> None:
    pages = {
        browser.submit(f"{by_letter.path}/epost", email=f"rut+{number}@example.org").text
        for number in range(5)
    }
    assert len(pages) == 1
    assert len(by_letter.letters()) == 3


def test_a_flood_from_one_network_is_told_when_to_come_back(
    browser: Browser, by_letter: Door, system: Context
) -> None:
    make.rule(system, "dialog.sent_per_hour", 1)
    system.session.commit()
    browser.submit(f"{by_letter.path}/epost", email="a@example.org")
    page = browser.submit(f"{by_letter.path}/epost", email="b@example.org")
    assert page.status == 429
    assert "klockan 14:00" in page.text
    assert page.fields()["email"] == "b@example.org"


def test_a_robot_sees_success_and_nothing_is_stored(
    browser: Browser, by_letter: Door, by_code: Door
) -> None:
    for path in (f"{by_letter.path}/epost", f"{by_code.path}/kod"):
        page = browser.submit(path, website="https://spam.example")
        assert (page.status, page.h1) == (200, "Tack!")
    assert by_letter.read(AddressCheck.id) == by_letter.read(SentLately.id) == []


def test_a_door_that_no_step_has_is_not_there(
    browser: Browser, by_letter: Door, by_code: Door
) -> None:
    assert browser.get(f"{by_letter.path}/kod").status == 404
    assert browser.get(f"{by_code.path}/epost").status == 404


def test_a_code_lets_in_however_it_is_typed(browser: Browser, by_code: Door, code: str) -> None:
    typed, back = f" {code.lower().replace('-', ' ')} ", f"{by_code.path}?fran=steg"
    page = browser.submit(f"{by_code.path}/kod?till={back}", code=typed)
    assert page.response.request.full_path == back
    assert token_of(browser, by_code)
    assert len(by_code.read(Pass.id)) == 1


@pytest.mark.parametrize(
    "typed", ["", "25Q8", "25Q8-UQJJ-6A2C", "x" * 100, "\x00", "'; DROP TABLE"]
)
def test_a_wrong_code_is_told_by_the_field_and_not_why(
    browser: Browser, by_code: Door, typed: str
) -> None:
    page = browser.submit(f"{by_code.path}/kod", code=typed)
    assert page.status == 422
    assert page.faults()["code"]
    assert by_code.read(Pass.id) == []


def test_many_wrong_codes_from_one_network_are_enough(
    browser: Browser, by_code: Door, code: str
) -> None:
    path = f"{by_code.path}/kod"
    fields = browser.get(path).fields() | {"code": "25Q8-UQJJ-6A2C"}
    assert {browser.post(path, fields).status for _ in range(MOST_WRONG)} == {422}
    page = browser.submit(path, code=code)
    assert page.status == 429
    assert "klockan 14:00" in page.text
    assert page.fields()["code"] == code
    assert by_code.read(Pass.id) == []
