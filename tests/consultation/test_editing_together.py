"""Two officials at once, people who have answered already, and the versions that are kept."""

from collections.abc import Callable

import pytest
from flask import Flask

from dialog.consultation.models import Answer, Consultation, Part
from dialog.consultation.rules.content import (
    Choice,
    Content,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    TextContent,
)
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests.browser import Browser, Page
from tests.consultation import rows
from tests.consultation.rows import NOW

PART = "/arbetsyta/medborgardialoger/1/del/1"
TWO = (Choice("c1", "Ja"), Choice("c2", "Nej"))
VISITS = Question("q1", QuestionKind.SINGLE, "Går du i parken?", choices=TWO)
GRADE = Question("q2", QuestionKind.SCALE, "Hur bra är den?")
ASKED = QuestionnaireContent(pages=(QuestionPage(questions=(VISITS, GRADE)),))
Add = Callable[..., Part]


@pytest.fixture
def add(session: TenantSession, keys: Keyring) -> Add:
    def part(content: Content, *, answers: int = 0) -> Part:
        row = rows.consultation(session, keys)
        made = rows.add_part(session, row, content, title="Om parken")
        for number in range(answers):
            answer(session, row, made, number)
        session.commit()
        return made

    return part


def answer(session: TenantSession, row: Consultation, part: Part, number: int) -> None:
    values = {"part_id": part.id, "version_id": part.version.id, "once": str(number)}
    is_withdrawn = number == 0  # the first one has been withdrawn
    publication = Publication.WITHDRAWN if is_withdrawn else Publication.PUBLISHED
    session.add(
        Answer(
            process_id=row.id,
            participant_key=str(number),
            received_at=NOW,
            changed_at=NOW,
            publication=publication,
            **values,
        )
    )


@pytest.fixture
def hanna(browser: Browser) -> Browser:
    return browser.log_in("officer")


@pytest.fixture
def colleague(app: Flask) -> Browser:
    return Browser(app).log_in("officer")


def content(session: TenantSession) -> Content:
    session.expire_all()
    found: Content = session.get_one(Part, 1).content()
    session.rollback()
    return found


def send(browser: Browser, page: Page, **fields: str) -> Page:
    return browser.post(page.url, page.fields() | fields)


def test_whoever_saves_second_sees_both_texts_and_then_decides(
    hanna: Browser, colleague: Browser, add: Add, session: TenantSession
) -> None:
    add(TextContent("Parken är gammal."))
    mine = hanna.get(PART)
    colleague.submit(PART, body="Parken är vacker.")
    page = send(hanna, mine, body="Parken är sliten.")
    assert page.status == 409
    assert page.soup.select_one("ins").get_text().endswith("sliten.]")
    assert page.soup.select_one("del").get_text().endswith("vacker.]")
    assert page.fields()["body"] == "Parken är sliten."
    assert content(session) == TextContent("Parken är vacker.")
    send(hanna, page, body="Parken är vacker men sliten.")
    assert content(session) == TextContent("Parken är vacker men sliten.")


def test_two_who_write_the_same_do_not_quarrel(
    hanna: Browser, colleague: Browser, add: Add
) -> None:
    add(TextContent("Ett"))
    mine = hanna.get(PART)
    colleague.submit(PART, body="Två")
    assert "Delen är sparad." in send(hanna, mine, body="Två").text


def test_two_edit_each_their_question_at_once(
    hanna: Browser, colleague: Browser, add: Add, session: TenantSession
) -> None:
    add(ASKED)
    mine = hanna.get(f"{PART}/fraga/q1")
    colleague.submit(f"{PART}/fraga/q2", title="Hur fin är den?")
    assert send(hanna, mine, title="Är du i parken?").status == 200
    saved = content(session)
    assert isinstance(saved, QuestionnaireContent)
    assert [each.title for each in saved.questions()] == ["Är du i parken?", "Hur fin är den?"]


def test_words_about_a_question_that_is_gone_can_still_be_copied(
    hanna: Browser, colleague: Browser, add: Add
) -> None:
    add(ASKED)
    mine = hanna.get(f"{PART}/fraga/q1")
    colleague.submit(f"{PART}/fraga/q1/ta-bort")
    page = send(hanna, mine, title="Är du ofta i parken?", choices="Ja\nNej\nIbland")
    assert (page.status, page.h1) == (409, "En kollega har tagit bort frågan")
    assert "Är du ofta i parken?" in page.text
    assert "Ibland" in page.text


