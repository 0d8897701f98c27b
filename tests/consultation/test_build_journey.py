"""An official builds and publishes a consultation from nothing, without JavaScript."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.consultation.models import Consultation
from dialog.consultation.rules.blueprints import SKETCHES
from dialog.process.rules import Level, Publication
from tests.browser import Browser, Page

BASE = "/arbetsyta/medborgardialoger"
FACTS: dict[str, dict[str, Any]] = {
    "what": {
        "summary": "Vi rustar upp parken.",
        "concerns": "Alla som är i parken.",
        "area": "natur",
        "tags": "park, Grönt,park",
    },
    "promise": {
        "level": "dialogue",
        "can_affect": "Vad som finns i parken.",
        "cannot_affect": "Vad den får kosta.",
    },
    "decision": {
        "decided_by": "Tekniska nämnden",
        "decision_when": "I mars 2027",
        "feedback_how": "Vi skriver här.",
        "feedback_on": "2027-04-01",
    },
    "contact": {"contact_name": "Parkenheten", "contact_email": "park@ekby.example"},
}


def begin(browser: Browser, blueprint: str) -> str:
    """A draft from the blueprint; the address of its overview."""
    page = browser.submit(f"{BASE}/ny", title="Hur ska parken bli?", blueprint=blueprint)
    assert "Utkastet är skapat" in page.text
    return page.url.removesuffix("/uppgifter/what")


def missing(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.soup.select(".missing a")]


@pytest.mark.parametrize("blueprint", [each.value for each in SKETCHES])
def test_an_official_builds_and_publishes_one_from_nothing(
    blueprint: str, browser: Browser, everywhere: Session
) -> None:
    browser.log_in("officer")
    assert browser.get(browser.get("/arbetsyta").link("Medborgardialoger")).status == 200
    overview = begin(browser, blueprint)
    page = browser.get(f"{overview}/publicera")
    assert "Det går inte att publicera än" in page.text
    for facts, given in FACTS.items():
        assert f"{overview}/uppgifter/{facts}" in missing(page)
        assert browser.submit(f"{overview}/uppgifter/{facts}", **given).status == 200
    page = browser.get(overview)
    (step,) = missing(page)
    sent = browser.submit(step, opens_on="2026-12-01", closes_on="2026-12-31")
    assert "Klar att publicera" in sent.text
    preview = browser.get(f"{overview}/forhandsvisning")
    assert "Vad den får kosta." in preview.text
    assert browser.get(public(overview)).status == 404
    assert "är publicerad" in browser.submit(f"{overview}/publicera").text
    shown = browser.get(public(overview))
    assert shown.h1 == "Hur ska parken bli?"
    assert "Öppen till 31 december 2026" in shown.text
    row = everywhere.scalars(select(Consultation)).one()
    assert row.publication is Publication.PUBLISHED
    assert (row.level, row.tags, row.feedback_on) == (
        Level.DIALOGUE,
        ["park", "grönt"],
        date(2027, 4, 1),
    )
    assert shown.h1 in browser.get("/").text
    assert shown.h1 in browser.get("/dialoger?q=kosta").text


def public(overview: str) -> str:
    """The address that everyone has."""
    return overview.removeprefix("/arbetsyta")


def test_what_is_filled_in_is_saved_page_by_page(browser: Browser) -> None:
    browser.log_in("officer")
    overview = begin(browser, "survey")
    page = browser.submit(f"{overview}/uppgifter/promise", can_affect="Bänkarna.", spara="1")
    assert page.url == overview
    assert "Bänkarna." in page.text
    assert "Välj hur stort inflytande deltagarna har." in page.text


def test_words_stay_when_something_is_wrong(browser: Browser) -> None:
    browser.log_in("officer")
    overview = begin(browser, "survey")
    page = browser.submit(
        f"{overview}/uppgifter/what", title="", concerns="Alla", summary="Ring 19900602-2397"
    )
    assert page.status == 422
    assert page.faults().keys() == {"title", "summary"}
    assert page.fields()["concerns"] == "Alla"


def test_a_step_that_closes_before_it_opens_is_told_at_its_field(browser: Browser) -> None:
    browser.log_in("officer")
    overview = begin(browser, "ideas")
    form = browser.get(f"{overview}").link("Ändra steget")
    page = browser.submit(form, opens_on="2027-02-01", closes_on="2027-01-01")
    assert page.status == 422
    assert page.faults() == {"closes_on": "Steget måste stänga efter att det har öppnat."}
    assert page.fields()["opens_on"] == "2027-02-01"


@pytest.mark.parametrize("name", ["resident", "moderator", "councillor", "registrar", "admin"])
def test_only_officers_begin_one(name: str, browser: Browser) -> None:
    browser.log_in(name)
    assert browser.get(f"{BASE}/ny").status == 403
    assert browser.get(BASE).status == (200 if name == "registrar" else 403)
