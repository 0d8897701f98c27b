"""Small numbers are hidden, and nothing that is shown tells them."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.consultation.rules.suppression import FEWEST, alone, crossed, is_small

numbers = st.integers(min_value=0, max_value=12)
lists = st.lists(numbers, min_size=1, max_size=7).filter(lambda values: sum(values) >= FEWEST)


def tables(rows: int, columns: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(0, 7), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


def test_where_no_number_is_small_all_is_shown() -> None:
    assert alone([10, 0, 5]) == set()
    assert crossed([[5, 9], [0, 6]]) == set()


def test_a_small_number_takes_a_second_one_with_it() -> None:
    assert alone([100, 3, 20]) == {1, 2}


def test_two_small_numbers_that_are_few_together_take_a_third() -> None:
    assert alone([100, 2, 2, 20]) == {1, 2, 3}


@given(lists)
def test_from_the_sum_no_hidden_number_follows(values: list[int]) -> None:
    hidden = alone(values)
    assert {place for place, value in enumerate(values) if is_small(value)} <= hidden
    if hidden:
        left = sum(values[place] for place in hidden)
        assert left >= FEWEST
        assert len(hidden) >= 2  # so each could be 0 or the whole of what is left


@given(tables(2, 3))
@settings(max_examples=150, deadline=None)
def test_from_a_table_and_its_sums_no_hidden_number_follows(table: list[list[int]]) -> None:
    check(table)


@given(tables(3, 3))
@settings(max_examples=60, deadline=None)
def test_nor_from_a_larger_one(table: list[list[int]]) -> None:
    check(table)


def check(table: list[list[int]]) -> None:
    """Try every other table of numbers that would look the same."""
    hidden = crossed(table)
    seen: dict[tuple[int, int], set[int]] = {cell: set() for cell in hidden}
    for other in lookalikes(table, hidden):
        for i, j in hidden:
            seen[i, j].add(other[i][j])
    assert all(len(values) > 1 for values in seen.values())
    rows = sum(any(row) for row in table)
    columns = sum(any(column) for column in zip(*table, strict=True))
    if rows > 1 and columns > 1:
        small = {(i, j) for i, row in enumerate(table) for j, v in enumerate(row) if is_small(v)}
        assert small <= hidden


def lookalikes(table: list[list[int]], hidden: set[tuple[int, int]]) -> list[list[list[int]]]:
    """Every table with the same sums and the same shown cells, row by row."""
    sums = [sum(column) for column in zip(*table, strict=True)]
    ways = []
    for i, row in enumerate(table):
        free = [j for j in range(len(row)) if (i, j) in hidden]
        left = sum(row[j] for j in free)
        ways.append(
            [
                [dict(zip(free, values, strict=True)).get(j, v) for j, v in enumerate(row)]
                for values in product(range(left + 1), repeat=len(free))
                if sum(values) == left
            ]
        )
    return [
        list(other)
        for other in product(*ways)
        if [sum(column) for column in zip(*other, strict=True)] == sums
    ]