def test_a_banner_says_how_many_have_answered_and_what_happens(hanna: Browser, add: Add) -> None:
    add(ASKED, answers=4)
    page = hanna.get(PART)
    assert "3 personer har redan svarat" in page.text
    assert "Varje svar hör till den version som personen såg." in page.text


def test_a_change_that_alters_answers_is_confirmed_first(
    hanna: Browser, add: Add, session: TenantSession
) -> None:
    add(ASKED, answers=2)
    page = hanna.submit(f"{PART}/fraga/q1", choices="Ja\nAldrig")
    assert page.status == 422
    assert "”Nej” heter nu ”Aldrig”" in page.text
    assert content(session) == ASKED
    page = send(hanna, page, confirmed="y")
    assert "Frågan är sparad." in page.text
    saved = content(session)
    assert isinstance(saved, QuestionnaireContent)
    assert saved.questions()[0].choices[1] == Choice("c2", "Aldrig")


def test_a_safe_change_needs_no_confirmation(hanna: Browser, add: Add) -> None:
    add(ASKED, answers=2)
    assert "Frågan är sparad." in hanna.submit(f"{PART}/fraga/q1", help="Ungefär.").text


def test_answers_keep_their_way_of_being_given(
    hanna: Browser, add: Add, session: TenantSession
) -> None:
    asked = PrioritiesContent("Välj", options=(*TWO, Choice("c3", "Kanske")))
    add(asked, answers=2)
    page = hanna.submit(PART, method="pick", amount="1", confirmed="y")
    assert page.status == 422
    assert "De här ändringarna går inte att spara." in page.text
    assert content(session) == asked


def test_a_question_with_answers_says_so_before_it_goes(hanna: Browser, add: Add) -> None:
    add(ASKED, answers=2)
    page = hanna.get(f"{PART}/fraga/q2/ta-bort")
    assert "Svaren finns kvar i resultatet." in page.text


def test_a_part_with_answers_stays_and_the_page_says_what_to_do_instead(
    hanna: Browser, add: Add, session: TenantSession
) -> None:
    add(ASKED, answers=1)  # withdrawn, and still an official record
    page = hanna.get(f"{PART}/ta-bort")
    assert page.h1 == "Delen går inte att ta bort"
    assert "Skriv i delen att den inte gäller längre." in page.text
    token = hanna.get(PART).fields("/ordna")["csrf_token"]
    assert hanna.post(f"{PART}/ta-bort", {"csrf_token": token}).status == 409
    assert content(session) == ASKED


def test_an_unused_part_is_removed_after_one_more_question(
    hanna: Browser, add: Add, session: TenantSession
) -> None:
    part = add(ASKED).id
    session.rollback()
    page = hanna.get(f"{PART}/ta-bort")
    hanna.post(page.url, page.fields(), follow_redirects=False)
    session.expire_all()
    assert session.get_one(Part, part).is_removed
    session.rollback()
    assert hanna.get(PART).status == 404


def test_a_part_moves_with_a_button(hanna: Browser, add: Add, session: TenantSession) -> None:
    stage = add(ASKED).stage
    rows.add_part(session, stage.consultation, TextContent("Hej"), title="Sist")
    session.commit()
    token = hanna.get(PART).fields("/ordna")["csrf_token"]
    fields = {"csrf_token": token, "vart": "ned"}
    answer = hanna.post(f"{PART}/flytta", fields, follow_redirects=False)
    assert answer.response.headers["Location"].endswith("/medborgardialoger/1#del-1")
    session.expire_all()
    assert [part.title for part in stage.parts] == ["Sist", "Om parken"]


def test_every_version_that_people_have_seen_can_be_read(hanna: Browser, add: Add) -> None:
    add(TextContent("Version 1"))
    for number in range(2, 13):
        hanna.submit(PART, body=f"Version {number}")
    page = hanna.get(f"{PART}/versioner")
    assert [each.get_text().strip() for each in page.soup.select("h2[id^=version]")] == [
        f"Version {number}" for number in range(12, 2, -1)
    ]
    assert page.soup.select_one("ins").get_text().endswith("12]")
    assert "Hanna" not in page.soup.select_one("main").get_text()
    older = hanna.get(page.link("Äldre versioner"))
    assert len(older.soup.select("h2[id^=version]")) == 2
    assert not older.soup.select("section:last-of-type :is(ins, del)")  # the first one
