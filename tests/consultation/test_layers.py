"""Layers that officials put on a map."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from dialog.consultation.actions.layers import MOST_LAYERS, add_layer, remove_layer
from dialog.consultation.models import MapLayer, Part
from dialog.consultation.queries.places import layers
from dialog.consultation.rules.content import IdeasContent, MapContent
from dialog.consultation.rules.place import LayerLook
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.keys import Keyring
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows

STREETS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"namn": "Storgatan", "owner": "Anna"},
                "geometry": {
                    "type": "LineString",
                    "coordinates": [[674032, 6580822], [674132, 6580922]],
                },
            }
        ],
    }
)


def a_map(session: TenantSession, keys: Keyring, **given: Any) -> Part:
    return rows.add_part(session, rows.consultation(session, keys, **given), MapContent())


def address(part: Part) -> str:
    return f"/arbetsyta/medborgardialoger/{part.consultation_id}/del/{part.id}/kartlager"


def test_a_layer_is_kept_in_degrees_with_names_alone(acting: Callable[[str], Context]) -> None:
    officer = acting("officer")
    part = a_map(officer.session, officer.keys)
    layer = add_layer(officer, part, "Gator", STREETS, LayerLook.WAY)
    assert layer.features == 1
    (feature,) = json.loads(layer.content)["features"]
    assert feature["properties"] == {"name": "Storgatan"}
    assert feature["geometry"]["coordinates"][0] == pytest.approx([18.0592, 59.3302], abs=0.001)
    remove_layer(officer, layer)
    assert layers(officer, part) == []


def test_layers_are_for_officials_and_for_maps(
    acting: Callable[[str], Context], resident: Context
) -> None:
    officer = acting("officer")
    part = a_map(officer.session, officer.keys)
    with pytest.raises(NotPermitted):
        add_layer(resident, part, "Gator", STREETS, LayerLook.WAY)
    ideas = rows.add_part(officer.session, part.stage.consultation, IdeasContent())
    with pytest.raises(TypeError):
        add_layer(officer, ideas, "Gator", STREETS, LayerLook.WAY)


def test_there_is_an_end_to_layers(acting: Callable[[str], Context]) -> None:
    officer = acting("officer")
    part = a_map(officer.session, officer.keys)
    for number in range(MOST_LAYERS):
        add_layer(officer, part, f"Lager {number}", STREETS, LayerLook.WAY)
    with pytest.raises(Faulty, match="så många lager"):
        add_layer(officer, part, "Ett till", STREETS, LayerLook.WAY)


def test_an_official_imports_a_file_and_sees_what_is_in_it(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    part = a_map(session, keys, publication=Publication.DRAFT)
    url, public = address(part), f"/medborgardialoger/{part.consultation_id}/karta/{part.id}"
    session.rollback()
    fields = browser.log_in("officer").get(url).fields() | {"name": "Gator", "look": "way"}
    fields |= {"file": (io.BytesIO(STREETS.encode()), "gator.geojson")}
    page = browser.post(url, fields, content_type="multipart/form-data")
    assert "Lagret är tillagt." in page.text
    assert "Storgatan" in page.text
    layer = session.scalars(select(MapLayer)).one()
    number, digest = layer.id, layer.digest
    session.rollback()
    assert "Storgatan" in browser.get(f"{url}/{number}.json").response.text
    assert browser.get(f"{public}/lager/{number}.json?v={digest}").status == 404  # a draft
    page = browser.submit(url, "/ta-bort")
    assert "Lagret syns inte längre." in page.text
    assert browser.get(f"{url}/{number}.json").status == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"document": "<kml></kml>"}, "document"),
        ({"document": ""}, "document"),
        ({"look": "rainbow"}, "look"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    given: dict[str, str], field: str, browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    url = address(a_map(session, keys))
    session.rollback()
    typed = {"name": "Gator", "look": "way", "document": STREETS} | given
    page = browser.log_in("officer").submit(url, **typed)
    assert page.status == 422
    assert list(page.faults()) == [field]
    assert page.fields()["document"] == typed["document"]


def test_a_pasted_layer_may_be_as_large_as_a_file(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    url = address(a_map(session, keys))
    session.rollback()
    positions = [[18.123456, 59.123456]] * 40_000
    large = json.dumps({"type": "LineString", "coordinates": positions})
    assert len(large) > 900_000
    page = browser.log_in("officer").submit(url, name="Lång väg", look="way", document=large)
    assert "Lagret är tillagt." in page.text


def test_anyone_gets_a_published_layer_and_may_keep_it(
    browser: Browser, acting: Callable[[str], Context]
) -> None:
    officer = acting("officer")
    part = a_map(officer.session, officer.keys)
    layer = add_layer(officer, part, "Gator", STREETS, LayerLook.WAY)
    url = f"/medborgardialoger/{part.consultation_id}/karta/{part.id}/lager/{layer.id}.json"
    digest = layer.digest
    officer.session.commit()
    response = browser.get(f"{url}?v={digest[:12]}").response
    assert "immutable" in response.headers["Cache-Control"]
    assert browser.get(f"{url}?v=another").status == 404
    assert browser.get(url).status == 404


def test_the_editor_of_a_map_leads_to_its_layers_and_no_other_editor_does(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = rows.consultation(session, keys)
    editor = f"/arbetsyta/medborgardialoger/{row.id}/del"
    drawn = rows.add_part(session, row, MapContent("Var?")).id
    listed = rows.add_part(session, row, IdeasContent("Vad?")).id
    session.rollback()
    browser.log_in("officer")
    assert browser.get(f"{editor}/{drawn}").link("Kartlager") == f"{editor}/{drawn}/kartlager"
    assert "Kartlager" not in browser.get(f"{editor}/{listed}").text
