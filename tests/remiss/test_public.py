"""What anyone may read of a remiss: its page, and the lists that it stands in."""

import pytest

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, run_once
from dialog.process.rules import Publication
from dialog.remiss.rules import Showing
from dialog.remiss.rules.response import View
from tests.browser import Browser
from tests.make import EKBY, NOW
from tests.remiss import rows
from tests.remiss.rows import DAY


def test_anyone_may_read_a_published_remiss(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys)
    rows.add_response(session, row, {"": View("supports", "Bra."), "s2": View("opposes", "Nej.")})
    session.commit()
    page = browser.get(f"/remisser/{row.id}")
    assert page.h1 == "Trafikplan för Ekby"
    for words in (
        "Vad tycker du om cykelvägarna och bussarna?",
        "Tekniska nämnden. I mars 2027",
        "Alla får svara",
        "trafik@ekby.example",
        "1 har svarat",
        "Vad har hänt och vad händer sedan?",
    ):
        assert words in page.text
    assert page.link("Svara på remissen").endswith("/svara")
    assert "Trafikplan" in browser.get("/remisser").text
    assert "Trafikplan" in browser.get("/dialoger").text
    assert "Trafikplan" in browser.get("/").text


def test_a_draft_is_found_by_nobody(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    address = f"/remisser/{rows.remiss(session, keys, publication=Publication.DRAFT).id}"
    session.rollback()
    for below in ("", "/dokument", "/avsnitt/s2", "/version/1"):
        assert browser.get(address + below).status == 404
    assert "Trafikplan" not in browser.get("/remisser").text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"showing": Showing.NEVER}, "Svaren publiceras inte"),
        ({"showing": Showing.AFTER}, "när tiden för att svara är slut"),
        ({"showing": Showing.AT_ONCE}, "allt eftersom de kommer in"),
        ({"shows_private_names": True}, "väljer själva om deras namn ska visas"),
        ({"shows_private_names": False}, "Privatpersoners namn visas inte"),
        ({"is_open_to_all": False}, "Bara de organisationer"),
        ({"closes_at": NOW - DAY}, "Då märks det som sent"),
        ({"case_number": "TN 2026/117"}, "TN 2026/117"),
    ],
)
def test_what_holds_is_said_before_anybody_writes(
    session: TenantSession,
    keys: Keyring,
    browser: Browser,
    given: dict[str, object],
    words: str,
) -> None:
    number = rows.remiss(session, keys, **given).id
    session.rollback()
    assert words in browser.get(f"/remisser/{number}").text


def test_what_was_stopped_says_why(session: TenantSession, keys: Keyring, browser: Browser) -> None:
    stopped = {"publication": Publication.STOPPED, "refusal_text": "Förslaget dras tillbaka."}
    number = rows.remiss(session, keys, **stopped).id
    session.rollback()
    page = browser.get(f"/remisser/{number}")
    assert "Förslaget dras tillbaka." in page.text
    assert "Remissen är stoppad" in page.text
    assert "Svara på remissen" not in page.soup.find(class_="intro").get_text()


def test_the_page_asks_the_database_little(
    session: TenantSession, keys: Keyring, browser: Browser, statements: list[str]
) -> None:
    row = rows.remiss(session, keys)
    for _n in range(5):
        rows.add_response(session, row, {"": View("supports", "Bra.")})
    session.commit()
    number = row.id
    session.rollback()
    statements.clear()
    browser.get(f"/remisser/{number}")
    assert len([each for each in statements if each.startswith("SELECT")]) <= 12, statements


def test_the_worker_counts_who_has_answered_for_the_lists(
    session: TenantSession, keys: Keyring, browser: Browser, desk: Desk
) -> None:
    row = rows.remiss(session, keys)
    same = {"owner": "a", "participant_key": "a"}
    rows.add_response(session, row, {"": View("supports", "Bra.")}, **same)
    rows.add_response(session, row, {"": View("", "Mer.")}, number=2, **same)
    rows.add_response(session, row, {"": View("opposes", "Nej.")})
    session.commit()
    run_once(desk, [EKBY])
    assert "2 har deltagit" in browser.get("/remisser").text
