"""News for news readers."""

from typing import Any

import pytest
from lxml import etree

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser
from tests.make import NOW
from tests.process.rows import DAY, HOSTILE, happened

ATOM = {"a": "http://www.w3.org/2005/Atom"}


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
