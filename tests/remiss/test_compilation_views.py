"""Pages on which officials write the compilation."""

import pytest

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.remiss.models import Remiss, SectionComment
from dialog.remiss.rules.response import View
from tests.browser import Browser
from tests.remiss import compiled, rows


@pytest.fixture
def place(system: Context, keys: Keyring) -> str:
    """The address of the compilation of a remiss whose time is over."""
    row = compiled.heard(system.session, keys)
    number = row.id
    system.session.commit()
    return f"/arbetsyta/remisser/{number}/sammanstallning"


def remiss_of(system: Context, place: str) -> Remiss:
    return system.session.get_one(Remiss, int(place.split("/")[3]))


def comment_all(system: Context, place: str) -> None:
    compiled.comment(system.session, remiss_of(system, place), *compiled.KEYS)
    system.session.commit()


def words_of(system: Context, section: str) -> str:
    row = system.session.query(SectionComment).filter_by(section=section).one()
    words = row.words
    system.session.rollback()
    return words


def test_an_official_sees_how_far_it_has_come(
    system: Context, browser: Browser, place: str
) -> None:
    compiled.comment(system.session, remiss_of(system, place), "s2")
    system.session.commit()
    page = browser.log_in("officer").get(place)
    assert page.h1 == "Sammanställning"
    assert "1 av 4 delar är klara." in page.text
    assert "Kommenterat" in page.text
    assert "Svar som kom för sent och inte beaktas: Sena bolaget" in page.text
    assert "Förord" not in page.text, "nobody was asked about it and nobody spoke of it"


def test_a_comment_is_written_beside_what_was_said(
    system: Context, browser: Browser, place: str
) -> None:
    browser.log_in("officer")
    page = browser.get(f"{place}/avsnitt/s2")
    assert page.h1 == "1 Cykelvägar"
    assert "Bygg fler." in page.text
    assert "Cykelklubben" in page.text
    for secret in ("Nils Nord", "Elin Ek"):
        assert secret not in page.text
    assert "[Maskerat: Personuppgifter om någon annan]" in page.text
    fields = page.fields() | {"words": "Vi breddar banan.", "changed": "Bredden är nu 3 meter."}
    after = browser.post(f"{place}/avsnitt/s2", fields)
    assert "Sparat." in after.text
    assert words_of(system, "s2") == "Vi breddar banan."


def test_the_next_section_that_is_left_can_be_asked_for(browser: Browser, place: str) -> None:
    browser.log_in("officer")
    fields = browser.get(f"{place}/avsnitt/helheten").fields()
    page = browser.post(f"{place}/avsnitt/helheten", fields | {"words": "Tack.", "onward": "1"})
    assert page.h1 == "1 Cykelvägar"


def test_nothing_is_lost_when_two_write(system: Context, browser: Browser, place: str) -> None:
    browser.log_in("officer")
    address = f"{place}/avsnitt/s2"
    fields = browser.get(address).fields()
    browser.post(address, fields | {"words": "Kollegans ord."})
    page = browser.post(address, fields | {"words": "Mina ord."})
    assert page.status == 409
    assert "En kollega har skrivit om samma avsnitt" in page.text
    assert "Kollegans" in page.soup.select_one(".diff").get_text()
    assert page.soup.select_one("textarea[name=words]").get_text().strip() == "Mina ord."
    assert words_of(system, "s2") == "Kollegans ord."
    again = browser.post(address, page.fields())
    assert again.status == 200
    assert words_of(system, "s2") == "Mina ord."


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Skriv kommunens kommentar, eller varför avsnittet inte får någon."),
        ({"words": "Ja", "none_reason": "Nej"}, "Skriv antingen en kommentar"),
        ({"words": "Ring 19900602-2397"}, "Personnummer får inte stå i texten."),
        ({"words": "x" * 20_001}, "1 tecken för lång"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    given: dict[str, str], says: str, browser: Browser, place: str
) -> None:
    browser.log_in("officer")
    address = f"{place}/avsnitt/s2"
    page = browser.post(address, browser.get(address).fields() | given)
    assert page.status == 422
    assert says in page.text
    for name, words in given.items():
        assert page.soup.select_one(f"textarea[name={name}]").get_text().strip() == words


def test_publishing_tells_what_is_left_with_links(browser: Browser, place: str) -> None:
    browser.log_in("officer")
    page = browser.get(f"{place}/publicera")
    assert "Sammanställningen kan inte publiceras än." in page.text
    links = [str(link["href"]) for link in page.soup.select("main li a")]
    ends = ("helheten", "s2", "s3", "s4")
    assert [link for link in links if "avsnitt" in link] == [
        f"{place}/avsnitt/{end}" for end in ends
    ]


def test_it_is_published_and_opened_again(system: Context, browser: Browser, place: str) -> None:
    comment_all(system, place)
    public = place.removeprefix("/arbetsyta")
    assert browser.get(public).status == 404
    browser.log_in("officer")
    assert "Sammanställningen är publicerad." in browser.submit(f"{place}/publicera", "").text
    assert browser.get(public).status == 200
    page = browser.get(f"{place}/oppna-igen")
    assert browser.post(f"{place}/oppna-igen", page.fields()).status == 422
    browser.post(f"{place}/oppna-igen", page.fields() | {"reason": "Ett tal var fel."})
    told = browser.get(public)
    assert told.h1 == "Sammanställningen rättas"
    assert "Ett tal var fel." in told.text
    assert "Kommunens kommentar om s2." not in told.text


def test_publishing_twice_from_two_windows_is_told(
    system: Context, browser: Browser, place: str
) -> None:
    comment_all(system, place)
    browser.log_in("officer")
    fields = browser.get(f"{place}/publicera").fields()
    browser.post(f"{place}/publicera", fields)
    again = browser.post(f"{place}/publicera", fields)
    assert again.status == 409
    assert "Sammanställningen är publicerad. Då går det inte att ändra det här." in again.text


def test_late_answers_that_wait_are_told(system: Context, browser: Browser, place: str) -> None:
    row = remiss_of(system, place)
    rows.add_response(system.session, row, {"s2": View(words="Sen.")}, is_late=True)
    system.session.commit()
    browser.log_in("officer")
    for address in (place, f"{place}/publicera"):
        assert "1 svar kom för sent. Bestäm om det ska beaktas" in browser.get(address).text


def test_an_introduction_is_markdown(browser: Browser, place: str) -> None:
    browser.log_in("officer")
    fields = browser.get(f"{place}/inledning").fields()
    page = browser.post(f"{place}/inledning", fields | {"words": "## Kort\n\nVi **ändrar**."})
    assert page.soup.select_one(".prose strong").get_text() == "ändrar"


@pytest.mark.parametrize("name", ["registrar", "councillor", "moderator"])
def test_others_in_the_house_read_and_do_not_write(name: str, browser: Browser, place: str) -> None:
    browser.log_in(name)
    page = browser.get(place)
    assert page.status == 200
    assert "/avsnitt/" not in str(page.soup)
    for end in ("/inledning", "/avsnitt/s2", "/publicera", "/oppna-igen"):
        assert browser.get(f"{place}{end}").status == 403


def test_a_section_that_is_not_there_is_not_found(browser: Browser, place: str) -> None:
    browser.log_in("officer")
    assert browser.get(f"{place}/avsnitt/s99").status == 404
