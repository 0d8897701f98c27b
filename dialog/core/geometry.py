"""Measures on the map, near enough for words: what lies within what, how long, how large."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

Position = tuple[float, float]
METRES_PER_DEGREE = 111_320  # along a meridian


def positions(coordinates: Any) -> Iterator[Position]:
    """Every position of a geometry's coordinates, in order."""
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for each in coordinates:
        yield from positions(each)


def is_within(areas: list[Any], place: Position) -> bool:
    """Whether the place lies in any of the polygons, given as rings, and in none of its holes."""
    return any(
        _is_inside(rings[0], place) and not any(_is_inside(hole, place) for hole in rings[1:])
        for rings in areas
    )


def _is_inside(ring: list[Any], place: Position) -> bool:
    """Whether a ray from the place crosses the ring an odd number of times."""
    x, y = place
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def polygons(geometry: dict[str, Any]) -> list[Any]:
    """The rings of every polygon of an area."""
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def length(line: list[Any]) -> float:
    """How long a line is, in metres, near enough for words."""
    return sum(_distance(one, other) for one, other in pairwise(line))


def _distance(one: list[float], other: list[float]) -> float:
    narrow = math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot((other[0] - one[0]) * narrow, other[1] - one[1]) * METRES_PER_DEGREE


def size(ring: list[Any]) -> float:
    """How large the area within a ring is, in square metres, near enough for words."""
    narrow = math.cos(math.radians(ring[0][1]))
    x0, y0 = ring[0]
    twice = sum(
        (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(ring)
    )
    return float(abs(twice)) / 2 * narrow * METRES_PER_DEGREE**2
