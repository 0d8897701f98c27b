"""Replying: to one, to many, with texts that are used again, and two officials at once; tags and texts."""

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.remiss.models import Point, Reply
from tests.browser import Browser, Page
from tests.remiss.assessing import begun

TABLE = "/arbetsyta/remisser/1/bedomning"
REPLY = f"{TABLE}/svara?punkt=1&fran=synpunkt"


@pytest.fixture(autouse=True)
def said(session: TenantSession, keys: Keyring) -> None:
    begun(session, keys, "Bygg mer.", "Riv allt.")


@pytest.fixture
def hanna(browser: Browser) -> Browser:
    return browser.log_in("officer")


@pytest.fixture
def colleague(app: Flask) -> Browser:
    return Browser(app).log_in("officer")


def replies(session: TenantSession) -> list[tuple[str, str]]:
    """Every reply that holds."""
    session.expire_all()
    found = [(each.effect.value, each.words) for each in session.query(Reply).order_by(Reply.id)]
    session.rollback()
    return found


def send(browser: Browser, page: Page, **fields: str) -> Page:
    return browser.post(page.url, page.fields() | fields)


def test_a_point_is_answered_and_the_answer_corrected(
    hanna: Browser, session: TenantSession
) -> None:
    page = hanna.submit(REPLY, effect="unchanged", words="Nej.")
    assert "Förslaget ändras inte" in page.text
    page = hanna.get(page.link("Rätta svaret"))
    assert page.fields()["words"] == "Nej."
    page = send(hanna, page, effect="partly", words="Jo, lite.")
    assert "Tidigare svar" in page.text
    assert "Nej." in page.text
    assert replies(session) == [("partly", "Jo, lite.")]


def test_whoever_saves_second_sees_both_texts_and_then_decides(
    hanna: Browser, colleague: Browser, session: TenantSession
) -> None:
    mine = hanna.get(REPLY)
    colleague.submit(REPLY, effect="noted", words="Vi tar med det.")
    page = send(hanna, mine, effect="changed", words="Vi ändrar.")
    assert page.status == 409
    assert "Synpunkten tas med i det fortsatta arbetet" in page.text
    assert page.soup.select_one("ins")
    assert page.fields()["words"] == "Vi ändrar."
    assert replies(session) == [("noted", "Vi tar med det.")]
    page = send(hanna, page)
    assert "Svaret är sparat." in page.text
    assert replies(session) == [("changed", "Vi ändrar.")]
    assert "Vi tar med det." in page.text  # kept among the earlier ones


def test_words_about_a_point_that_is_gone_can_still_be_copied(
    hanna: Browser, colleague: Browser, session: TenantSession
) -> None:
    colleague.submit(f"{TABLE}/1/dela", words="Bygg\n---\nmer.")
    stmt = select(Point.id).where(Point.number == 2)
    second = session.scalars(stmt).one()
    session.rollback()
    reply, note = (hanna.get(f"{TABLE}/{way}") for way in (f"svara?punkt={second}", str(second)))
    colleague.submit(f"{TABLE}/1/sla-ihop", points=["1", str(second)])
    page = send(hanna, reply, effect="noted", words="Vi ser över det.")
    assert page.status == 409
    assert "Vi ser över det." in page.text
    said = hanna.post(f"{note.url}/anteckna", note.fields("/anteckna") | {"words": "Fråga Anna."})
    assert (said.status, said.fields()["words"]) == (409, "Fråga Anna.")
    assert replies(session) == []


def test_many_are_answered_with_one_form(hanna: Browser, session: TenantSession) -> None:
    hanna.submit(REPLY, effect="noted", words="Tack.")
    page = hanna.get(f"{TABLE}/svara?punkt=1&punkt=2")
    assert "1 av dem har redan ett svar och behåller det." in page.text
    send(hanna, page, effect="changed", words="Vi ändrar.")
    assert replies(session) == [("noted", "Tack."), ("changed", "Vi ändrar.")]


@pytest.mark.parametrize(
    ("fields", "field", "fault"),
    [
        ({"words": "Nej."}, "effect", "Välj vad synpunkten leder till."),
        ({"effect": "noted"}, "words", "Skriv vad kommunen svarar."),
        ({"effect": "noted", "words": "Ring 19900602-2397"}, "words", "Personnummer får inte"),
    ],
)
def test_what_is_wrong_stands_next_to_its_field(
    hanna: Browser, fields: dict[str, str], field: str, fault: str
) -> None:
    page = hanna.submit(REPLY, **fields)
    assert page.status == 422
    assert fault in page.faults()[field]
    assert page.fields()["words"] == fields.get("words", "")


def test_a_text_that_is_used_again_is_put_in_with_a_button(
    hanna: Browser, session: TenantSession
) -> None:
    hanna.submit(f"{TABLE}/texter/ny", title="Budget", words="Det avgörs i budgeten.")
    page = send(hanna, hanna.get(REPLY), words="Tack.", phrase="1", **{"satt-in": "ja"})
    assert page.status == 200
    assert page.fields()["words"] == "Tack.\n\nDet avgörs i budgeten."
    assert replies(session) == []


def test_texts_are_changed_retired_and_used_again(hanna: Browser) -> None:
    texts = f"{TABLE}/texter"
    assert hanna.submit(f"{texts}/ny", title=" ", words="x").status == 422
    hanna.submit(f"{texts}/ny", title="Budget", words="Det avgörs i budgeten.")
    assert "Pengar" in hanna.submit(f"{texts}/1", title="Pengar").text
    page = hanna.submit(texts, "/sluta-anvanda")
    assert "Används inte längre" in page.text
    assert not hanna.get(REPLY).soup.select("#phrase")
    hanna.submit(texts, "/anvand-igen")
    assert hanna.get(REPLY).soup.select("#phrase")


def test_tags_are_renamed_merged_and_removed(hanna: Browser) -> None:
    hanna.submit(f"{TABLE}/tagga?punkt=1&punkt=2", new="Cykel")
    hanna.submit(f"{TABLE}/tagga?punkt=1", new="Ljus")
    page = hanna.get(f"{TABLE}/taggar")
    assert "2 synpunkter" in page.text
    cykel = page.link("Cykel")
    taken = hanna.submit(cykel, name="ljus")
    assert "Det finns redan en tagg som heter så." in taken.faults()["name"]
    assert "Cyklar" in hanna.submit(cykel, name="Cyklar").text
    ljus = page.link("Ljus").rsplit("/", 1)[1]
    assert "Välj en annan tagg." in hanna.submit(cykel, "/sla-ihop", into="99").text
    merged = hanna.submit(cykel, "/sla-ihop", into=ljus)
    assert "Cyklar" not in merged.text
    assert "2 synpunkter" in merged.text
    assert "Här finns inga taggar än." in hanna.submit(merged.link("Ljus"), "/ta-bort").text
