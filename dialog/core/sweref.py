"""SWEREF 99 TM (EPSG:3006), in which Swedish authorities measure, to and from WGS 84 (EPSG:4326)."""

from collections.abc import Sequence
from functools import cache

from pyproj import Transformer
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]

# Where SWEREF 99 TM is used, in metres, with room for the sea: no degree is ever as large.
NORTH = (6_000_000, 7_800_000)
EAST = (150_000, 1_150_000)

set_network_enabled(active=False)  # everything that this conversion needs is in the package


@cache
def _transformer(source: str, target: str) -> Transformer:
    """Made once for each way; safe to share between threads. Longitude and easting come first."""
    return Transformer.from_crs(source, target, always_xy=True)


def to_sweref(longitude: float, latitude: float) -> tuple[int, int]:
    """North and east in whole metres."""
    east, north = _transformer("EPSG:4326", "EPSG:3006").transform(longitude, latitude)
    return round(north), round(east)


def from_sweref(north: Sequence[float], east: Sequence[float]) -> list[tuple[float, float]]:
    """Longitudes and latitudes, of many places at once."""
    longitudes, latitudes = _transformer("EPSG:3006", "EPSG:4326").transform(
        list(east), list(north)
    )
    return list(zip(longitudes, latitudes, strict=True))


def is_north(value: float) -> bool:
    """Whether the number can be a northing."""
    return NORTH[0] <= value <= NORTH[1]


def is_east(value: float) -> bool:
    """Whether the number can be an easting."""
    return EAST[0] <= value <= EAST[1]


def in_words(longitude: float, latitude: float) -> str:
    """As people write it: "N 6 581 822, E 674 032", with spaces that do not break."""
    north, east = to_sweref(longitude, latitude)
    return f"N\u00a0{north:,}, E\u00a0{east:,}".replace(",", "\u00a0").replace("\u00a0 ", ", ")
