"""Following: one click, or an address and a letter; and stopping, with one click in each letter."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.core.context import Context
from dialog.folkmotion.actions.handle import hand_over
from dialog.folkmotion.models import Folkmotion
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.notification.actions.follow import follow
from dialog.notification.models import AddressCheck, Follower
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser
from tests.consultation.rows import consultation
from tests.notification.conftest import Mail
from tests.notification.links import link_in, words_of, write_links

NEWS = "process.news"


@pytest.fixture
def path(mail: Mail, folkmotion: Folkmotion) -> str:
    """The page where the folkmotion is followed."""
    address = f"/folj/{folkmotion.id}"
    mail.system.session.commit()
    return address


def rows(ctx: Context, model: Any) -> list[Any]:
    """Every row, read anew; nothing is held up."""
    ctx.session.rollback()
    ctx.session.expire_all()
    found = list(ctx.session.scalars(select(model)))
    for row in found:
        ctx.session.refresh(row)
        ctx.session.expunge(row)
    ctx.session.rollback()
    return found


def news(mail: Mail) -> list[Any]:
    """Something happens; the letters about it."""
    mail.tell(NEWS, "followers", turn="answer")
    mail.deliver()
    return [each for each in mail.outbox.letters() if "hänt något" in str(each["Subject"])]


def test_the_page_of_the_process_leads_here(browser: Browser, path: str) -> None:
    page = browser.get(path.replace("folj", "folkmotioner"))
    assert page.link("Få brev när det händer något") == path


def test_an_address_follows_when_the_letter_has_been_answered(
    browser: Browser, path: str, mail: Mail
) -> None:
    page = browser.submit(path, email="rut@example.org")
    assert (page.status, page.h1) == (200, "Följ vad som händer")
    assert "Titta i din e-post" in page.text
    assert "rut@example.org" not in str(page.soup)
    assert rows(mail.system, Follower) == []
    link = link_in(write_links(mail)[0])
    for _ in range(2):  # a mail scanner looks
        browser.get(link)
    assert rows(mail.system, Follower) == []
    assert browser.submit(link).h1 == "Du följer det nu"
    assert browser.submit(link).h1 == "Du följer det nu", "on another device, or twice"
    (row,) = rows(mail.system, Follower)
    assert row.person_id is None
    assert b"rut" not in row.sealed_email
    (letter,) = news(mail)
    assert letter["To"] == "rut@example.org"
    assert "Kommunen har svarat." in words_of(letter)


def test_the_letter_stops_with_one_click(browser: Browser, path: str, mail: Mail) -> None:
    browser.submit(path, email="rut@example.org")
    browser.submit(link_in(write_links(mail)[0]))
    (letter,) = news(mail)
    stop = "/avsluta/" + str(letter["List-Unsubscribe"]).strip("<>").rpartition("/")[2]
    assert "för att du följer det" in browser.get(stop).text
    assert browser.post(stop, {"List-Unsubscribe": "One-Click"}).status == 200
    (row,) = rows(mail.system, Follower)
    assert not row.wants_letters
    assert len(news(mail)) == 1, "no more than before"


def test_whoever_has_logged_in_follows_with_one_click(
    app: Flask, path: str, mail: Mail, folkmotion: Folkmotion
) -> None:
    rut = Browser(app).log_in("resident")
    person = mail.system.session.scalars(select(Person).order_by(Person.id)).first()
    assert person is not None
    person.sealed_email = hide(mail.system, "rut@example.org", "email")
    mail.system.session.commit()
    page = rut.submit(path, path)
    assert "Du följer det här" in page.text
    mine = rut.get("/mina-sidor")
    assert mine.link("Sluta följa") == f"{path}/sluta"
    (letter,) = news(mail)
    assert letter["To"] == "rut@example.org"
    assert "Följ" in rut.submit(path, "/sluta").text
    assert [row.wants_letters for row in rows(mail.system, Follower)] == [False]
    assert rut.submit(path, path).status == 200
    assert [row.wants_letters for row in rows(mail.system, Follower)] == [True]


def test_without_an_address_the_page_says_so(app: Flask, path: str) -> None:
    page = Browser(app).log_in("neighbour").submit(path, path)
    assert "Vi har ingen adress att skicka till" in page.text


@pytest.mark.parametrize(
    "email",
    [
        "",
        "rut",
        "rut@",
        "@example.org",
        "rut@example..org",
        "rut@example.org\r\nBcc: all@example.org",
        "rut@example.org, all@example.org",
        "<rut@example.org>",
        "rut@example.org\x00",
        "rüt@example.org",
        "r" * 300 + "@example.org",
    ],
)
def test_an_impossible_address_is_told_by_the_field(
    browser: Browser, path: str, mail: Mail, email: str
) -> None:
    page = browser.submit(path, email=email)
    assert page.status == 422
    assert page.faults()["email"]
    assert rows(mail.system, AddressCheck) == []


def test_a_robot_sees_success_and_nothing_is_stored(
    browser: Browser, path: str, mail: Mail
) -> None:
    page = browser.submit(path, email="spam@example.org", website="https://spam.example")
    assert "Titta i din e-post" in page.text
    assert rows(mail.system, AddressCheck) == []


def test_a_flood_from_one_network_is_told_when_to_come_back(
    browser: Browser, path: str, mail: Mail
) -> None:
    make.rule(mail.system, "dialog.sent_per_hour", 1)
    mail.system.session.commit()
    browser.submit(path, email="a@example.org")
    page = browser.submit(path, email="b@example.org")
    assert page.status == 429
    assert "klockan 14:00" in page.text
    assert page.fields()["email"] == "b@example.org"
    assert len(rows(mail.system, AddressCheck)) == 1


def test_a_wrong_link_says_what_to_do(browser: Browser, path: str) -> None:
    page = browser.get(f"{path}/bekrafta/nonsense")
    assert page.status == 404
    assert page.link("Be om en ny länk") == path


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.HIDDEN])
def test_what_is_not_public_cannot_be_followed(
    browser: Browser, mail: Mail, publication: Publication
) -> None:
    number = make.folkmotion(mail.system.session, mail.system.keys, publication=publication).id
    mail.system.session.rollback()
    assert browser.get(f"/folj/{number}").status == 404


def test_those_who_follow_a_folkmotion_are_told_what_happens(
    mail: Mail, system: Context, resident: Context
) -> None:
    row = make.folkmotion(system.session, system.keys, count_valid=120)
    follow(resident, row)
    person = system.session.get_one(Person, resident.actor.id)
    person.sealed_email = hide(system, "rut@example.org", "email")
    hand_over(system, row)
    letters = write_links(mail)
    assert [str(letter["To"]) for letter in letters] == ["rut@example.org"]
    assert "överlämnat till kommunen" in words_of(letters[0])


def test_my_pages_ask_as_many_questions_however_much_i_follow(
    app: Flask, resident: Context, statements: list[str]
) -> None:
    def count() -> int:
        resident.session.commit()
        statements.clear()
        Browser(app).log_in("resident").get("/mina-sidor")
        return len(statements)

    def more() -> None:
        follow(resident, make.folkmotion(resident.session, resident.keys))
        follow(resident, consultation(resident.session, resident.keys))

    more()
    few = count()
    for _ in range(3):
        more()
    assert count() <= few
