"""Published answers: who may read what, lists, one answer, and what is not shown."""

import pytest

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.models import Remiss
from dialog.remiss.rules import Sender, Showing
from dialog.remiss.rules.response import View
from tests.browser import Browser
from tests.make import NOW
from tests.remiss import rows
from tests.remiss.rows import DAY

PAGES = ("svar", "matris")


@pytest.fixture
def shown(session: TenantSession, keys: Keyring) -> Remiss:
    """A remiss whose answers are published as they come in, with two answers."""
    row = rows.remiss(session, keys, showing=Showing.AT_ONCE)
    views = {
        "": View("supports", "Bra i stort."),
        "s2": View("opposes", "Inte där.", "Vid skolan."),
    }
    rows.add_response(session, row, views)
    club = {
        "sender": Sender.ORGANISATION,
        "organisation": "Cykelklubben",
        "signatory": "Siv Sekret",
    }
    views = {"": View("with_changes", "Vi vill ha mer."), "s3": View("supports", "Gärna längs ån.")}
    rows.add_response(session, row, views, decision_reference="Styrelsen § 4", **club)
    session.commit()
    return row


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"showing": Showing.NEVER}, "publiceras inte"),
        ({"showing": Showing.AFTER}, "när tiden för att svara är slut"),
    ],
)
def test_what_is_not_shown_says_why_and_nothing_else(
    session: TenantSession,
    keys: Keyring,
    browser: Browser,
    given: dict[str, object],
    words: str,
) -> None:
    row = rows.remiss(session, keys, **given)
    answer = rows.add_response(session, row, {"": View("supports", "Hemliga ord.")})
    number, response = row.id, answer.id
    session.commit()
    for place in (*PAGES, f"svar/{response}"):
        page = browser.get(f"/remisser/{number}/{place}")
        assert page.status == 404
        assert words in page.text
        assert "Hemliga ord." not in page.text
    front = browser.get(f"/remisser/{number}")
    assert f"/remisser/{number}/svar" not in [a.get("href") for a in front.soup.find_all("a")]


def test_answers_are_shown_when_the_time_is_over(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys, showing=Showing.AFTER, closes_at=NOW - DAY)
    rows.add_response(session, row, {"": View("supports", "Bra i stort.")}, is_late=True)
    number = row.id
    session.commit()
    front = browser.get(f"/remisser/{number}")
    page = browser.get(front.link("Läs svaren"))
    assert "Bra i stort." in page.text
    assert "Kom in för sent" in page.text


def test_anyone_reads_the_list_and_one_answer(
    session: TenantSession, shown: Remiss, browser: Browser
) -> None:
    number = shown.id
    session.rollback()
    page = browser.get(f"/remisser/{number}/svar")
    assert "2 svar" in page.text
    assert "Privatperson" in page.text
    answer = browser.get(page.link("Cykelklubben"))
    assert answer.h1 == "Svar från Cykelklubben"
    for words in ("Vi vill ha mer.", "1.1 Längs ån", "Gärna längs ån.", "Styrelsen § 4"):
        assert words in answer.text
    assert "Siv Sekret" not in answer.text
    assert answer.link("1.1 Längs ån").endswith("/avsnitt/s3")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("avsnitt=s2", ("Inte där.", "Cykelklubben")),
        ("standpunkt=supports", ("Bra i stort.", "Cykelklubben")),
        ("avsnitt=s3&standpunkt=supports", ("Cykelklubben", "Bra i stort.")),
        ("avsandare=organisation", ("Cykelklubben", "Bra i stort.")),
        ("avsandare=person", ("Bra i stort.", "Cykelklubben")),
        ("standpunkt=finns-inte", ("Inga svar stämmer", "Cykelklubben")),
        ("efter=1-1", ("Den här sidan av listan är tom", "Cykelklubben")),
    ],
)
def test_the_list_is_narrowed(
    session: TenantSession, shown: Remiss, browser: Browser, asked: str, words: tuple[str, str]
) -> None:
    number = shown.id
    session.rollback()
    page = browser.get(f"/remisser/{number}/svar?{asked}")
    there, away = words
    assert there in page.text
    assert away not in page.text


def test_a_long_list_goes_on_page_by_page(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys, showing=Showing.AT_ONCE)
    for n in range(25):
        rows.add_response(session, row, {"": View("supports", f"Svar {n:02}.")})
    number = row.id
    session.commit()
    first = browser.get(f"/remisser/{number}/svar")
    assert "Svar 24." in first.text
    second = browser.get(first.link("Nästa →"))
    assert "Svar 00." in second.text
    assert "Svar 24." in browser.get(second.link("← Föregående")).text


def test_a_persons_name_is_hidden_unless_both_let_it_be_shown(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys, showing=Showing.AT_ONCE, shows_private_names=True)
    hidden = rows.add_response(session, row, {"": View("supports", "Bra.")}).id
    named = rows.add_response(session, row, {"": View("supports", "Bra.")}, author_name="Kim").id
    number = row.id
    session.commit()
    page = browser.get(f"/remisser/{number}/svar/{hidden}")
    assert page.h1 == "Svar från en privatperson"
    assert browser.get(f"/remisser/{number}/svar/{named}").h1 == "Svar från Kim"


def test_a_completion_leads_to_what_it_completes_and_back(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys, showing=Showing.AT_ONCE)
    same = {"owner": "a", "participant_key": "a"}
    first = rows.add_response(session, row, {"": View("supports", "Bra.")}, **same)
    rows.add_response(session, row, {"": View("", "Glömde en sak.")}, number=2, **same)
    address = f"/remisser/{row.id}/svar/{first.id}"
    session.commit()
    later = browser.get(browser.get(address).link("Komplettering 1"))
    assert "Glömde en sak." in later.text
    assert later.link("Första svaret") == address


def test_an_answer_about_an_older_version_says_so(
    session: TenantSession, shown: Remiss, browser: Browser
) -> None:
    newer = rows.add_version(session, shown)
    session.delete(next(each for each in newer.sections if each.key == "s3"))
    number = shown.id
    session.commit()
    page = browser.get(f"/remisser/{number}/svar")
    assert "Gäller version 1" in page.text
    answer = browser.get(page.link("Cykelklubben"))
    assert "1.1 Längs ån" in answer.text
    assert answer.link("Läs den versionen").endswith("/version/1")
    matrix = browser.get(f"/remisser/{number}/matris")
    assert "finns inte i den nyaste versionen" in matrix.text


@pytest.mark.parametrize("state", [Publication.SUBMITTED, Publication.WITHDRAWN])
def test_what_is_not_published_is_neither_shown_nor_counted(
    session: TenantSession, shown: Remiss, browser: Browser, state: Publication
) -> None:
    answer = rows.add_response(
        session, shown, {"": View("opposes", "Dolda ord.")}, publication=state
    )
    number, response = shown.id, answer.id
    session.commit()
    assert browser.get(f"/remisser/{number}/svar/{response}").status == 404
    for place in PAGES:
        page = browser.get(f"/remisser/{number}/{place}")
        assert "Dolda ord." not in page.text
    assert "2 svar" in browser.get(f"/remisser/{number}/svar").text


def test_an_answer_is_read_in_its_own_remiss_only(
    session: TenantSession, keys: Keyring, shown: Remiss, browser: Browser
) -> None:
    other = rows.remiss(session, keys, showing=Showing.AT_ONCE)
    answer = rows.add_response(session, other, {"": View("supports", "Bra.")})
    number, response = shown.id, answer.id
    session.commit()
    assert browser.get(f"/remisser/{number}/svar/{response}").status == 404
