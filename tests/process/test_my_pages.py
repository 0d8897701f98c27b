"""My pages: what I have written, stand behind and have signed; nobody else's."""

from datetime import timedelta

import pytest

from dialog.folkmotion.actions.propose import join
from dialog.process.rules import Handling, Publication
from dialog.process.views.panels import PANELS
from tests import make
from tests.browser import Browser
from tests.make import NOW


@pytest.fixture
def rut(app):
    return Browser(app).log_in("resident")


@pytest.fixture
def make_mine(resident, keys):
    """A folkmotion that Rut has written; returns its number."""

    def one(**given):
        values = {"author_id": resident.actor.id} | given
        number = make.folkmotion(resident.session, keys, **values).id
        resident.session.rollback()
        return number

    resident.session.rollback()
    return one


def part(page, heading):
    """The section under that heading."""
    for section in page.soup.select("main section"):
        if section.h2.get_text(strip=True) == heading:
            return section
    raise AssertionError(f"no part {heading!r}")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def test_my_pages_are_for_those_who_are_logged_in(browser):
    page = browser.get("/mina-sidor", follow_redirects=False)
    assert page.response.headers["Location"] == "/logga-in?next=/mina-sidor"


def test_an_empty_page_says_what_one_can_do(rut):
    page = rut.get("/mina-sidor")
    assert "Du har inte skrivit något förslag." in page.text
    assert "Du har inte skrivit under någon folkmotion." in page.text
    assert page.link("Skriv ett förslag") == "/folkmotioner/ny"
    assert page.link("Mina uppgifter") == "/mina-sidor/uppgifter"


@pytest.mark.parametrize(
    ("given", "shown", "leads_to"),
    [
        ({"publication": Publication.DRAFT}, ("Utkast", "skickas in"), "/granska"),
        ({"publication": Publication.RETURNED}, ("Behöver ändras", "skickas in"), "/granska"),
        ({"publication": Publication.SUBMITTED}, ("Väntar på granskning", "granskas"), "/granska"),
        ({"publication": Publication.REJECTED}, ("Avvisad", "går inte vidare"), ""),
        ({"publication": Publication.WITHDRAWN}, ("Tillbakadragen", "går inte vidare"), "/granska"),
        ({}, ("Öppen till", "Fler skriver under"), ""),
        ({"closes_at": NOW - timedelta(days=1)}, ("slut", "Gränsen nåddes inte"), ""),
        ({"handling": Handling.HANDED_OVER}, ("Överlämnad", "nummer"), ""),
    ],
)
def test_each_of_my_proposals_shows_state_and_next_step(rut, make_mine, given, shown, leads_to):
    number = make_mine(**given)
    mine = part(rut.get("/mina-sidor"), "Mina förslag")
    assert mine.h3.a["href"] == f"/folkmotioner/{number}{leads_to}"
    assert shown[0] in " ".join(words(tag) for tag in mine.select(".ds-tag"))
    assert shown[1] in words(mine)


def test_a_returned_proposal_carries_the_comment_and_the_way_on(rut, make_mine):
    number = make_mine(publication=Publication.RETURNED, refusal_text="Skriv var.\nOch när.")
    page = rut.get("/mina-sidor")
    assert "Skriv var." in words(part(page, "Mina förslag"))
    assert page.link("Fortsätt skriva") == f"/folkmotioner/{number}/redigera"


def test_what_was_rejected_tells_why(rut, make_mine):
    make_mine(
        publication=Publication.REJECTED, refusal="not_ours", refusal_text="Det är regionens fråga."
    )
    assert "Det är regionens fråga." in rut.get("/mina-sidor").text


def test_what_i_stand_behind_is_shown_with_the_text_while_it_is_a_draft(
    rut, acting, keys, resident
):
    author = acting("author")
    draft = make.folkmotion(
        author.session, keys, author_id=author.actor.id, publication=Publication.DRAFT
    )
    join(resident, draft)
    token = draft.invitation
    author.session.commit()
    mine = part(rut.get("/mina-sidor"), "Förslag jag är medförslagsställare till")
    assert mine.h3.a["href"] == f"/folkmotioner/inbjudan/{token}"


def test_what_i_have_signed_is_shown_to_me_alone(app, rut, resident, author, keys):
    folkmotion = make.folkmotion(
        resident.session, keys, title="Det Rut skrev under", author_id=None
    )
    number = make.signed_by(resident, folkmotion).receipt_number
    make.signed_by(
        author,
        make.folkmotion(resident.session, keys, title="Det Frans skrev under", author_id=None),
    )
    resident.session.commit()
    signed = part(rut.get("/mina-sidor"), "Det här har jag skrivit under")
    assert "Det Rut skrev under" in words(signed)
    assert "Du skrev under 1 december 2026 kl. 13:00" in words(signed)
    assert f"Kvitto {number}" in words(signed)
    assert "Frans" not in words(signed)
    theirs = Browser(app).log_in("author").get("/mina-sidor")
    assert "Det Rut skrev under" not in theirs.text


def test_a_hidden_folkmotion_is_not_shown_by_its_title(rut, resident, keys):
    folkmotion = make.folkmotion(resident.session, keys, title="Förtal om någon")
    make.signed_by(resident, folkmotion)
    folkmotion.publication = Publication.HIDDEN
    resident.session.commit()
    page = rut.get("/mina-sidor")
    assert "Förtal" not in page.text
    assert "En folkmotion som är dold" in page.text


def test_names_can_be_taken_back_only_while_they_are_collected(rut, resident, keys):
    still = make.folkmotion(resident.session, keys)
    over = make.folkmotion(resident.session, keys)
    for each in (still, over):
        make.signed_by(resident, each)
    over.closes_at = NOW
    ids = still.id, over.id
    resident.session.commit()
    links = {str(a["href"]) for a in rut.get("/mina-sidor").soup.select("main a")}
    assert f"/folkmotioner/{ids[0]}/ta-tillbaka" in links
    assert f"/folkmotioner/{ids[1]}/ta-tillbaka" not in links


def test_my_pages_ask_as_many_questions_however_much_i_have_done(rut, resident, keys, statements):
    def count():
        resident.session.commit()
        statements.clear()
        rut.get("/mina-sidor")
        return len(statements)

    def add():
        each = make.folkmotion(resident.session, keys, author_id=resident.actor.id)
        make.signed_by(resident, each)

    rut.get("/mina-sidor")  # the host name is looked up once
    add()
    few = count()
    for _ in range(12):
        add()
    assert count() == few


def test_process_knows_no_type():
    """Types and moderation bring their own panels."""
    bringers = {
        "dialog.consultation.views.my_answers",
        "dialog.consultation.views.own",
        "dialog.folkmotion.views.panels",
        "dialog.moderation.views.statements",
        "dialog.notification.views.panels",
        "dialog.remiss.views.my_responses",
        "dialog.remiss.views.my_rooms",
    }
    assert {build.__module__ for build in PANELS} == bringers
