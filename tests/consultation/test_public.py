"""The page that anyone may read."""

import pytest

from dialog.consultation.rules.content import TextContent
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows


def test_the_page_says_what_can_be_affected_and_who_decides(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys)
    rows.add_part(session, row, TextContent("Så ser parken ut **i dag**."))
    page = browser.get(f"/medborgardialoger/{row.id}")
    assert page.h1 == row.title
    for words in (row.concerns, row.can_affect, row.cannot_affect, row.decided_by, "i dag"):
        assert words in page.text


def test_the_list_holds_what_is_published(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys)
    assert row.title in browser.get("/medborgardialoger").text
    assert row.title in browser.get("/dialoger").text


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_nobody_reads_what_is_not_published(
    publication: Publication, session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys, publication=publication)
    address = f"/medborgardialoger/{row.id}"
    session.rollback()
    assert browser.get(address).status == 404
