"""The moderator's pages for what people write within processes, and the author's way to another look."""

import pytest
from sqlalchemy import select

from dialog.consultation.models import Consultation, Idea
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows


@pytest.fixture
def place(author: Context) -> str:
    """Where ideas are sent in, read by a moderator first."""
    row: Consultation = rows.consultation(author.session, author.keys, is_reviewed_first=True)
    part = rows.add_part(author.session, row, IdeasContent())
    address = f"/medborgardialoger/{row.id}/ideer/{part.id}/ny"
    author.session.rollback()
    return address


def send(browser: Browser, place: str, body: str = "Allt ska bort.") -> None:
    browser.submit(place, title="Riv allt", body=body, shown="alias", alias="Rivarn")


def state(session: TenantSession) -> Publication:
    session.rollback()
    found = session.scalars(select(Idea)).one().publication
    session.rollback()
    return found


def test_from_the_queue_to_the_public(
    browser: Browser, app, place: str, session: TenantSession
) -> None:
    send(browser, place)
    staff = Browser(app).log_in("moderator")
    assert "1 inlägg väntar" in staff.get("/arbetsyta").text
    queue = staff.get("/arbetsyta/granskning/inlagg")
    page = staff.get(queue.link("Riv allt"))
    assert "Allt ska bort." in page.text
    assert "Rivarn" in page.text
    done = staff.submit(page.url, action="/publicera")
    assert "Texten är publicerad." in done.text
    assert state(session) is Publication.PUBLISHED


def test_what_is_sent_back_says_what_to_change_and_comes_again(
    browser: Browser, app, place: str, session: TenantSession
) -> None:
    send(browser, place)
    staff = Browser(app).log_in("moderator")
    page = staff.get(staff.get("/arbetsyta/granskning/inlagg").link("Riv allt"))
    wrong = staff.submit(page.url, action="/skicka-tillbaka")
    assert wrong.status == 422
    assert wrong.faults() == {"return-comment": "Skriv vad som behöver ändras."}
    staff.submit(page.url, "/skicka-tillbaka", **{"return-comment": "Skriv vad du vill ha."})
    assert state(session) is Publication.RETURNED
    base = "/".join(place.split("/")[:3])
    mine = browser.get(f"{base}/mina-inlagg")
    assert "Skriv vad du vill ha." in mine.text
    browser.submit(mine.link("Ändra"), body="En ny park.")
    again = staff.get(page.url)
    assert "Ändrat sedan förra versionen" in again.text
    old = page.fields("/publicera")
    conflict = staff.post(f"{page.url}/publicera", old)
    assert conflict.status == 409
    assert "Texten har ändrats." in conflict.text


def hide_what_was_reported(staff: Browser) -> None:
    case = staff.get(staff.get("/arbetsyta/anmalningar").link("Riv allt"))
    assert "Hör inte hit." in case.text
    assert "Allt ska bort." in case.text
    page = staff.get(case.link("Dölj eller skicka tillbaka"))
    staff.submit(
        page.url, "/dolj", **{"hide-reason": "off_topic", "hide-comment": "Det handlar om hus."}
    )


def ask_for_another_look(author: Browser) -> None:
    statement = author.get(author.get("/mina-sidor").link("Dold: Riv allt"))
    assert "Det handlar om hus." in statement.text
    asked = author.submit(statement.link("Begär omprövning"), text="Jo, det hör hit.")
    assert asked.h1 == "Kvitto på en begäran om omprövning"


def test_reported_hidden_explained_appealed_and_shown_again(
    browser: Browser, app, place: str, session: TenantSession
) -> None:
    browser.log_in("author")
    send(browser, place)
    idea = session.scalars(select(Idea)).one()
    idea.publication = Publication.PUBLISHED
    address = f"/medborgardialoger/{idea.process_id}/ide/{idea.id}"
    session.commit()
    reader = Browser(app)
    report = reader.get(reader.get(address).link("Anmäl texten"))
    assert "Texten handlar om något annat" in report.text
    assert "Det finns redan ett likadant förslag" not in report.text
    followed = reader.submit(report.url, category="off_topic", text="Hör inte hit.")
    assert followed.h1 == "Din anmälan"
    hide_what_was_reported(Browser(app).log_in("moderator"))
    gone = reader.get(address)
    assert gone.status == 410
    assert "Texten handlar om något annat" in gone.text
    assert "Kommunen har ingripit mot texten" in reader.get(followed.url).text
    ask_for_another_look(browser)
    judge = Browser(app).log_in("second_moderator")
    desk = judge.get("/arbetsyta/omprovningar")
    form = judge.get(desk.link("Riv allt"))
    assert "Allt ska bort." in form.text
    judge.submit(form.url, result="changed", answer="Du har rätt.")
    assert reader.get(address).h1 == "Riv allt"


def test_the_queue_and_my_pages_cost_little(
    browser: Browser, app, place: str, statements: list[str]
) -> None:
    browser.log_in("author")
    for number in range(3):
        send(browser, place, f"Riv {number} hus.")
    staff = Browser(app).log_in("moderator")
    statements.clear()
    assert len(staff.get("/arbetsyta/granskning/inlagg").soup.select(".link-row")) == 3
    assert len(statements) <= 7, statements
    statements.clear()
    page = browser.get("/".join(place.split("/")[:3]) + "/mina-inlagg")
    assert len(page.soup.select(".mine")) == 3
    assert len(statements) <= 7, statements


def test_after_a_decision_the_keyboard_is_in_the_queue(browser: Browser, app, place: str) -> None:
    send(browser, place)
    staff = Browser(app).log_in("moderator")
    page = staff.get(staff.get("/arbetsyta/granskning/inlagg").link("Riv allt"))
    answer = staff.post(f"{page.url}/publicera", page.fields("/publicera"), follow_redirects=False)
    where, _hash, name = answer.response.headers["Location"].partition("#")
    queue = staff.get(where).soup.find(id=name)
    assert queue["tabindex"] == "-1"
    for path in ("/arbetsyta/granskning", "/arbetsyta/anmalningar"):
        assert staff.get(path).soup.find(id=name)["tabindex"] == "-1"
