"""Where an idea is: in words, drawn, or by coordinates; inside the municipality or not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.consultation.rules.content import IdeasContent, MapContent, Shape
from dialog.consultation.rules.place import (
    Place,
    Told,
    in_words,
    is_outside,
    labelled,
    settle,
    shapes_of,
)
from dialog.core import sweref
from dialog.core.errors import Faulty

ALL = tuple(Shape)
POINT = {"type": "Point", "coordinates": [18.05, 59.33]}
LINE = {"type": "LineString", "coordinates": [[18.0, 59.3], [18.1, 59.3]]}
AREA = {"type": "Polygon", "coordinates": [[[18, 59], [18.01, 59], [18.01, 59.01], [18, 59]]]}
BOUNDS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [[[18, 59], [19, 59], [19, 60], [18, 60], [18, 59]]],
                        [[[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]],
                    ],
                },
            }
        ],
    }
)


def faulty(told: Told, shapes: tuple[Shape, ...] = ALL, *, is_needed: bool = True) -> str:
    with pytest.raises(Faulty) as fault:
        settle(told, shapes, is_needed=is_needed)
    assert str(fault.value)
    return fault.value.field


def test_words_are_enough_and_so_is_a_drawing() -> None:
    assert settle(Told(words=" Vid bron "), ALL, is_needed=True) == Place("Vid bron")
    for shape in (POINT, LINE, AREA):
        assert settle(Told(drawn=json.dumps(shape)), ALL, is_needed=True) == Place("", shape)


def test_where_a_place_is_needed_something_must_say_it() -> None:
    assert faulty(Told()) == "place"
    assert not settle(Told(), ALL, is_needed=False)


def test_only_what_the_part_asks_for_can_be_drawn() -> None:
    assert faulty(Told(drawn=json.dumps(LINE)), (Shape.POINT,)) == "geometry"
    assert faulty(Told(words="Vid bron", drawn="{")) == "geometry"
    assert shapes_of(IdeasContent()) == ()
    assert shapes_of(IdeasContent(takes_place=True)) == (Shape.POINT,)
    assert shapes_of(MapContent(shapes=(Shape.LINE,))) == (Shape.LINE,)


@pytest.mark.parametrize(
    ("north", "east"),
    [
        ("59,3302", "18,0592"),
        ("59.3302°", "18.0592°"),
        ("6580819", "674033"),
        ("N 6 580 819", "E 674 033"),
        ("6\u00a0580\u00a0819,4", "674033"),
    ],
)
def test_coordinates_are_read_as_people_write_them(north: str, east: str) -> None:
    place = settle(Told(north=north, east=east), ALL, is_needed=True)
    assert place.geometry is not None
    assert place.geometry["coordinates"] == pytest.approx([18.0592, 59.3302], abs=0.0001)


@pytest.mark.parametrize(
    ("north", "east", "field"),
    [
        ("59,33", "", "east"),
        ("", "18", "north"),
        ("norr", "18", "north"),
        ("59", "1" * 30, "east"),
        ("12345", "674033", "north"),
        ("6580819", "12", "east"),
    ],
)
def test_what_is_wrong_with_a_coordinate_is_said_by_it(north: str, east: str, field: str) -> None:
    assert faulty(Told(words="Vid bron", north=north, east=east)) == field


@given(st.text(), st.text())
def test_no_coordinate_makes_it_stumble(north: str, east: str) -> None:
    try:
        place = settle(Told(north=north, east=east), ALL, is_needed=False)
    except Faulty as fault:
        found = fault.field
    else:
        found = "geometry" if place.geometry else ""
    assert found in {"north", "east", "geometry", ""}


@given(st.floats(11.5, 24), st.floats(55.5, 68.9))
def test_what_the_page_says_can_be_typed_back(longitude: float, latitude: float) -> None:
    north, east = sweref.in_words(longitude, latitude).split(", ")
    place = settle(Told(north=north, east=east), ALL, is_needed=True)
    assert place.geometry is not None
    assert place.geometry["coordinates"] == pytest.approx([longitude, latitude], abs=0.00003)


def test_outside_is_where_no_part_of_it_is_inside() -> None:
    assert not is_outside(POINT, BOUNDS)
    assert not is_outside({"type": "Point", "coordinates": [10.5, 50.5]}, BOUNDS)
    assert is_outside({"type": "Point", "coordinates": [17.9, 59.5]}, BOUNDS)
    assert not is_outside({"type": "LineString", "coordinates": [[17, 59.5], [18.5, 59.5]]}, BOUNDS)
    assert not is_outside(None, BOUNDS)
    assert not is_outside({"type": "Point", "coordinates": [0, 0]}, "")  # the border is not known


def test_what_is_drawn_can_be_read() -> None:
    assert in_words(POINT).replace("\u00a0", " ") == "N 6 580 772, E 673 511"
    assert in_words(LINE).startswith("Linje på 5,7 kilometer från N")
    assert in_words(AREA).startswith("Yta på 31,9 hektar kring N")
    short = {"type": "LineString", "coordinates": [[18.0, 59.3], [18.001, 59.3]]}
    assert in_words(short).startswith("Linje på 57 meter från N")
    assert in_words(None) == ""


def test_the_receipt_says_kindly_that_it_is_outside() -> None:
    said = dict(labelled(Place("Vid bron", POINT), is_outside=True))
    assert said["Plats"] == "Vid bron"
    assert "tagit emot" in said["Utanför kommunen"]
    assert labelled(Place("Vid bron"), is_outside=False) == [("Plats", "Vid bron")]
