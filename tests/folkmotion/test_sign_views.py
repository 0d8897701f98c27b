"""Signing over HTTP: the exact text, a fresh e-legitimation bound to it, a receipt at once."""

import hashlib
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from dialog.core.canonical import digest
from dialog.demo.people import stand_in
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import Stance
from dialog.identity.models import Evidence, Person
from dialog.process.rules import Publication
from dialog.registry.models import Receipt
from tests import make
from tests.browser import Browser
from tests.cast import CAST
from tests.make import NOW

RUT, GRETA, SAM = (CAST[who].number for who in ("resident", "neighbour", "newcomer"))
MOST_STATEMENTS = 8


def send(visitor, number, **fields):
    """Fill in the form; returns where the identity provider is asked."""
    page = visitor.get(f"/folkmotioner/{number}/skriv-under")
    answer = visitor.post(page.url, page.fields() | fields, follow_redirects=False)
    assert answer.status == 303, answer.text
    return answer.response.headers["Location"]


def sign(visitor, number, person=RUT, **fields):
    """The whole way, to the page that the person ends on."""
    page = visitor.bring(visitor.provider.answer_url(send(visitor, number, **fields), person))
    assert page.status == 303
    return visitor.get(page.response.headers["Location"])


def test_the_page_shows_the_exact_text_and_what_signing_means(browser, motion):
    number = motion(body="Rad ett.\n\n  - två  <b>")
    page = browser.get(f"/folkmotioner/{number}/skriv-under")
    records = [tag.get_text() for tag in page.soup.select(".record__text")]
    assert "Rad ett.\n\n  - två  <b>" in records
    assert "Jag ställer mig bakom folkmotionen ”Fler bänkar vid ån” till Ekby kommun." in records
    assert "Din underskrift blir en allmän handling" in page.text
    assert not page.soup.select_one("#shows_name").has_attr("checked")


def test_from_the_page_to_the_receipt(visitor, motion, rows):
    page = sign(visitor, motion())
    assert page.h1 == "Kvitto på en underskrift"
    assert "Tack! Du har skrivit under." in page.text
    (signature,) = rows(select(Signature))
    assert page.url == f"/kvitto/{signature.receipt_number}"
    assert (signature.stance, signature.shown_name) == (Stance.FOR, "")
    assert signature.wants_letters


def test_the_question_to_the_provider_is_the_hash_of_what_was_signed(visitor, motion, rows):
    number = motion()
    question = visitor.question(send(visitor, number))
    visitor.bring(visitor.provider.say_yes(question, stand_in(RUT)))
    (receipt,), (proof,) = rows(select(Receipt)), rows(select(Evidence))
    assert question.request_id == f"_{receipt.record_hash}" == f"_{digest(proof.record)}"
    assert proof.record["folkmotion"] == number
    assert proof.record["text_number"] == 1
    assert proof.record["municipality"] == "ekby"
    assert (proof.record["act"], proof.record["stance"]) == ("folkmotion.sign", "for")
    assert proof.record["statement"] == receipt.statement == question.message
    assert RUT not in str(proof.record)


def test_the_receipt_can_be_computed_again(visitor, motion):
    page = sign(visitor, motion())
    line = page.soup.select("details .record__text")[0].get_text()
    checksum = page.soup.select_one(".checksum").get_text(strip=True)
    assert hashlib.sha256(line.encode()).hexdigest() == checksum


def test_name_address_and_letters_as_chosen(visitor, motion, rows):
    sign(visitor, motion(), shows_name="y", email="rut@ekby.example")
    (signature,) = rows(select(Signature))
    assert signature.shown_name == stand_in(RUT).name
    (person,) = rows(select(Person).where(Person.sealed_email.is_not(None)))
    assert person.wants_letters


def test_no_letters_means_that_no_address_is_kept(visitor, motion, rows):
    page = visitor.get(f"/folkmotioner/{motion()}/skriv-under")
    fields = page.fields() | {"email": "rut@ekby.example"}
    del fields["letters"]
    location = visitor.post(page.url, fields, follow_redirects=False).response.headers["Location"]
    visitor.bring(visitor.provider.answer_url(location, RUT))
    assert not rows(select(Signature))[0].wants_letters
    assert rows(select(Person).where(Person.sealed_email.is_not(None))) == []


def test_whoever_is_logged_in_must_be_the_one_who_signs(visitor, motion, rows):
    visitor.log_in_as(RUT)
    question = replace(visitor.question(send(visitor, motion())), principal="")
    page = visitor.bring(visitor.provider.say_yes(question, stand_in(GRETA)))
    assert page.response.headers["Location"].startswith("/logga-in/annan")
    assert rows(select(Signature)) == []


# Those who cannot


@pytest.mark.parametrize(
    ("person", "words"), [(GRETA, "Därför kan du inte"), (SAM, "samordningsnummer")]
)
def test_whoever_may_not_sign_is_told_why_on_a_page_of_its_own(
    visitor, motion, rows, person, words
):
    page = sign(visitor, motion(), person)
    assert (page.status, page.h1) == (409, "Du kan inte skriva under")
    assert page.text.count(words) == 1
    assert "kommunen@ekby.example" in page.text
    assert (rows(select(Signature)), rows(select(Evidence))) == ([], [])


def test_whoever_has_signed_sees_receipt_and_way_back(visitor, motion, rows):
    number = motion()
    sign(visitor, number)
    page = visitor.get(f"/folkmotioner/{number}/skriv-under")
    assert page.h1 == "Du har skrivit under"
    assert rows(select(Receipt))[0].number in page.text
    assert page.link("Ta tillbaka mitt namn") == f"/folkmotioner/{number}/ta-tillbaka"


