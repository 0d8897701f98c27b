"""What anyone may read about a folkmotion: the page, the count, the names, the printout."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.feedback.models import Decision, Outcome
from dialog.folkmotion.models import CoProposer, Folkmotion, Signature
from dialog.folkmotion.rules import Eligibility, Stance, end_of_day
from dialog.process.models import ProcessText, Step
from dialog.process.rules import Handling, Publication
from tests import make
from tests.browser import Browser
from tests.make import EF_RULES, NOW

DAY = timedelta(days=1)
HOSTILE = '<script>alert("1")</script> & 🚲 \u202eemit'
PAGES = ["", "/utskrift", "/namn", "/antal.json"]


def names(ctx: Context, folkmotion: Folkmotion, shown: list[str], **given: Any) -> None:
    """Signatures with these shown names."""
    for number, name in enumerate(shown):
        key = f"{name}-{number}-{given.get('eligibility', '')}"
        values = {"eligibility": Eligibility.VALID, "stance": Stance.FOR} | given
        ctx.session.add(
            Signature(
                folkmotion_id=folkmotion.id,
                signer_key=key,
                shown_name=name,
                text_number=1,
                receipt_number=key,
                sealed=None,
                signed_at=NOW,
                changed_at=NOW,
                **values,
            )
        )
    ctx.session.commit()


def answered(ctx: Context, keys: Keyring, **given: Any) -> Folkmotion:
    values = {
        "handling": Handling.DECIDED,
        "closes_at": NOW - DAY,
        "handed_over_at": NOW - 30 * DAY,
        "answer_due_at": NOW + DAY,
        "decided_at": NOW - DAY,
    }
    row = make.folkmotion(ctx.session, keys, **values)
    outcome = {
        "decision": Decision.PARTLY,
        "body": "Kommunfullmäktige",
        "decided_on": date(2026, 11, 20),
        "paragraph": "§ 112",
        "reasons": "Bänkar är **bra**.",
        "time_plan": "De första ställs ut i maj.",
        "minutes_url": "https://www.ekby.example/protokoll",
        "published_at": NOW - DAY,
    }
    ctx.session.add(Outcome(process_id=row.id, **(outcome | given)))
    ctx.session.commit()
    return row


# The proposal


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


# The count


def test_the_count_is_honest(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        threshold=500,
        threshold_basis={
            "mode": "percent_population",
            "value": 1,
            "population": 50000,
            "as_of": "2026-11-01",
        },
        count_valid=412,
        count_unverified=38,
        count_against=7,
        counted_at=NOW - timedelta(minutes=1),
        rules=EF_RULES | {"ef.votes_against_allowed": True},
    )
    words = browser.get(f"/folkmotioner/{row.id}").soup.select_one("#raknare").get_text(" ")
    words = " ".join(words.split())
    assert "412 av 500 underskrifter" in words
    assert "88 underskrifter kvar till gränsen" in words
    assert "Inte kontrollerade än 38 Räknas inte med" in words
    assert "1 % av 50 000 folkbokförda den 1 november 2026" in words
    assert "7 personer har ställt sig emot" in words
    assert "Uppdaterat 1 december 2026 kl. 12:59" in words


@pytest.mark.parametrize(
    ("given", "expected", "not_expected"),
    [
        ({"count_unverified": 10}, "omkring 135 namn", "Gränsen är nådd"),
        ({"count_valid": 10}, "90 underskrifter kvar", "omkring 135 namn"),
        ({"count_valid": 99}, "1 underskrift kvar", "underskrifter kvar"),
        ({"count_valid": 100}, "Gränsen är nådd", "kvar till gränsen"),
        (
            {"count_unverified": 100, "rules": EF_RULES | {"ef.unverified_counts": True}},
            "Räknas med.",
            "omkring 135 namn",
        ),
        ({"counted_at": None}, "har inte räknats än", "Uppdaterat"),
        ({"counted_at": NOW}, "Uppdaterat", "har inte räknats än"),
        ({"count_against": 4}, "0 av 100", "emot förslaget"),
        ({"threshold": None, "minority_matter": True}, "nationella minoriteter", "av 100"),
    ],
    ids=[
        "checked later",
        "checked",
        "one left",
        "reached",
        "counts",
        "new",
        "counted",
        "no votes against",
        "minority",
    ],
)
def test_the_words_of_the_count(
    request: pytest.FixtureRequest, given: dict[str, Any], expected: str, not_expected: str
) -> None:
    session, keys = request.getfixturevalue("session"), request.getfixturevalue("keys")
    row = make.folkmotion(session, keys, **given)
    page = request.getfixturevalue("browser").get(f"/folkmotioner/{row.id}")
    words = " ".join(page.soup.select_one("aside").get_text(" ").split())
    assert expected in words
    assert not_expected not in words


def test_the_count_for_programs(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(
        system.session, keys, count_valid=3, count_unverified=2, count_against=1, counted_at=NOW
    )
    answer = browser.client.get(f"/folkmotioner/{row.id}/antal.json", base_url=browser.base_url)
    assert answer.json == {
        "valid": 3,
        "unverified": 2,
        "against": 1,
        "threshold": 100,
        "counted_at": "2026-12-01T12:00:00+00:00",
    }
    assert answer.headers["Cache-Control"].startswith("public")


# What happens to it


def test_the_page_tells_the_next_step_and_whose_turn_it_is(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        handling=Handling.IN_PREPARATION,
        handed_over_at=NOW - 9 * DAY,
        answer_due_at=NOW + 90 * DAY,
        department_id=1,
        case_number="KS 2026/00214",
    )
    system.session.add(
        Step(
            process_id=row.id,
            kind="meeting",
            title="Nämnden behandlar ärendet",
            body="Tekniska nämnden",
            planned_on=date(2026, 12, 20),
            recorded_at=NOW,
        )
    )
    system.session.commit()
    page = browser.get(f"/folkmotioner/{row.id}")
    box = " ".join(page.soup.select_one("aside").get_text(" ").split())
    assert "Nästa steg Nämnden behandlar ärendet Vem Tekniska nämnden När 20 december 2026" in box
    assert "KS 2026/00214" in page.text
    assert "Kommunstyrelsen" in page.text
    assert "Överlämnad till kommunen" in page.soup.select_one(".timeline").get_text()


def test_a_late_answer_is_shown_to_everyone(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = make.folkmotion(
        system.session,
        keys,
        handling=Handling.HANDED_OVER,
        handed_over_at=NOW - 200 * DAY,
        answer_due_at=end_of_day(date(2026, 11, 19)),
    )
    page = browser.get(f"/folkmotioner/{row.id}")
    assert "Svaret är 12 dagar försenat" in page.text
    assert "skulle ha svarat senast 19 november 2026" in page.text


def test_the_answer_says_what_why_and_what_happens_now(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = answered(system, keys)
    page = browser.get(f"/folkmotioner/{row.id}")
    assert "Kommunens svar Delvis bifall" in page.text
    assert "Kommunfullmäktige beslutade den 20 november 2026, § 112." in page.text
    assert "Bänkar är bra ." in page.text
    assert "De första ställs ut i maj." in page.text
    assert page.link("Läs protokollet") == "https://www.ekby.example/protokoll"
    assert "Kommunfullmäktige beslutade: Delvis bifall" in page.text
    assert "Delvis bifall" in browser.get("/folkmotioner").text


def test_the_minutes_are_a_web_address_or_nothing(
    system: Context, keys: Keyring, browser: Browser
) -> None:
    row = answered(system, keys, minutes_url="javascript:alert(1)")
    assert "Läs protokollet" not in browser.get(f"/folkmotioner/{row.id}").text


def test_a_closed_one_cannot_be_signed(system: Context, keys: Keyring, browser: Browser) -> None:
    row = make.folkmotion(system.session, keys, closes_at=NOW)
    page = browser.get(f"/folkmotioner/{row.id}")
    assert "Skriv under" not in [link.get_text(strip=True) for link in page.soup.select("a")]
    assert "Gränsen nåddes inte" in page.text


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


# Names


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


# On paper


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


# Mine


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


# Speed


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
