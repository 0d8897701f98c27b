"""The cast of the demo is complete, and its numbers are test numbers."""

from collections import Counter
from datetime import date

import pytest

from dialog.core.policy import Role
from dialog.demo.people import BY_NUMBER, PEOPLE, at_home, stand_in
from dialog.identity.rules import NotAPersonalNumber, personal_number

OLD_TEST_NUMBERS = {"191212121212", "194408139089"}  # published before the series below
TEST_SERIES = ("238", "239", "98")
ADULT_YEARS = 18


@pytest.mark.parametrize("number", BY_NUMBER)
def test_every_number_is_a_valid_test_number(number):
    assert personal_number(number).digits == number
    assert number in OLD_TEST_NUMBERS or number[8:].startswith(TEST_SERIES)


def test_nobody_shares_a_number():
    assert len(BY_NUMBER) == len(PEOPLE)


def test_there_is_somebody_of_every_kind():
    roles = Counter(role for person in PEOPLE for role in person.roles)
    homes = Counter(person.home for person in PEOPLE)
    minors = [
        each for each in PEOPLE if 2026 - personal_number(each.number).born.year < ADULT_YEARS
    ]
    kinds = Counter(personal_number(person.number).kind for person in PEOPLE)
    assert roles == {**dict.fromkeys(Role, 1), Role.OFFICER: 2}
    assert homes["ekby"] >= 12
    assert homes["bjorkby"] >= 6
    assert homes["elsewhere"] == 2
    assert len(minors) == 2
    assert kinds["coordination"] == 1
    assert sum("<script>" in person.given_name for person in PEOPLE) == 1
    assert sum(not person.birth_date for person in PEOPLE) == 1
    assert sum(person.loa == "loa2" for person in PEOPLE) == 1


def test_people_have_the_birth_date_of_their_number():
    assert BY_NUMBER["199006022397"].birth_date == date(1990, 6, 2).isoformat()
    assert BY_NUMBER["197010632391"].birth_date == date(1970, 10, 3).isoformat()


def test_people_are_found_by_home():
    assert {person.home for person in at_home("bjorkby")} == {"bjorkby"}


def test_anybody_can_be_stood_in_for():
    assert stand_in("199006022397") is BY_NUMBER["199006022397"]
    assert stand_in("198001012387").name == "Test Person 2387"
    with pytest.raises(NotAPersonalNumber):
        stand_in("198001012380")
