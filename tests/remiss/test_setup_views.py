"""The pages on which a remiss is set up, without JavaScript, from nothing to published."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.actions.publish import schedule
from dialog.remiss.actions.setup import create
from dialog.remiss.models import Remiss, Statement
from dialog.remiss.reactions.running import publish_on_time
from dialog.remiss.rules.response import View
from tests.browser import Browser
from tests.remiss import rows
from tests.remiss.rows import NOW

BASE = "/arbetsyta/remisser"
FACTS = {
    "what": {"title": "Cykelplan", "summary": "Var ska vi cykla?", "concerns": "Alla i Ekby."},
    "asks": {"asks_for": "Vad tycker du?", "is_open_to_all": "alla", "showing": "after"},
    "decision": {
        "decided_by": "Tekniska nämnden",
        "decision_when": "I juni 2027",
        "feedback_how": "Här på sidan.",
        "feedback_on": "2027-06-30",
    },
    "contact": {"contact_name": "Trafikenheten", "contact_email": "trafik@ekby.example"},
}
DRAFT = {
    "publication": Publication.DRAFT,
    "published_at": None,
    "submitted_at": None,
    "opens_at": None,
    "wrapped_key": None,
}


@pytest.fixture
def officer(browser: Browser) -> Browser:
    return browser.log_in("officer")


def begun(session: TenantSession, keys: Keyring, **given: object) -> int:
    number = rows.remiss(session, keys, **given).id
    session.rollback()
    return number


def test_from_nothing_to_published(session: TenantSession, officer: Browser) -> None:
    number = int(officer.submit(f"{BASE}/ny", title="Cykelplan").url.rpartition("/")[2])
    page = officer.get(f"{BASE}/{number}")
    assert "Kvar att göra innan publicering" in page.text
    page = officer.get(page.link("Skriv kort och enkelt vad det handlar om."))
    for name, given in FACTS.items():
        assert page.fields().keys() >= given.keys(), name
        page = officer.submit(page.url, **given)
        if name == "asks":
            assert page.url == f"{BASE}/{number}/tid"
            page = officer.submit(page.url, closes_on="2027-03-31")
    assert page.url == f"{BASE}/{number}"
    assert page.link("Läs in dokumentet som ska ut på remiss.") == f"{BASE}/{number}/dokument"
    assert "Det går inte att publicera än" in officer.get(f"{BASE}/{number}/publicera").text
    rows.add_version(session, session.get_one(Remiss, number), frozen=False)
    session.commit()
    assert "Klar att publicera" in officer.get(f"{BASE}/{number}").text
    seen = officer.get(f"{BASE}/{number}/forhandsvisning")
    assert all(words in seen.text for words in ("Förhandsgranskning", "Vad tycker du?", "Längs ån"))
    assert officer.get(f"/remisser/{number}").status == 404
    page = officer.submit(f"{BASE}/{number}/publicera")
    assert "Remissen är publicerad." in page.text
    shown = officer.get(f"/remisser/{number}").text
    assert all(words in shown for words in ("Cykelplan", "Vad tycker du?", "Kollektivtrafik"))
    assert officer.get(f"{BASE}/{number}/publicera").url == f"{BASE}/{number}"
    assert officer.get(f"{BASE}/{number}/tid").url == f"{BASE}/{number}"


def test_a_page_is_saved_with_what_is_left_for_later(officer: Browser) -> None:
    number = int(officer.submit(f"{BASE}/ny", title="Cykelplan").url.rpartition("/")[2])
    where = f"{BASE}/{number}/uppgifter"
    officer.submit(f"{where}/what", summary="Var ska vi cykla?", tags="Cykel, väg", spara="1")
    fields = officer.get(f"{where}/what").fields()
    assert (fields["summary"], fields["concerns"], fields["tags"]) == (
        "Var ska vi cykla?",
        "",
        "cykel, väg",
    )
    page = officer.submit(f"{where}/what", title="", summary="19900602-2397")
    assert (page.status, page.faults().keys()) == (422, {"title", "summary"})
    assert page.fields()["summary"] == "19900602-2397"
    assert officer.submit(f"{where}/contact", contact_email="ekby").faults().keys() == {
        "contact_email"
    }
    assert officer.get(f"{where}/hittepa").status == 404


def test_a_short_time_asks_why_and_the_page_tells_everybody(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = begun(session, keys, **DRAFT)
    page = officer.submit(f"{BASE}/{number}/tid", closes_on="2026-12-31")
    assert (page.status, page.faults().keys()) == (422, {"short_reason"})
    assert "90 dagar" in page.faults()["short_reason"]
    assert page.fields()["closes_on"] == "2026-12-31"
    given = {"closes_on": "2026-12-31", "short_reason": "Bron rasar."}
    officer.submit(f"{BASE}/{number}/tid", **given)
    seen = officer.get(f"{BASE}/{number}/forhandsvisning").text
    assert "Bron rasar." in seen
    again = officer.submit(f"{BASE}/{number}/tid", opens_on="2027-01-10", **given)
    assert again.faults().keys() == {"closes_on"}


def test_names_are_a_choice_only_where_the_rule_lets_them(
    session: TenantSession, keys: Keyring, officer: Browser, decide: Callable[..., None]
) -> None:
    number = begun(session, keys, **DRAFT)
    where = f"{BASE}/{number}/uppgifter/asks"
    assert not officer.get(where).soup.select("#shows_private_names")
    decide("remiss.publish_private_names", value=True)
    session.commit()
    assert officer.get(where).soup.select("#shows_private_names")
    officer.submit(where, shows_private_names="y", is_open_to_all="inbjudna", showing="at_once")
    page = officer.get(f"{BASE}/{number}").text
    assert all(words in page for words in ("Ja, om de vill", "Bara de som får remissen"))


def test_what_is_published_keeps_its_promise_on_the_page(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = begun(session, keys)
    page = officer.submit(f"{BASE}/{number}/uppgifter/asks", is_open_to_all="inbjudna")
    assert page.faults().keys() == {"is_open_to_all"}
    page = officer.submit(f"{BASE}/{number}/uppgifter/asks", showing="at_once")
    assert page.faults().keys() == {"showing"}
    officer.submit(f"{BASE}/{number}/uppgifter/asks", asks_for="Vad tycker du om bussarna?")
    shown = officer.get(f"/remisser/{number}").text
    assert "Vad tycker du om bussarna?" in shown
    assert "ändrade senast något" in shown


def test_positions_on_their_page(session: TenantSession, keys: Keyring, officer: Browser) -> None:
    number = begun(session, keys, **DRAFT)
    where = f"{BASE}/{number}/stallningstaganden"
    page = officer.get(officer.get(f"{BASE}/{number}").link("Ställningstaganden"))
    assert officer.submit(page.link("Lägg till"), label="", tone="for").faults().keys() == {"label"}
    page = officer.submit(f"{where}/nytt", label="Behöver mer tid", tone="none")
    names = [each.get_text() for each in page.soup.select(".arranged__what")]
    assert names[-1] == "Behöver mer tid"
    move = str(page.soup.select("form[action$=flytta]")[-1]["action"])
    page = officer.submit(where, move, at="upp")
    names = [each.get_text() for each in page.soup.select(".arranged__what")]
    assert names[-2] == "Behöver mer tid"
    page = officer.submit(f"{where}/no_view/ta-bort")
    assert "Ställningstagandet är borttaget." in page.text
    page = officer.submit(f"{where}/supports", label="Bra förslag")
    assert "Bra förslag" in page.text
    assert officer.get(f"{where}/finns-inte").status == 404


def test_positions_that_people_choose_by_keep_their_meaning(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = begun(session, keys)
    where = f"{BASE}/{number}/stallningstaganden"
    page = officer.get(where)
    assert "Nu går det bara att ändra vad valen heter." in page.text
    assert not page.soup.select("form[action$=flytta]")
    assert "tone" not in officer.get(f"{where}/supports").fields()
    assert "Bra!" in officer.submit(f"{where}/supports", label="Bra!").text
    assert officer.submit(f"{where}/nytt", label="Nytt", tone="for").status == 409


def test_questions_on_their_page(session: TenantSession, keys: Keyring, officer: Browser) -> None:
    row = rows.remiss(session, keys)
    number = row.id
    where = f"{BASE}/{number}/fragor"
    session.commit()
    assert "Inga frågor" in officer.get(where).text
    assert officer.submit(f"{where}/ny", section="", text=" ").faults().keys() == {"text"}
    for text in ("Var ska vägen gå?", "När?"):
        page = officer.submit(f"{where}/ny", section="s2", text=text)
    assert "1 Cykelvägar" in page.text
    move = str(page.soup.select("form[action$=flytta]")[-1]["action"])
    page = officer.submit(where, move, at="upp")
    asked = [each.get_text() for each in page.soup.select(".arranged__what")]
    assert asked == ["När?", "Var ska vägen gå?"]
    key = move.split("/")[-2]
    session.expire_all()
    response = rows.add_response(session, session.get_one(Remiss, number), {"": View(words="Ja")})
    said = {"section": "s2", "question": key, "words": "I vår."}
    session.add(Statement(remiss_id=number, response_id=response.id, **said))
    session.commit()
    page = officer.get(f"{where}/{key}/ta-bort")
    assert page.h1 == "Stäng frågan"
    assert officer.submit(f"{where}/{key}", section="s2", text="Hur?").status == 409
    page = officer.submit(f"{where}/{key}/ta-bort")
    assert "Stängd" in page.text
    assert "Frågan är borttagen." in officer.submit(page.link("Ta bort : Var ska vägen gå?")).text


def test_a_missed_publication_is_told_on_the_desk_and_the_overview(
    acting: Callable[[str], Context], system: Context, officer: Browser
) -> None:
    ctx = acting("officer")
    row = create(ctx, "Cykelplan")
    schedule(ctx, row, NOW + timedelta(minutes=5))
    publish_on_time(replace(system, now=NOW + timedelta(minutes=5)))
    number = row.id
    system.session.commit()
    assert "Remisser som inte kunde publiceras" in officer.get("/arbetsyta").text
    assert "kunde inte publiceras som planerat" in officer.get(f"{BASE}/{number}").text
    officer.submit(f"{BASE}/{number}/planera", on="2026-12-24", at="09:00")
    assert "Publiceras 24 december 2026 kl. 09:00" in officer.get(f"{BASE}/{number}").text
    assert "Remisser som inte kunde publiceras" not in officer.get("/arbetsyta").text
    assert "Utkast" in officer.submit(f"{BASE}/{number}", f"{number}/avplanera").text


def test_a_copy_and_a_thrown_away_draft(
    session: TenantSession, keys: Keyring, officer: Browser
) -> None:
    number = begun(session, keys)
    page = officer.submit(f"{BASE}/{number}/kopiera")
    assert "Kopian är ett utkast" in page.text
    copy = page.url.removesuffix("/uppgifter/what")
    assert "Trafikplan för Ekby (kopia)" in officer.get(copy).text
    assert "borttaget" in officer.submit(f"{copy}/ta-bort").text
    assert "(kopia)" not in officer.get(BASE).text


@pytest.mark.parametrize(
    "page",
    ["uppgifter/what", "tid", "publicera", "planera", "kopiera", "stallningstaganden/nytt"],
)
def test_only_officers_set_up(page: str, session: TenantSession, keys: Keyring, app: Flask) -> None:
    number = begun(session, keys, **DRAFT)
    for name in ("registrar", "moderator", "resident"):
        assert Browser(app).log_in(name).get(f"{BASE}/{number}/{page}").status == 403
