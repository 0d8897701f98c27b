"""The review of a document: the tree, what looks odd, and every way to mend it, with a keyboard alone."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.remiss.models import RemissVersion
from dialog.remiss.rules.content import Block, BlockKind, Body, Footnote, Heading
from dialog.remiss.rules.editing import Entry
from tests.browser import Browser, Page
from tests.remiss import rows

Titles = Callable[[], list[str]]


@pytest.fixture
def place(session: TenantSession, keys: Keyring) -> str:
    """Where the document of a remiss is worked on: sections s1 to s4, the second with a list and a table."""
    row = rows.remiss(session, keys)
    version = rows.add_version(session, row, frozen=False)
    blocks = (
        Block(BlockKind.PARAGRAPH, "Vi bygger två nya cykelvägar.[1]"),
        Block(BlockKind.LIST, items=("Längs ån", "Genom parken")),
        Block(BlockKind.TABLE, rows=(("År", "Meter"), ("2027", "900")), has_head=True),
    )
    entries = version.entries()
    body = Body(blocks, (Footnote("1", "Se budgeten."),))
    entries[1] = Entry("s2", Heading(1, "1", "Cykelvägar", body))
    version.write(entries)
    address = f"/arbetsyta/remisser/{row.id}/dokument"
    session.commit()
    return address


@pytest.fixture
def hanna(browser: Browser) -> Browser:
    return browser.log_in("officer")


@pytest.fixture
def colleague(app: Flask) -> Browser:
    return Browser(app).log_in("officer")


@pytest.fixture
def now(session: TenantSession) -> Callable[[], list[Entry]]:
    def look() -> list[Entry]:
        session.rollback()
        stmt = select(RemissVersion).where(RemissVersion.frozen_at.is_(None))
        found = session.scalars(stmt).one().entries()
        session.rollback()
        return found

    return look


Now = Callable[[], list[Entry]]


def order(entries: list[Entry]) -> list[tuple[str, int]]:
    return [(entry.key, entry.level) for entry in entries]


def press(browser: Browser, place: str, action: str, wish: str) -> Page:
    """Press one of the buttons of the review page."""
    token = browser.get(f"{place}/granska").fields()["csrf_token"]
    fields = {"csrf_token": token, "vart": wish}
    return browser.post(f"{place}/avsnitt/{action}", fields, follow_redirects=False)


def test_the_tree_is_shown_with_what_the_official_needs(hanna: Browser, place: str) -> None:
    page = hanna.get(f"{place}/granska")
    assert page.h1 == "Granska dokumentet"
    assert "4 avsnitt med" in page.text
    assert "1.1 Längs ån" in page.text
    assert "Nivå 2" in page.text
    assert "Den ena går längs ån." in page.text
    assert page.soup.select_one("#avsnitt-s3")["href"].endswith("/avsnitt/s3")


def test_buttons_move_a_section_and_lead_back_to_it(hanna: Browser, place: str, now: Now) -> None:
    answer = press(hanna, place, "s2/flytta", "ned")
    assert answer.response.headers["Location"].endswith("/granska#avsnitt-s2")
    assert order(now()) == [("s1", 1), ("s4", 1), ("s2", 1), ("s3", 2)]
    press(hanna, place, "s4/niva", "in")
    assert order(now())[1] == ("s4", 2)
    press(hanna, place, "s4/niva", "ut")
    press(hanna, place, "s2/synpunkter", "nej")
    assert [entry.takes_views for entry in now()] == [False, True, False, True]


def test_a_button_that_can_do_nothing_says_so(hanna: Browser, place: str, now: Now) -> None:
    before = now()
    button = hanna.get(f"{place}/granska").soup.select_one('[aria-label^="Flytta upp"]')
    assert button.has_attr("disabled")
    press(hanna, place, "s1/flytta", "upp")
    assert "står redan först" in hanna.get(f"{place}/granska").text
    press(hanna, place, "s99/flytta", "upp")
    assert "Avsnittet finns inte längre" in hanna.get(f"{place}/granska").text
    assert press(hanna, place, "s1/flytta", "bort").status == 400
    assert now() == before


def test_a_section_is_renamed(hanna: Browser, place: str, now: Now) -> None:
    page = hanna.submit(f"{place}/avsnitt/s2", number="1", title="Att cykla")
    assert "Avsnittet är sparat." in page.text
    assert now()[1].heading.title == "Att cykla"
    page = hanna.submit(f"{place}/avsnitt/s2", title="")
    assert page.status == 422
    assert page.faults()["title"] == "Skriv en rubrik."


def test_two_who_rename_at_once_see_what_the_other_did(
    hanna: Browser, colleague: Browser, place: str, now: Now
) -> None:
    mine = hanna.get(f"{place}/avsnitt/s2")
    colleague.submit(f"{place}/avsnitt/s2", title="Gång och cykel")
    page = hanna.post(mine.url, mine.fields() | {"title": "Att cykla"})
    assert page.status == 409
    assert page.soup.select_one("del, ins")
    assert page.fields()["title"] == "Att cykla"
    assert now()[1].heading.title == "Gång och cykel"
    hanna.post(page.url, page.fields())
    assert now()[1].heading.title == "Att cykla"


def test_a_section_is_joined_with_the_one_before(hanna: Browser, place: str, now: Now) -> None:
    page = hanna.submit(f"{place}/avsnitt/s3/sla-ihop")
    assert "Avsnitten är ihopslagna." in page.text
    assert order(now()) == [("s1", 1), ("s2", 1), ("s4", 1)]
    assert "1.1 Längs ån" in now()[1].heading.body.words()
    assert "inget avsnitt före" in hanna.get(f"{place}/avsnitt/s1/sla-ihop").text


def test_nothing_is_joined_unseen(hanna: Browser, colleague: Browser, place: str, now: Now) -> None:
    mine = hanna.get(f"{place}/avsnitt/s3/sla-ihop")
    press(colleague, place, "s4/flytta", "upp")
    colleague.submit(f"{place}/avsnitt/s2", title="Gång och cykel")
    page = hanna.post(mine.url, mine.fields())
    assert page.status == 409
    assert "En kollega har ändrat avsnittet" in page.text
    assert len(now()) == 4


def test_a_section_is_split_at_a_block(hanna: Browser, place: str, now: Now) -> None:
    page = hanna.submit(f"{place}/avsnitt/s2/dela", at="2", title="Kostnader", number="1.0")
    assert "Avsnittet är uppdelat." in page.text
    whole = now()
    assert [entry.heading.title for entry in whole[1:3]] == ["Cykelvägar", "Kostnader"]
    assert whole[2].heading.body.blocks[0].kind is BlockKind.TABLE
    assert whole[2].key not in {"s1", "s2", "s3", "s4"}


def test_a_split_without_a_title_asks_for_one(hanna: Browser, place: str, now: Now) -> None:
    page = hanna.submit(f"{place}/avsnitt/s2/dela", at="2", number="1.0")
    assert page.status == 422
    assert page.faults()["title"] == "Skriv en rubrik för det nya avsnittet."
    assert page.fields()["number"] == "1.0"
    assert len(now()) == 4


def test_a_chapter_is_removed_with_what_lies_below(hanna: Browser, place: str, now: Now) -> None:
    assert "1.1 Längs ån" in hanna.get(f"{place}/avsnitt/s2/ta-bort").text
    hanna.submit(f"{place}/avsnitt/s2/ta-bort", with_below="y")
    assert order(now()) == [("s1", 1), ("s4", 1)]


def test_nothing_is_removed_unseen(
    hanna: Browser, colleague: Browser, place: str, now: Now
) -> None:
    mine = hanna.get(f"{place}/avsnitt/s2/ta-bort")
    colleague.submit(f"{place}/nytt-avsnitt?efter=s3", title="Nytt", level="2")
    page = hanna.post(mine.url, mine.fields() | {"with_below": "y"})
    assert page.status == 409
    assert len(now()) == 5


def test_a_section_by_hand_stands_where_it_was_wanted(hanna: Browser, place: str, now: Now) -> None:
    page = hanna.submit(f"{place}/nytt-avsnitt?efter=s2", title="Mer", number="1.2", level="2")
    assert page.h1 == "1.2 Mer"
    assert [each.heading.title for each in now()][3] == "Mer"
    hanna.submit(f"{page.url}/skriv", text="Ett stycke.\n\nTvå.", kind="paragraph")
    assert [block.text for block in now()[3].heading.body.blocks] == ["Ett stycke.", "Två."]


def test_the_text_of_a_block_is_changed(hanna: Browser, place: str, now: Now) -> None:
    page = hanna.get(f"{place}/avsnitt/s2/stycke/2")
    assert page.fields()["text"] == "År | Meter\n2027 | 900"
    hanna.submit(page.url, text="År | Meter\n2028 | 800")
    table = now()[1].heading.body.blocks[2]
    assert (table.rows, table.has_head) == ((("År", "Meter"), ("2028", "800")), True)
    page = hanna.submit(page.url, text="  ")
    assert (page.status, page.faults()["text"]) == (422, "Skriv texten.")


def test_two_change_each_their_block_of_one_section(
    hanna: Browser, colleague: Browser, place: str, now: Now
) -> None:
    mine = hanna.get(f"{place}/avsnitt/s2/stycke/1")
    theirs = colleague.get(f"{place}/avsnitt/s2")
    colleague.post(f"{theirs.url}/stycke/0/ta-bort", theirs.fields("/stycke/0/ta-bort"))
    hanna.post(mine.url, mine.fields() | {"text": "Längs ån\nÖver bron"})
    blocks = now()[1].heading.body.blocks
    assert blocks[0].items == ("Längs ån", "Över bron")
    assert len(blocks) == 2


def test_two_who_change_one_block_see_both_texts(
    hanna: Browser, colleague: Browser, place: str, now: Now
) -> None:
    address = f"{place}/avsnitt/s1/stycke/0"
    mine = hanna.get(address)
    colleague.submit(address, text="Kommunen frågar dig.")
    page = hanna.post(mine.url, mine.fields() | {"text": "Kommunen undrar."})
    assert page.status == 409
    assert page.soup.select_one("del")
    assert page.fields()["text"] == "Kommunen undrar."
    assert now()[0].heading.body.words() == "Kommunen frågar dig."
    hanna.post(page.url, page.fields())
    assert now()[0].heading.body.words() == "Kommunen undrar."


def test_words_about_a_section_that_is_gone_can_still_be_copied(
    hanna: Browser, colleague: Browser, place: str
) -> None:
    mine = hanna.get(f"{place}/avsnitt/s1/stycke/0")
    colleague.submit(f"{place}/avsnitt/s1/ta-bort")
    page = hanna.post(mine.url, mine.fields() | {"text": "Kommunen undrar."})
    assert (page.status, page.h1) == (409, "Avsnittet finns inte längre")
    assert "Kommunen undrar." in page.text


def test_footnotes_are_changed(hanna: Browser, place: str, now: Now) -> None:
    page = hanna.get(f"{place}/avsnitt/s2/fotnoter")
    assert page.fields()["text"] == "1 Se budgeten."
    hanna.submit(page.url, text="1 Se budgeten för 2027.\n2 Ny not.")
    assert [note.text for note in now()[1].heading.body.notes] == [
        "Se budgeten för 2027.",
        "Ny not.",
    ]
    mine = hanna.get(page.url)
    hanna.submit(page.url, text="1 Kort.")
    again = hanna.post(mine.url, mine.fields() | {"text": "1 Lång."})
    assert (again.status, again.fields()["text"]) == (409, "1 Lång.")
    assert again.soup.select_one("ins")


def test_lines_that_came_along_are_taken_out_everywhere(
    hanna: Browser, place: str, now: Now
) -> None:
    assert "Inga korta rader" in hanna.get(f"{place}/upprepade-rader").text
    for key in ("s1", "s3", "s4"):
        hanna.submit(f"{place}/avsnitt/{key}/skriv", text="Ekby kommun 2027", kind="paragraph")
    page = hanna.get(hanna.get(f"{place}/granska").link("Ta bort rader som upprepas"))
    assert "Ekby kommun 2027 (3 ställen)" in page.text
    assert hanna.submit(page.url).faults()["chosen"] == "Välj minst en rad."
    hanna.submit(page.url, chosen="Ekby kommun 2027")
    assert not any("Ekby kommun 2027" in each.heading.body.words() for each in now())
    assert now()[0].heading.body.words() == "Kommunen vill veta vad du tycker."


def test_what_looks_odd_can_be_shown_alone(hanna: Browser, place: str) -> None:
    hanna.submit(f"{place}/nytt-avsnitt", title="Tomt", level="1")
    page = hanna.get(f"{place}/granska")
    assert "Ingen text" in page.text
    odd = hanna.get(page.link("Visa bara"))
    assert len(odd.soup.select(".outline-rows > li")) == 1


def test_a_resident_sees_nothing_of_it(browser: Browser, place: str) -> None:
    browser.log_in("resident")
    for page in ("", "/granska", "/avsnitt/s1", "/las-in"):
        assert browser.get(f"{place}{page}").status in {403, 404}


def test_a_long_document_is_paged_within_few_statements(
    hanna: Browser, place: str, session: TenantSession, statements: list[str]
) -> None:
    stmt = select(RemissVersion).where(RemissVersion.frozen_at.is_(None))
    text = Body((Block(BlockKind.PARAGRAPH, "Text om avsnittet."),))
    session.scalars(stmt).one().write(
        [Entry(f"x{n}", Heading(1 + n % 3, str(n), f"Avsnitt {n}", text)) for n in range(300)]
    )
    session.commit()
    statements.clear()
    page = hanna.get(f"{place}/granska?sida=2")
    assert len(statements) <= 12, statements
    assert len(page.soup.select(".outline-rows > li")) == 60
    answer = press(hanna, place, "x200/synpunkter", "nej")
    assert answer.response.headers["Location"].endswith("granska?sida=4#avsnitt-x200")
