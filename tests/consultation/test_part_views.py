"""The editors of parts: what an official fills in, what is refused, and what is never lost."""

from collections.abc import Callable
from typing import Any

import pytest

from dialog.consultation.models import Part
from dialog.consultation.rules.content import (
    Choice,
    DiscussionContent,
    IdeasContent,
    MapContent,
    Method,
    PrioritiesContent,
    Shape,
    TextContent,
)
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows

PARTS = "/arbetsyta/medborgardialoger/1/del"
FILM = {
    "video_url": "https://film.example/an",
    "video_title": "Ån i går och i dag",
    "video_note": "Filmen är textad.",
}
TWO = (Choice("c1", "Bänkar"), Choice("c2", "Damm"))


@pytest.fixture
def hanna(browser: Browser) -> Browser:
    return browser.log_in("officer")


@pytest.fixture
def add(session: TenantSession, keys: Keyring) -> Callable[..., str]:
    """A part of a new consultation: the address of its editor."""

    def part(content: Any, **given: Any) -> str:
        row = rows.consultation(session, keys, **given)
        made = rows.add_part(session, row, content)
        address = f"{PARTS}/{made.id}"
        session.commit()
        return address

    return part


def now(session: TenantSession, number: int = 1) -> Any:
    session.expire_all()
    content = session.get_one(Part, number).content()
    session.rollback()
    return content


def test_an_official_adds_a_part_and_comes_to_its_editor(
    hanna: Browser, session: TenantSession, keys: Keyring
) -> None:
    rows.consultation(session, keys, publication=Publication.DRAFT)
    page = hanna.get("/arbetsyta/medborgardialoger/1/steg/1/ny-del")
    assert "Samla idéer som hör till en plats" in page.text
    page = hanna.submit(page.url, kind="priorities", title="Vad är viktigast?")
    assert page.url == f"{PARTS}/1"
    assert page.h1 == "Redigera: Vad är viktigast?"
    assert now(session) == PrioritiesContent()


def test_a_part_needs_a_kind_and_a_title(
    hanna: Browser, session: TenantSession, keys: Keyring
) -> None:
    rows.consultation(session, keys)
    page = hanna.submit("/arbetsyta/medborgardialoger/1/steg/1/ny-del", title=" ")
    assert page.status == 422
    assert page.faults() == {"kind": "Välj vad delen ska vara.", "title": "Skriv en rubrik."}


@pytest.mark.parametrize("address", ["steg/7/ny-del", "del/7", "del/7/ta-bort", "del/7/versioner"])
def test_what_is_not_there_is_not_found(
    hanna: Browser, session: TenantSession, keys: Keyring, address: str
) -> None:
    rows.consultation(session, keys)
    session.commit()
    assert hanna.get(f"/arbetsyta/medborgardialoger/1/{address}").status == 404


@pytest.mark.parametrize("name", ["resident", "moderator", "councillor"])
def test_only_officials_come_in(browser: Browser, add: Callable[..., str], name: str) -> None:
    address = add(DiscussionContent("Vad tycker du?"))
    browser.log_in(name)
    for page in ("", "/ta-bort", "/versioner"):
        assert browser.get(address + page).status == 403


def test_a_discussion_is_asked_for(
    hanna: Browser, add: Callable[..., str], session: TenantSession
) -> None:
    hanna.submit(add(DiscussionContent()), title="Prata", prompt="Vad tycker du om *ån*?")
    assert now(session) == DiscussionContent("Vad tycker du om *ån*?")


def test_a_text_is_shown_before_it_is_saved(
    hanna: Browser, add: Callable[..., str], session: TenantSession
) -> None:
    page = hanna.submit(add(TextContent("Ett")), body="Det blir **mycket** bättre", visa="1")
    assert page.soup.select_one(".box strong").get_text() == "mycket"
    assert page.fields()["body"] == "Det blir **mycket** bättre"
    assert now(session).body == "Ett"


def test_a_film_is_linked_to_with_its_name_and_its_captions(
    hanna: Browser, add: Callable[..., str], session: TenantSession
) -> None:
    hanna.submit(add(TextContent("Ett")), **FILM)
    assert now(session) == TextContent("Ett", **FILM)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"video_url": "http://film.example/an"}, "börjar med https://"),
        ({"video_url": "javascript:alert(1)"}, "börjar med https://"),
        ({"video_url": "https://"}, "börjar med https://"),
        ({"video_url": "https://[film.example"}, "börjar med https://"),
        ({"video_title": ""}, "vad filmen handlar om"),
        ({"video_note": " "}, "har undertexter"),
    ],
)
def test_a_film_that_nobody_could_find_or_follow_is_refused(
    hanna: Browser, add: Callable[..., str], wrong: dict[str, str], words: str
) -> None:
    page = hanna.submit(add(TextContent("Ett")), body="Två", **(FILM | wrong))
    [(field, message)] = page.faults().items()
    assert field in wrong
    assert words in message
    assert page.fields()["body"] == "Två"


