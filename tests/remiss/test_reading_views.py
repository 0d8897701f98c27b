"""Reading the document: whole, section by section, in older versions, with its tables and notes."""

from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.core.shapes import dump
from dialog.remiss.models import Section
from dialog.remiss.rules.content import Block, BlockKind, Body, Footnote
from tests.browser import Browser
from tests.remiss import rows

BODY = Body(
    (
        Block(BlockKind.PARAGRAPH, "Luften blir bättre.[1] <script>alert(1)</script>"),
        Block(BlockKind.LIST, items=("Fler tåg", "Färre bilar[1]")),
        Block(BlockKind.NUMBERED, items=("Först", "Sedan")),
        Block(BlockKind.TABLE, rows=(("År", "Resor"), ("2027", "12[2]")), has_head=True),
        Block(BlockKind.TABLE, rows=(("Bara", "ord"),)),
        Block(BlockKind.QUOTE, "Vi tar bussen."),
        Block(BlockKind.PICTURE, "Karta över ån"),
        Block(BlockKind.PICTURE),
    ),
    (Footnote("1", "Mätt 2025."), Footnote("2", "Tusental.")),
)


def test_the_whole_document_is_on_one_page(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys).id
    session.rollback()
    page = browser.get(f"/remisser/{number}/dokument")
    assert page.h1 == "Trafikplan för Ekby"
    assert page.link("1.1 Längs ån") == "#s3"
    assert page.soup.find(id="s3").name == "h3"  # one level below its chapter
    assert "Den ena går längs ån." in page.text


def test_every_kind_of_block_can_be_read_and_none_can_act(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys).id
    section = session.scalars(select(Section).where(Section.key == "s2")).one()
    section.content = dump(BODY)
    session.commit()
    for place in ("dokument", "avsnitt/s2"):
        page = browser.get(f"/remisser/{number}/{place}")
        document = page.soup.find(class_="document")
        assert document.script is None
        assert "<script>alert(1)</script>" in page.text
        assert [each.get_text() for each in document.find_all("th")] == ["År", "Resor"]
        assert document.blockquote is not None
        assert "Karta över ån" in page.text
        assert "Bilden har ingen beskrivning." in page.text
        marks = document.select("sup a")
        assert [each["href"] for each in marks] == ["#not-s2-1", "#not-s2-1", "#not-s2-2"]
        for mark in marks:
            assert page.soup.find(id=mark["href"][1:]) is not None
        backs = [each["href"][1:] for each in document.select("dd a")]
        assert all(page.soup.find(id=each) is not None for each in backs)


def test_a_section_is_read_with_those_below_it_and_leads_onward(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    asked = [{"key": "q1", "section": "s3", "text": "Vilken sida av ån?"}]
    number = rows.remiss(session, keys, questions=asked).id
    session.rollback()
    page = browser.get(f"/remisser/{number}/avsnitt/s2")
    assert page.h1 == "1 Cykelvägar"
    assert "Den ena går längs ån." in page.text
    assert "Vilken sida av ån?" in page.text
    assert page.link("2 Kollektivtrafik").endswith("/avsnitt/s4")
    assert page.link("Förord").endswith("/avsnitt/s1")
    below = browser.get(f"/remisser/{number}/avsnitt/s3")
    assert below.h1 == "1.1 Längs ån"
    assert "Vi bygger två nya" not in below.text
    assert browser.get(f"/remisser/{number}/avsnitt/finns-inte").status == 404


def test_an_older_version_says_that_it_is_not_the_newest(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys)
    newer = rows.add_version(session, row)
    session.delete(session.scalars(select(Section).where(Section.version_id == newer.id)).all()[2])
    number = row.id
    session.commit()
    old = browser.get(f"/remisser/{number}/version/1")
    assert "som inte gäller längre" in old.text
    assert "Längs ån" in old.text
    new = browser.get(f"/remisser/{number}/version/2")
    assert "gäller längre" not in new.text
    assert "Längs ån" not in new.text
    assert browser.get(f"/remisser/{number}/version/3").status == 404
    gone = browser.get(f"/remisser/{number}/avsnitt/s3")
    assert gone.status == 200
    assert "finns inte i den nyaste versionen" in gone.text
    assert "Den ena går längs ån." in gone.text


def test_a_version_that_is_being_worked_on_is_read_by_nobody(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys)
    rows.add_version(session, row, frozen=False)
    number = row.id
    session.commit()
    assert browser.get(f"/remisser/{number}/version/2").status == 404
    assert "version 1" not in browser.get(f"/remisser/{number}/dokument").text


def test_one_section_does_not_cost_the_whole_document(
    session: TenantSession, keys: Keyring, browser: Browser, statements: list[str]
) -> None:
    number = rows.remiss(session, keys).id
    session.rollback()
    statements.clear()
    browser.get(f"/remisser/{number}/avsnitt/s2")
    assert len([each for each in statements if "remiss" in each]) <= 6, statements


def test_what_differs_between_versions_is_shown_word_by_word(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.remiss(session, keys)
    newer = rows.add_version(session, row)
    newer.note = "Vi har lyssnat."
    _first, second, third, _fourth = sorted(newer.sections, key=lambda each: each.position)
    second.content = dump(Body((Block(BlockKind.PARAGRAPH, "Vi bygger tre nya cykelvägar."),)))
    session.delete(third)
    number = row.id
    session.commit()
    page = browser.get(f"/remisser/{number}/andringar")
    assert page.h1 == "Ändringar från version 1 till version 2"
    assert "Vi har lyssnat." in page.text
    changed, gone = (page.soup.find(id=key).find_parent("section") for key in ("s2", "s3"))
    assert "två" in changed.find("del").get_text()
    assert "tre" in changed.find("ins").get_text()
    assert "Den ena går längs ån." in gone.find("del").get_text()
    assert page.soup.find(id="s4") is None
    back = browser.get(f"/remisser/{number}/andringar?fran=2&till=1")
    assert "två" in back.soup.find(id="s2").find_parent("section").find("ins").get_text()
    same = browser.get(f"/remisser/{number}/andringar?fran=1&till=1")
    assert "samma text" in same.text


def test_a_version_alone_differs_from_nothing(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    number = rows.remiss(session, keys).id
    session.rollback()
    assert "bara en version" in browser.get(f"/remisser/{number}/andringar?fran=7").text
