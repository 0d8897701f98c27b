"""All views of a question together tell no small number: checked by solving for it."""

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.consultation.rules.lens import Lens, Why
from dialog.consultation.rules.suppression import is_small
from dialog.consultation.rules.tallying import Count, Dimension, Group, Key, Tallies

CHOICES = ("a", "b", "c")
AREAS, AGES = ("", "Norr", "Syd"), ("20-29", "30-44")
people = st.lists(
    st.tuples(
        st.sampled_from(CHOICES), st.sampled_from(AREAS), st.sampled_from(AGES), st.integers(1, 9)
    ),
    min_size=1,
    max_size=14,
)
Counts = dict[Key, Count]
Name = tuple[str, ...]
Equation = dict[Name, Fraction]


def counted(answers: list[tuple[str, str, str, int]], *, several: bool) -> Tallies:
    tallies = Tallies()
    for choice, area, age, number in answers:
        value = {"choices": [choice]} if several else {"choice": choice}
        for _ in range(number):
            tallies.add(Group("web", area, age), {"answers": {"q": value}})
    return tallies


def of(tallies: Tallies, dimension: Dimension) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for (key, each, group), count in tallies.places().items():
        if each is dimension:
            found.setdefault(group, {})[key] = count
    return found


def views(tallies: Tallies, *, public: bool) -> Iterator[tuple[str, str, Lens]]:
    """Everything that anybody can open: the whole, and each group of each dimension."""
    whole = of(tallies, Dimension.ALL)[""]
    yield "all", "", Lens(whole, is_public=public)
    for dimension in (Dimension.AREA, Dimension.AGE):
        groups = of(tallies, dimension)
        for group in groups:
            yield dimension.value, group, Lens(whole, groups, group, public)


def known(tallies: Tallies, *, public: bool) -> tuple[list[Equation], set[Name]]:
    """What is known to hold between all numbers, and which of them are shown."""
    shown: set[Name] = set()
    names: set[Name] = {("all", "", choice) for choice in (*CHOICES, "n")}
    for dimension, group, lens in views(tallies, public=public):
        seen = lens.one_of("q", "", CHOICES)
        names |= {(dimension, group, choice) for choice in (*CHOICES, "n")}
        if seen.answered is not None:
            shown.add((dimension, group, "n"))
        if seen.why is Why.NOBODY:
            shown |= {(dimension, group, choice) for choice in CHOICES}
        for choice, number in zip(CHOICES, seen.numbers, strict=False):
            if number is not None:
                shown.add((dimension, group, choice))
    return laws(names), shown


def laws(names: set[Name]) -> list[Equation]:
    """Choices add up to those who answered, groups to the whole."""
    equations: list[Equation] = []
    for dimension, group in {name[:2] for name in names}:
        total = {(dimension, group, choice): Fraction(1) for choice in CHOICES}
        equations.append(total | {(dimension, group, "n"): Fraction(-1)})
    for dimension in ("area", "age"):
        groups = {name[1] for name in names if name[0] == dimension}
        for choice in (*CHOICES, "n"):
            line = {(dimension, group, choice): Fraction(1) for group in groups}
            equations.append(line | {("all", "", choice): Fraction(-1)})
    return equations


def determined(equations: list[Equation], shown: set[Name]) -> set[Name]:
    """Which unknown numbers follow: Gauss-Jordan elimination over fractions."""
    rows = [{n: v for n, v in each.items() if n not in shown} for each in equations]
    solved: list[Equation] = []
    for row in (dict(each) for each in rows):
        for pivot_row in solved:
            _clear(row, pivot_row)
        if row:
            for other in solved:
                _clear(other, row)
            solved.append(row)
    return {next(iter(row)) for row in solved if len(row) == 1}


def _clear(row: Equation, by: Equation) -> None:
    pivot = next(iter(by))
    if factor := row.get(pivot, Fraction(0)) / by[pivot]:
        for name, value in by.items():
            row[name] = row.get(name, Fraction(0)) - factor * value
            if not row[name]:
                del row[name]


def number_of(tallies: Tallies, name: Name) -> int:
    dimension, group, choice = name
    counts = of(tallies, Dimension(dimension)).get(group, {})
    return counts.get(("q", "", "" if choice == "n" else choice), Count()).number


@given(people)
@settings(max_examples=150, deadline=None)
def test_no_view_and_no_subtraction_tells_the_public_a_small_number(
    answers: list[tuple[str, str, str, int]],
) -> None:
    tallies = counted(answers, several=False)
    equations, shown = known(tallies, public=True)
    for name in shown | determined(equations, shown):
        assert not is_small(number_of(tallies, name)), name


@given(people)
@settings(max_examples=100, deadline=None)
def test_nor_staff_one_of_a_group(answers: list[tuple[str, str, str, int]]) -> None:
    """Staff know the whole, so of a group nothing small follows but what the whole itself says."""
    tallies = counted(answers, several=False)
    equations, shown = known(tallies, public=False)
    lines = {name for name in shown if name[0] != "all"}
    for name in lines | (determined(equations, shown) - shown):
        whole = ("all", "", name[2])
        is_the_whole = number_of(tallies, name) == number_of(tallies, whole)
        assert not is_small(number_of(tallies, name)) or is_the_whole, name


@given(people)
@settings(max_examples=100, deadline=None)
def test_of_many_choices_neither_who_chose_nor_who_did_not_is_few(
    answers: list[tuple[str, str, str, int]],
) -> None:
    tallies = counted(answers, several=True)
    for _, _, lens in views(tallies, public=True):
        seen = lens.some_of("q", CHOICES)
        for number in seen.numbers:
            assert number is None or not is_small(number)
            assert number is None or not is_small((seen.answered or 0) - number)


@given(people)
@settings(max_examples=50, deadline=None)
def test_staff_see_the_whole_as_it_is(answers: list[tuple[str, str, str, int]]) -> None:
    tallies = counted(answers, several=False)
    seen = Lens(of(tallies, Dimension.ALL)[""], is_public=False).one_of("q", "", CHOICES)
    assert None not in seen.numbers
    assert sum(number or 0 for number in seen.numbers) == seen.answered


def test_a_question_with_a_hidden_number_is_not_shown_by_group() -> None:
    tallies = counted([("a", "Norr", "20-29", 20), ("b", "Syd", "20-29", 3)], several=False)
    lens = Lens(of(tallies, Dimension.ALL)[""], of(tallies, Dimension.AREA), "Norr")
    assert lens.one_of("q", "", CHOICES).why is Why.SPLIT


def test_fewer_than_five_answers_are_not_shown() -> None:
    tallies = counted([("a", "Norr", "20-29", 4)], several=False)
    assert Lens(of(tallies, Dimension.ALL)[""]).one_of("q", "", CHOICES).why is Why.FEW


def test_all_but_a_small_group_is_refused() -> None:
    """The whole less this group would tell how the other three answered."""
    answers = [("a", "Norr", "20-29", 30), ("b", "Norr", "20-29", 30), ("a", "Syd", "20-29", 3)]
    tallies = counted(answers, several=False)
    lens = Lens(of(tallies, Dimension.ALL)[""], of(tallies, Dimension.AREA), "Norr")
    assert lens.one_of("q", "", CHOICES).why is Why.FEW
