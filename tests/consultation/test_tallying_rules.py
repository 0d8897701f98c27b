"""What one answer adds to the counts."""

import pytest

from dialog.consultation.rules.tallying import (
    Count,
    Dimension,
    Group,
    Tallies,
    coarse,
    said,
    words,
)
from dialog.process.rules.own_words import likeness


def keys(**answers: object) -> list[tuple[str, str, str]]:
    return [key for key, _ in said({"answers": answers})][1:]


def test_an_answer_counts_once_and_each_question_in_it() -> None:
    assert [key for key, _ in said({"answers": {}})] == [("", "", "")]
    assert keys(a={"choice": "yes"}) == [("a", "", ""), ("a", "", "yes")]
    assert keys(a={"choices": ["x", "other"], "words": "y"})[1:] == [
        ("a", "", "x"),
        ("a", "", "other"),
    ]
    assert keys(a={"words": "Fler träd"}) == [("a", "", "")]


def test_a_ranking_counts_each_place_and_a_matrix_each_row() -> None:
    assert keys(a={"order": ["x", "y"]})[1:] == [
        ("a", "1", ""),
        ("a", "1", "x"),
        ("a", "2", ""),
        ("a", "2", "y"),
    ]
    assert keys(a={"rows": {"r": "c"}})[1:] == [("a", "r", ""), ("a", "r", "c")]


def test_points_are_summed_and_none_given_is_none_counted() -> None:
    assert list(said({"points": {"a": 7, "b": 0}}))[1:] == [
        (("options", "", ""), 0),
        (("options", "", "a"), 7),
    ]
    assert list(said({"picks": ["a"]}))[2:] == [(("options", "", "a"), 0)]


@pytest.mark.parametrize(
    ("value", "counted"),
    [
        (4, "4"),
        ("12.5", "12.5"),
        ("12345", "12300"),
        ("10", "10"),
        ("1000000", "1000000"),
        ("0.5", "0.5"),
        ("-3", "-3"),
        ("2026-12-01", "2026-12"),
    ],
)
def test_values_are_counted_so_coarsely_that_the_counts_stay_few(
    value: int | str, counted: str
) -> None:
    assert coarse(value) == counted


def test_an_answer_that_is_taken_out_leaves_nothing() -> None:
    tallies = Tallies()
    group = Group("web", "Norr", "20-29")
    tallies.add(group, {"answers": {"a": {"choice": "x"}}})
    tallies.add(group, {"answers": {"a": {"choice": "x"}}}, -1)
    assert set(map(repr, tallies.places().values())) == {repr(Count())}


def test_groups_are_never_crossed() -> None:
    tallies = Tallies()
    tallies.add(Group("web", "Norr", "20-29"), {})
    assert {(dimension, group) for _, dimension, group in tallies.places()} == {
        (Dimension.ALL, ""),
        (Dimension.CHANNEL, "web"),
        (Dimension.AREA, "Norr"),
        (Dimension.AGE, "20-29"),
    }


def test_own_words_stand_by_question_and_beside_choices() -> None:
    data = {"answers": {"a": {"words": " Hej "}, "b": {"choice": "other", "words": "Nej"}}}
    assert words(data) == {("a", ""): "Hej", ("b", "other"): "Nej"}


def test_texts_that_say_the_same_are_alike() -> None:
    assert likeness("Fler träd!") == likeness("fler  TRÄD") != likeness("fler bänkar")
