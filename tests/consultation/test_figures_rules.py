"""Reading figures of the population, and comparing those who took part with them."""

import pytest

from dialog.consultation.rules.figures import BadFigures, Figure, compare, read_figures


def test_a_file_is_read_with_or_without_heading() -> None:
    lines = ["område;åldersgrupp;antal\n", "Norr;20-29;1 204\n", "\n", "Syd;80+;7\n"]
    assert read_figures(lines) == [Figure("Norr", "20-29", 1204), Figure("Syd", "80-", 7)]
    assert read_figures(["\n", "Area;Age group;People 2025\n", *lines[1:]]) == read_figures(lines)
    assert read_figures(['"Norr; strax";0\N{EN DASH}12;0']) == [Figure("Norr; strax", "0-12", 0)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Norr,20-29,5", "tre delar"),
        ("Norr;20-29;5;6", "tre delar"),
        (";20-29;5", "Området saknas"),
        ("x" * 101 + ";20-29;5", "för långt"),
        ("No\u202err;20-29;5", "styrtecken"),
        ("Norr;20-25;5", "Åldersgruppen finns inte"),
        ("Norr;20-29;-5", "helt tal"),
        ("Norr;20-29;5,5", "helt tal"),
        ("Norr;20-29;", "helt tal"),
        ("Norr;20-29;\u0665", "helt tal"),
        ("Norr;20-29;99999999999999999999", "för stort"),
    ],
)
def test_a_bad_line_is_told_with_its_number(line: str, words: str) -> None:
    with pytest.raises(BadFigures) as caught:
        read_figures(["Syd;20-29;5\n", line])
    [(number, why)] = caught.value.lines
    assert number == 2
    assert words in why


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["Norr;20-29;många\n", "Syd;20-29;5\n"], 1),
        (["Norr;okänd;5\n", "Syd;20-29;5\n"], 1),
        (["Syd;20-29;5\n", "område;åldersgrupp;antal\n"], 2),
    ],
)
def test_only_a_first_line_without_age_and_number_is_a_heading(
    lines: list[str], number: int
) -> None:
    with pytest.raises(BadFigures) as caught:
        read_figures(lines)
    assert [line for line, _ in caught.value.lines] == [number]


def test_every_bad_line_is_told_at_once_and_doubles_say_where() -> None:
    with pytest.raises(BadFigures) as caught:
        read_figures(["Norr;20-29;5\n", "Norr;x;5\n", "Norr;20-29;6\n"])
    assert [number for number, _ in caught.value.lines] == [2, 3]
    assert "rad 1" in caught.value.lines[1][1]


@pytest.mark.parametrize("lines", [[], ["\n"], ["område;åldersgrupp;antal"]])
def test_an_empty_file_is_no_figures(lines: list[str]) -> None:
    with pytest.raises(BadFigures):
        read_figures(lines)


def test_a_file_without_end_is_refused() -> None:
    lines = (f"Område {n};20-29;5\n" for n in range(100_000))
    with pytest.raises(BadFigures, match="fel") as caught:
        read_figures(lines)
    assert "för många rader" in caught.value.lines[-1][1]


NAMES = {"20-29": "20-29 år", "30-44": "30-44 år"}


def test_those_who_did_not_say_are_shown() -> None:
    rows = compare(
        NAMES, {"20-29": 30, "": 20, "30-44": 50}, {"20-29": 1000, "30-44": 3000}, is_public=True
    )
    assert [(row.took_part, row.share) for row in rows] == [(30, 30), (50, 50), (20, 20)]
    assert [row.share_of_people for row in rows] == [25, 75, None]
    assert rows[0].per_thousand == 30
    assert rows[2].is_unknown


def test_few_who_took_part_are_hidden_in_public() -> None:
    given = {"20-29": 3, "30-44": 50, "": 10}
    assert [row.took_part for row in compare(NAMES, given, {}, is_public=True)] == [None, 50, None]
    assert [row.took_part for row in compare(NAMES, given, {}, is_public=False)] == [3, 50, 10]
    assert compare(NAMES, given, {"20-29": 100}, is_public=True)[0].per_thousand is None


def test_without_figures_nothing_is_compared() -> None:
    rows = compare(NAMES, {"20-29": 9}, {}, is_public=True)
    assert {row.share_of_people for row in rows} == {None}
    assert {row.per_thousand for row in rows} == {None}
