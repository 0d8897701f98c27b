"""Whoever comes to a step: let in, led to what they must do first, or told why not; nothing is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.actions.codes import make_codes
from dialog.consultation.actions.doors import GivenCode, use_code
from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.models import Participation, Stage
from dialog.consultation.rules import NotOpen
from dialog.consultation.rules.admission import Basis, Participant, Who
from dialog.consultation.rules.content import IdeasContent
from dialog.consultation.views.taking_part import admitted, participant
from dialog.core.context import Context
from dialog.core.errors import NotPermitted
from dialog.identity.limits import TooManySent
from dialog.identity.models import KeptForm
from dialog.web.request import here
from tests import make
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.rows import DAY, NOW

PATH = "/medborgardialoger/1/en-provsida"  # no page of ours: what is tried is the gate before one
IDEA = NewIdea("Fler bänkar", "Gärna i skuggan.", (("Rubrik", "Fler bänkar"),))
Acting = Callable[[str], Context]


@contextmanager
def at_the_gate(stage: int, visitor: Browser, **request: Any) -> Iterator[Stage]:
    """Inside a request of the visitor's, before the view of a step has done anything."""
    cookies = [(each.key, each.value) for each in (visitor.client._cookies or {}).values()]
    header = "; ".join(f"{key}={value}" for key, value in cookies)
    with visitor.app.test_request_context(PATH, headers={"Cookie": header}, **request):
        visitor.app.preprocess_request()
        yield here().session.get_one(Stage, stage)
        here().session.rollback()


def step(system: Context, **given: Any) -> int:
    """The id of the step of a new consultation."""
    number = rows.consultation(system.session, system.keys, **given).stages[0].id
    system.session.rollback()
    return number


def who_is(stage: int, visitor: Browser, **request: Any) -> Participant:
    """Whoever is let in."""
    with at_the_gate(stage, visitor, **request) as row:
        found = admitted(row)
        assert isinstance(found, Participant)
        return found


def answer(stage: int, visitor: Browser) -> tuple[int, str, str]:
    """Status, where it leads and words, for whoever is not let in."""
    with at_the_gate(stage, visitor) as row:
        found = admitted(row)
        assert not isinstance(found, Participant)
        return found.status_code, found.headers.get("Location", ""), found.get_data(as_text=True)


