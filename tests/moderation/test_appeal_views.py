"""The pages of a decision: the author reads why and asks for another look; a colleague gives it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.identity.models import Person
from dialog.moderation.actions.appeal import appeal
from dialog.moderation.models import Appeal, Decision
from dialog.moderation.rules import Result
from tests import make
from tests.browser import Browser
from tests.cast import CAST
from tests.moderation.test_decisions import rejected

Acting = Callable[[str], Context]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def decision(moderator: Context, keys: Keyring) -> int:
    """A refused proposal of the author's: the number of the decision."""
    number = rejected(moderator, keys).id
    moderator.session.commit()
    return number


@pytest.fixture
def asked(author: Context, decision: int) -> int:
    """An appeal that waits: its number."""
    row = appeal(author, author.session.get_one(Decision, decision), text=f"Fel! {SCRIPT}")
    number = row.id
    author.session.commit()
    return number


def page_of(decision: int, then: str = "") -> str:
    return f"/mina-sidor/beslut/{decision}{then}"


def test_the_author_reads_what_why_which_rule_and_until_when(
    browser: Browser, decision: int
) -> None:
    page = browser.log_in("author").get(page_of(decision))
    for words in (
        "Fler bänkar vid ån",
        "Avvisad",
        "1 december 2026",
        "Kommunen bestämmer inte över frågan",
        "Kommunens lokala regler för folkmotion",
        "Regionen bestämmer.",
        "Ingen automatik har varit med.",
        "till och med 22 december 2026",
    ):
        assert words in page.text
    assert "Maja" not in page.text, "who decided is not told"
    assert page.link("Begär omprövning") == page_of(decision, "/omprovning")


def test_the_way_there_is_on_my_pages_and_beside_the_text(browser: Browser, decision: int) -> None:
    page = browser.log_in("author").get("/mina-sidor")
    assert "Beslut om mina texter" in page.text
    assert "Du kan begära omprövning senast 22 december 2026." in page.text
    assert page.link("Avvisad: Fler bänkar vid ån") == page_of(decision)
    beside = browser.get("/folkmotioner/1/granska")
    assert beside.link("Läs beslutet och hur du begär omprövning") == page_of(decision)
    assert "Beslut om mina texter" not in browser.log_in("resident").get("/mina-sidor").text


@pytest.mark.parametrize("name", ["resident", "moderator", "second_moderator", "admin"])
@pytest.mark.parametrize("then", ["", "/omprovning"])
def test_nobody_else_reads_it(browser: Browser, decision: int, name: str, then: str) -> None:
    assert browser.log_in(name).get(page_of(decision, then)).status == 403


def test_a_decision_of_another_municipality_is_not_there(browser: Browser, decision: int) -> None:
    browser.log_in("author")
    elsewhere = Browser(browser.app, "bjorkby.localhost")
    assert elsewhere.get(page_of(decision), follow_redirects=False).status in {303, 404}
    assert browser.get(page_of(decision + 1)).status == 404


def test_an_author_appeals_and_gets_a_receipt(browser: Browser, decision: int) -> None:
    browser.log_in("author")
    assert browser.get(page_of(decision, "/omprovning")).h1 == "Begär omprövning"
    receipt = browser.submit(page_of(decision, "/omprovning"), text="Det är kommunens väg.")
    assert receipt.h1 == "Kvitto på en begäran om omprövning"
    assert "Det är kommunens väg." not in receipt.text
    statement = browser.get(page_of(decision))
    assert "En annan person prövar beslutet senast 15 december 2026." in statement.text
    assert "Det är kommunens väg." in statement.text
    assert "Kommunen prövar din begäran" in browser.get("/mina-sidor").text
    assert browser.get(page_of(decision, "/omprovning")).url == page_of(decision)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001, "vänd\u202etext"])
def test_a_bad_appeal_is_told_and_kept(
    browser: Browser, decision: int, text: str, everywhere: Session
) -> None:
    browser.log_in("author")
    page = browser.submit(page_of(decision, "/omprovning"), text=text)
    assert page.status == 422
    assert set(page.faults()) == {"text"}
    assert everywhere.scalars(select(Appeal)).all() == []


def test_too_late_is_said_and_no_form_is_shown(
    browser: Browser, moderator: Context, keys: Keyring
) -> None:
    long_ago = replace(moderator, now=make.NOW - timedelta(days=30))
    number = rejected(long_ago, keys).id
    moderator.session.commit()
    page = browser.log_in("author").get(page_of(number))
    assert "Den tiden är slut." in page.text
    late = browser.get(page_of(number, "/omprovning"))
    assert late.status == 409
    assert "Tiden för att begära omprövning är slut." in late.text


