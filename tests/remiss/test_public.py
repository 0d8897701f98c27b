"""What anyone may read of a remiss."""

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.rules.response import View
from tests.browser import Browser
from tests.remiss import rows


def test_anyone_may_read_a_published_remiss(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys)
    rows.add_response(session, row, {"": View("supports", "Bra."), "s2": View("opposes", "Nej.")})
    session.commit()
    page = browser.get(f"/remisser/{row.id}")
    assert page.h1 == "Trafikplan för Ekby"
    assert "1.1 Längs ån" in page.text
    assert "Trafikplan" in browser.get("/remisser").text
    assert "Trafikplan" in browser.get("/dialoger").text


def test_a_draft_is_found_by_nobody(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    address = f"/remisser/{rows.remiss(session, keys, publication=Publication.DRAFT).id}"
    session.rollback()
    assert browser.get(address).status == 404
    assert "Trafikplan" not in browser.get("/remisser").text
