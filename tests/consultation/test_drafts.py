"""What has been begun: kept page by page, gone on with elsewhere, and forgotten in time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.models import Answer, Draft
from dialog.consultation.queries.drafts import Begun, find_draft, keep_draft, open_draft
from dialog.consultation.reactions.drafts import forget_drafts
from dialog.consultation.rules.content import (
    Choice,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.consultation.rules.values import Typed
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.questionnaire import ALL, Given, Renew, every_kind, one_page, question
from tests.consultation.questionnaire import given as given
from tests.consultation.questionnaire import renew as renew
from tests.consultation.rows import NOW
from tests.visitor import later as later

K = QuestionKind


def without_red() -> QuestionnaireContent:
    """One question has lost a choice, one is new, most are gone."""
    left = (Choice("green", "Grön"), Choice("blue", "Blå"))
    return one_page(
        question("multiple", K.MULTIPLE, choices=left),
        question("scale", K.SCALE),
        question("new", K.SHORT_TEXT, "En ny fråga"),
    )


def test_a_draft_is_sealed_and_leaves_no_trace_in_the_journal(
    given: Given, browser: Browser, session: TenantSession
) -> None:
    browser.submit(given(), **ALL)
    draft = session.scalars(select(Draft)).one()
    assert b"lila" not in draft.sealed
    assert session.scalars(select(Event).where(Event.name.like("consultation.%"))).all() == []


def test_two_windows_of_one_person_lose_no_page(resident: Context) -> None:
    row = rows.consultation(resident.session, resident.keys)
    part = rows.add_part(resident.session, row, every_kind())
    version = part.version.id
    keep_draft(resident, part, "key", Begun(version, Typed({"svar-scale": ["1"]})))
    draft = keep_draft(resident, part, "key", Begun(version, Typed({"svar-number": ["7"]}), 2))
    assert draft is find_draft(resident, part, "key")
    assert open_draft(resident, part, draft).typed.fields == {
        "svar-scale": ["1"],
        "svar-number": ["7"],
    }


def test_where_the_key_has_been_destroyed_a_draft_is_empty(
    resident: Context, keys: Keyring
) -> None:
    row = rows.consultation(resident.session, keys)
    part = rows.add_part(resident.session, row, every_kind())
    draft = keep_draft(resident, part, "key", Begun(part.version.id, Typed({"a": ["1"]})))
    row.wrapped_key = keys.new_data_key(f"process:{row.municipality_id}")
    assert open_draft(resident, part, draft).typed.fields == {}


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_old_drafts_are_forgotten_a_month_after_closing(
    days: int, left: int, system: Context
) -> None:
    row = rows.consultation(system.session, system.keys)
    part = rows.add_part(system.session, row, every_kind())
    keep_draft(system, part, "key", Begun(part.version.id, Typed()))
    closed = row.stages[0].closes_at
    assert closed is not None
    forget_drafts(replace(system, now=closed + timedelta(days=days)))
    assert len(system.session.scalars(select(Draft)).all()) == left


def test_questions_that_change_meanwhile_are_told_and_the_old_ones_can_be_finished(
    given: Given, renew: Renew, browser: Browser, session: TenantSession
) -> None:
    address = given()
    browser.submit(address, **ALL)
    renew(address, without_red())
    page = browser.get(f"{address}?sida=1")
    assert "Ändrad: Frågan multiple" in page.text
    assert "Ny: En ny fråga" in page.text
    assert "Borttagen: Frågan single" in page.text
    browser.submit(f"{address}?sida=2")
    receipt = browser.submit(f"{address}?sida=granska")
    assert "Annat: lila" in receipt.text
    answer = session.scalars(select(Answer)).one()
    assert answer.version.number == 1


def test_one_may_change_to_the_new_questions_and_hears_what_no_longer_fits(
    given: Given, renew: Renew, browser: Browser, session: TenantSession
) -> None:
    address = given()
    browser.submit(address, **ALL)
    renew(address, without_red())
    page = browser.submit(f"{address}?sida=1", gor="byt")
    assert "Kommunen har ändrat" not in page.text
    assert page.fields()["svar-scale"] == "4"
    wrong = browser.get(f"{address}?sida=1&visa=fel")
    assert wrong.status == 200
    fields = page.fields() | {"svar-multiple": ["blue"]}
    assert browser.post(f"{address}?sida=1", fields).h1 == "Granska ditt svar"
    browser.submit(f"{address}?sida=granska")
    session.expire_all()
    answer = session.scalars(select(Answer)).one()
    assert answer.version.number == 2
    assert set(answer.texts[0].data["answers"]) == {"multiple", "scale"}


def test_a_choice_that_is_gone_is_said_when_the_old_draft_meets_new_questions(
    given: Given, renew: Renew, browser: Browser
) -> None:
    address = given()
    browser.submit(address, **{"svar-multiple": ["red"]})
    renew(address, without_red())
    fields = browser.get(f"{address}?sida=1").fields() | {"gor": "byt"}
    browser.post(f"{address}?sida=1", fields)
    review = browser.get(f"{address}?sida=granska")
    assert "finns inte längre" in review.text


def test_a_page_that_was_open_before_the_change_is_taken_as_it_was_seen(
    given: Given, renew: Renew, browser: Browser, session: TenantSession
) -> None:
    address = given()
    fields = browser.get(address).fields()
    renew(address, without_red())
    page = browser.post(f"{address}?sida=1", fields | ALL)
    assert "Sida 2 av 3" in page.text
    assert session.scalars(select(Draft)).one().version_id == int(fields["version"])


def test_two_windows_with_different_versions_are_told(
    given: Given, renew: Renew, browser: Browser
) -> None:
    address = given()
    old = browser.get(address).fields()
    renew(address, without_red())
    browser.submit(address, **{"svar-scale": "2"})
    page = browser.post(f"{address}?sida=1", old | {"svar-scale": "5"})
    assert "annat fönster" in page.text
    assert page.fields()["svar-scale"] == "5"


def test_an_answer_given_to_older_questions_can_still_be_changed(
    given: Given, renew: Renew, browser: Browser, session: TenantSession
) -> None:
    address = given(
        QuestionnaireContent(pages=(QuestionPage(questions=(question("q", K.SCALE),)),))
    )
    browser.submit(address, **{"svar-q": "2"})
    browser.submit(f"{address}?sida=granska")
    renew(address, without_red())
    page = browser.submit(address, "/andra")
    assert page.fields()["svar-q"] == "2"
    assert "Borttagen: Frågan q" in page.text
    browser.submit(f"{address}?sida=1", **{"svar-q": "3"})
    assert browser.submit(f"{address}?sida=granska").h1 == "Kvitto på ditt ändrade svar"
    assert session.scalars(select(Answer)).one().version.number == 1


def test_a_private_link_goes_on_in_another_browser_after_a_button(
    given: Given, app: Flask, browser: Browser
) -> None:
    address = given()
    saved = browser.submit(address, gor="spara", **ALL)
    link = saved.link("/fortsatt/")
    other = Browser(app)
    page = other.get(link)
    assert page.h1 == "Fortsätt där du var"
    assert "noindex" in page.response.headers["X-Robots-Tag"]
    assert "svar-scale" not in other.get(address).fields()  # looking at it changes nothing
    assert other.submit(link).fields()["svar-scale"] == "4"
    browser.submit(f"{address}?sida=1")
    browser.submit(f"{address}?sida=granska")
    assert other.get(address).h1 == "Ditt svar"
    assert browser.get(address).link("/fortsatt/") == link


@pytest.mark.parametrize("token", ["x", "y" * 500, "å"])
def test_a_link_that_nobody_has_been_given_leads_nowhere(
    token: str, given: Given, browser: Browser
) -> None:
    consultation = given().rpartition("/svara")[0]
    assert browser.get(f"{consultation}/fortsatt/{token}").status == 404


def test_the_script_saves_what_is_typed_and_says_when(
    given: Given, browser: Browser, app: Flask
) -> None:
    address = given()
    browser.log_in("resident")
    page = browser.get(address)
    place = page.soup.select_one("[data-autosave]")
    assert place is not None
    where = str(place["data-autosave"])
    told = browser.post(where, page.fields() | {"svar-short_text": "x", "svar-scale": "3"})
    assert told.response.get_json() == {"saved": "13:00"}
    assert browser.get(address).fields()["svar-scale"] == "3"
    assert browser.post(where, page.fields() | {"version": "x"}).status == 400
    stranger = Browser(app).get(address)
    assert not stranger.soup.select("[data-autosave]")


def test_the_script_hears_when_it_is_too_late_and_when_the_questions_have_changed(
    given: Given, renew: Renew, later: Any
) -> None:
    address = given()
    clock = {"now": NOW + 20 * rows.DAY - timedelta(seconds=2)}
    browser = Browser(later(lambda: clock["now"])).log_in("resident")
    old = browser.get(address).fields()
    renew(address, without_red())
    browser.submit(address, **{"svar-scale": "2"})
    changed = browser.post(f"{address}/sparat?sida=1", old)
    assert (changed.status, changed.response.get_json()) == (
        409,
        {"error": "Frågorna har ändrats. Ladda om sidan."},
    )
    clock["now"] += timedelta(seconds=2)
    late = browser.post(f"{address}/sparat", old)
    assert late.status == 409
    assert "inte att svara nu" in late.response.get_json()["error"]


def test_without_a_draft_the_page_that_says_saved_leads_back(
    given: Given, browser: Browser
) -> None:
    address = given()
    assert browser.get(f"{address}/sparat").h1 == "Frågor om parken"
