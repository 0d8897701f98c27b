"""The list of remisser for those who run them, and the first step of a new one."""

import pytest
from flask import Flask

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.remiss import rows

BASE = "/arbetsyta/remisser"


@pytest.fixture
def officer(browser: Browser) -> Browser:
    return browser.log_in("officer")


def test_an_officer_begins_a_remiss_from_the_desk(officer: Browser) -> None:
    assert officer.get("/arbetsyta").soup.select(f'main a[href="{BASE}"]')
    page = officer.get(BASE)
    assert "Här finns inga remisser än." in page.text
    form = page.link("Ny remiss")
    assert officer.submit(form, title=" ").faults().keys() == {"title"}
    page = officer.submit(form, title="Trafikplan för Ekby")
    assert (page.h1, page.status) == ("Trafikplan för Ekby", 200)
    assert "Utkast" in page.text


def test_the_list_finds_by_state_words_and_number(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    rows.remiss(session, keys, title="Översiktsplan", case_number="KS 2026/7")
    rows.remiss(session, keys, title="Bussplan", publication=Publication.DRAFT, opens_at=None)
    rows.remiss(session, keys, title="Avfallsplan", closes_at=rows.NOW - rows.DAY)
    rows.remiss(session, keys, title="Bortkastad", publication=Publication.WITHDRAWN)
    page = officer.get(BASE).text
    assert all(title in page for title in ("Översiktsplan", "Bussplan", "Avfallsplan"))
    assert "Bortkastad" not in page
    for question, found in (
        ("?urval=utkast", "Bussplan"),
        ("?urval=oppna", "Översiktsplan"),
        ("?urval=vantar", "Avfallsplan"),
        ("?q=översikts", "Översiktsplan"),
        ("?q=2026/7", "Översiktsplan"),
    ):
        shown = officer.get(BASE + question).text
        others = {"Översiktsplan", "Bussplan", "Avfallsplan"} - {found}
        assert found in shown
        assert not any(other in shown for other in others), question
    assert "Inget stämmer" in officer.get(f"{BASE}?q=hittas-inte").text


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("registrar", 200), ("moderator", 200), ("admin", 403), ("resident", 403)],
)
def test_who_reads_the_overview(
    name: str, status: int, session: TenantSession, keys: Keyring, app: Flask
) -> None:
    number = rows.remiss(session, keys).id
    session.rollback()
    browser = Browser(app).log_in(name)
    assert browser.get(f"{BASE}/{number}").status == status
    assert browser.get(f"{BASE}/{number}/handlaggning").status == status
