"""GeoJSON (RFC 7946) from strangers: read strictly, told in plain Swedish what is wrong, kept small.

What comes out is in WGS 84, longitude first, with nothing in it but geometry and names.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from dialog.core import sweref
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain

Position = tuple[float, float]
LARGEST = 2_000_000  # bytes of a document
MOST_FEATURES = 5_000
MOST_VERTICES = 100_000  # of a whole document
LONGEST_NAME = 120
DECIMALS = 6  # a tenth of a metre
RING = 4  # the fewest positions of a ring: three corners and the first again
LINE = 2
WIDEST, HIGHEST = 180, 90
FARTHEST = 1e9  # what no coordinate is; NaN and the infinities are not between either

POINT, LINESTRING, POLYGON = "Point", "LineString", "Polygon"
SIMPLE = {POINT, LINESTRING, POLYGON}
AREAS = {POLYGON, "MultiPolygon"}
ANY = {*SIMPLE, *AREAS, "MultiPoint", "MultiLineString"}
NAMES = ("name", "namn", "Name", "Namn", "NAME", "NAMN", "title", "titel")
KNOWN_SYSTEMS = ("4326", "CRS84", "3006")


class WrongGeoJSON(Faulty):
    """The document cannot be read as GeoJSON, or holds what we do not take."""


@dataclass(frozen=True)
class Feature:
    """Something on a map, and what it is called, if anything."""

    geometry: dict[str, Any]
    name: str = ""


@dataclass
class _Reader:
    """Reads one document, and counts as it goes."""

    types: set[str]
    most_vertices: int
    is_sweref: bool | None = None  # known when the first position has been seen
    vertices: int = 0
    number: int = 0  # of the feature that is being read
    places: list[Position] = field(default_factory=list)

    def refuse(self, message: Any) -> NoReturn:
        """Say what is wrong, and in which feature."""
        where = _("Objekt %(number)d: ") % {"number": self.number} if self.number else ""
        raise WrongGeoJSON(f"{where}{message}")

    def geometry(self, given: Any) -> dict[str, Any]:
        """The type, and coordinates as indexes into `places`: all of them are converted at once."""
        kind = given.get("type") if isinstance(given, dict) else None
        if not isinstance(kind, str) or kind not in SHAPES:
            self.refuse(_("Formen är ingen punkt, linje eller yta som går att läsa."))
        if kind not in self.types:
            self.refuse(_("En form av typen %(kind)s kan inte användas här.") % {"kind": kind})
        return {"type": kind, "coordinates": SHAPES[kind](self, given.get("coordinates"))}

    def position(self, given: Any) -> int:
        """One position. A height is left out."""
        if not isinstance(given, list) or len(given) < LINE:
            self.refuse(_("En koordinat måste vara två tal: [longitud, latitud]."))
        x, y = self.coordinate(given[0]), self.coordinate(given[1])
        if self.is_sweref is None:
            self.is_sweref = max(abs(x), abs(y)) > WIDEST
        self.vertices += 1
        if self.vertices > self.most_vertices:
            raise WrongGeoJSON(
                _("Det är för många punkter. Högst %(most)d får plats.")
                % {"most": self.most_vertices}
            )
        self.places.append(self.metres(x, y) if self.is_sweref else self.degrees(x, y))
        return len(self.places) - 1

    def coordinate(self, given: Any) -> float:
        """One finite number."""
        if isinstance(given, bool) or not isinstance(given, int | float):
            self.refuse(_("En koordinat måste vara två tal: [longitud, latitud]."))
        if not -FARTHEST < given < FARTHEST:
            self.refuse(_("En koordinat är inget vanligt tal."))
        return float(given)

    def degrees(self, x: float, y: float) -> Position:
        """WGS 84, in range."""
        if abs(x) > WIDEST or abs(y) > HIGHEST:
            self.refuse(_("En koordinat ligger utanför jorden. Ange longituden först, i grader."))
        return x, y

    def metres(self, x: float, y: float) -> Position:
        """SWEREF 99 TM, whichever axis is written first: no northing can be an easting."""
        if sweref.is_east(x) and sweref.is_north(y):
            return x, y
        if not (sweref.is_north(x) and sweref.is_east(y)):
            self.refuse(
                _(
                    "En koordinat ligger utanför Sverige. Använd WGS 84 (longitud, latitud) eller SWEREF 99 TM."
                )
            )
        return y, x

    def positions(self, given: Any, least: int) -> list[int]:
        """Some positions in a row."""
        if not isinstance(given, list) or len(given) < least:
            self.refuse(_("Formen har för få punkter."))
        return [self.position(each) for each in given]

    def line(self, given: Any) -> list[int]:
        """Two positions or more."""
        return self.positions(given, LINE)

    def ring(self, given: Any) -> list[int]:
        """Closed. Which way it turns does not matter."""
        ring = self.positions(given, RING)
        if self.places[ring[0]] != self.places[ring[-1]]:
            self.refuse(_("En yta måste sluta i samma punkt som den börjar."))
        return ring

    def area(self, given: Any) -> list[list[int]]:
        """A ring, and holes in it."""
        return self.several(given, self.ring)

    def several(self, given: Any, read: Callable[[Any], Any]) -> list[Any]:
        """A list of such, never empty."""
        if not isinstance(given, list) or not given:
            self.refuse(_("Formen har för få punkter."))
        return [read(each) for each in given]

    def finished(self) -> list[Position]:
        """Every place in WGS 84, rounded."""
        if self.is_sweref:
            east, north = zip(*self.places, strict=True)
            self.places = sweref.from_sweref(north, east)
        return [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in self.places]


SHAPES: dict[str, Callable[[_Reader, Any], Any]] = {
    POINT: _Reader.position,
    LINESTRING: _Reader.line,
    POLYGON: _Reader.area,
    "MultiPoint": lambda reader, given: reader.several(given, reader.position),
    "MultiLineString": lambda reader, given: reader.several(given, reader.line),
    "MultiPolygon": lambda reader, given: reader.several(given, reader.area),
}


def read_geometry(text: str, types: set[str], most_vertices: int) -> dict[str, Any]:
    """One geometry, bare or as a feature. Raises WrongGeoJSON."""
    document = _document(text)
    if document.get("type") == "Feature":
        document = document.get("geometry")
    reader = _Reader(types, most_vertices, _system(document))
    geometry = reader.geometry(document)
    return _placed(geometry, reader.finished())


def read_features(text: str, types: set[str] = ANY) -> list[Feature]:
    """Every feature of a collection that has a geometry. Raises WrongGeoJSON."""
    document = _document(text)
    reader = _Reader(types, MOST_VERTICES, _system(document))
    read = [
        (reader.geometry(geometry), _name(properties))
        for geometry, properties in _features(document, reader)
    ]
    if not read:
        raise WrongGeoJSON(_l("Filen har inga former med koordinater."))
    places = reader.finished()
    return [Feature(_placed(geometry, places), name) for geometry, name in read]


def collection(features: list[Feature]) -> str:
    """The document that browsers get."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "geometry": each.geometry,
                    "properties": {"name": each.name} if each.name else {},
                }
                for each in features
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _document(text: str) -> Any:
    if len(text.encode(errors="replace")) > LARGEST:
        raise WrongGeoJSON(_l("Filen är för stor. Den får vara högst 2 MB."))
    try:
        document = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise WrongGeoJSON(_l("Texten är inte GeoJSON. Exportera kartan som GeoJSON.")) from None
    if not isinstance(document, dict):
        raise WrongGeoJSON(_l("Texten är inte GeoJSON. Exportera kartan som GeoJSON."))
    return document


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _system(document: Any) -> bool | None:
    """Whether an (outdated) crs member says SWEREF 99 TM. None: look at the numbers."""
    crs = document.get("crs") if isinstance(document, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str):
        return None
    if not name.endswith(KNOWN_SYSTEMS):
        raise WrongGeoJSON(
            _l("Koordinatsystemet kan inte läsas. Exportera i WGS 84 eller SWEREF 99 TM.")
        )
    return name.endswith("3006")


