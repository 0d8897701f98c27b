"""Pages of ideas: reading, sending in, changing, taking back, and support."""

import pytest
from sqlalchemy import select

from dialog.consultation.models import Idea, Stage
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.content import Choice, IdeasContent
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.models import Support
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows

CONTENT = IdeasContent(
    prompt="Vad saknas i parken?", categories=(Choice("lek", "Lek"), Choice("vila", "Vila"))
)


@pytest.fixture
def place(session: TenantSession, keys: Keyring) -> str:
    """Where ideas are collected; the address of the list."""
    row = rows.consultation(session, keys)
    part = rows.add_part(session, row, CONTENT, title="Idéer till parken")
    address = f"/medborgardialoger/{row.id}/ideer/{part.id}"
    session.rollback()
    return address


def send(browser: Browser, place: str, **given: str) -> None:
    """Send in an idea; the browser now knows whose it is."""
    fields = {"title": "Fler bänkar", "body": "I skuggan.", "category": "vila", "shown": "ingen"}
    page = browser.submit(f"{place}/ny", **(fields | given))
    assert page.h1 == "Kvitto på en idé", page.text


def only_idea(session: TenantSession) -> Idea:
    session.rollback()
    return session.scalars(select(Idea)).one()


def test_anybody_sends_an_idea_and_reads_it_everywhere(
    browser: Browser, place: str, session: TenantSession
) -> None:
    send(browser, place, shown="alias", alias="Parkvän")
    idea = only_idea(session)
    front = browser.get(f"/medborgardialoger/{idea.process_id}")
    assert "Vad saknas i parken?" in front.text
    assert "1 idé har kommit in." in front.text
    listed = browser.get(place)
    assert "Vila" in listed.text
    page = browser.get(listed.link("Fler bänkar"))
    assert page.h1 == "Fler bänkar"
    assert "Parkvän" in page.text
    assert "I skuggan." in page.text


def test_what_is_wrong_stands_next_to_its_field_and_nothing_is_lost(
    browser: Browser, place: str
) -> None:
    page = browser.submit(
        f"{place}/ny", title="", body="Ring 19900602-2397", category="", shown="alias", alias=""
    )
    assert page.status == 422
    assert set(page.faults()) == {"title", "body", "category", "alias"}
    assert "Personnummer" in page.faults()["body"]
    assert page.fields()["body"] == "Ring 19900602-2397"


def test_text_that_cannot_be_seen_or_is_too_long_is_stopped(browser: Browser, place: str) -> None:
    page = browser.submit(
        f"{place}/ny", title="Dold\u202etext", body="x" * 5001, category="lek", shown="ingen"
    )
    assert set(page.faults()) == {"title", "body"}


def test_a_robot_leaves_nothing_behind(
    browser: Browser, place: str, session: TenantSession
) -> None:
    browser.submit(
        f"{place}/ny", title="Köp", category="lek", shown="ingen", website="https://spam.example"
    )
    assert session.scalars(select(Idea)).all() == []


def test_whoever_sent_it_changes_it_and_everybody_sees_that(
    browser: Browser, place: str, session: TenantSession
) -> None:
    send(browser, place)
    idea = only_idea(session)
    address = f"/medborgardialoger/{idea.process_id}/ide/{idea.id}"
    session.rollback()
    mine = browser.get(f"/medborgardialoger/{place.split('/')[2]}/mina-inlagg")
    form = browser.get(mine.link("Ändra"))
    assert (form.fields()["title"], form.fields()["category"]) == ("Fler bänkar", "vila")
    receipt = browser.submit(mine.link("Ändra"), title="Fler stolar")
    assert receipt.h1 == "Kvitto på en ändrad idé"
    page = browser.get(address)
    assert page.h1 == "Fler stolar"
    assert "Ändrad" in page.text


def test_nobody_else_changes_or_takes_it_back(
    browser: Browser, app, place: str, session: TenantSession
) -> None:
    send(browser, place)
    idea = only_idea(session)
    address = f"/medborgardialoger/{idea.process_id}/ide/{idea.id}"
    session.rollback()
    other = Browser(app)
    for verb in ("andra", "dra-tillbaka"):
        page = other.get(f"{address}/{verb}")
        assert page.status == 403
        assert "Bara den som har skrivit texten" in page.text


def test_what_is_taken_back_is_shown_no_longer(
    browser: Browser, place: str, session: TenantSession
) -> None:
    send(browser, place)
    idea = only_idea(session)
    address = f"/medborgardialoger/{idea.process_id}/ide/{idea.id}"
    session.rollback()
    page = browser.submit(f"{address}/dra-tillbaka")
    assert "Din idé är tillbakadragen." in page.text
    gone = browser.get(address)
    assert gone.status == 410
    assert "Fler bänkar" not in gone.text
    assert "Fler bänkar" not in browser.get(place).text
    row = only_idea(session)
    assert (row.participant_key, row.author_id, row.title) == ("", None, "")
    assert row.texts[0].title == "Fler bänkar"  # an official record