def test_the_colleague_sees_the_queue_and_judges(
    browser: Browser, asked: int, author: Context
) -> None:
    browser.log_in("second_moderator")
    assert browser.get("/arbetsyta").link("Omprövningar") == "/arbetsyta/omprovningar"
    queue = browser.get("/arbetsyta/omprovningar")
    assert "Senast 15 december 2026" in queue.text
    assert "Omprövning begärd 1 december 2026" in queue.text
    href = queue.link("Fler bänkar vid ån")
    page = browser.get(href)
    assert SCRIPT in page.text, "as words"
    assert "Regionen bestämmer." in page.text
    assert "Många vill vila" in page.text
    done = browser.submit(href, result="changed", answer="Du har rätt.")
    assert "Ingen omprövning väntar." in done.text
    row = author.session.get_one(Appeal, asked)
    assert row.result is Result.CHANGED
    number = row.decision_id
    author.session.rollback()
    statement = browser.log_in("author").get(page_of(number))
    assert "Beslutet ändrades" in statement.text
    assert "Du har rätt." in statement.text


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"answer": "Nej."}, {"result"}),
        ({"result": "upheld", "answer": ""}, {"answer"}),
        ({"result": "published", "answer": "Nej."}, {"result"}),
    ],
)
def test_a_judgement_without_result_or_words_is_refused(
    browser: Browser, asked: int, sent: dict[str, str], wrong: set[str]
) -> None:
    browser.log_in("second_moderator")
    page = browser.submit(f"/arbetsyta/omprovningar/{asked}", **sent)
    assert page.status == 422
    assert set(page.faults()) == wrong


def test_a_colleague_who_was_slower_sees_what_the_first_did(browser: Browser, asked: int) -> None:
    browser.log_in("second_moderator")
    href = f"/arbetsyta/omprovningar/{asked}"
    fields = browser.get(href).fields()
    browser.submit(href, result="upheld", answer="Det var rätt.")
    again = browser.post(href, fields | {"result": "changed", "answer": "Jag ångrar mig."})
    assert again.status == 409
    assert "En kollega har redan prövat begäran." in again.text
    assert "Det var rätt." in again.text


@pytest.mark.parametrize("name", ["moderator", "author", "officer", "admin", "resident"])
def test_whoever_decided_and_whoever_wrote_it_do_not_judge(
    browser: Browser, asked: int, name: str
) -> None:
    browser.log_in(name)
    assert browser.get(f"/arbetsyta/omprovningar/{asked}").status == 403


def test_whoever_decided_sees_that_a_colleague_is_to_judge(browser: Browser, asked: int) -> None:
    page = browser.log_in("moderator").get("/arbetsyta/omprovningar")
    assert "En kollega ska pröva den" in page.text
    assert page.link("Fler bänkar vid ån").endswith("/folkmotioner/1")
    assert "Det saknas någon som kan pröva" not in page.text


def test_the_desk_shows_what_waits_with_age_and_target(browser: Browser, asked: int) -> None:
    page = browser.log_in("second_moderator").get("/arbetsyta")
    heap = page.text.split("Omprövningar")[1]
    assert "Avvisad. Omprövning begärd 1 december 2026." in heap
    assert "Senast 15 december 2026" in heap
    assert page.link("Alla omprövningar") == "/arbetsyta/omprovningar"
    assert page.link("Fler bänkar vid ån") == f"/arbetsyta/omprovningar/{asked}"
    assert "Alla omprövningar" not in browser.log_in("officer").get("/arbetsyta").text


def test_staff_see_plainly_that_nobody_can_judge(
    browser: Browser, asked: int, author: Context
) -> None:
    second = author.session.scalars(
        select(Person).where(Person.key == make.key_of(author, CAST["second_moderator"].number))
    ).one()
    second.roles = []
    author.session.commit()
    page = browser.log_in("moderator").get("/arbetsyta/omprovningar")
    assert "Det saknas någon som kan pröva" in page.text
    assert "Ingen kan pröva den" in page.text


@pytest.mark.parametrize("name", ["officer", "registrar", "councillor", "admin", "resident"])
def test_the_queue_is_for_moderators(browser: Browser, name: str) -> None:
    assert browser.log_in(name).get("/arbetsyta/omprovningar").status == 403


@pytest.mark.parametrize("size", [1, 30])
def test_the_queue_costs_the_same_however_long_it_is(
    browser: Browser, acting: Acting, keys: Keyring, statements: list[str], size: int
) -> None:
    moderator, author = acting("moderator"), acting("author")
    for _ in range(size):
        appeal(author, rejected(moderator, keys), text="Fel.")
    moderator.session.commit()
    browser.log_in("second_moderator")
    browser.get("/arbetsyta/omprovningar")
    statements.clear()
    browser.get("/arbetsyta/omprovningar")
    assert len(statements) <= 6, statements
