"""The background of maps: what the administrator may choose, and what browsers are let in to."""

import io
import json

import pytest
from sqlalchemy import select

from dialog.core.db import TenantSession
from dialog.core.errors import Faulty
from dialog.tenancy.maps import MapService, MapSettings, address, ensure_sound, origin
from dialog.tenancy.models import BaseMap
from dialog.tenancy.queries import bounds
from tests.browser import Browser

WMTS = {
    "service": "wmts",
    "url": "https://karta.ekby.example/wmts",
    "layer": "topowebb",
    "matrix_set": "3006",
    "crs": "3006",
    "attribution": "© Lantmäteriet",
}
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[17, 59], [18, 59], [18, 60], [17, 60], [17, 59]]],
}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://karta.example",
        "javascript:alert(1)",
        "https://",
        "https://user:secret@karta.example",
        "https://karta.example; script-src *",
        "https://karta.example/ x",
        "https://karta.example:99999/",
        "https://kårta.example/",
        'https://karta.example/"><script>',
    ],
)
def test_only_a_plain_https_address_reaches_the_security_policy(url: str) -> None:
    settings = MapSettings(MapService.WMS, url, "lager", attribution="Ekby")
    with pytest.raises(Faulty) as fault:
        ensure_sound(settings)
    assert fault.value.field == "url"


@pytest.mark.parametrize("missing", ["layer", "matrix_set", "attribution"])
def test_what_is_missing_is_told_next_to_its_field(missing: str, browser: Browser) -> None:
    fields = browser.log_in("admin").get("/arbetsyta/karta").fields() | WMTS
    page = browser.post("/arbetsyta/karta", fields | {missing: ""})
    assert page.status == 422
    assert list(page.faults()) == [missing]
    assert page.soup.select_one("#url")["value"] == WMTS["url"]


def test_both_ways_of_addressing_wmts_become_one_for_the_browser() -> None:
    template = "https://k.example:444/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png"
    settings = MapSettings(MapService.WMTS, template, "topo", "3006")
    assert address(settings) == "https://k.example:444/3006/{z}/{y}/{x}.png"
    assert origin(settings) == "https://k.example:444"
    asked = address(MapSettings(MapService.WMTS, "https://k.example/w?token=1", "to po", "3006"))
    assert asked.startswith("https://k.example/w?token=1&SERVICE=WMTS&")
    assert asked.endswith(
        "LAYER=to+po&STYLE=default&FORMAT=image%2Fpng&TILEMATRIXSET=3006&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
    )
    assert origin(MapSettings()) == ""


def test_the_administrator_chooses_a_map_and_the_border(
    browser: Browser, session: TenantSession
) -> None:
    fields = browser.log_in("admin").get("/arbetsyta/karta").fields() | WMTS
    upload = fields | {"bounds": (io.BytesIO(json.dumps(SQUARE).encode()), "ekby.geojson")}
    page = browser.post("/arbetsyta/karta", upload, content_type="multipart/form-data")
    assert "Kartan är ändrad." in page.text
    row = session.scalars(select(BaseMap)).one()
    assert (row.service, row.crs) == (MapService.WMTS, "3006")
    assert json.loads(bounds(session))["features"][0]["geometry"] == SQUARE
    digest = row.bounds_digest
    session.rollback()
    public = browser.get(f"/kommungrans.json?v={digest}")
    assert "immutable" in public.response.headers["Cache-Control"]
    browser.submit("/arbetsyta/karta", forgets_bounds="y")
    assert bounds(session) == ""


def test_a_border_must_be_an_area(browser: Browser) -> None:
    fields = browser.log_in("admin").get("/arbetsyta/karta").fields()
    point = b'{"type": "Point", "coordinates": [17, 59]}'
    for document in (point, b"", b"\xff\xfe"):
        upload = fields | {"bounds": (io.BytesIO(document), "ekby.geojson")}
        page = browser.post("/arbetsyta/karta", upload, content_type="multipart/form-data")
        assert list(page.faults()) == ["bounds"]


def test_without_a_border_there_is_none_to_fetch(browser: Browser) -> None:
    assert browser.get("/kommungrans.json?v=1").status == 404
