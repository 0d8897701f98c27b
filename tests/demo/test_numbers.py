"""Made-up numbers are right, different, and nobody's."""

from functools import cache
from itertools import islice

from dialog.demo.names import GIVEN, SURNAMES, made_up_name
from dialog.demo.numbers import made_up_coordination_numbers, made_up_numbers
from dialog.demo.people import BY_NUMBER
from dialog.identity.rules import personal_number


@cache
def everybody() -> tuple[str, ...]:
    return tuple(made_up_numbers())


def test_there_are_enough_different_ones_for_a_city() -> None:
    numbers = everybody()
    assert len(numbers) == len(set(numbers)) > 165_000
    assert not set(numbers) & set(BY_NUMBER)


def test_their_check_digits_are_right() -> None:
    for number in everybody()[::500]:
        assert personal_number(number).kind == "personal"
    for number in islice(made_up_coordination_numbers(), 0, None, 500):
        assert personal_number(number).kind == "coordination"


def test_all_are_test_numbers() -> None:
    assert {number[8:11] for number in everybody()} == {"238", "239", "980", "981"}


def test_the_same_seed_gives_the_same_people() -> None:
    first, again, other = (list(islice(made_up_numbers(seed), 50)) for seed in (1, 1, 2))
    assert first == again != other


def test_names_do_not_repeat_for_long() -> None:
    many = len(GIVEN) * len(SURNAMES)
    assert len({made_up_name(place) for place in range(many)}) == many > 2000
