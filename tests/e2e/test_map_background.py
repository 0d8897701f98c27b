"""The background of a map: pictures from the municipality's own service, and from nowhere else."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route
from sqlalchemy import delete

from dialog.consultation.rules.content import MapContent
from dialog.core import sweref
from dialog.core.db import TenantSession
from dialog.tenancy.maps import MapService
from dialog.tenancy.models import BaseMap
from tests.consultation import rows
from tests.e2e.person import Visit
from tests.e2e.town import Town

pytestmark = pytest.mark.browser

HOST = "https://karta.ekby.example"
CENTRE = (15.39, 60.02)
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15"
    b"\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)
Show = Callable[..., list[str]]


@pytest.fixture
def show(visit: Visit, town: Town) -> Show:
    """Choose a background, open a map, and return the addresses of the pictures it asked for."""

    def show(**settings: str) -> list[str]:
        engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
        with TenantSession(engine, municipality_id=1) as session:
            session.execute(delete(BaseMap))
            session.add(BaseMap(layer="topo", attribution="© <b>Ekby</b>", **settings))
            row = rows.consultation(session, keys)
            part = rows.add_part(session, row, MapContent(centre=CENTRE))
            address = f"/medborgardialoger/{row.id}/karta/{part.id}"
        asked: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(body=PIXEL, content_type="image/png")

        anna = visit(reduced_motion="reduce")
        anna.context.route(f"{HOST}/**", answer)
        anna.open(address).page.locator(".leaflet-tile-loaded").first.wait_for(state="attached")
        anna.sees("© <b>Ekby</b>")  # as words, not as markup
        return asked

    return show


def test_wmts_in_sweref_asks_for_the_tile_where_the_centre_lies(show: Show) -> None:
    asked = show(
        service=MapService.WMTS,
        url=f"{HOST}/{{TileMatrixSet}}/{{TileMatrix}}/{{TileRow}}/{{TileCol}}.png",
        matrix_set="3006",
        crs="3006",
    )
    tiles = {tuple(map(int, re.findall(r"\d+", urlsplit(each).path))) for each in asked}
    north, east = sweref.to_sweref(*CENTRE)
    level = 8
    metres = 4096 / 2**level * 256
    expected = (3006, level, int((8_500_000 - north) / metres), int((east + 1_200_000) / metres))
    assert expected in tiles
    assert {tile[1] for tile in tiles} == {level}


def test_wms_in_web_mercator_asks_for_boxes_of_its_layer(show: Show) -> None:
    asked = show(service=MapService.WMS, url=f"{HOST}/wms", crs="3857")
    given = parse_qs(urlsplit(asked[0]).query)
    assert (given["layers"], given["srs"], given["request"]) == (
        ["topo"],
        ["EPSG:3857"],
        ["GetMap"],
    )
    west, south, east, north = map(float, given["bbox"][0].split(","))
    assert 1_600_000 < west < east < 1_800_000
    assert 8_300_000 < south < north < 8_500_000


def test_wms_in_sweref_asks_with_the_east_first(show: Show) -> None:
    asked = show(service=MapService.WMS, url=f"{HOST}/wms", crs="3006")
    given = parse_qs(urlsplit(asked[0]).query)
    assert given["srs"] == ["EPSG:3006"]
    west, south, east, north = map(float, given["bbox"][0].split(","))
    assert sweref.is_east(west)
    assert sweref.is_east(east)
    assert sweref.is_north(south)
    assert sweref.is_north(north)