def _features(document: dict[str, Any], reader: _Reader) -> Iterator[tuple[Any, Any]]:
    """Geometries and properties. Features without a place are passed over."""
    if document.get("type") in ANY:
        yield document, None
        return
    found = [document] if document.get("type") == "Feature" else document.get("features")
    if not isinstance(found, list) or document.get("type") not in {"Feature", "FeatureCollection"}:
        raise WrongGeoJSON(_l("Texten är ingen samling av former (FeatureCollection)."))
    if len(found) > MOST_FEATURES:
        raise WrongGeoJSON(
            _("Filen har för många objekt. Högst %(most)d får plats.") % {"most": MOST_FEATURES}
        )
    for reader.number, each in enumerate(found, 1):
        if not isinstance(each, dict) or each.get("type") != "Feature":
            reader.refuse(_("Innehållet är inte ett objekt (Feature)."))
        if each.get("geometry") is not None:
            yield each["geometry"], each.get("properties")


def _name(properties: Any) -> str:
    """What the feature is called, as plain text on one line."""
    if not isinstance(properties, dict):
        return ""
    for key in NAMES:
        given = properties.get(key)
        if isinstance(given, str) and given.strip():
            return " ".join(plain(given).split())[:LONGEST_NAME].strip()
    return ""


def _placed(geometry: dict[str, Any], places: list[Position]) -> dict[str, Any]:
    """The same with the places themselves."""

    def put(coordinates: Any) -> Any:
        if isinstance(coordinates, int):
            return list(places[coordinates])
        return [put(each) for each in coordinates]

    return {"type": geometry["type"], "coordinates": put(geometry["coordinates"])}