def test_ideas_have_categories_that_keep_their_keys(
    hanna: Browser, add: Callable[..., str], session: TenantSession
) -> None:
    address = add(IdeasContent("Vad saknas?", categories=TWO))
    fields = {"categories": " Fler bänkar\r\n\r\nDamm\r\nLek ", "takes_place": "y"}
    hanna.submit(address, **fields)
    saved = now(session)
    assert saved.categories == (
        Choice("c1", "Fler bänkar"),
        Choice("c2", "Damm"),
        Choice("c3", "Lek"),
    )
    assert (saved.takes_place, saved.takes_picture) == (True, True)


def test_a_category_that_was_removed_is_itself_when_it_comes_back(
    hanna: Browser, add: Callable[..., str], session: TenantSession
) -> None:
    address = add(IdeasContent("Vad saknas?", categories=TWO))
    hanna.submit(address, categories="Damm")
    hanna.submit(address, categories="Damm\nLek\nBänkar")
    assert [each.key for each in now(session).categories] == ["c2", "c3", "c1"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("Damm\nDamm", "finns två gånger"),
        ("a" * 201, "för lång"),
        ("\n".join(map(str, range(51))), "högst 50 rader"),
        ("Da\u202emm", "styrtecken"),
    ],
)
def test_a_list_that_nobody_can_read_is_refused(
    hanna: Browser, add: Callable[..., str], lines: str, words: str
) -> None:
    page = hanna.submit(add(IdeasContent("Vad saknas?")), categories=lines)
    assert words in page.faults()["categories"]
    assert page.fields()["categories"] == lines


def test_a_map_begins_where_the_official_says(
    hanna: Browser, add: Callable[..., str], session: TenantSession
) -> None:
    fields = {"prompt": "Var?", "shapes": ["point", "area"], "zoom": "14"}
    hanna.submit(add(MapContent()), latitude="57,7089", longitude="11.9746", **fields)
    saved = now(session)
    assert (saved.centre, saved.zoom) == ((11.9746, 57.7089), 14)
    assert saved.shapes == (Shape.POINT, Shape.AREA)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"latitude": "norr", "longitude": "11"}, "latitude"),
        ({"latitude": "91", "longitude": "11"}, "latitude"),
        ({"latitude": "nan", "longitude": "11"}, "latitude"),
        ({"latitude": "57", "longitude": ""}, "longitude"),
        ({"zoom": "40"}, "zoom"),
        ({"shapes": []}, "shapes"),
    ],
)
def test_a_map_of_nowhere_is_refused(
    hanna: Browser, add: Callable[..., str], wrong: dict[str, Any], field: str
) -> None:
    page = hanna.submit(add(MapContent("Var?")), **wrong)
    assert list(page.faults()) == [field]


def test_options_are_weighed_and_described(
    hanna: Browser, add: Callable[..., str], session: TenantSession
) -> None:
    address = add(PrioritiesContent())
    hanna.submit(address, prompt="Välj", method="pick", amount="1", options="Bänkar\nDamm")
    hanna.submit(address, **{"descriptions-1-words": "Med näckrosor", "shows_result": "y"})
    assert now(session) == PrioritiesContent(
        "Välj", Method.PICK, 1, (TWO[0], Choice("c2", "Damm", "Med näckrosor")), shows_result=True
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"options": "Bänkar"}, "options"),
        ({"amount": "0"}, "amount"),
        ({"amount": "många"}, "amount"),
        ({"method": "pick", "amount": "2"}, "amount"),
        ({"method": "auktion"}, "method"),
    ],
)
def test_options_that_cannot_be_weighed_are_refused(
    hanna: Browser, add: Callable[..., str], wrong: dict[str, str], field: str
) -> None:
    page = hanna.submit(add(PrioritiesContent("Välj", options=TWO)), **wrong)
    assert page.status == 422
    assert set(page.faults()) == {field}


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (TextContent("Ett"), "body"),
        (DiscussionContent("Prata"), "title"),
        (IdeasContent("Vad?"), "categories"),
        (PrioritiesContent("Välj", options=TWO), "descriptions-0-words"),
    ],
)
def test_a_personal_number_is_stopped_next_to_its_field(
    hanna: Browser, add: Callable[..., str], session: TenantSession, content: Any, field: str
) -> None:
    page = hanna.submit(add(content), **{field: "Ring 19900602-2397"})
    assert page.status == 422
    assert "Personnummer får inte stå i texten." in page.faults()[field]
    assert page.fields()[field] == "Ring 19900602-2397"
    assert now(session) == content