def test_anyone_comes_in(browser: Browser, system: Context) -> None:
    who = who_is(step(system), browser, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert (who.basis, who.person_id, who.network) == (Basis.OPEN, None, "192.0.2.7")


@pytest.mark.parametrize(("who", "door"), [(Who.EMAIL, "epost"), (Who.INVITED, "kod")])
def test_what_was_typed_is_kept_on_the_way_to_the_door(
    browser: Browser, system: Context, who: Who, door: str
) -> None:
    guarded = step(system, who=who)
    status, place, _words = answer(guarded, browser)
    assert status == 303
    assert place.endswith(f"/{door}?till={PATH}")
    with at_the_gate(guarded, browser, method="POST", data={"title": "Bänkar"}) as row:
        admitted(row)
        assert here().session.scalars(select(KeptForm.path)).all() == [PATH]


@pytest.mark.parametrize("who", [Who.EID, Who.RESIDENTS])
def test_a_login_is_asked_for(app: Flask, browser: Browser, system: Context, who: Who) -> None:
    guarded = step(system, who=who)
    with at_the_gate(guarded, browser) as row, pytest.raises(NotPermitted):
        admitted(row)
    assert who_is(guarded, Browser(app).log_in("resident")).basis is Basis.EID


def test_whoever_may_be_a_child_is_told_whom_to_ask(browser: Browser, system: Context) -> None:
    young = step(system, age_from=13, age_to=19)
    status, _place, words = answer(young, browser)
    assert status == 403
    assert "Fråga kommunen hur du kan vara med ändå" in words
    assert "park@ekby.example" in words
    posting = at_the_gate(young, browser, method="POST", data={"title": "Bänkar"})
    with posting as row, pytest.raises(NotPermitted):  # what was typed goes through the login
        admitted(row)


def test_a_session_without_the_number_logs_in_again(app: Flask, system: Context) -> None:
    status, _place, words = answer(step(system, age_from=18), Browser(app).log_in("resident"))
    assert status == 403
    assert "Vi kan inte se din ålder" in words
    assert "/logga-in?next=" in words


def test_a_weak_login_is_led_to_a_stronger(app: Flask, system: Context) -> None:
    strict = step(system, who=Who.EID, level_of_login="loa4")
    _status, _place, words = answer(strict, Browser(app).log_in("resident"))
    assert "räcker inte här" in words
    assert "niva=loa4" in words


def test_a_neighbour_is_told_why_and_whom_to_ask(app: Flask, system: Context) -> None:
    guarded = step(system, who=Who.RESIDENTS)
    status, _place, words = answer(guarded, Browser(app).log_in("neighbour"))
    assert status == 403
    assert "inte folkbokförd i kommunen" in words
    assert "Parkenheten" in words


@pytest.mark.parametrize("mark", [True, None])
def test_a_resident_whom_nobody_has_checked_is_marked_so(
    app: Flask,
    system: Context,
    resident: Context,
    mark: bool | None,  # noqa: FBT001
) -> None:
    if mark is None:
        make.forget_register(system)
    row = rows.consultation(system.session, system.keys, who=Who.RESIDENTS)
    part = rows.add_part(system.session, row, IdeasContent())
    number = row.stages[0].id
    system.session.rollback()
    who = who_is(number, Browser(app).log_in("resident"))
    propose(resident, part, who, IDEA)
    assert resident.session.scalars(select(Participation.is_resident)).one() is mark


def test_in_an_anonymous_step_nothing_ties_to_the_person(app: Flask, system: Context) -> None:
    who = who_is(step(system, is_anonymous=True), Browser(app).log_in("resident"))
    assert (who.person_id, who.name) == (None, "")


def test_a_step_that_is_not_open_lets_nobody_in(browser: Browser, system: Context) -> None:
    closed = step(system, opens_at=NOW - 9 * DAY, closes_at=NOW)
    with at_the_gate(closed, browser) as row, pytest.raises(NotOpen):
        admitted(row)


def test_a_code_counts_also_for_whoever_has_logged_in(app: Flask, acting: Acting) -> None:
    officer = acting("officer")
    row = rows.consultation(officer.session, officer.keys, who=Who.INVITED)
    number, cookie = row.stages[0].id, f"deltar_{row.id}"
    (code,) = make_codes(officer, row.stages[0], "Elevråd", 1)
    use_code(officer, row, GivenCode(code, "mine", ""))
    officer.session.commit()
    found = []
    for visitor in (Browser(app), Browser(app).log_in("resident")):
        visitor.client.set_cookie(cookie, "mine")
        who = who_is(number, visitor)
        found.append((who.key, who.basis, who.person_id))
    assert found[0] == found[1]
    assert found[0][1:] == (Basis.CODE, None)


def test_one_network_sends_only_so_much_without_a_login(system: Context) -> None:
    make.rule(system, "dialog.sent_per_hour", 2)
    row = rows.consultation(system.session, system.keys)
    part = rows.add_part(system.session, row, IdeasContent())
    for number in range(2):
        propose(system, part, Participant(f"k{number}", Basis.OPEN, network="192.0.2.7"), IDEA)
    with pytest.raises(TooManySent):
        propose(system, part, Participant("k3", Basis.OPEN, network="192.0.2.7"), IDEA)
    propose(system, part, Participant("k4", Basis.OPEN, network="192.0.2.8"), IDEA)
    propose(system, part, Participant("k5", Basis.CODE, network="192.0.2.7"), IDEA)


def test_when_too_much_is_sent_the_page_keeps_every_word(
    app: Flask, browser: Browser, system: Context
) -> None:
    number = rows.consultation(system.session, system.keys).id
    system.session.rollback()
    typed = {"title": "Fler bänkar i parken", "choice": "q1", "body": "<b>Å</b> ä"}
    path = f"/medborgardialoger/{number}/epost"

    def refuse(**_given: Any) -> None:
        raise TooManySent(NOW + DAY / 24)

    app.view_functions["consultation.ask_pass"] = refuse
    token = browser.get(f"/folj/{number}").fields()["csrf_token"]
    page = browser.post(path, typed | {"csrf_token": token, "website": ""})
    assert page.status == 429
    assert page.response.headers["Retry-After"] == "3600"
    assert "klockan 14:00" in page.text
    assert [tag.get_text() for tag in page.soup.select(".record__text")] == [
        "Fler bänkar i parken",
        "<b>Å</b> ä",
    ]
    again = page.fields(path)
    assert {name: again[name] for name in typed} == typed


def test_a_browser_is_another_in_each_consultation(browser: Browser, system: Context) -> None:
    keys = []
    for stage in (step(system), step(system)):
        with at_the_gate(stage, browser) as row:
            keys.append(participant(row.consultation).key)
    assert keys[0] != keys[1]
