"""What anyone may read about a folkmotion, and what nobody may."""

import pytest
from flask import Flask

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.folkmotion.models import CoProposer
from dialog.process.models import ProcessText
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser
from tests.folkmotion.rows import names
from tests.make import NOW

HOSTILE = '<script>alert("1")</script> & 🚲 \u202eemit'
PAGES = ["", "/utskrift", "/namn", "/antal.json"]


def test_the_page_shows_the_proposal(system: Context, keys: Keyring, browser: Browser) -> None:
    body = "Många vill **vila**.\n\n# Rubrik\n\n- ån\n- torget"
    row = make.folkmotion(system.session, keys, body=body, area="natur", tags=["bänk"])
    page = browser.get(f"/folkmotioner/{row.id}")
    assert page.h1 == "Fler bänkar vid ån"
    assert "Ställ ut tio bänkar längs ån." in page.text
    assert page.soup.select_one(".prose strong").get_text() == "vila"
    assert [item.get_text() for item in page.soup.select(".prose li")] == ["ån", "torget"]
    assert page.soup.select_one(".prose h3"), "headings of the text begin below those of the page"
    assert "Alla ska kunna ta en promenad." in page.text
    assert "Natur och miljö" in page.text
    assert page.link("bänk") == "/folkmotioner?tagg=b%C3%A4nk"
    assert page.link("Skriv under") == f"/folkmotioner/{row.id}/skriv-under"
    assert page.link("Utskriftsvänlig sida") == f"/folkmotioner/{row.id}/utskrift"
    assert page.link("/folkmotioner/") == f"http://localhost/folkmotioner/{row.id}"


def test_the_page_shows_the_text_that_was_received_last(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(system.session, keys, body="Första texten")
    for number, received in ((2, NOW), (3, None)):
        row.texts.append(
            ProcessText(
                number=number,
                title="x",
                summary="x",
                body=f"Text nummer {number}",
                written_at=NOW,
                received_at=received,
            )
        )
    system.session.commit()
    page = browser.get(f"/folkmotioner/{row.id}")
    assert "Text nummer 2" in page.text
    assert "Text nummer 3" not in page.text
    assert "Första texten" not in page.text


def test_hostile_words_are_only_words(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        title=HOSTILE,
        summary=HOSTILE,
        body=f"{HOSTILE}\n\n[x](javascript:alert(1))",
        author_name="<b>Frans</b>",
        tags=["<i>"],
    )
    names(system, row, ["<img src=x>"])
    for path in ("", "/utskrift", "/namn"):
        page = browser.get(f"/folkmotioner/{row.id}{path}")
        assert '<script>alert("1")</script> & 🚲 emit' in page.h1 + page.text
        assert not page.soup.select('a[href^="javascript"]')
        assert not page.soup.select("main b, main i, img[src=x]")
        assert "\u202e" not in page.soup.select_one("title").get_text()


def test_a_text_in_another_language_says_so(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(system.session, keys, title="Story time", language="en")
    page = browser.get(f"/folkmotioner/{row.id}")
    assert page.soup.select_one("html")["lang"] == "sv"
    for words in ("h1 [lang=en]", ".lead [lang=en]", "[lang=en] .prose"):
        assert page.soup.select_one(words), words


@pytest.mark.parametrize(
    ("author", "shown", "expected"),
    [
        ("Frans", [], "Frans"),
        ("", [], "Har valt att inte visa sitt namn"),
        ("Frans", ["Vera", ""], "Vera och 1 person till"),
        ("Frans", ["", ""], "2 personer som inte visar sina namn"),
        ("Frans", ["Vera", "Vidar"], "Vera, Vidar"),
    ],
)
def test_people_are_named_only_as_they_chose(
    request: pytest.FixtureRequest, author: str, shown: list[str], expected: str
) -> None:
    system = request.getfixturevalue("system")
    row = make.folkmotion(system.session, request.getfixturevalue("keys"), author_name=author)
    for number, name in enumerate(shown):
        system.session.add(
            CoProposer(folkmotion_id=row.id, person_id=3 + number, shown_name=name, joined_at=NOW)
        )
    system.session.commit()
    page = request.getfixturevalue("browser").get(f"/folkmotioner/{row.id}")
    assert expected in page.text


def test_nothing_says_that_a_folkmotion_is_a_right_by_law(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(system.session, keys)
    words = browser.get(f"/folkmotioner/{row.id}").text.lower()
    assert "enligt kommunens" in words or "kommunens regler" in words
    for claim in ("enligt lag", "rätt att", "kommunallagen", "måste kommunen"):
        assert claim not in words


@pytest.mark.parametrize("publication", [Publication.REJECTED, Publication.STOPPED])
def test_a_refused_one_shows_its_reason(
    system: Context, keys: Keyring, browser: Browser, publication: Publication
) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        publication=publication,
        refusal="not_ours",
        refusal_text="Regionen bestämmer.\n<b>Fråga dem</b>.",
    )
    page = browser.get(f"/folkmotioner/{row.id}")
    assert "Kommunen bestämmer inte över frågan." in page.text
    assert "Vänd dig direkt till den som kan fatta beslutet." in page.text
    assert "Grund: Kommunens lokala regler för folkmotion." in page.text
    assert "Regionen bestämmer. <b>Fråga dem</b>." in page.text
    assert "Skriv under" not in [link.get_text(strip=True) for link in page.soup.select("a")]
    assert "Många vill vila på vägen." in page.text, "the text stays public"


def test_a_hidden_one_says_why_but_neither_title_nor_text(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        publication=Publication.HIDDEN,
        refusal="bbs_agitation",
        refusal_text="Moderatorns ord",
    )
    page = browser.get(f"/folkmotioner/{row.id}")
    assert page.status == 410
    assert page.h1 == "Förslaget är dolt"
    assert "Hets mot folkgrupp." in page.text
    for secret in ("bänkar", "vila", "Frans", "Moderatorns ord"):
        assert secret not in page.response.text
    for path in PAGES[1:]:
        assert browser.get(f"/folkmotioner/{row.id}{path}").status == 404


@pytest.mark.parametrize(
    "publication",
    [Publication.DRAFT, Publication.SUBMITTED, Publication.RETURNED, Publication.WITHDRAWN],
)
def test_what_is_not_published_is_not_there(
    system: Context, keys: Keyring, app: Flask, publication: Publication
) -> None:
    row = make.folkmotion(system.session, keys, title="Hemlig plan", publication=publication)
    for browser in (Browser(app), Browser(app).log_in("author")):
        for path in PAGES:
            page = browser.get(f"/folkmotioner/{row.id}{path}")
            assert page.status == 404, path
            assert "Hemlig plan" not in page.response.text


def test_another_municipality_cannot_see_it(system: Context, keys: Keyring, app: Flask) -> None:
    row = make.folkmotion(system.session, keys, title="Bara i Ekby")
    for path in PAGES:
        page = Browser(app, "bjorkby.localhost").get(f"/folkmotioner/{row.id}{path}")
        assert page.status == 404, path
        assert "Bara i Ekby" not in page.response.text


@pytest.mark.parametrize(
    "number", ["0", "-1", "x", "2147483648", "9" * 10, "9" * 5000, "1.0", "%00", "٣"]
)
def test_a_number_that_no_row_can_have_is_not_found(browser: Browser, number: str) -> None:
    for path in PAGES:
        assert browser.get(f"/folkmotioner/{number}{path}").status == 404
