"""The link in every letter: looking changes nothing, posting works at once, and nobody is told more."""

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.core.context import Context
from dialog.folkmotion.models import Signature
from dialog.identity.models import Person
from dialog.notification.queries import make_token, read_token
from tests.browser import Browser
from tests.notification.conftest import Mail, events

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def signature(mail: Mail) -> Signature:
    """A signature of someone with an address."""
    mail.sign(1)
    return mail.system.session.scalars(select(Signature)).one()


@pytest.fixture
def link(mail: Mail, signature: Signature) -> str:
    """The address in the letter, as a mail program reads it."""
    mail.system.session.rollback()
    mail.tell()
    mail.deliver()
    header = mail.outbox.letters()[0]["List-Unsubscribe"]
    return (
        str(header).strip("<>").removeprefix("http://localhost").removeprefix("https://localhost")
    )


def wants(mail: Mail) -> tuple[bool, bool]:
    """Whether letters about this folkmotion are wanted, and letters at all."""
    session = mail.system.session
    session.rollback()
    signature = session.scalars(select(Signature)).one()
    person = session.get_one(
        Person, session.scalars(select(Person.id).order_by(Person.id.desc())).first()
    )
    found = signature.wants_letters, person.wants_letters
    session.rollback()
    return found


def test_looking_changes_nothing(browser: Browser, mail: Mail, link: str) -> None:
    page = browser.get(link)
    assert page.status == 200
    assert "Fler bänkar vid ån" in page.text
    browser.client.head(link, base_url=browser.base_url)
    assert wants(mail) == (True, True)
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_button_stops_letters_about_this_one(browser: Browser, mail: Mail, link: str) -> None:
    page = browser.get(link)
    done = browser.post(link, page.fields())
    assert done.status == 200
    assert done.h1 == "Du får inga fler brev"
    assert wants(mail) == (False, True)


def test_the_other_button_stops_all_letters(browser: Browser, mail: Mail, link: str) -> None:
    done = browser.post(link, {"alla": "ja"})
    assert "inga fler brev till dig" in done.text
    assert wants(mail)[1] is False


def test_a_mail_program_posts_without_cookie_token_or_redirect(
    app: Flask, mail: Mail, link: str
) -> None:
    stranger = app.test_client(use_cookies=False)
    answer = stranger.post(link, data=ONE_CLICK, base_url="http://localhost")
    assert answer.status_code == 200
    assert wants(mail) == (False, True)


def test_twice_is_as_good_as_once(browser: Browser, mail: Mail, link: str) -> None:
    for _ in range(2):
        assert browser.post(link, ONE_CLICK).status == 200
    assert browser.get(link).status == 200
    assert len(events(mail.system, "notification.unsubscribe")) == 1


def test_the_author_stops_all_letters(browser: Browser, system: Context) -> None:
    link = f"/avsluta/{make_token(system, 'person:2')}"
    system.session.rollback()
    page = browser.get(link)
    assert "Säg nej till alla brev" in page.text
    assert "om den här folkmotionen" not in page.text
    done = browser.post(link, page.fields())
    assert "inga fler brev till dig" in done.text
    assert not system.session.get_one(Person, 2).wants_letters


def test_a_title_that_was_hidden_is_not_shown(browser: Browser, mail: Mail, link: str) -> None:
    mail.folkmotion.publication = "hidden"
    mail.system.session.commit()
    page = browser.get(link)
    assert "bänkar" not in page.text
    assert page.status == 200


@pytest.mark.parametrize("spoilt", ["{0}A", "A{0}", "x", "%00", "{0:.40}"])
def test_a_link_that_was_cut_off_gets_a_clear_page(
    browser: Browser, mail: Mail, link: str, spoilt: str
) -> None:
    token = link.removeprefix("/avsluta/")
    for method in (browser.get, browser.post):
        page = method(f"/avsluta/{spoilt.format(token)}")
        assert page.status == 404
        assert page.h1 == "Länken fungerar inte"
    assert wants(mail) == (True, True)


def test_a_link_of_another_municipality_does_not_work_here(app: Flask, link: str) -> None:
    assert Browser(app, "bjorkby.localhost").post(link, ONE_CLICK).status == 404


def test_a_token_tells_nothing_and_cannot_be_made_up(system: Context) -> None:
    token = make_token(system, "signature:12")
    assert read_token(system, token) == "signature:12"
    assert make_token(system, "signature:12") != token, "two letters cannot be matched"
    for made_up in ("", "signature:12", token.swapcase(), token + "A", "=" * 40, "å" * 40):
        assert read_token(system, made_up) is None
    assert read_token(system, make_token(system, "ghost:12")) is None


def test_whoever_is_logged_in_leaves_no_trace(app: Flask, mail: Mail, link: str) -> None:
    Browser(app).log_in("resident").post(link, ONE_CLICK)
    (event,) = events(mail.system, "notification.unsubscribe")
    assert (event.actor_id, event.subject_type) == (None, "signature")


def test_the_page_asks_the_database_little(
    browser: Browser, link: str, statements: list[str]
) -> None:
    statements.clear()
    browser.get(link)
    assert len(statements) <= 5


@pytest.mark.usefixtures("link")
def test_the_demo_shows_what_was_sent(browser: Browser) -> None:
    box = browser.get("/demo/brevlada")
    letter = browser.get(box.link("Ärendet om ”Fler bänkar vid ån” är avslutat"))
    assert "@example.org" in letter.text
    assert "/avsluta/" in letter.text
