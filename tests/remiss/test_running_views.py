"""The pages on which a remiss is run, and what the public page tells of it."""

import pytest
from flask import Flask

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.actions.run import close
from tests.browser import Browser
from tests.remiss import rows
from tests.remiss.rows import DAY, NOW

BASE = "/arbetsyta/remisser"
OUTCOME = {
    "body": "Tekniska nämnden",
    "decided_on": "2026-11-30",
    "paragraph": "§ 112",
    "reasons": "Vägen **byggs**.",
    "effect": "Många ville ha belysning.",
    "time_plan": "Vägen öppnar 2028.",
    "minutes_url": "https://ekby.example/protokoll",
}


@pytest.fixture
def officer(browser: Browser) -> Browser:
    return browser.log_in("officer")


def running(session: TenantSession, keys: Keyring, **given: object) -> int:
    number = rows.remiss(session, keys, **given).id
    session.rollback()
    return number


@pytest.fixture
def ended(system: Context) -> int:
    row = rows.remiss(system.session, system.keys, closes_at=NOW - DAY)
    close(system, row)
    number = row.id
    system.session.commit()
    return number


def test_the_way_from_decision_to_end_on_pages(ended: int, officer: Browser) -> None:
    where = f"{BASE}/{ended}"
    officer.submit(f"{where}/diarienummer", case_number="TN 2026/12")
    step = {"kind": "meeting", "title": "Nämnden möts", "planned_on": "2026-11-29"}
    officer.submit(f"{where}/handlaggning/steg", **step)
    overview = officer.get(where)
    assert "Dagen har passerat" in overview.text
    officer.submit(overview.link("Markera som klart"), done_on="2026-11-30")
    page = officer.submit(f"{where}/aterkoppling", **OUTCOME)
    assert "Återkopplingen är publicerad" in page.text
    shown = officer.get(f"/remisser/{ended}").text
    assert all(words in shown for words in ("Nämnden möts", "belysning", "öppnar 2028", "§ 112"))
    milestone = {"title": "Vägen invigs", "planned_on": "2028-06-01"}
    officer.submit(f"{where}/handlaggning/delmal", **milestone)
    assert "Vägen invigs" in officer.get(f"{where}/avsluta").text
    assert "Avslutad" in officer.submit(f"{where}/avsluta").text
    shown = officer.get(f"/remisser/{ended}").text
    assert "Ärendet avslutades" in shown
    assert "Ärendet är avslutat." in shown
    assert officer.submit(f"{where}/aterkoppling", **OUTCOME).status == 409


def test_feedback_without_what_is_needed_is_refused_at_its_fields(
    ended: int, officer: Browser
) -> None:
    given = OUTCOME | {"reasons": "", "effect": " ", "time_plan": "", "minutes_url": "ekby"}
    page = officer.submit(f"{BASE}/{ended}/aterkoppling", **given)
    assert page.status == 422
    assert page.faults().keys() == {"reasons", "effect", "time_plan", "minutes_url"}
    assert page.fields()["paragraph"] == "§ 112"


def test_a_stop_is_public_with_its_reason(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = running(session, keys)
    assert officer.submit(f"{BASE}/{number}/stoppa", reason="").status == 422
    page = officer.submit(f"{BASE}/{number}/stoppa", reason="Förslaget är tillbakadraget.")
    assert "Därför stoppades den" in page.text
    shown = officer.get(f"/remisser/{number}").text
    assert "Remissen är stoppad" in shown
    assert "Förslaget är tillbakadraget." in shown
    assert "Kommunen stoppade remissen" in shown


def test_more_time_is_told_on_the_page(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = running(session, keys)
    form = officer.get(f"{BASE}/{number}").link("Förläng tiden för alla")
    assert officer.submit(form, closes_on="2026-12-05").faults().keys() == {"closes_on"}
    officer.submit(form, closes_on="2027-03-15")
    shown = officer.get(f"/remisser/{number}").text
    assert "Tiden förlängdes till och med 15 mars 2027" in shown
    assert "Öppen till 15 mars 2027" in shown


def test_what_has_closed_offers_no_more_time(ended: int, officer: Browser) -> None:
    assert "Förläng tiden" not in officer.get(f"{BASE}/{ended}").text
    assert officer.submit(f"{BASE}/{ended}/forlang", closes_on="2027-03-15").status == 409


@pytest.mark.parametrize(
    ("name", "page", "status"),
    [
        ("registrar", "diarienummer", 200),
        ("registrar", "stoppa", 403),
        ("moderator", "diarienummer", 403),
        ("moderator", "aterkoppling", 403),
        ("resident", "forlang", 403),
    ],
)
def test_who_runs_it(name: str, page: str, status: int, ended: int, app: Flask) -> None:
    assert Browser(app).log_in(name).get(f"{BASE}/{ended}/{page}").status == status


def test_the_overview_takes_few_statements(
    session: TenantSession, keys: Keyring, officer: Browser, statements: list[str]
) -> None:
    number = running(session, keys)
    officer.get(f"{BASE}/{number}")
    statements.clear()
    assert officer.get(f"{BASE}/{number}").status == 200
    asked = [each for each in statements if each.lstrip().upper().startswith("SELECT")]
    assert len(asked) <= 12, asked


def test_the_next_step_says_whose_turn_it_is(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    for given, words in (
        ({"opens_at": NOW + 5 * DAY}, "Remissen öppnar"),
        ({}, "Svara på remissen"),
        ({"is_open_to_all": False}, "De som har fått remissen"),
        ({"closes_at": NOW - DAY}, "Kommunen berättar vad det blev av svaren"),
    ):
        number = running(session, keys, **given)
        assert words in officer.get(f"/remisser/{number}").text


def test_a_hidden_one_says_only_why(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = running(session, keys, publication=Publication.HIDDEN, refusal="personal_data")
    page = browser.get(f"/remisser/{number}")
    assert (page.status, page.h1) == (410, "Remissen är dold")
    assert "Varför är den dold?" in page.text
    assert "Trafikplan" not in page.text
    assert browser.get(f"/remisser/{number}/dokument").status == 404
