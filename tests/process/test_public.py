"""The start page, the list of everything and the news: the same for everyone, quick, and in plain words."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from lxml import etree

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.folkmotion.models import Folkmotion
from dialog.process.rules import Handling, Publication
from dialog.process.search import index
from tests import make
from tests.browser import Browser
from tests.make import NOW

DAY = timedelta(days=1)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = '<script>alert("1")</script> & 🚲 \u202eemit'
LISTS = ["/dialoger", "/folkmotioner"]
PUBLIC = ["/", *LISTS, "/flode.atom", "/folkmotioner/flode.atom"]


def happened(ctx: Context, folkmotion: Folkmotion, verb: str, **more: Any) -> None:
    ctx.session.add(
        Event(
            at=more.pop("at", NOW),
            name=f"folkmotion.{verb}",
            actor_id=None,
            subject_type="folkmotion",
            subject_id=folkmotion.id,
            data=more,
        )
    )
    ctx.session.commit()


def many(ctx: Context, keys: Keyring, number: int) -> None:
    for each in range(number):
        row = make.folkmotion(
            ctx.session,
            keys,
            title=f"Fler bänkar {each}",
            tags=["bänk", f"plats{each % 9}"],
            area="natur",
            handling=list(Handling)[each % 6],
            answer_due_at=NOW - DAY if each % 2 else None,
            decided_at=NOW - DAY if each % 3 == 0 else None,
        )
        index(ctx, row, (row.title, 3))
        happened(ctx, row, "publish")


# What the pages say


def test_the_start_page_says_what_one_can_do(browser: Browser) -> None:
    page = browser.get("/")
    assert page.h1 == "Vad vill du ändra i Ekby?"
    assert page.link("Starta en folkmotion") == "/folkmotioner/ny"
    assert len(page.soup.select("ol.how > li")) == 4
    assert "Just nu finns inget att skriva under" in page.text
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
    assert page.link("Alla försenade svar") == "/folkmotioner?svar=forsenat"
    assert "Väntar 0" in browser.get("/folkmotioner?svar=forsenat").text


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


# News


def feed(browser: Browser, url: str) -> Any:
    response = browser.client.get(url, base_url=browser.base_url)
    assert response.mimetype == "application/atom+xml"
    return etree.fromstring(response.data)


@pytest.mark.parametrize("url", ["/flode.atom", "/folkmotioner/flode.atom"])
def test_the_feed_is_well_formed_whatever_people_write(
    system: Context, keys: Keyring, browser: Browser, url: str
) -> None:
    title = HOSTILE + "\x08\x0b]]>"
    row = make.folkmotion(system.session, keys, title=title, summary="</summary>\x00"[:-1])
    happened(system, row, "publish", at=NOW - DAY)
    happened(system, row, "hand_over")
    root = feed(browser, url)
    titles = root.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles[0] == 'Överlämnad: <script>alert("1")</script> & 🚲 emit]]>'
    assert titles[1].startswith("Ny: ")
    ids = root.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids)) == 3
    assert root.xpath("string(a:updated)", namespaces=ATOM) == NOW.isoformat()
    links = root.xpath("a:entry/a:link/@href", namespaces=ATOM)
    assert set(links) == {f"http://localhost/folkmotioner/{row.id}"}
    assert root.xpath("a:author/a:name/text()", namespaces=ATOM) == ["Ekby kommun"]


def test_an_empty_feed_is_a_feed(browser: Browser) -> None:
    root = feed(browser, "/flode.atom")
    assert root.xpath("count(a:entry)", namespaces=ATOM) == 0
    assert root.xpath("string(a:updated)", namespaces=ATOM)


def test_the_feed_tells_nothing_of_what_is_not_public_nor_of_who_signs(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    hidden = make.folkmotion(system.session, keys, publication=Publication.HIDDEN)
    shown = make.folkmotion(system.session, keys)
    happened(system, hidden, "publish")
    happened(system, shown, "sign")
    assert feed(browser, "/flode.atom").xpath("count(a:entry)", namespaces=ATOM) == 0


def test_news_readers_find_the_feed(browser: Browser) -> None:
    links = browser.get("/folkmotioner").soup.select('link[rel=alternate][type*="atom"]')
    assert {str(link["href"]) for link in links} == {"/flode.atom", "/folkmotioner/flode.atom"}


# Tenants


def test_another_municipality_shows_nothing_of_ours(
    system: Context, keys: Keyring, app: Flask
) -> None:
    row = make.folkmotion(system.session, keys, title="Bara i Ekby", tags=["ekbytagg"])
    index(system, row, (row.title, 3))
    happened(system, row, "publish")
    there = Browser(app, "bjorkby.localhost")
    for url in (*PUBLIC, "/folkmotioner?q=ekby"):
        answer = there.get(url)
        assert "Bara i Ekby" not in answer.response.text
        assert "ekbytagg" not in answer.response.text


def test_an_unknown_host_is_answered_with_a_page(app: Flask) -> None:
    for url in PUBLIC:
        page = Browser(app, "okand.example").get(url)
        assert page.status == 404, url
        assert page.h1 == "Sidan finns inte"


# Speed


ASKED = [
    *PUBLIC,
    "/folkmotioner?q=bänkar&lage=oppen&svar=forsenat&omrade=natur&tagg=bänk&ordning=slutar",
    "/dialoger?q=bänkar&typ=folkmotion",
    "/folkmotioner?efter=1764590400000000-2",
]


@pytest.mark.parametrize("number", [3, 60])
def test_a_page_asks_the_database_at_most_four_times(
    request: pytest.FixtureRequest, browser: Browser, statements: list[str], number: int
) -> None:
    many(request.getfixturevalue("system"), request.getfixturevalue("keys"), number)
    browser.get("/")  # from now on it is known which municipality this host is
    for url in ASKED:
        statements.clear()
        assert browser.get(url).status == 200
        assert 1 <= len(statements) <= 4, (url, statements)


def test_public_pages_may_be_kept_by_proxies(browser: Browser) -> None:
    for url in PUBLIC:
        answer = browser.client.get(url, base_url=browser.base_url)
        assert answer.headers["Cache-Control"].startswith("public, max-age="), url
        assert "stale-while-revalidate" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert {"Cookie", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))


def test_public_pages_are_the_same_for_someone_logged_in(app: Flask) -> None:
    anyone, someone = Browser(app), Browser(app).log_in("resident")
    for url in PUBLIC:
        answers = [each.client.get(url, base_url=each.base_url) for each in (anyone, someone)]
        assert answers[0].data == answers[1].data, url
        assert "Set-Cookie" not in answers[1].headers


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_who_has_the_page_already_does_not_get_it_again(browser: Browser, encoding: str) -> None:
    for url in PUBLIC:
        headers = {"Accept-Encoding": encoding}
        first = browser.client.get(url, base_url=browser.base_url, headers=headers)
        headers["If-None-Match"] = first.headers["ETag"]
        again = browser.client.get(url, base_url=browser.base_url, headers=headers)
        assert (again.status_code, again.data) == (304, b""), url


def test_public_pages_are_compressed_for_those_who_ask(browser: Browser) -> None:
    for url in ("/", *LISTS):
        asked = {"base_url": browser.base_url}
        plain = browser.client.get(url, **asked)
        packed = browser.client.get(url, headers={"Accept-Encoding": "gzip"}, **asked)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data) / 2
