"""The compilation as anyone may read it."""

import pytest

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.remiss.queries.replied import PAGE
from dialog.remiss.rules import Showing
from tests.browser import Browser
from tests.remiss import compiled, crowd, rows

FINISHED = {"concluded_at": rows.NOW, "compilation_words": "## Kort\n\nVi **ändrar**."}
SECRETS = ("Nils Nord", "Elin Ek", "Fula ord", "Fråga Kim")


@pytest.fixture
def place(system: Context, keys: Keyring) -> str:
    """The address of a compilation that is public, with a reply to several and one to one."""
    session = system.session
    row = compiled.heard(session, keys, **FINISHED)
    first, second, third, *_ = compiled.points(session, row, "s2")
    compiled.gather(session, row, [first, second], "Vi bygger fler.")
    compiled.reply(session, row, third, "Tack.")
    compiled.comment(session, row, "", "s2", words="Vi ändrar banan.", changed="Bredden är 3 m.")
    compiled.comment(session, row, "s3", words="Nej.")
    compiled.comment(session, row, "s4", words="", none_reason="Ingen har skrivit om det.")
    address = f"/remisser/{row.id}/sammanstallning"
    session.commit()
    return address


def test_anyone_reads_who_thinks_what_and_what_was_changed(browser: Browser, place: str) -> None:
    page = browser.get(place)
    assert page.h1 == "Sammanställning: Trafikplan för Ekby"
    assert page.soup.select_one(".prose strong").get_text() == "ändrar"
    [section] = [
        each for each in page.soup.select(".chapter") if "1 Cykelvägar" in each.h2.get_text()
    ]
    cells = [cell.get_text(strip=True) for cell in section.select("tbody tr:nth-of-type(3) td")]
    assert cells[0] == "2"
    assert cells[2:] == ["1", "1"]
    told = " ".join(section.get_text(" ").split())
    for words in (
        "Cykelklubben",
        "Vi ändrar banan.",
        "Bredden är 3 m.",
        "3 svar tar upp avsnittet.",
    ):
        assert words in told
    assert "Inget ändras i avsnittet." in page.text
    assert "Ingen har skrivit om det." in page.text
    assert "Sena bolaget" in page.text
    assert page.link("1 Cykelvägar").startswith("#avsnitt-")


def test_a_section_tells_what_was_replied(browser: Browser, place: str) -> None:
    page = browser.get(browser.get(place).link("Synpunkter och svar : 1 Cykelvägar"))
    assert page.h1 == "1 Cykelvägar"
    assert "Cykelklubben (1 privatperson)" in page.text
    assert "Vi bygger fler." in page.text
    assert "Bra, säger [Maskerat: Personuppgifter om någon annan] på Norrvägen." in page.text
    assert "Tack." in page.text


@pytest.mark.parametrize("end", ["", "/s2", "/s3", "/helheten"])
def test_what_must_not_be_seen_is_not_there(end: str, browser: Browser, place: str) -> None:
    page = browser.get(f"{place}{end}")
    assert page.status == 200
    for secret in SECRETS:
        assert secret not in str(page.soup)


def test_where_answers_are_not_published_their_words_are_not(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = compiled.heard(system.session, keys, showing=Showing.NEVER, **FINISHED)
    compiled.reply(system.session, row, compiled.points(system.session, row, "s2")[0], "Tack.")
    address = f"/remisser/{row.id}/sammanstallning/s2"
    system.session.commit()
    page = browser.get(address)
    assert "Cykelklubben" in page.text
    assert "Tack." in page.text
    assert "Bygg fler" not in page.text


def test_nobody_reads_what_is_not_public(system: Context, keys: Keyring, browser: Browser) -> None:
    being_written = compiled.heard(system.session, keys).id
    hidden = compiled.heard(system.session, keys, publication=Publication.HIDDEN, **FINISHED).id
    system.session.commit()
    for number in (being_written, hidden, 99):
        assert browser.get(f"/remisser/{number}/sammanstallning").status == 404
        assert browser.get(f"/remisser/{number}/sammanstallning/s2").status == 404


def test_a_section_that_is_not_there_is_not_found(browser: Browser, place: str) -> None:
    assert browser.get(f"{place}/s99").status == 404
    assert browser.get(f"{place}/s2?efter=x").status == 200
    assert browser.get(f"{place}/s2?efter=99999999999999").status == 200


def test_it_is_the_same_for_everyone(browser: Browser, place: str) -> None:
    answer = browser.get(place).response
    assert "public" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_many_statements_cost_no_more_than_few(
    system: Context, keys: Keyring, browser: Browser, statements: list[str]
) -> None:
    row = crowd.remiss(system.session, keys, 30, 600)
    row.concluded_at = rows.NOW
    compiled.reply_to_all(system.session, row, "s2")
    address = f"/remisser/{row.id}/sammanstallning"
    system.session.commit()
    for path, most in ((address, 13), (f"{address}/s2", 18), (f"{address}/helheten", 18)):
        browser.get(path)
        statements.clear()
        assert browser.get(path).status == 200
        assert len(statements) <= most, statements


def test_points_come_page_by_page(system: Context, keys: Keyring, browser: Browser) -> None:
    row = crowd.remiss(system.session, keys, 1, PAGE + 20)
    row.concluded_at = rows.NOW
    compiled.reply_to_all(system.session, row, "s1")
    address = f"/remisser/{row.id}/sammanstallning/s1"
    system.session.commit()
    first = browser.get(address)
    assert len(first.soup.select(".point")) == 1 + PAGE  # what a group got stands above
    second = browser.get(first.link("Nästa →"))
    assert 0 < len(second.soup.select(".point")) < 20, (
        "late ones that nobody considers are left out"
    )
    assert "Nästa →" not in second.text
    assert browser.get(second.link("Från början av avsnittet")).text == first.text
