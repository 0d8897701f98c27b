"""Where an idea is: in words, on a map, or by coordinates that somebody has read off elsewhere."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialog.consultation.rules.content import IdeasContent, MapContent, Shape
from dialog.core import geojson, geometry, sweref
from dialog.core.errors import Faulty
from dialog.core.i18n import format_number
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l

MOST_VERTICES = 500  # that somebody draws by hand
MOST_WORDS = 200  # characters
TYPES = {
    Shape.POINT: geojson.POINT,
    Shape.LINE: geojson.LINESTRING,
    Shape.AREA: geojson.POLYGON,
}
SHAPE_NAMES: dict[Shape, Any] = {
    Shape.POINT: _l("Punkt"),
    Shape.LINE: _l("Linje"),
    Shape.AREA: _l("Yta"),
}


class LayerLook(StrEnum):
    """What a layer is of, and so how it is drawn."""

    BORDER = "border"
    WAY = "way"
    WATER = "water"
    GREEN = "green"
    BUILDING = "building"


LOOK_NAMES: dict[LayerLook, Any] = {
    LayerLook.BORDER: _l("Gräns"),
    LayerLook.WAY: _l("Väg eller stig"),
    LayerLook.WATER: _l("Vatten"),
    LayerLook.GREEN: _l("Grönområde"),
    LayerLook.BUILDING: _l("Byggnad eller annat"),
}
HECTARE = 10_000  # square metres
KILOMETRE = 1_000  # metres
_number = re.compile(r"-?\d{1,9}(\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True)
class Place:
    """Where something is. Words, a geometry in WGS 84, or both."""

    words: str = ""
    geometry: dict[str, Any] | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.geometry)


@dataclass(frozen=True)
class Told:
    """What a form holds: everything is text and may be empty."""

    words: str = ""
    drawn: str = ""  # GeoJSON
    north: str = ""  # or latitude
    east: str = ""  # or longitude


def shapes_of(content: IdeasContent | MapContent) -> tuple[Shape, ...]:
    """What can be drawn in that part. Nothing where no place is asked for."""
    if isinstance(content, MapContent):
        return content.shapes
    return (Shape.POINT,) if content.takes_place else ()


def settle(told: Told, shapes: tuple[Shape, ...], *, is_needed: bool) -> Place:
    """The place that was told. Raises Faulty next to what is wrong, or when a place is needed."""
    place = Place(told.words.strip(), _drawn(told, shapes) or _by_coordinates(told))
    if is_needed and not place:
        raise Faulty(
            _l("Säg var det är: skriv en adress eller beskriv platsen, eller visa på kartan."),
            "place",
        )
    return place


def _drawn(told: Told, shapes: tuple[Shape, ...]) -> dict[str, Any] | None:
    if not told.drawn.strip():
        return None
    try:
        return geojson.read_geometry(told.drawn, {TYPES[each] for each in shapes}, MOST_VERTICES)
    except geojson.WrongGeoJSON as fault:
        raise Faulty(str(fault), "geometry") from None


def _by_coordinates(told: Told) -> dict[str, Any] | None:
    north, east = told.north.strip(), told.east.strip()
    if not (north or east):
        return None
    if not (north and east):
        raise Faulty(_l("Skriv båda talen, eller inget av dem."), "east" if north else "north")
    longitude, latitude = _degrees(_as_number(north, "north"), _as_number(east, "east"))
    return {
        "type": geojson.POINT,
        "coordinates": [round(longitude, geojson.DECIMALS), round(latitude, geojson.DECIMALS)],
    }


def _as_number(written: str, field: str) -> float:
    """A number as people write it: with spaces, a decimal comma, perhaps a letter or a degree sign."""
    bare = re.sub(r"[\s°NÖEnöe]", "", written).replace(",", ".")
    if not _number.fullmatch(bare):
        raise Faulty(_l("Skriv ett tal, till exempel 6580822 eller 59,3293."), field)
    return float(bare)


def _degrees(north: float, east: float) -> tuple[float, float]:
    """Longitude and latitude, from degrees or from SWEREF 99 TM."""
    if abs(north) <= geojson.HIGHEST and abs(east) <= geojson.WIDEST:
        return east, north
    if not sweref.is_north(north):
        raise Faulty(
            _l("Talet är varken en latitud i grader eller ett N-värde i SWEREF 99 TM."), "north"
        )
    if not sweref.is_east(east):
        raise Faulty(
            _l("Talet är varken en longitud i grader eller ett E-värde i SWEREF 99 TM."), "east"
        )
    return sweref.from_sweref([north], [east])[0]


def is_outside(shape: dict[str, Any] | None, bounds: str) -> bool:
    """Whether no part of it that was marked lies in the municipality, where its border is known."""
    if shape is None or not bounds:
        return False
    areas = [
        rings
        for feature in json.loads(bounds)["features"]
        for rings in geometry.polygons(feature["geometry"])
    ]
    marked = geometry.positions(shape["coordinates"])
    return not any(geometry.is_within(areas, position) for position in marked)


def in_words(shape: dict[str, Any] | None) -> str:
    """What was drawn, for those who do not see it: what it is, where, and how large."""
    if shape is None:
        return ""
    coordinates = shape["coordinates"]
    if shape["type"] == geojson.POINT:
        return sweref.in_words(*coordinates[:2])
    if shape["type"] == geojson.LINESTRING:
        return _("Linje på %(length)s från %(start)s till %(end)s") % {
            "length": _length(geometry.length(coordinates)),
            "start": sweref.in_words(*coordinates[0]),
            "end": sweref.in_words(*coordinates[-1]),
        }
    ring = coordinates[0]
    middle = (
        (min(x for x, y in ring) + max(x for x, y in ring)) / 2,
        (min(y for x, y in ring) + max(y for x, y in ring)) / 2,
    )
    return _("Yta på %(size)s kring %(middle)s") % {
        "size": _size(geometry.size(ring)),
        "middle": sweref.in_words(*middle),
    }


def _length(metres: float) -> str:
    if metres >= KILOMETRE:
        return _("%(n)s kilometer") % {"n": format_number(round(metres / KILOMETRE, 1))}
    return _("%(n)s meter") % {"n": format_number(round(metres))}


def _size(square_metres: float) -> str:
    if square_metres >= HECTARE:
        return _("%(n)s hektar") % {"n": format_number(round(square_metres / HECTARE, 1))}
    return _("%(n)s kvadratmeter") % {"n": format_number(round(square_metres))}


def labelled(place: Place, *, is_outside: bool) -> list[tuple[str, str]]:
    """The place as labels and words, for the receipt."""
    said = [
        (_("Plats"), place.words),
        (_("På kartan"), in_words(place.geometry)),
        (_("Utanför kommunen"), str(OUTSIDE) if is_outside else ""),
    ]
    return [(label, words) for label, words in said if words]


OUTSIDE = _l("Platsen ligger utanför kommunen. Vi har tagit emot idén ändå.")
