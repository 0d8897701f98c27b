"""The receipt: number, time, exact text, hash; it names nobody, and search engines pass it by."""

import hashlib

import pytest
from sqlalchemy import select

from dialog.folkmotion.actions.propose import submit
from dialog.folkmotion.actions.sign import unsign
from dialog.folkmotion.models import Folkmotion
from dialog.process.rules import Publication
from dialog.registry.models import Receipt
from dialog.registry.records import ALPHABET, NUMBER_LENGTH, new_receipt_number
from dialog.registry.views.receipt import KINDS
from tests import make
from tests.browser import Browser

BODY = "Rad ett.\n\n  Rad <b>två</b>  👩🏽‍🌾"


@pytest.fixture
def sent(resident, keys):
    """The number of a receipt for a proposal that was sent in, and the proposal's."""
    mine = make.folkmotion(
        resident.session,
        keys,
        publication=Publication.DRAFT,
        author_id=resident.actor.id,
        author_name="Rut Resident",
        body=BODY,
    )
    numbers = submit(resident, mine).number, mine.id
    resident.session.commit()
    return numbers


@pytest.fixture
def signed(resident, keys):
    """The number of a receipt for a signature, and the folkmotion."""
    folkmotion = make.folkmotion(resident.session, keys, body=BODY)
    number = make.signed_by(resident, folkmotion, shown_name="Rut Resident").receipt_number
    resident.session.commit()
    return number, folkmotion


def test_a_number_is_long_and_easy_to_read_aloud():
    numbers = {new_receipt_number() for _ in range(1000)}
    assert len(numbers) == 1000
    letters = "".join(numbers).replace("-", "")
    assert len(letters) == 1000 * NUMBER_LENGTH
    assert set(letters) <= set(ALPHABET)
    assert not set("01ILO") & set(ALPHABET)


def test_every_kind_of_receipt_can_be_explained():
    assert {"folkmotion.submit", "folkmotion.sign"} <= KINDS.keys()


def test_a_receipt_for_a_proposal_shows_the_exact_text(browser, sent):
    page = browser.get(f"/kvitto/{sent[0]}")
    assert page.h1 == "Kvitto på ett inskickat förslag"
    assert sent[0] in page.text
    assert "1 december 2026 kl. 13:00" in page.text
    assert BODY in [tag.get_text() for tag in page.soup.select(".record__text")]
    assert "Kommunen läser förslaget senast" in page.text


def test_whoever_has_the_text_can_compute_the_hash_again(browser, sent):
    page = browser.get(f"/kvitto/{sent[0]}")
    line = page.soup.select_one("details .record__text").get_text()
    checksum = page.soup.select_one(".checksum").get_text(strip=True)
    assert hashlib.sha256(line.encode()).hexdigest() == checksum


def test_a_receipt_names_nobody(app, browser, sent, signed):
    for number in (sent[0], signed[0]):
        assert "Rut" not in browser.get(f"/kvitto/{number}").text
        stranger = Browser(app).log_in("author").get(f"/kvitto/{number}")
        assert "Rut" not in stranger.text
    assert "Det nämner ingen person." in browser.get(f"/kvitto/{signed[0]}").text


def test_a_receipt_is_not_for_search_engines_nor_for_proxies(browser, signed):
    page = browser.get(f"/kvitto/{signed[0]}")
    assert "noindex" in page.response.headers["X-Robots-Tag"]
    assert page.soup.select_one('meta[name="robots"][content="noindex"]')
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_receipt_can_be_printed_and_typed_in_small_letters(browser, signed):
    page = browser.get(f"/kvitto/{signed[0].lower()}")
    assert page.soup.select_one("[data-print]")


@pytest.mark.parametrize("number", ["AAAA-AAAA-AAAA-AAAA", "x", "%27", "å", "0", "%00"])
def test_an_unknown_number_is_not_found(browser, signed, number):
    assert browser.get(f"/kvitto/{number}").status == 404


def test_a_receipt_of_another_municipality_is_not_found(app, signed):
    assert Browser(app, "bjorkby.localhost").get(f"/kvitto/{signed[0]}").status == 404


def test_a_name_that_was_taken_back_is_marked(browser, resident, signed):
    number, folkmotion = signed
    assert "tillbakataget" not in browser.get(f"/kvitto/{number}").text
    unsign(resident, folkmotion)
    resident.session.commit()
    page = browser.get(f"/kvitto/{number}")
    assert "Namnet är tillbakataget" in page.text
    assert not page.soup.select('a[href$="/ta-tillbaka"]')


def test_a_receipt_tells_how_to_take_the_name_back_while_that_can_be_done(browser, session, signed):
    number, folkmotion = signed
    link = f'a[href="/folkmotioner/{folkmotion.id}/ta-tillbaka"]'
    session.rollback()
    assert browser.get(f"/kvitto/{number}").soup.select(link)
    folkmotion.closes_at = make.NOW
    session.commit()
    page = browser.get(f"/kvitto/{number}")
    assert not page.soup.select('a[href$="/ta-tillbaka"]')
    assert "Insamlingen är slut" in page.text


def test_a_text_that_is_hidden_is_not_shown_again_by_its_receipt(browser, session, signed):
    number, folkmotion = signed
    folkmotion.publication = Publication.HIDDEN
    session.commit()
    page = browser.get(f"/kvitto/{number}")
    assert page.status == 200
    assert "Rad ett." not in page.text
    assert folkmotion.title not in page.text
    assert "Kommunen har dolt texten" in page.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Publication.SUBMITTED, "dra tillbaka"),
        (Publication.RETURNED, "bett om ändringar"),
        (Publication.PUBLISHED, "kan inte ändras"),
    ],
)
def test_a_receipt_tells_what_can_be_changed_now(browser, session, sent, state, words):
    session.get_one(Folkmotion, sent[1]).publication = state
    session.commit()
    assert words in browser.get(f"/kvitto/{sent[0]}").text


def test_a_receipt_asks_few_questions(browser, signed, statements):
    statements.clear()
    browser.get(f"/kvitto/{signed[0]}")
    assert len(statements) <= 5


def test_the_statement_stands_on_the_receipt(browser, session, signed):
    receipt = session.scalars(select(Receipt)).one()
    words = receipt.statement
    session.rollback()
    records = browser.get(f"/kvitto/{signed[0]}").soup.select(".record__text")
    assert words in [tag.get_text() for tag in records]
