"""Sessions: rows on the server that end when they should."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.core.journal import Event
from dialog.core.worker import Desk, run_jobs
from dialog.identity.models import AuthSession, LoginAttempt, UsedAssertion
from tests.make import NOW

ASA = "199006022397"


def test_logging_out_ends_the_session_and_says_what_it_does_not_do(visitor, rows):
    visitor.log_in_as(ASA)
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        stolen = dict(cookie)
    page = visitor.submit("/logga-ut", "/logga-ut")
    assert page.h1 == "Du är utloggad"
    assert "hela webbläsaren" in page.text
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        cookie.update(stolen)
    assert visitor.who() == ""


@pytest.mark.parametrize(("minutes", "name"), [(55, "Åsa Ekman"), (70, "")])
def test_a_session_ends_when_nobody_is_there(visitor, later, minutes, name):
    visitor.log_in_as(ASA)
    visitor.client.application = later(minutes=minutes)
    assert visitor.who() == name


def test_a_session_lives_on_while_somebody_is_there_but_not_for_ever(visitor, later):
    visitor.log_in_as(ASA)
    clock = {"now": NOW}
    visitor.client.application = later(lambda: clock["now"])
    for minutes in range(30, 7 * 60 + 31, 30):
        clock["now"] = NOW + timedelta(minutes=minutes)
        assert visitor.who() == "Åsa Ekman"
    clock["now"] = NOW + timedelta(hours=8, minutes=1)
    assert visitor.who() == ""


def test_the_cookie_does_not_show_the_number(visitor):
    page = visitor.log_in_as(ASA)
    assert ASA not in "".join(page.response.headers.getlist("Set-Cookie"))
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        assert ASA not in str(dict(cookie))


def test_the_worker_forgets_what_is_over(visitor, rows, engine, keys):
    visitor.ask()
    visitor.log_in_as(ASA)
    run_jobs(Desk(engine, keys, NOW + timedelta(hours=9)), [1])
    for model in (LoginAttempt, UsedAssertion, AuthSession):
        assert rows(select(model)) == []


def test_only_what_staff_do_is_journaled(visit, rows):
    visit().log_in_as(ASA)
    assert rows(select(Event).where(Event.name == "identity.log_in")) == []
    visit().log_in_as("198507099805")  # a moderator of the cast
    assert len(rows(select(Event).where(Event.name == "identity.log_in"))) == 1


@pytest.mark.parametrize(("number", "mark"), [(ASA, "ja"), ("198507099805", "personal")])
def test_the_browser_is_told_that_somebody_is_logged_in_and_nothing_more(visitor, number, mark):
    visitor.log_in_as(number)
    cookie = visitor.client.get_cookie("inloggad")
    assert cookie.value == mark
    visitor.submit("/logga-ut", "/logga-ut")
    assert visitor.client.get_cookie("inloggad") is None


def test_what_the_browser_says_about_a_login_is_not_believed(visitor):
    visitor.client.set_cookie("inloggad", "personal")
    assert visitor.who() == ""
    assert visitor.client.get_cookie("inloggad") is None


def test_a_login_that_has_ended_is_not_shown_any_longer(visitor, later):
    visitor.log_in_as(ASA)
    visitor.client.application = later(hours=2)
    assert visitor.who() == ""
    assert visitor.client.get_cookie("inloggad") is None
