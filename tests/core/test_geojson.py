"""GeoJSON from strangers is read strictly, converted where it must be, and kept small."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.core import geojson, geometry, sweref
from dialog.core.geojson import WrongGeoJSON, collection, read_features, read_geometry

RING = [[18.0, 59.0], [18.1, 59.0], [18.1, 59.1], [18.0, 59.0]]
POINT = {"type": "Point", "coordinates": [18.0686, 59.3293]}
NAN, INFINITY = float("nan"), float("inf")

longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
positions = st.tuples(longitudes, latitudes).map(list)
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def feature(shape: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": shape, "properties": properties, "extra": "x"}


def features(*shapes: Any, **more: Any) -> str:
    found = [shape if "geometry" in shape else feature(shape) for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": found} | more)


def fault(text: str) -> str:
    with pytest.raises(WrongGeoJSON) as refused:
        read_features(text)
    return str(refused.value)


def test_only_geometry_and_a_plain_name_are_kept() -> None:
    text = features(
        feature(POINT | {"bbox": [1, 2, 3, 4]}, namn=" Stor\u202egatan\n 1 ", owner="Anna")
    )
    (found,) = read_features(text)
    assert found.geometry == POINT
    assert found.name == "Storgatan 1"
    assert "Anna" not in collection([found])
    assert read_features(collection([found])) == [found]


@given(st.lists(positions, min_size=2, max_size=20))
def test_a_line_comes_out_as_it_went_in_but_for_its_last_decimals(line: list[Any]) -> None:
    read = read_geometry(
        json.dumps({"type": "LineString", "coordinates": line}), {"LineString"}, 20
    )["coordinates"]
    assert read == [[round(x, 6), round(y, 6)] for x, y in line]


@given(st.lists(positions, min_size=3, max_size=10), st.sampled_from([1, -1]))
def test_a_ring_may_turn_either_way_but_must_close(corners: list[Any], way: int) -> None:
    ring = [*corners, corners[0]][::way]
    assert read_features(features({"type": "Polygon", "coordinates": [ring]}))
    ring[-1] = [ring[0][0] / 2 + 7, ring[0][1] / 2 + 7]
    if ring[-1] != ring[0]:
        assert "sluta i samma punkt" in fault(features({"type": "Polygon", "coordinates": [ring]}))


@given(st.floats(11, 24), st.floats(55.3, 69))
def test_sweref_is_recognised_in_either_order_and_converted(x: float, y: float) -> None:
    north, east = sweref.to_sweref(x, y)
    for coordinates in ([east, north], [north, east, 12.5]):
        read = read_features(features({"type": "Point", "coordinates": coordinates}))
        longitude, latitude = read[0].geometry["coordinates"]
        assert abs(longitude - x) < 0.0001
        assert abs(latitude - y) < 0.0001


@pytest.mark.parametrize("name", ["EPSG:3006", "urn:ogc:def:crs:EPSG::3006"])
def test_a_crs_member_is_heeded(name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    point = {"type": "Point", "coordinates": [674032, 6580822]}
    (found,) = read_features(features(point, crs=crs))
    assert found.geometry["coordinates"] == pytest.approx([18.0592, 59.3302], abs=0.001)
    assert "utanför Sverige" in fault(features(POINT, crs=crs))


@given(anything)
def test_nothing_makes_it_stumble(document: Any) -> None:
    wrapped = [document, {"type": "FeatureCollection", "features": document}]
    wrapped += [feature({"type": kind, "coordinates": document}) for kind in geojson.ANY]
    for each in wrapped:
        with suppress(WrongGeoJSON):
            read_features(json.dumps(each))


WRONG = {
    "no JSON": ("{", "inte GeoJSON"),
    "deep": ("[" * 100_000, "inte GeoJSON"),
    "a list": ("[]", "inte GeoJSON"),
    "NaN": (features({"type": "Point", "coordinates": [NAN, 1]}), "inte GeoJSON"),
    "infinite": (features({"type": "Point", "coordinates": [INFINITY, 1]}), "inte GeoJSON"),
    "1e400": ('{"type": "Point", "coordinates": [1e400, 1]}', "inget vanligt tal"),
    "many digits": (f'{{"type": "Point", "coordinates": [{"9" * 400}, 1]}}', "inget vanligt tal"),
    "too many digits": (f'{{"type": "Point", "coordinates": [{"9" * 9000}, 1]}}', "inte GeoJSON"),
    "words": (features({"type": "Point", "coordinates": ["18", "59"]}), "två tal"),
    "truth": (features({"type": "Point", "coordinates": [True, False]}), "två tal"),
    "latitude of 91": (features({"type": "Point", "coordinates": [18, 91]}), "utanför jorden"),
    "local metres": (features({"type": "Point", "coordinates": [10500, 99]}), "utanför Sverige"),
    "open ring": (features({"type": "Polygon", "coordinates": [[*RING[:3], [1, 1]]]}), "Objekt 1"),
    "thin ring": (features({"type": "Polygon", "coordinates": [RING[:3]]}), "för få punkter"),
    "no rings": (features({"type": "Polygon", "coordinates": []}), "för få punkter"),
    "short line": (features({"type": "LineString", "coordinates": [[1, 2]]}), "för få punkter"),
    "a collection": (features({"type": "GeometryCollection", "geometries": []}), "ingen punkt"),
    "nowhere": (features(feature(None)), "inga former"),
    "topology": ('{"type": "Topology", "objects": {}}', "FeatureCollection"),
    "other system": (
        features(POINT, crs={"type": "name", "properties": {"name": "EPSG:3011"}}),
        "Koordinatsystemet",
    ),
    "large": ('{"type": "Point", "x": "' + "x" * geojson.LARGEST + '"}', "högst 2 MB"),
    "many": (features(*[POINT] * (geojson.MOST_FEATURES + 1)), "för många objekt"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_plainly(case: str) -> None:
    text, words = WRONG[case]
    assert words in fault(text)


def test_a_contribution_is_one_shape_of_an_asked_kind_and_no_endless_one() -> None:
    assert read_geometry(json.dumps(feature(POINT)), {"Point"}, 1) == POINT
    with pytest.raises(WrongGeoJSON, match="Point kan inte användas"):
        read_geometry(json.dumps(POINT), {"Polygon"}, 10)
    line = {"type": "LineString", "coordinates": [[18, 59]] * 11}
    with pytest.raises(WrongGeoJSON, match="för många punkter"):
        read_geometry(json.dumps(line), {"LineString"}, 10)


def test_a_place_is_within_an_area_but_not_in_its_hole() -> None:
    square = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[4, 4], [5, 4], [5, 5], [4, 5], [4, 4]]
    assert geometry.is_within([[square, hole]], (1, 1))
    assert not geometry.is_within([[square, hole]], (4.5, 4.5))
    assert not geometry.is_within([[square]], (10, 1))


@given(st.floats(-8, 8), st.floats(-8, 8))
def test_what_lies_in_a_square_is_what_its_sides_say(x: float, y: float) -> None:
    square = [[-4, -4], [4, -4], [4, 4], [-4, 4], [-4, -4]]
    if abs(abs(x) - 4) > 0.001 and abs(abs(y) - 4) > 0.001:
        assert geometry.is_within([[square]], (x, y)) == (abs(x) < 4 and abs(y) < 4)


def test_measures_are_near_enough_for_words() -> None:
    corners = [(6_580_000, 674_000), (6_580_000, 674_100), (6_580_100, 674_100)]
    ring = sweref.from_sweref(*zip(*corners, corners[0], strict=True))
    assert geometry.length(ring[:2]) == pytest.approx(100, rel=0.01)
    assert geometry.size(ring) == pytest.approx(5000, rel=0.01)
    assert sweref.in_words(18.0592, 59.3302).replace("\u00a0", " ") == "N 6 580 819, E 674 033"
