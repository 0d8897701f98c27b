"""The names that are shown, the printout, what is told to the signer alone, and the cost of it all."""

from collections.abc import Callable

import pytest
from flask import Flask

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.folkmotion.models import CoProposer
from dialog.folkmotion.rules import Eligibility, Stance
from dialog.process.models import Step
from tests import make
from tests.browser import Browser
from tests.folkmotion.rows import DAY, answered, names
from tests.make import NOW

PAGES = ["", "/utskrift", "/namn", "/antal.json"]


def test_only_those_who_chose_it_are_named(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(system.session, keys)
    names(system, row, ["Åsa Ek", ""])
    names(system, row, ["Återtagen"], withdrawn_at=NOW)
    names(system, row, ["Bor Annorstädes"], eligibility=Eligibility.NOT_RESIDENT)
    names(system, row, ["Okontrollerad"], eligibility=Eligibility.UNVERIFIED)
    names(system, row, ["Emil Emot"], stance=Stance.AGAINST)
    page = browser.get(f"/folkmotioner/{row.id}/namn")
    shown = [" ".join(item.get_text(" ").split()) for item in page.soup.select(".names li")]
    assert shown == ["Emil Emot (emot förslaget)", "Okontrollerad", "Åsa Ek"]
    assert page.soup.select_one('meta[name=robots][content="noindex"]')


def test_names_are_shown_page_by_page(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(system.session, keys)
    names(system, row, [f"Namn {number:03}" for number in range(450)])
    url, pages = f"/folkmotioner/{row.id}/namn", []
    while url:
        page = browser.get(url)
        pages.append([item.get_text(strip=True) for item in page.soup.select(".names li")])
        further = page.soup.select_one('a[rel="next"]')
        url = str(further["href"]) if further else ""
    assert [len(each) for each in pages] == [200, 200, 50]
    assert len({name for each in pages for name in each}) == 450
    back = browser.get(str(page.soup.select_one('a[rel="prev"]')["href"]))
    assert [item.get_text(strip=True) for item in back.soup.select(".names li")] == pages[1]


def test_a_page_of_names_without_names_says_so(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(system.session, keys)
    for query in ("", "?efter=1-1", "?efter=-1", "?fore=x", "?efter=%00"):
        page = browser.get(f"/folkmotioner/{row.id}/namn{query}")
        assert "Ingen har valt att visa sitt namn här" in page.text


def test_the_printout_holds_the_whole_story(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = answered(system, keys)
    page = browser.get(f"/folkmotioner/{row.id}/utskrift")
    assert page.h1 == "Fler bänkar vid ån"
    for words in ("Många vill vila", "Delvis bifall", "Utskrivet 1 december 2026"):
        assert words in page.text
    assert f"http://localhost/folkmotioner/{row.id}" in page.text
    assert page.soup.select_one('img[src^="data:image/svg+xml"][alt]')
    assert not page.soup.select("form, nav")


def test_someone_who_has_signed_is_told_and_nobody_else(
    acting: Callable[[str], Context], keys: Keyring, app: Flask
) -> None:
    resident = acting("resident")
    row = make.folkmotion(resident.session, keys)
    url, receipt = f"/folkmotioner/{row.id}/min.json", make.signed_by(resident, row).receipt_number
    resident.session.commit()
    visitors = {name: Browser(app).log_in(name) for name in ("resident", "friend")}
    visitors["anyone"] = Browser(app)
    answers = {n: v.client.get(url, base_url=v.base_url) for n, v in visitors.items()}
    assert answers["resident"].json == {"signed": True, "receipt": receipt}
    assert answers["friend"].json == {"signed": False, "receipt": None}
    assert answers["anyone"].json == {"signed": False, "receipt": None}
    for answer in answers.values():
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_stranger_who_asks_costs_the_database_nothing(
    system: Context, keys: Keyring, browser: Browser, statements: list[str]
) -> None:
    url = f"/folkmotioner/{make.folkmotion(system.session, keys).id}/min.json"
    browser.get("/")
    statements.clear()
    assert browser.get(url).status == 200
    assert statements == []


@pytest.mark.parametrize("number", [3, 60])
def test_the_cost_is_the_same_however_many_have_signed(
    request: pytest.FixtureRequest, browser: Browser, statements: list[str], number: int
) -> None:
    system = request.getfixturevalue("system")
    row = answered(system, request.getfixturevalue("keys"))
    names(system, row, [f"Namn {each}" for each in range(number)])
    for each in range(number):
        system.session.add(
            CoProposer(folkmotion_id=row.id, person_id=each % 12 + 1, joined_at=NOW)
            if each < 12
            else Step(
                process_id=row.id,
                kind="meeting",
                title=f"Möte {each}",
                planned_on=NOW.date() + each * DAY,
                recorded_at=NOW,
            )
        )
        for verb in ("sign", "submit"):
            system.session.add(
                Event(
                    at=NOW,
                    name=f"folkmotion.{verb}",
                    actor_id=None,
                    subject_type="folkmotion",
                    subject_id=row.id,
                    data={},
                )
            )
    system.session.commit()
    url = f"/folkmotioner/{row.id}"
    browser.get("/")
    for path, most in (("", 4), ("/utskrift", 4), ("/namn", 4), ("/antal.json", 2)):
        statements.clear()
        assert browser.get(url + path).status == 200
        assert 1 <= len(statements) <= most, (path, statements)


def test_its_pages_may_be_kept_by_proxies(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(system.session, keys, counted_at=NOW)
    for path in PAGES:
        url = f"/folkmotioner/{row.id}{path}"
        first = browser.client.get(url, base_url=browser.base_url)
        assert first.headers["Cache-Control"].startswith("public, max-age="), path
        assert "Set-Cookie" not in first.headers
        headers = {"If-None-Match": first.headers["ETag"]}
        again = browser.client.get(url, base_url=browser.base_url, headers=headers)
        assert again.status_code == 304, path
    row.count_valid += 1
    system.session.commit()
    changed = browser.client.get(url, base_url=browser.base_url, headers=headers)
    assert changed.status_code == 200, "a new count is a new page"
