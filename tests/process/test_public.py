"""The start page and the lists: the same for everyone, in plain words."""

from datetime import timedelta

import pytest

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.process.rules import Handling
from tests import make
from tests.browser import Browser
from tests.make import NOW
from tests.process.rows import DAY, HOSTILE, LISTS, many


def test_the_start_page_says_what_one_can_do(browser: Browser) -> None:
    page = browser.get("/")
    assert page.h1 == "Vad vill du ändra i Ekby?"
    assert page.link("Starta en folkmotion") == "/folkmotioner/ny"
    assert len(page.soup.select("ol.how > li")) == 4
    assert page.link("Se medborgardialoger") == "/medborgardialoger"
    assert "Just nu finns inget att svara på eller skriva under" in page.text
    assert "Inga svar är försenade just nu" in page.text


def test_the_start_page_never_claims_a_right_by_law(browser: Browser) -> None:
    words = browser.get("/").text.lower()
    assert "enligt lag" not in words
    assert "rätt att" not in words


def test_the_start_page_shows_what_closes_first(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    make.folkmotion(system.session, keys, title="Senare", closes_at=NOW + 40 * DAY)
    make.folkmotion(system.session, keys, title="Snart", closes_at=NOW + 2 * DAY)
    make.folkmotion(system.session, keys, title="Slut", closes_at=NOW - DAY)
    titles = [tag.get_text(strip=True) for tag in browser.get("/").soup.select(".card__title")]
    assert titles == ["Snart", "Senare"]


@pytest.mark.parametrize(
    ("closes_in", "words"),
    [
        (timedelta(hours=10), "Sista dagen i dag"),
        (timedelta(days=1, hours=10), "1 dag kvar"),
        (timedelta(days=5), "5 dagar kvar"),
        (timedelta(days=30), "Öppen till 31 december 2026"),
    ],
    ids=str,
)
def test_a_card_says_how_long_it_is_open(
    system: Context, keys: Keyring, browser: Browser, closes_in: timedelta, words: str
) -> None:
    make.folkmotion(system.session, keys, closes_at=NOW + closes_in)
    assert words in browser.get("/").text


def test_late_answers_are_shown_openly(system: Context, keys: Keyring, browser: Browser) -> None:
    for number in range(6):
        make.folkmotion(
            system.session,
            keys,
            title=f"Väntar {number}",
            closes_at=NOW - DAY,
            handling=Handling.HANDED_OVER,
            answer_due_at=NOW - (number + 10) * DAY,
        )
    page = browser.get("/")
    assert "Svaret är 15 dagar försenat" in page.text
    assert page.text.index("Väntar 5") < page.text.index("Väntar 4"), "the latest one first"
    assert "Väntar 0" not in page.text
    assert page.link("Alla försenade svar") == "/dialoger?svar=forsenat"
    assert "Väntar 0" in browser.get("/dialoger?svar=forsenat").text


def test_recent_answers_are_shown(system: Context, keys: Keyring, browser: Browser) -> None:
    make.folkmotion(
        system.session,
        keys,
        title="Besvarad sak",
        closes_at=NOW - DAY,
        handling=Handling.DECIDED,
        decided_at=NOW - DAY,
    )
    page = browser.get("/")
    assert "Besvarad sak" in page.text
    assert "Beslutad" in page.text


def test_the_list_of_everything_names_the_kinds(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    make.folkmotion(system.session, keys)
    page = browser.get("/dialoger")
    assert page.link("Folkmotion") == "/folkmotioner"
    assert "1 träff" in page.text
    assert page.soup.select_one('article a[href="/folkmotioner/1"]')


@pytest.mark.parametrize("url", LISTS)
def test_an_empty_list_says_what_one_can_do(browser: Browser, url: str) -> None:
    page = browser.get(url)
    assert "Här finns inga förslag än" in page.text
    assert page.link("Starta en folkmotion") == "/folkmotioner/ny"


@pytest.mark.parametrize("url", LISTS)
def test_a_search_without_hits_says_how_to_go_on(
    system: Context, keys: Keyring, browser: Browser, url: str
) -> None:
    make.folkmotion(system.session, keys)
    page = browser.get(f"{url}?q=xyzzy")
    assert "Vi hittade inget som stämmer" in page.text
    assert page.link("Rensa sökningen") == url


def test_search_and_filters_stay_when_one_turns_the_page(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    many(system, keys, 60)
    url = "/folkmotioner?q=bänkar&lage=oppen&omrade=natur&tagg=bänk&ordning=flest"
    seen: list[str] = []
    while url:
        page = browser.get(url)
        seen += [str(link["href"]) for link in page.soup.select(".card__link")]
        assert page.soup.select_one("input[name=q]")["value"] == "bänkar"
        chosen = {
            str(field["name"]): str(option["value"])
            for field in page.soup.select("select")
            if (option := field.select_one("option[selected]"))
        }
        assert chosen == {
            "lage": "oppen",
            "omrade": "natur",
            "tagg": "bänk",
            "ordning": "flest",
        }
        further = page.soup.select_one('a[rel="next"]')
        url = str(further["href"]) if further else ""
    assert len(seen) == len(set(seen)) == 60


NONSENSE = [
    "lage=hej",
    "svar=' OR 1=1",
    "omrade=månen",
    "ordning=%00",
    "typ=x",
    "efter=-5--3",
    "fore=-1",
    "efter=99999999999999999999-1",
    "efter=1-99999999999",
    "q=" + "bänk " * 2000,
    "q=%00%01%1b",
    "q=%ff%fe",
    "q=%F0%9F%9A%B2",
    "q=%22%3E%3Cscript%3E",
    "tagg=" + "x" * 5000,
    "tagg=%00",
    "lage=oppen&lage=stangd",
    "efter=1-1&fore=1-1",
]


@pytest.mark.parametrize("url", LISTS)
def test_nonsense_in_the_address_is_answered_with_a_clear_page(
    system: Context, keys: Keyring, browser: Browser, url: str
) -> None:
    make.folkmotion(system.session, keys)
    for query in NONSENSE:
        page = browser.get(f"{url}?{query}")
        assert page.status == 200, query
        assert not page.soup.find("script", src=False)


def test_what_was_not_understood_is_told(system: Context, keys: Keyring, browser: Browser) -> None:
    make.folkmotion(system.session, keys)
    page = browser.get("/folkmotioner?lage=hej&svar=nej")
    assert page.text.count("En del av adressen gick inte att förstå") == 1
    assert "1 träff" in page.text
    assert "Sökningen var för lång" in browser.get(f"/folkmotioner?q={'x' * 300}").text


def test_a_page_beyond_the_end_leads_back(system: Context, keys: Keyring, browser: Browser) -> None:
    make.folkmotion(system.session, keys)
    page = browser.get("/folkmotioner?efter=1-1&lage=oppen")
    assert "Den här sidan av listan är tom" in page.text
    assert page.link("Till början av listan") == "/folkmotioner"


def test_a_hostile_title_is_only_words(system: Context, keys: Keyring, browser: Browser) -> None:
    make.folkmotion(system.session, keys, title=HOSTILE, tags=["<b>"])
    for url in ("/", *LISTS):
        page = browser.get(url)
        assert '<script>alert("1")</script> & 🚲 emit' in page.text
        assert "\u202e" not in page.response.text


def test_words_are_marked_with_their_language(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    make.folkmotion(system.session, keys, title="Story time", language="en")
    title = browser.get("/").soup.select_one(".card__title [lang]")
    assert (title.get_text(strip=True), title["lang"]) == ("Story time", "en")
