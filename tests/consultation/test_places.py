"""Places on a map, and the same as a list: equal for whoever uses no map."""

from typing import Any

import pytest

from dialog.consultation.models import Idea, Part
from dialog.consultation.queries import places as queries
from dialog.consultation.rules.content import Choice, IdeasContent, MapContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from dialog.tenancy.actions import set_base_map
from dialog.tenancy.maps import MapService, MapSettings
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.rows import NOW

POINT = {"type": "Point", "coordinates": [18.05, 59.33]}
CATEGORIES = (Choice("dark", "Mörkt"), Choice("steep", "Brant"))


def idea(session: TenantSession, part: Part, title: str, **given: Any) -> Idea:
    values = {
        "process_id": part.consultation_id,
        "part_id": part.id,
        "participant_key": title,
        "title": title,
        "geometry": POINT,
        "shuffle": 1,
        "received_at": NOW,
        "changed_at": NOW,
    }
    row = Idea(**(values | given))
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def part(session: TenantSession, keys: Keyring) -> Part:
    row = rows.consultation(session, keys)
    return rows.add_part(session, row, MapContent("Var?", CATEGORIES), title="Visa platsen")


@pytest.fixture
def address(part: Part) -> str:
    return f"/medborgardialoger/{part.consultation_id}/karta/{part.id}"


def test_the_list_says_all_that_the_map_shows(
    part: Part, address: str, session: TenantSession, browser: Browser
) -> None:
    idea(session, part, "Mörk tunnel", place="Gångtunneln", category="dark")
    idea(session, part, "Brant backe", is_outside=True, category="steep")
    idea(session, part, "Ord räcker", geometry=None, place="Vid bron")
    idea(session, part, "Väntar", publication=Publication.SUBMITTED)
    session.commit()
    page = browser.get(address)
    for words in ("Mörk tunnel", "Gångtunneln", "N 6 580 772, E 673 511", "Utanför kommunen"):
        assert words in page.text.replace("\u00a0", " ")
    assert "3 platser" in page.text
    assert "Väntar" not in page.text
    marked = browser.get(f"{address}/ideer.json").response
    assert marked.mimetype == "application/geo+json"
    titles = {each["properties"]["title"] for each in marked.get_json(force=True)["features"]}
    assert titles == {"Mörk tunnel", "Brant backe"}


def test_the_category_narrows_the_list_and_the_map(
    part: Part, address: str, session: TenantSession, browser: Browser
) -> None:
    idea(session, part, "Mörk tunnel", category="dark")
    idea(session, part, "Brant backe", category="steep")
    session.commit()
    page = browser.get(f"{address}?kategori=dark")
    assert "Mörk tunnel" in page.text
    assert "Brant backe" not in page.text
    assert "ideer.json?kategori=dark" in str(page.soup.select_one("[data-map]")["data-map"])
    features = browser.get(f"{address}/ideer.json?kategori=dark").response.get_json(force=True)
    assert len(features["features"]) == 1


def test_the_list_pages_by_key_in_few_statements(
    part: Part, address: str, session: TenantSession, browser: Browser, statements: list[str]
) -> None:
    for number in range(queries.ON_A_PAGE + 1):
        idea(session, part, f"Plats nummer {number}")
    session.commit()
    statements.clear()
    first = browser.get(address)
    asked = [each for each in statements if each.startswith("SELECT")]
    assert len(asked) <= 8, asked
    assert "Plats nummer 0" not in first.text.split()
    second = browser.get(address + "?" + first.link("Nästa").split("?")[1])
    assert "Plats nummer 0" in second.text
    assert "Plats nummer 24" in browser.get(second.link("Föregående")).text


def test_a_crowded_map_gets_some_at_random_and_the_list_says_so(
    part: Part, session: TenantSession, system: Context
) -> None:
    for number in range(5):
        idea(session, part, f"Plats {number}", shuffle=5 - number)
    session.flush()
    titles = [f["properties"]["title"] for f in queries.marked(system, part, most=2)]
    assert titles == ["Plats 4", "Plats 3"]


def test_the_page_of_the_consultation_tells_how_many_and_has_no_map(
    part: Part, session: TenantSession, browser: Browser
) -> None:
    idea(session, part, "Mörk tunnel")
    session.commit()
    page = browser.get(f"/medborgardialoger/{part.consultation_id}")
    assert "1 plats har kommit in." in page.text
    assert page.link("Visa en plats").endswith("/ny")
    assert not page.soup.select("script[src*=leaflet], link[href*=leaflet], [data-map]")


def test_only_a_page_with_a_map_lets_in_the_map_service_of_the_municipality(
    part: Part, address: str, session: TenantSession, browser: Browser, system: Context
) -> None:
    settings = MapSettings(
        MapService.WMS, "https://karta.ekby.example/wms", "topo", attribution="© Ekby"
    )
    set_base_map(system, settings)
    session.commit()
    csp = "Content-Security-Policy"
    allowed = browser.get(address).response.headers[csp]
    assert "img-src 'self' data: https://karta.ekby.example;" in allowed
    front = f"/medborgardialoger/{part.consultation_id}"
    assert "karta.ekby.example" not in browser.get(front).response.headers[csp]


def test_what_is_not_there_is_404(
    part: Part, address: str, session: TenantSession, browser: Browser
) -> None:
    ideas = rows.add_part(session, part.stage.consultation, IdeasContent())
    other = address.removesuffix(str(part.id)) + str(ideas.id)
    session.commit()
    for url in (other, f"{other}/ideer.json", "/medborgardialoger/99/karta/1", f"{address}9"):
        assert browser.get(url).status == 404


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_nobody_sees_the_map_of_what_is_not_published(
    publication: Publication, session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys, publication=publication)
    part = rows.add_part(session, row, MapContent())
    address = f"/medborgardialoger/{row.id}/karta/{part.id}"
    session.rollback()
    assert browser.get(address).status == 404
    assert browser.get(f"{address}/ideer.json").status == 404