def test_signing_twice_leads_to_what_was_signed(visit, motion, rows):
    number = motion()
    for _ in range(2):
        page = sign(visit(), number)  # in two browsers
    assert page.h1 == "Du har skrivit under"
    assert len(rows(select(Signature))) == len(rows(select(Evidence))) == 1


def test_a_form_sent_twice_is_one_name(visitor, motion, rows):
    number = motion()
    first, second = send(visitor, number), send(visitor, number)
    for location in (first, second):
        visitor.bring(visitor.provider.answer_url(location, RUT))
    assert len(rows(select(Signature))) == 1
    assert visitor.get(f"/folkmotioner/{number}/skriv-under").h1 == "Du har skrivit under"


def test_a_post_after_signing_leads_to_what_was_signed(visitor, motion):
    number = motion()
    fields = visitor.get(f"/folkmotioner/{number}/skriv-under").fields()
    sign(visitor, number)
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        cookie.pop("csrf_token", None)
    fresh = visitor.get("/mina-sidor/uppgifter").fields()["csrf_token"]
    page = visitor.post(f"/folkmotioner/{number}/skriv-under", fields | {"csrf_token": fresh})
    assert page.h1 == "Du har skrivit under"


@pytest.mark.parametrize(
    ("given", "heading", "words"),
    [
        ({"opens_at": NOW + timedelta(days=3)}, "Insamlingen har inte börjat", "4 december 2026"),
        ({"closes_at": NOW}, "Det går inte att skriva under längre", "Sista dagen"),
        ({"publication": Publication.STOPPED}, "Det går inte att skriva under längre", "stoppat"),
        ({"publication": Publication.REJECTED}, "Det går inte att skriva under längre", "avvisat"),
    ],
)
def test_what_is_not_open_says_when_it_was_or_will_be(browser, motion, given, heading, words):
    number = motion(**given)
    page = browser.get(f"/folkmotioner/{number}/skriv-under")
    assert (page.status, page.h1) == (409, heading)
    assert words in page.text
    assert not page.soup.select("main form")


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "withdrawn", "hidden"])
def test_what_nobody_may_read_cannot_be_signed(app, motion, state):
    number = motion(publication=Publication(state), title="Hemligt")
    page = Browser(app).log_in("author").get(f"/folkmotioner/{number}/skriv-under")
    assert page.status == 403
    assert "Hemligt" not in page.text


def test_what_closes_while_one_logs_in_is_not_signed(visitor, motion, rows, session):
    number = motion()
    location = send(visitor, number)
    close(session, number)
    page = visitor.bring(visitor.provider.answer_url(location, RUT))
    page = visitor.get(page.response.headers["Location"])
    assert page.h1 == "Det går inte att skriva under längre"
    assert (rows(select(Signature)), rows(select(Evidence))) == ([], [])


def close(session, number):
    session.get_one(Folkmotion, number).closes_at = NOW
    session.commit()


def test_a_strong_login_is_demanded_where_the_rules_say_so(visitor, motion, rows):
    number = motion(rules={**make.EF_RULES, "ef.identity_level": "loa4"})
    page = visitor.log_in_as(RUT, f"/folkmotioner/{number}/skriv-under")
    page = visitor.get(page.response.headers["Location"])
    assert (page.status, page.h1) == (409, "Du kan inte skriva under")
    assert "välj en annan e-legitimation" in page.text
    assert rows(select(Signature)) == []


# Taking it back


def test_taking_back_is_asked_about_first_and_shown_on_the_receipt(visitor, motion, rows):
    number = motion()
    sign(visitor, number, shows_name="y")
    assert visitor.get(f"/folkmotioner/{number}/ta-tillbaka").h1 == "Vill du ta tillbaka ditt namn?"
    page = visitor.submit(f"/folkmotioner/{number}/ta-tillbaka")
    assert page.h1 == "Kvitto på en underskrift"
    assert "räknas inte" in page.text
    (signature,) = rows(select(Signature))
    assert (signature.withdrawn_at, signature.shown_name) == (NOW, "")
    again = visitor.get(f"/folkmotioner/{number}/ta-tillbaka")
    assert again.url == f"/folkmotioner/{number}/skriv-under"


def test_nobody_takes_back_the_name_of_another(visitor, app, motion, rows):
    number = motion()
    sign(visitor, number)
    page = Browser(app).log_in("author").get(f"/folkmotioner/{number}/ta-tillbaka")
    assert page.url == f"/folkmotioner/{number}/skriv-under"
    assert rows(select(func.count(Signature.id)).where(Signature.withdrawn_at.is_(None))) == [1]


# The budget


@pytest.fixture
def crowded(motion, system):
    """A folkmotion that so many people have signed; returns its number."""

    def make_one(size):
        number = motion()
        make.forget_register(system)
        for person in make.crowd(system, size):
            make.signed_by(person, system.session.get_one(Folkmotion, number))
        system.session.commit()
        return number

    return make_one


@pytest.mark.parametrize("size", [0, 120])
@pytest.mark.parametrize("fields", [{}, {"email": "rut@ekby.example", "shows_name": "y"}])
def test_signing_asks_few_questions_however_many_have_signed(
    visitor, crowded, statements, size, fields
):
    location = send(visitor, crowded(size), **fields)
    answer = visitor.provider.answer_url(location, RUT)
    statements.clear()
    assert "/kvitto/" in visitor.bring(answer).response.headers["Location"]
    begun = max(n for n, text in enumerate(statements) if "INTO auth_session" in text)
    asked = [text for text in statements[begun + 1 :] if not re.match("SAVEPOINT|RELEASE", text)]
    assert len(asked) <= MOST_STATEMENTS, "\n".join(asked)
