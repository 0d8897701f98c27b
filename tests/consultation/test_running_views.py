"""Running a consultation on its pages, and what everyone sees of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from dialog.consultation.actions.publish import schedule
from dialog.consultation.actions.run import close
from dialog.consultation.actions.setup import create
from dialog.consultation.models import Consultation
from dialog.consultation.reactions.running import publish_on_time
from dialog.consultation.rules import Blueprint
from dialog.consultation.rules.content import (
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    TextContent,
)
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Level
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.rows import DAY, NOW

BASE = "/arbetsyta/medborgardialoger"
OUTCOME = {
    "body": "Tekniska nämnden",
    "decided_on": "2026-11-30",
    "paragraph": "§ 112",
    "reasons": "Det blir **tio** bänkar.",
    "effect": "Många ville sitta i skuggan.",
    "time_plan": "Bänkarna kommer i april.",
    "minutes_url": "https://ekby.example/protokoll",
}


@pytest.fixture
def officer(browser: Browser) -> Browser:
    return browser.log_in("officer")


def ended(ctx: Context) -> int:
    row = rows.consultation(ctx.session, ctx.keys, closes_at=NOW - DAY)
    rows.add_part(ctx.session, row, TextContent("Parken är gammal."))
    close(ctx, row)
    number = row.id
    ctx.session.commit()
    return number


def running(session: TenantSession, keys: Keyring, **given: object) -> int:
    row = rows.consultation(session, keys, **given)
    rows.add_part(session, row, TextContent("Parken är gammal."))
    number = row.id
    session.commit()
    return number


def test_feedback_is_written_and_stands_first(system: Context, officer: Browser) -> None:
    number = ended(system)
    page = officer.submit(f"{BASE}/{number}/aterkoppling", **OUTCOME)
    assert "Återkopplingen är publicerad" in page.text
    shown = officer.get(f"/medborgardialoger/{number}").text
    for words in ("Beslut fattat", "tio bänkar", "skuggan", "i april", "§ 112"):
        assert words in shown
    assert shown.index("Det här blev det av svaren") < shown.index("Det här gäller")
    assert "Hur ska Stadsparken bli?" in officer.get("/?igen").text
    assert "Besvarad: Hur ska Stadsparken bli?" in officer.get("/flode.atom").response.text
    again = officer.submit(f"{BASE}/{number}/aterkoppling", **OUTCOME)
    assert (again.status, "redan publicerad" in again.text) == (409, True)


def test_feedback_without_what_is_needed_is_refused_at_its_fields(
    system: Context, officer: Browser
) -> None:
    number = ended(system)
    given = OUTCOME | {"reasons": "", "effect": " ", "time_plan": "", "minutes_url": "ekby"}
    page = officer.submit(f"{BASE}/{number}/aterkoppling", **given)
    assert page.status == 422
    assert page.faults().keys() == {"reasons", "effect", "time_plan", "minutes_url"}
    assert page.fields()["paragraph"] == "§ 112"


def test_the_way_from_decision_to_end_on_pages(system: Context, officer: Browser) -> None:
    number = ended(system)
    officer.submit(f"{BASE}/{number}/diarienummer", case_number="TN 2026/12")
    officer.submit(
        f"{BASE}/{number}/handlaggning/steg",
        kind="meeting",
        title="Nämnden möts",
        planned_on="2026-11-29",
    )
    overview = officer.get(f"{BASE}/{number}")
    assert "Dagen har passerat" in overview.text
    officer.submit(overview.link("Markera som klart"), done_on="2026-11-30")
    officer.submit(f"{BASE}/{number}/aterkoppling", **OUTCOME)
    officer.submit(f"{BASE}/{number}/handlaggning/delmal", title="Bänkar", planned_on="2027-04-01")
    page = officer.submit(f"{BASE}/{number}/avsluta")
    assert "Avslutad" in page.text
    shown = officer.get(f"/medborgardialoger/{number}").text
    for words in ("Nämnden möts", "Bänkar", "Ärendet avslutades", "Ärendet är avslutat."):
        assert words in shown


def test_a_stop_is_public_with_its_reason(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = running(session, keys)
    assert officer.submit(f"{BASE}/{number}/stoppa", reason="").status == 422
    officer.submit(f"{BASE}/{number}/stoppa", reason="Frågan är avgjord.")
    shown = officer.get(f"/medborgardialoger/{number}").text
    assert "Medborgardialogen är stoppad" in shown
    assert "Frågan är avgjord." in shown
    assert "öppnar" not in shown


def test_an_extension_and_a_change_are_told_on_the_page(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = running(session, keys)
    assert "ändrade senast" not in officer.get(f"/medborgardialoger/{number}").text
    form = officer.get(f"{BASE}/{number}").link("Förläng")
    assert officer.submit(form, closes_on="2026-12-05").faults().keys() == {"closes_on"}
    officer.submit(form, closes_on="2027-01-15")
    officer.submit(f"{BASE}/{number}/uppgifter/promise", can_affect="Bänkar och träd.")
    page = officer.get(f"/medborgardialoger/{number}")
    assert "Tiden förlängdes till och med 15 januari 2027: Steg 1" in page.text
    assert "Öppen till 15 januari 2027" in page.text
    assert "Kommunen ändrade senast något på sidan 1 december 2026 kl. 13:00." in page.text


def test_steps_are_written_moved_and_removed_on_pages(
    acting: Callable[[str], Context], officer: Browser
) -> None:
    ctx = acting("officer")
    number = create(ctx, Blueprint.IDEAS, "Torget").id
    ctx.session.commit()
    page = officer.submit(f"{BASE}/{number}/steg/nytt", title="Diskutera", who="eid", level="loa4")
    heads = [head.get_text(strip=True) for head in page.soup.select(".outline h3")]
    assert heads == ["Lämna idéer", "Diskutera"]
    first = page.soup.select(".outline form[action$=flytta]")[0]["action"]
    page = officer.submit(f"{BASE}/{number}", str(first), at="ned")
    heads = [head.get_text(strip=True) for head in page.soup.select(".outline h3")]
    assert heads == ["Diskutera", "Lämna idéer"]
    page = officer.submit(page.link("Ta bort : Diskutera"))
    assert "Steget är borttaget." in page.text
    assert page.soup.select(".outline h3")[0].get_text(strip=True) == "Lämna idéer"


def test_of_a_step_that_has_opened_only_words_are_asked_for(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = running(session, keys)
    page = officer.get(officer.get(f"{BASE}/{number}").link("Ändra steget"))
    assert {"title", "intro"} <= page.fields().keys()
    assert "who" not in page.fields()
    assert "Steget har öppnat." in page.text


def test_a_missed_publication_is_told_on_the_desk_and_the_overview(
    acting: Callable[[str], Context], system: Context, officer: Browser
) -> None:
    ctx = acting("officer")
    row = create(ctx, Blueprint.SURVEY, "Hur ska parken bli?")
    schedule(ctx, row, NOW + timedelta(minutes=5))
    publish_on_time(replace(system, now=NOW + timedelta(minutes=5)))
    number = row.id
    system.session.commit()
    assert "som inte kunde publiceras" in officer.get("/arbetsyta").text
    assert "kunde inte publiceras som planerat" in officer.get(f"{BASE}/{number}").text
    officer.submit(f"{BASE}/{number}/planera", on="2026-12-24", at="09:00")
    assert "Publiceras 24 december 2026 kl. 09:00" in officer.get(f"{BASE}/{number}").text
    assert "som inte kunde publiceras" not in officer.get("/arbetsyta").text
    assert "Utkast" in officer.submit(f"{BASE}/{number}", f"{number}/avplanera").text


def test_a_copy_and_a_thrown_away_draft(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = running(session, keys)
    page = officer.submit(f"{BASE}/{number}/kopiera")
    assert "Kopian är ett utkast" in page.text
    copy = page.url.removesuffix("/uppgifter/what")
    assert "Hur ska Stadsparken bli? (kopia)" in officer.get(copy).text
    assert "borttaget" in officer.submit(f"{copy}/ta-bort").text
    assert "(kopia)" not in officer.get(BASE).text


def test_late_feedback_is_said_openly(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    given = {"closes_at": NOW - 5 * DAY, "answer_due_at": NOW - 2 * DAY}
    number = running(session, keys, **given, feedback_on=date(2026, 11, 29))
    page = browser.get(f"/medborgardialoger/{number}")
    assert "Svaret är 2 dagar försenat" in page.text
    assert "skulle ha berättat" in page.text
    assert "Svaret är 2 dagar försenat" in browser.get("/").text


def test_cards_speak_of_taking_part_and_not_of_signing(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    running(session, keys, count_valid=1234)
    page = browser.get("/medborgardialoger")
    assert "1 234 har deltagit" in page.text.replace("\xa0", " ")
    assert "Öppen till 21 december 2026" in page.text
    assert "nderskrift" not in page.text
    assert "har deltagit" in browser.get("/").text


def test_a_list_without_consultations_does_not_ask_for_signatures(browser: Browser) -> None:
    page = browser.get("/medborgardialoger")
    assert "Kommunen har inte frågat om något här än." in page.text
    assert "nderskrift" not in page.text


@pytest.mark.parametrize("level", Level)
def test_the_ladder_marks_what_is_promised(
    level: Level, session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = running(session, keys, level=level)
    page = browser.get(f"/medborgardialoger/{number}")
    (rung,) = page.soup.select(".ladder [aria-current]")
    assert "nivån i den här medborgardialogen" in rung.get_text()
    assert ("Det är ingen dialog" in page.text) is (level is Level.INFORMATION)


def test_results_are_linked_when_they_are_public(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = running(session, keys, results_public_at=NOW)
    page = browser.get(f"/medborgardialoger/{number}")
    assert page.link("Se resultatet") == f"/medborgardialoger/{number}/resultat"


def test_the_preview_is_not_kept_by_proxies(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = running(session, keys)
    page = officer.get(f"{BASE}/{number}/forhandsvisning")
    assert "public" not in page.response.headers.get("Cache-Control", "")


def test_the_page_of_fifty_questions_takes_few_statements(
    session: TenantSession, keys: Keyring, browser: Browser, statements: list[str]
) -> None:
    row: Consultation = rows.consultation(session, keys)
    questions = tuple(Question(f"q{n}", QuestionKind.LONG_TEXT, f"Fråga {n}") for n in range(50))
    rows.add_part(session, row, QuestionnaireContent(pages=(QuestionPage("", "", questions),)))
    address = f"/medborgardialoger/{row.id}"
    session.commit()
    statements.clear()
    assert browser.get(address).status == 200
    asked = [each for each in statements if each.lstrip().upper().startswith("SELECT")]
    assert len(asked) <= 8, asked


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("registrar", 200), ("moderator", 200), ("admin", 403), ("resident", 403)],
)
def test_who_reads_the_overview(
    name: str, status: int, session: TenantSession, keys: Keyring, app: Flask
) -> None:
    number = running(session, keys)
    browser = Browser(app).log_in(name)
    assert browser.get(f"{BASE}/{number}").status == status
    assert browser.get(f"{BASE}/{number}/handlaggning").status == status
    assert browser.get(f"{BASE}/{number}/stoppa").status == (200 if name == "officer" else 403)
