"""Sending in an idea with a place: in words, drawn, or by coordinates; never lost, never refused for where it is."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from dialog.consultation.models import Idea, Part
from dialog.consultation.rules.content import IdeasContent, MapContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.tenancy.actions import set_base_map
from dialog.tenancy.maps import MapSettings
from tests.browser import Browser
from tests.consultation import rows
from tests.consultation.test_places import POINT, idea

SENT = {"title": "Mörk tunnel", "body": "Lampan är trasig.", "shown": "ingen"}
EKBY = json.dumps(
    {"type": "Polygon", "coordinates": [[[18, 59], [19, 59], [19, 60], [18, 60], [18, 59]]]}
)


@pytest.fixture
def part(session: TenantSession, keys: Keyring) -> Part:
    return rows.add_part(session, rows.consultation(session, keys), MapContent("Var?"))


def form_of(part: Part) -> str:
    address = f"/medborgardialoger/{part.consultation_id}/ideer/{part.id}/ny"
    assert part.stage.consultation.id
    return address


def only(session: TenantSession) -> Idea:
    session.rollback()
    return session.scalars(select(Idea)).one()


def test_words_alone_are_a_place_and_stand_on_the_receipt(
    part: Part, session: TenantSession, browser: Browser
) -> None:
    url = form_of(part)
    session.rollback()
    page = browser.submit(url, **SENT, place="Trappan vid stationen")
    assert page.h1.startswith("Kvitto")
    assert "Trappan vid stationen" in page.text
    found = only(session)
    assert (found.place, found.geometry) == ("Trappan vid stationen", None)
    assert found.texts[0].data["place"] == "Trappan vid stationen"


def test_a_place_outside_is_received_flagged_and_told_kindly(
    part: Part, session: TenantSession, browser: Browser, system: Context
) -> None:
    url, listed = form_of(part), form_of(part).removesuffix("/ny").replace("/ideer/", "/karta/")
    set_base_map(system, MapSettings(), EKBY)
    session.commit()
    drawn = {"type": "Point", "coordinates": [17.123456789, 59.5]}
    page = browser.submit(url, **SENT, geometry=json.dumps(drawn))
    assert "Platsen ligger utanför kommunen. Vi har tagit emot" in page.text
    found = only(session)
    assert found.is_outside
    assert found.geometry == {"type": "Point", "coordinates": [17.123457, 59.5]}
    own = f"/medborgardialoger/{found.process_id}/ide/{found.id}"
    session.rollback()
    assert "Vi har tagit emot" in browser.get(own).text
    assert "Utanför kommunen" in browser.get(listed).text


def test_coordinates_in_sweref_do_where_nothing_can_be_drawn(
    part: Part, session: TenantSession, browser: Browser
) -> None:
    url = form_of(part)
    session.rollback()
    page = browser.submit(url, **SENT, north="N 6 580 772", east="E 673 511")
    assert "N 6 580 772, E 673 511" in page.text.replace("\u00a0", " ")
    geometry: Any = only(session).geometry
    assert geometry["coordinates"] == pytest.approx(POINT["coordinates"], abs=0.0001)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Säg var det är"),
        ({"geometry": '{"type": "Point"'}, "inte GeoJSON"),
        ({"geometry": '{"type": "Point", "coordinates": [NaN, 1]}'}, "inte GeoJSON"),
        ({"geometry": EKBY}, "Polygon kan inte användas"),
        ({"north": "norr", "east": "1"}, "Skriv ett tal"),
        ({"place": "Hos 19900602-2397"}, "Personnummer"),
    ],
)
def test_a_wrong_place_is_told_and_nothing_typed_is_lost(
    given: dict[str, str], words: str, part: Part, session: TenantSession, browser: Browser
) -> None:
    url = form_of(part)
    session.rollback()
    page = browser.submit(url, **SENT, **given)
    assert page.status == 422
    assert words in page.text
    assert page.soup.select_one(".ds-error-summary a")
    kept = page.fields()
    assert {name: kept[name] for name in given} == given
    assert kept["title"] == SENT["title"]


def test_ideas_ask_for_a_place_only_where_the_official_wants_it(
    part: Part, session: TenantSession, browser: Browser
) -> None:
    consultation = part.stage.consultation
    without = form_of(rows.add_part(session, consultation, IdeasContent()))
    with_place = form_of(rows.add_part(session, consultation, IdeasContent(takes_place=True)))
    session.rollback()
    page = browser.get(without)
    assert "place" not in page.fields()
    assert not page.soup.select("[data-map], script[src*=leaflet]")
    assert "place" in browser.get(with_place).fields()
    assert browser.submit(with_place, **SENT).h1.startswith("Kvitto")  # and there it is not needed


def test_whoever_changes_an_idea_finds_its_place_and_can_change_it(
    part: Part, session: TenantSession, browser: Browser
) -> None:
    url = form_of(part)
    session.rollback()
    browser.submit(url, **SENT, place="Vid bron", geometry=json.dumps(POINT))
    found = only(session)
    change = f"/medborgardialoger/{found.process_id}/ide/{found.id}/andra"
    session.rollback()
    fields = browser.get(change).fields()
    assert (fields["place"], json.loads(fields["geometry"])) == ("Vid bron", POINT)
    browser.submit(change, place="Vid kyrkan", geometry="")
    found = only(session)
    assert (found.place, found.geometry) == ("Vid kyrkan", None)


def test_the_page_of_an_idea_has_a_map_only_when_there_is_something_on_it(
    part: Part, session: TenantSession, browser: Browser
) -> None:
    drawn, told = idea(session, part, "Ritad"), idea(session, part, "Sagd", geometry=None)
    told.place = "Vid bron"
    where = f"/medborgardialoger/{part.consultation_id}/ide/"
    addresses = f"{where}{drawn.id}", f"{where}{told.id}"
    session.commit()
    page, other = (browser.get(address) for address in addresses)
    assert page.soup.select_one("[data-map]")
    assert "N 6 580 772" in page.text.replace("\u00a0", " ")
    assert not other.soup.select("[data-map], script[src*=leaflet]")
    assert "Vid bron" in other.text
