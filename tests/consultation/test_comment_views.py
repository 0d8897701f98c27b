"""Pages of discussions and comments: reading, writing, answering, speaking in a role."""

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.models import Comment
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.content import DiscussionContent, IdeasContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests.browser import Browser, Page
from tests.consultation import rows


@pytest.fixture
def place(session: TenantSession, keys: Keyring) -> str:
    """A discussion; its address."""
    row = rows.consultation(session, keys)
    part = rows.add_part(session, row, DiscussionContent("Hur gör vi?"), title="Diskussion")
    address = f"/medborgardialoger/{row.id}/diskussion/{part.id}"
    session.rollback()
    return address


def write(browser: Browser, address: str, body: str, **given: str) -> Page:
    page = browser.submit(address, body=body, **({"shown": "ingen"} | given))
    assert page.h1 == "Kvitto på en kommentar", page.text
    return page


def test_anybody_writes_and_others_answer(browser: Browser, app: Flask, place: str) -> None:
    write(browser, f"{place}/skriv", "Riv staketet.", shown="alias", alias="Åsa")
    page = browser.get(place)
    assert "1 inlägg" in page.text
    other = Browser(app)
    form = other.get(page.link("Svara"))
    assert "Du svarar Åsa" in form.text
    write(other, page.link("Svara"), "Nej, behåll det.", shown="alias", alias="Bo")
    shown = browser.get(place)
    assert "Nej, behåll det." in shown.soup.select_one(".answers").get_text()
    answer = shown.soup.select_one(".answers a[href*='svar=']")
    assert browser.get(str(answer["href"])).fields()["body"] == "Till Bo: "
    thread = browser.get(shown.link("Länk"))
    assert "Riv staketet." in thread.text
    assert "Nej, behåll det." in thread.text
    front = browser.get("/".join(place.split("/")[:3]))
    assert "2 inlägg har skrivits." in front.text
    assert "Riv staketet." in front.text


def test_what_is_wrong_stands_next_to_its_field(browser: Browser, place: str) -> None:
    page = browser.submit(f"{place}/skriv", body="Han heter 19900602-2397", shown="ingen")
    assert page.status == 422
    assert set(page.faults()) == {"body"}
    assert page.fields()["body"] == "Han heter 19900602-2397"


def test_an_official_is_marked_with_their_role(
    browser: Browser, place: str, session: TenantSession
) -> None:
    browser.log_in("officer")
    write(browser, f"{place}/skriv", "Vi svarar i mars.", role="officer")
    page = browser.get(place)
    assert "Handläggare" in page.text
    browser.submit(f"{place}/skriv", body="Privat tycker jag nej.", role="privat", shown="ingen")
    assert "Privat tycker jag nej." in browser.get(place).text
    roles = session.scalars(select(Comment.role).order_by(Comment.id)).all()
    assert roles == ["officer", ""]


def test_an_official_who_lives_elsewhere_speaks_in_the_role_alone(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    row = rows.consultation(session, keys, who=Who.INVITED)
    part = rows.add_part(session, row, DiscussionContent())
    address = f"/medborgardialoger/{row.id}/diskussion/{part.id}/skriv"
    session.rollback()
    assert browser.get(address).h1 == "Skriv koden ur din inbjudan"
    browser.log_in("councillor")
    page = browser.get(address)
    assert "Förtroendevald" in page.text
    assert "Jag själv" not in page.text
    assert not page.soup.select("[name=shown]")  # they speak under their own name
    write(browser, address, "Jag läser allt.", role="councillor")


def test_a_comment_is_changed_openly_and_taken_back(
    browser: Browser, place: str, session: TenantSession
) -> None:
    write(browser, f"{place}/skriv", "Först så.")
    mine = browser.get(f"/medborgardialoger/{place.split('/')[2]}/mina-inlagg")
    assert browser.submit(mine.link("Ändra"), body="Sedan så.").h1.startswith("Kvitto")
    page = browser.get(place)
    assert "Sedan så." in page.text
    assert "Ändrad" in page.text
    write(browser, page.link("Svara"), "Hej")
    from_answered = browser.get(f"/medborgardialoger/{place.split('/')[2]}/mina-inlagg")
    assert len(from_answered.soup.select(".mine")) == 2
    browser.submit(f"{page.link('Länk')}/dra-tillbaka")
    row = session.scalars(select(Comment).order_by(Comment.id)).first()
    assert row is not None
    row.count_comments = 1  # as the worker counts
    session.commit()
    gone = browser.get(place)
    assert "Den som skrev texten har dragit tillbaka den." in gone.text
    assert "Sedan så." not in gone.text
    assert "Hej" in gone.text


def test_comments_on_an_idea_stand_below_it(
    browser: Browser, resident: Context, statements: list[str]
) -> None:
    session = resident.session
    row = rows.consultation(session, resident.keys)
    part = rows.add_part(session, row, IdeasContent())
    base = f"/medborgardialoger/{row.id}"
    number = part.id
    session.rollback()
    browser.submit(f"{base}/ideer/{number}/ny", title="Bänkar", shown="ingen")
    idea = browser.get(browser.get(f"{base}/ideer/{number}").link("Bänkar"))
    for words in ("Ja", "Kanske"):
        write(browser, idea.link("Skriv en kommentar"), words)
    statements.clear()
    page = browser.get(idea.url)
    assert len(statements) <= 5, statements
    assert "Kanske" in page.text
    write(browser, page.link("Svara"), "Varför det?")
    assert "Varför det?" in browser.get(idea.url).soup.select_one(".answers").get_text()


def test_what_waits_or_stands_elsewhere_is_not_there(
    browser: Browser, place: str, session: TenantSession
) -> None:
    write(browser, f"{place}/skriv", "Vänta lite.")
    row = session.scalars(select(Comment)).one()
    row.publication = Publication.SUBMITTED
    number, whole = row.id, row.process_id
    session.commit()
    assert browser.get(f"/medborgardialoger/{whole}/kommentar/{number}").status == 404
    assert browser.get(f"/medborgardialoger/{whole + 1}/kommentar/{number}").status == 404
    assert "Vänta lite." not in browser.get(place).text
    assert browser.get(f"{place}/skriv?svar=99999").status == 404


def test_a_long_discussion_is_paged_by_key(browser: Browser, place: str) -> None:
    for number in range(3):
        write(browser, f"{place}/skriv", f"Inlägg {number}")
    for order in ("nyast", "stod", "fel"):
        page = browser.get(f"{place}?ordning={order}")
        assert "Inlägg 2" in page.text
    assert "Inlägg 0" in browser.get(f"{place}?efter=2-2").text
    assert "Inlägg 2" not in browser.get(f"{place}?efter=2-2").text
