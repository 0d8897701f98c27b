"""The count, the next step and the answer, as everyone sees them."""

from datetime import date, timedelta
from typing import Any

import pytest

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.process.models import Step
from dialog.process.rules import Handling, end_of_day
from tests import make
from tests.browser import Browser
from tests.folkmotion.rows import DAY, answered
from tests.make import EF_RULES, NOW


def test_the_count_is_honest(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        threshold=500,
        threshold_basis={
            "mode": "percent_population",
            "value": 1,
            "population": 50000,
            "as_of": "2026-11-01",
        },
        count_valid=412,
        count_unverified=38,
        count_against=7,
        counted_at=NOW - timedelta(minutes=1),
        rules=EF_RULES | {"ef.votes_against_allowed": True},
    )
    words = browser.get(f"/folkmotioner/{row.id}").soup.select_one("#raknare").get_text(" ")
    words = " ".join(words.split())
    assert "412 av 500 underskrifter" in words
    assert "88 underskrifter kvar till gränsen" in words
    assert "Inte kontrollerade än 38 Räknas inte med" in words
    assert "1 % av 50 000 folkbokförda den 1 november 2026" in words
    assert "7 personer har ställt sig emot" in words
    assert "Uppdaterat 1 december 2026 kl. 12:59" in words


@pytest.mark.parametrize(
    ("given", "expected", "not_expected"),
    [
        ({"count_unverified": 10}, "omkring 135 namn", "Gränsen är nådd"),
        ({"count_valid": 10}, "90 underskrifter kvar", "omkring 135 namn"),
        ({"count_valid": 99}, "1 underskrift kvar", "underskrifter kvar"),
        ({"count_valid": 100}, "Gränsen är nådd", "kvar till gränsen"),
        (
            {"count_unverified": 100, "rules": EF_RULES | {"ef.unverified_counts": True}},
            "Räknas med.",
            "omkring 135 namn",
        ),
        ({"counted_at": None}, "har inte räknats än", "Uppdaterat"),
        ({"counted_at": NOW}, "Uppdaterat", "har inte räknats än"),
        ({"count_against": 4}, "0 av 100", "emot förslaget"),
        ({"threshold": None, "minority_matter": True}, "nationella minoriteter", "av 100"),
    ],
    ids=[
        "checked later",
        "checked",
        "one left",
        "reached",
        "counts",
        "new",
        "counted",
        "no votes against",
        "minority",
    ],
)
def test_the_words_of_the_count(
    request: pytest.FixtureRequest, given: dict[str, Any], expected: str, not_expected: str
) -> None:
    session, keys = request.getfixturevalue("session"), request.getfixturevalue("keys")
    row = make.folkmotion(session, keys, **given)
    page = request.getfixturevalue("browser").get(f"/folkmotioner/{row.id}")
    words = " ".join(page.soup.select_one("aside").get_text(" ").split())
    assert expected in words
    assert not_expected not in words


def test_the_count_for_programs(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(
        system.session, keys, count_valid=3, count_unverified=2, count_against=1, counted_at=NOW
    )
    answer = browser.client.get(f"/folkmotioner/{row.id}/antal.json", base_url=browser.base_url)
    assert answer.json == {
        "valid": 3,
        "unverified": 2,
        "against": 1,
        "threshold": 100,
        "counted_at": "2026-12-01T12:00:00+00:00",
    }
    assert answer.headers["Cache-Control"].startswith("public")


def test_the_page_tells_the_next_step_and_whose_turn_it_is(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        handling=Handling.IN_PREPARATION,
        handed_over_at=NOW - 9 * DAY,
        answer_due_at=NOW + 90 * DAY,
        department_id=1,
        case_number="KS 2026/00214",
    )
    system.session.add(
        Step(
            process_id=row.id,
            kind="meeting",
            title="Nämnden behandlar ärendet",
            body="Tekniska nämnden",
            planned_on=date(2026, 12, 20),
            recorded_at=NOW,
        )
    )
    system.session.commit()
    page = browser.get(f"/folkmotioner/{row.id}")
    box = " ".join(page.soup.select_one("aside").get_text(" ").split())
    assert "Nästa steg Nämnden behandlar ärendet Vem Tekniska nämnden När 20 december 2026" in box
    assert "KS 2026/00214" in page.text
    assert "Kommunstyrelsen" in page.text
    assert "Överlämnad till kommunen" in page.soup.select_one(".timeline").get_text()


def test_a_late_answer_is_shown_to_everyone(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        handling=Handling.HANDED_OVER,
        handed_over_at=NOW - 200 * DAY,
        answer_due_at=end_of_day(date(2026, 11, 19)),
    )
    page = browser.get(f"/folkmotioner/{row.id}")
    assert "Svaret är 12 dagar försenat" in page.text
    assert "skulle ha svarat senast 19 november 2026" in page.text


def test_the_answer_says_what_why_and_what_happens_now(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = answered(system, keys)
    page = browser.get(f"/folkmotioner/{row.id}")
    assert "Kommunens svar Delvis bifall" in page.text
    assert "Kommunfullmäktige beslutade den 20 november 2026, § 112." in page.text
    assert "Bänkar är bra ." in page.text
    assert "De första ställs ut i maj." in page.text
    assert page.link("Läs protokollet") == "https://www.ekby.example/protokoll"
    assert "Kommunfullmäktige beslutade: Delvis bifall" in page.text
    assert "Delvis bifall" in browser.get("/folkmotioner").text


def test_the_minutes_are_a_web_address_or_nothing(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = answered(system, keys, minutes_url="javascript:alert(1)")
    assert "Läs protokollet" not in browser.get(f"/folkmotioner/{row.id}").text


def test_a_closed_one_cannot_be_signed(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(system.session, keys, closes_at=NOW)
    page = browser.get(f"/folkmotioner/{row.id}")
    assert "Skriv under" not in [link.get_text(strip=True) for link in page.soup.select("a")]
    assert "Gränsen nåddes inte" in page.text