def test_where_texts_are_read_first_the_page_is_not_there_yet(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    row = rows.consultation(session, keys, is_reviewed_first=True)
    part = rows.add_part(session, row, IdeasContent())
    place = f"/medborgardialoger/{row.id}/ideer/{part.id}"
    session.rollback()
    page = browser.submit(f"{place}/ny", title="Vänta", shown="ingen")
    assert "Kommunen läser texten senast" in page.text
    idea = only_idea(session)
    address = f"/medborgardialoger/{idea.process_id}/ide/{idea.id}"
    session.rollback()
    assert browser.get(address).status == 404
    assert "Vänta" not in browser.get(place).text


def test_a_step_for_those_who_log_in_keeps_what_was_typed(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    row = rows.consultation(session, keys, who=Who.EID)
    part = rows.add_part(session, row, IdeasContent())
    place = f"/medborgardialoger/{row.id}/ideer/{part.id}/ny"
    session.rollback()
    assert "Logga in" in browser.get(place).h1
    browser.log_in("resident")
    page = browser.submit(place, title="Gunga", shown="namn")
    assert page.h1 == "Kvitto på en idé"
    idea = only_idea(session)
    assert idea.author_id is not None
    assert idea.author_name != ""
    assert "Gunga" in browser.get("/mina-sidor").text


def test_support_counts_once_from_each_and_can_be_taken_back(
    browser: Browser, app, place: str, session: TenantSession
) -> None:
    send(browser, place)
    idea = only_idea(session)
    page = f"/medborgardialoger/{idea.process_id}/stod/{idea.id}"
    session.rollback()
    assert "Du har skrivit det här själv" in browser.get(page).text
    other = Browser(app)
    assert "Du stöder det här" in other.submit(page).text
    assert session.scalars(select(Support)).all() != []
    session.rollback()
    state = other.client.get(f"{page}.json", base_url=other.base_url).json
    assert (state["supports"], state["own"], state["can_send"]) == (True, False, True)
    sent = other.client.post(
        f"{page}/ta-tillbaka",
        data={"csrf_token": state["token"]},
        headers={"Accept": "application/json"},
        base_url=other.base_url,
    )
    assert sent.json == {"ok": True}
    assert session.scalars(select(Support)).all() == []
    session.rollback()
    assert (
        Browser(app).client.get(f"{page}.json", base_url=other.base_url).json["supports"] is False
    )


def test_what_was_hidden_says_why_in_its_place(
    browser: Browser, place: str, session: TenantSession
) -> None:
    send(browser, place)
    idea = only_idea(session)
    address = f"/medborgardialoger/{idea.process_id}/ide/{idea.id}"
    idea.publication, idea.refusal = Publication.HIDDEN, "off_topic"
    session.commit()
    for where in (address, place):
        page = browser.get(where)
        assert "Kommunen har dolt texten. Texten handlar om något annat." in page.text
        assert "Fler bänkar" not in page.text
    assert browser.get(address).status == 410
    assert (
        "Texten handlar om något annat"
        in browser.get(f"/medborgardialoger/{place.split('/')[2]}/mina-inlagg").text
    )


def test_a_filter_and_words_narrow_the_list(
    browser: Browser, place: str, session: TenantSession
) -> None:
    send(browser, place)
    send(browser, place, title="Älggunga", body="För små.", category="lek")
    found = browser.get(f"{place}?kategori=lek")
    assert "Älggunga" in found.text
    assert "Fler bänkar" not in found.text
    assert "Älggunga" in browser.get(f"{place}?q=älggunga").text
    assert "Vi hittade inga idéer" in browser.get(f"{place}?q=xyz").text
    for odd in ("ordning=fel", "efter=fel", "kategori=fel", "q=%00", "ordning=stod&efter=1-1"):
        assert browser.get(f"{place}?{odd}").status == 200


def test_whoever_sends_some_seconds_too_late_gets_their_words_back(
    browser: Browser, place: str, session: TenantSession
) -> None:
    fields = browser.get(f"{place}/ny").fields() | {"title": "Sent", "body": "Ett långt arbete."}
    for stage in session.scalars(select(Stage)):
        stage.closes_at = rows.NOW
    session.commit()
    page = browser.post(f"{place}/ny", fields)
    assert page.status == 409
    assert "Ett långt arbete." in page.text
    assert browser.get(f"{place}/ny").h1 == "Steget är stängt"
