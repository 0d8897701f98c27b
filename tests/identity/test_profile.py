"""My details and my logins: sealed, mine alone, and easy to change."""

import pytest
from sqlalchemy import select

from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.identity.actions.profile import Profile, log_out_everywhere, update_profile
from dialog.identity.models import AuthSession, Person
from dialog.identity.queries import reveal
from tests.browser import Browser

PAGE = "/mina-sidor/uppgifter"


@pytest.fixture
def rut(app):
    return Browser(app).log_in("resident")


@pytest.fixture
def me(resident):
    """Rut as she is stored now; nothing is held up."""
    resident.session.rollback()

    def read():
        resident.session.rollback()
        person = resident.session.get_one(Person, resident.actor.id, populate_existing=True)
        found = reveal(resident, person.sealed_email, "email"), person.locale, person.wants_letters
        resident.session.rollback()
        return found

    return read


def test_details_are_for_those_who_are_logged_in(browser):
    page = browser.get(PAGE, follow_redirects=False)
    assert page.response.headers["Location"] == f"/logga-in?next={PAGE}"


def test_the_page_tells_what_is_known(rut):
    page = rut.get(PAGE)
    assert "Rut Resident" in page.text
    assert "Sparas inte i klartext" in page.text
    assert page.fields("/uppgifter")["locale"] == "sv"


def test_address_language_and_letters_are_remembered(rut, me, rows):
    page = rut.submit(PAGE, "/uppgifter", email=" rut@ekby.example ", locale="en")
    assert page.url == PAGE
    assert me() == ("rut@ekby.example", "en", True)
    (person,) = rows(select(Person).where(Person.sealed_email.is_not(None)))
    assert b"rut" not in person.sealed_email
    assert rut.client.get_cookie("sprak", domain="localhost").value == "en"
    assert rut.get(PAGE).fields("/uppgifter")["email"] == "rut@ekby.example"


def test_an_emptied_address_is_forgotten(rut, me, rows):
    rut.submit(PAGE, "/uppgifter", email="rut@ekby.example")
    rut.submit(PAGE, "/uppgifter", email="")
    assert me()[0] == ""
    assert rows(select(Person).where(Person.sealed_email.is_not(None))) == []


def test_letters_can_be_refused_and_asked_for_again(rut, me):
    fields = rut.get(PAGE).fields("/uppgifter")
    rut.post(PAGE, {k: v for k, v in fields.items() if k != "wants_letters"})
    assert me()[2] is False
    rut.post(PAGE, fields | {"wants_letters": "y"})
    assert me()[2] is True


@pytest.mark.parametrize("email", ["rut", "rut@", "@ekby.example", "a b@ekby.example", "x" * 300])
def test_half_an_address_is_told_beside_it_and_kept(rut, me, email):
    page = rut.submit(PAGE, "/uppgifter", email=email)
    assert page.status == 422
    assert page.soup.select_one("#email-error")
    assert page.fields("/uppgifter")["email"] == email
    assert me()[0] == ""


def test_a_language_that_we_do_not_speak_is_refused(rut, me):
    assert rut.submit(PAGE, "/uppgifter", locale="kli").status == 422
    assert me()[1] == "sv"


def test_a_lost_login_loses_no_word(rut, me):
    fields = rut.get(PAGE).fields("/uppgifter") | {"email": "rut@ekby.example"}
    with rut.client.session_transaction(base_url=rut.base_url) as cookie:
        token = cookie.pop("_user_id")
    page = rut.post(PAGE, fields, follow_redirects=False)
    assert page.response.headers["Location"] == f"/logga-in?next={PAGE}"
    with rut.client.session_transaction(base_url=rut.base_url) as cookie:
        cookie["_user_id"] = token
    assert rut.get(PAGE).fields("/uppgifter")["email"] == "rut@ekby.example"
    assert me()[0] == ""


def test_nobody_changes_the_details_of_another(resident, author):
    frans = resident.session.get_one(Person, author.actor.id)
    with pytest.raises(NotPermitted):
        update_profile(resident, frans, Profile("rut@ekby.example", "sv", wants_letters=True))
    with pytest.raises(NotPermitted):
        log_out_everywhere(resident, frans, [])


def test_the_journal_tells_that_and_not_what(resident):
    rut = resident.session.get_one(Person, resident.actor.id)
    update_profile(resident, rut, Profile("rut@ekby.example", "sv", wants_letters=True))
    event = resident.session.scalars(select(Event)).one()
    assert (event.name, event.data) == ("identity.update_profile", {})


def test_every_login_of_mine_is_listed_and_none_of_others(app, rut):
    Browser(app).log_in("resident")
    Browser(app).log_in("author")
    page = rut.get(PAGE)
    assert len(page.soup.select("main .rows > li")) == 2
    assert page.text.count("Den här webbläsaren") == 1


def test_logging_out_everywhere_ends_every_login_of_mine_alone(app, rut, rows):
    library, frans = Browser(app).log_in("resident"), Browser(app).log_in("author")
    page = rut.submit(PAGE, "/logga-ut-overallt")
    assert page.url == "/logga-ut"
    for browser in (rut, library):
        answer = browser.get(PAGE, follow_redirects=False)
        assert answer.response.headers["Location"] == f"/logga-in?next={PAGE}"
    assert frans.get(PAGE).status == 200
    assert len(rows(select(AuthSession).where(AuthSession.ended_at.is_(None)))) == 1


def test_one_login_can_be_ended_alone(app, rut):
    library = Browser(app).log_in("resident")
    phone = Browser(app).log_in("resident")
    page = rut.get(PAGE)
    buttons = page.soup.select("main .rows form")
    assert len(buttons) == 2  # this browser has its own way out
    page = rut.submit(PAGE, str(buttons[-1]["action"]))
    assert "Inloggningen är avslutad" in page.text
    assert library.get(PAGE, follow_redirects=False).status == 303
    assert phone.get(PAGE).status == 200
    assert rut.get(PAGE).status == 200


def test_nobody_ends_the_login_of_another(app, rut, rows):
    frans = Browser(app).log_in("author")
    newest = rows(select(AuthSession).order_by(AuthSession.id.desc()))[0]
    token = rut.get(PAGE).fields("/uppgifter")["csrf_token"]
    page = rut.post(f"/mina-sidor/inloggningar/{newest.id}/avsluta", {"csrf_token": token})
    assert page.status == 403
    assert frans.get(PAGE).status == 200


def test_logging_out_everywhere_takes_a_token(rut):
    page = rut.post("/mina-sidor/logga-ut-overallt", {})
    assert page.url == PAGE
    assert rut.get(PAGE).status == 200


def test_a_link_logs_nobody_out(rut):
    assert rut.get("/mina-sidor/logga-ut-overallt").url == PAGE
