"""The public page of moderation: rules, numbers and a log, and nobody in any of it."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.models import Report, ReportCase
from dialog.moderation.queries import transparency as queries
from dialog.moderation.rules import Result
from tests.browser import Browser
from tests.make import NOW
from tests.moderation.test_decisions import rejected, stopped

Acting = Callable[[str], Context]
DAY = timedelta(days=1)
PAGE, FILE = "/om/granskning", "/om/granskning.csv"


@pytest.fixture
def year(acting: Acting, keys: Keyring) -> None:
    """Three decisions, of which one is changed and one is being looked at; two reports."""
    moderator, mats, author = (acting(n) for n in ("moderator", "second_moderator", "author"))
    changed = rejected(replace(moderator, now=NOW - 40 * DAY), keys, "bbs_threat", title="Hemlig")
    asked = appeal(replace(author, now=NOW - 30 * DAY), changed, text="Personligt.")
    judge(replace(mats, now=NOW - 28 * DAY), asked, result=Result.CHANGED, answer="Du har rätt.")
    appeal(author, rejected(moderator, keys, title="Också hemlig"), text="Mycket personligt.")
    stopped(moderator, keys, title="Stoppad rubrik")
    case = ReportCase(
        subject_type="process", subject_id=1, is_urgent=False, count=2, opened_at=NOW, due_at=NOW,
        reason="", explanation="",
    )  # fmt: skip
    moderator.session.add(case)
    moderator.session.flush()
    for number, at in enumerate((NOW, NOW - 400 * DAY)):
        moderator.session.add(
            Report(case_id=case.id, category="offensive", token_hash=str(number), received_at=at)
        )
    moderator.session.commit()


@pytest.mark.usefixtures("year")
def test_anyone_reads_rules_numbers_and_log(browser: Browser) -> None:
    page = browser.get(PAGE)
    assert page.h1 == "Så granskar kommunen"
    for words in (
        "begära omprövning inom 21 dagar",
        "inom 10 arbetsdagar",
        "5 § lagen (1998:112)",
        "Frågan är redan beslutad",
        "anmälningar 1",
        "beslut 3",
        "begärda omprövningar 2",
        "ändrade beslut 1",
        "Från begärd omprövning till svar 2 dagar (median)",
        "december 2026",
        "22 oktober 2026 Folkmotion Dold Olaga hot Beslutet ändrades",
        "1 december 2026 Folkmotion Avvisad Kommunen bestämmer inte över frågan Prövas nu",
    ):
        assert words in page.text, words
    assert page.link("Ladda ner alla beslut") == FILE
    assert browser.get("/").link("Så granskar kommunen") == PAGE


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.parametrize(
    "words", ["hemlig", "Hemlig", "rubrik<", "Stoppad rubrik", "Frans", "Maja", "Mats", "ersonligt",
    "Regionen bestämmer.", "Du har rätt."],
)  # fmt: skip
def test_nobody_and_nothing_that_was_hidden_is_in_it(
    browser: Browser, path: str, words: str
) -> None:
    assert words not in browser.get(path).response.text


@pytest.mark.usefixtures("year")
def test_the_file_holds_every_decision(browser: Browser) -> None:
    answer = browser.get(FILE).response
    assert answer.mimetype == "text/csv"
    assert "granskning.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][:4] == ["Datum", "Typ", "Beslut", "Skäl"]
    assert len(rows) == 4
    assert rows[-1] == [
        "2026-10-22", "Folkmotion", "Dold", "Olaga hot",
        "5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor", "Nej", "Nej",
        "2026-11-01", "2026-11-03", "Beslutet ändrades",
    ]  # fmt: skip


@pytest.mark.parametrize("path", [PAGE, FILE])
def test_it_is_kept_by_proxies_and_the_same_for_everybody(browser: Browser, path: str) -> None:
    answer = browser.log_in("moderator").client.get(path, base_url=browser.base_url)
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert "Maja" not in answer.text


@pytest.mark.parametrize("size", [0, 60])
@pytest.mark.parametrize(("path", "most"), [(PAGE, 6), (FILE, 2)])
def test_it_costs_the_same_however_much_was_decided(
    request: pytest.FixtureRequest, statements: list[str], size: int, path: str, most: int
) -> None:
    moderator, keys = request.getfixturevalue("moderator"), request.getfixturevalue("keys")
    browser = request.getfixturevalue("browser")
    for _ in range(size):
        rejected(moderator, keys)
    moderator.session.commit()
    browser.get("/")
    statements.clear()
    page = browser.get(path)
    assert 1 <= len(statements) <= most, statements
    assert ("de senaste 50" in page.text) is (size == 60 and path == PAGE)


def test_a_neighbour_has_numbers_of_its_own(browser: Browser, year: None) -> None:
    page = Browser(browser.app, "bjorkby.localhost").get(PAGE)
    assert "beslut 0" in page.text
    assert "Kommunen har inte fattat något beslut det senaste året." in page.text


def test_it_is_all_there_in_english(browser: Browser, year: None) -> None:
    browser.get("/sprak/en")
    text = browser.get(PAGE).text
    assert "The decision was changed" in text
    assert "omprövning" not in text.lower()


def test_months_begin_in_swedish_time(system: Context) -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Sweden
    starts = queries.months_until(new_year)
    assert len(starts) == queries.MONTHS + 1
    assert starts[0].isoformat() == "2026-02-01T00:00:00+01:00"
    assert starts[-2].isoformat() == "2027-01-01T00:00:00+01:00"
    assert queries.numbers(replace(system, now=new_year), []).total("decisions") == 0


def test_what_is_older_than_a_year_is_only_in_the_file(
    browser: Browser, moderator: Context, keys: Keyring
) -> None:
    rejected(replace(moderator, now=NOW - 500 * DAY), keys)
    moderator.session.commit()
    assert "beslut 0" in browser.get(PAGE).text
    assert "Avvisad" in browser.get(FILE).response.text
