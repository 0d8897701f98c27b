"""The page that anyone may read."""

import pytest

from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.content import TextContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests import make
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


def test_the_page_says_who_may_take_part_and_what_anonymous_means(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys, who=Who.INVITED, age_from=13, age_to=19)
    rows.add_stage(session, row, is_anonymous=True)
    session.commit()
    page = browser.get(f"/medborgardialoger/{row.id}")
    for words in ("inbjudan med en kod", "mellan 13 och 19 år", "Fråga kommunen", "är anonymt"):
        assert words in page.text


def test_the_way_in_says_what_it_does_and_the_step_where_there_are_several(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys)
    address, first = f"/medborgardialoger/{row.id}", row.stages[0].id
    assert browser.get(address).link("Var med") == f"#steg-{first}"
    second = rows.add_stage(session, row, title="Visa var").id
    session.commit()
    page = browser.get(address)
    assert page.link("Var med: Steg 1") == f"#steg-{first}"
    assert page.link("Var med: Visa var") == f"#steg-{second}"


@pytest.mark.parametrize("has_register", [True, False])
def test_the_page_says_when_nobody_can_check_where_people_live(
    system: Context,
    browser: Browser,
    has_register: bool,  # noqa: FBT001
) -> None:
    if not has_register:
        make.forget_register(system)
    row = rows.consultation(system.session, system.keys, who=Who.RESIDENTS)
    page = browser.get(f"/medborgardialoger/{row.id}")
    assert ("inte kontrollerade" in page.text) is not has_register
