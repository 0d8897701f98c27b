"""Public pages show one municipality, cost little, and may be kept by proxies."""

import gzip

import pytest
from flask import Flask

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.process.search import index
from tests import make
from tests.browser import Browser
from tests.process.rows import LISTS, PUBLIC, happened, many


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
