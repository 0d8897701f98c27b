"""What a municipality says about the background of its maps, and what must hold for it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode, urlsplit

from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l


class MapService(StrEnum):
    """How the pictures of the background are fetched."""

    NONE = "none"
    WMS = "wms"
    WMTS = "wmts"


SERVICE_NAMES: dict[MapService, Any] = {
    MapService.NONE: _l("Ingen, bara en enfärgad bakgrund"),
    MapService.WMS: _l("WMS"),
    MapService.WMTS: _l("WMTS"),
}
SWEREF, WEB = "3006", "3857"
SYSTEM_NAMES = {
    WEB: _l("Web Mercator (EPSG:3857)"),
    SWEREF: _l("SWEREF 99 TM (EPSG:3006)"),
}
_host = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII)  # goes into a header
_path = re.compile(r"[A-Za-z0-9/._~%&=?:+{}@-]*", re.ASCII)
PLACES = {"{TileMatrix}": "{z}", "{TileRow}": "{y}", "{TileCol}": "{x}"}


@dataclass(frozen=True)
class MapSettings:
    """The background: which service, and how to ask it."""

    service: MapService = MapService.NONE
    url: str = ""
    layer: str = ""
    matrix_set: str = ""
    crs: str = WEB
    attribution: str = ""


def ensure_sound(settings: MapSettings) -> None:
    """Raise Faulty next to what is missing or wrong."""
    if settings.service is MapService.NONE:
        return
    if not is_address(settings.url):
        raise Faulty(
            _l("Skriv tjänstens adress. Den börjar med https:// och har inga mellanslag."), "url"
        )
    if not settings.layer:
        raise Faulty(_l("Skriv vad lagret heter i tjänsten."), "layer")
    if settings.service is MapService.WMTS and not settings.matrix_set:
        raise Faulty(_l("Skriv vad rutnätet (TileMatrixSet) heter i tjänsten."), "matrix_set")
    if settings.crs not in SYSTEM_NAMES:
        raise Faulty(_l("Välj något i listan."), "crs")
    if not settings.attribution:
        raise Faulty(_l("Skriv vem kartan kommer från, till exempel Lantmäteriet."), "attribution")


def is_address(url: str) -> bool:
    """Whether it is a plain https address, safe to name in a header."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        return False
    return bool(
        parts.scheme == "https"
        and "@" not in parts.netloc
        and _host.fullmatch(parts.hostname or "")
        and _path.fullmatch(url.removeprefix("https://"))
    )


def origin(settings: Any) -> str:
    """Where the pictures come from, or "": what the content security policy must let in."""
    if settings is None or settings.service is MapService.NONE:
        return ""
    parts = urlsplit(settings.url)
    return f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else "")


def address(settings: Any) -> str:
    """The address for the browser, with {x}, {y} and {z} in a WMTS one."""
    if settings.service is not MapService.WMTS:
        return str(settings.url)
    if "{TileMatrix}" in settings.url:
        url = settings.url.replace("{TileMatrixSet}", settings.matrix_set)
        url = url.replace("{Layer}", settings.layer).replace("{Style}", "default")
        for theirs, ours in PLACES.items():
            url = url.replace(theirs, ours)
        return str(url)
    asked = urlencode(
        {
            "SERVICE": "WMTS",
            "REQUEST": "GetTile",
            "VERSION": "1.0.0",
            "LAYER": settings.layer,
            "STYLE": "default",
            "FORMAT": "image/png",
            "TILEMATRIXSET": settings.matrix_set,
        }
    )
    joint = "&" if "?" in settings.url else "?"
    return f"{settings.url}{joint}{asked}&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}"
