"""Who may take part in a step: every demand against everything that can be known of a person."""

import itertools
from dataclasses import replace

import pytest

from dialog.consultation.rules.admission import (
    Basis,
    Demand,
    NotAdmitted,
    Participant,
    Remedy,
    Who,
    anonymity_words,
    at_step,
    demand_words,
    ensure_admitted,
)
from dialog.core.policy import Identity

LOGGED_IN = Participant("k", Basis.EID, person_id=3, loa="loa3", age=30, is_resident=True)
PEOPLE = {
    Basis.OPEN: Participant("k", Basis.OPEN),
    Basis.EMAIL: Participant("k", Basis.EMAIL),
    Basis.CODE: Participant("k", Basis.CODE),
    Basis.EID: LOGGED_IN,
    Basis.STAFF: Participant("k", Basis.STAFF),
}
LET_IN = {
    Who.ANYONE: set(Basis),
    Who.EMAIL: {Basis.EMAIL, Basis.EID, Basis.STAFF},
    Who.EID: {Basis.EID, Basis.STAFF},
    Who.RESIDENTS: {Basis.EID, Basis.STAFF},
    Who.INVITED: {Basis.CODE, Basis.STAFF},
}
REMEDY = {
    Who.EMAIL: Remedy.EMAIL,
    Who.EID: Remedy.LOGIN,
    Who.RESIDENTS: Remedy.LOGIN,
    Who.INVITED: Remedy.CODE,
}


def refusal(demand: Demand, who: Participant) -> Remedy | None:
    """What somebody who is not let in can do; None when they are let in."""
    try:
        ensure_admitted(demand, who)
    except NotAdmitted as obstacle:
        return obstacle.remedy
    return None


@pytest.mark.parametrize(("who", "basis"), list(itertools.product(Who, Basis)))
def test_each_door_lets_in_those_it_is_for(who: Who, basis: Basis) -> None:
    expected = None if basis in LET_IN[who] else REMEDY[who]
    assert refusal(Demand(who), PEOPLE[basis]) is expected


@pytest.mark.parametrize("who", [Who.EID, Who.RESIDENTS])
@pytest.mark.parametrize(
    ("level", "loa", "is_enough"),
    [
        ("loa3", "loa2", False),
        ("loa3", "loa3", True),
        ("loa3", "loa4", True),
        ("loa3", "eidas-sub", True),
        ("loa4", "loa3", False),
        ("loa4", "loa4", True),
        ("loa4", "eidas-high", True),
        ("loa3", "nonsense", False),
    ],
)
def test_a_login_must_be_strong_enough(
    who: Who,
    level: str,
    loa: str,
    is_enough: bool,  # noqa: FBT001
) -> None:
    demand = Demand(who, level=level)
    found = refusal(demand, replace(LOGGED_IN, loa=loa))
    assert found is (None if is_enough else Remedy.STRONGER)


@pytest.mark.parametrize(
    ("is_resident", "identity", "is_let_in"),
    [
        (True, Identity.PERSONAL, True),
        (None, Identity.PERSONAL, True),  # nobody has a register to ask
        (False, Identity.PERSONAL, False),
        (None, Identity.COORDINATION, False),
        (None, Identity.FOREIGN, False),
        (None, Identity.EMPLOYEE, False),
    ],
)
def test_residents_are_those_of_the_register(
    is_resident: bool | None,  # noqa: FBT001
    identity: Identity,
    is_let_in: bool,  # noqa: FBT001
) -> None:
    who = replace(LOGGED_IN, is_resident=is_resident, identity=identity)
    assert (refusal(Demand(Who.RESIDENTS), who) is None) is is_let_in


@pytest.mark.parametrize("who", [Who.ANYONE, Who.EMAIL, Who.EID, Who.RESIDENTS])
@pytest.mark.parametrize(
    ("least", "most", "age", "is_let_in"),
    [
        (13, 19, 12, False),
        (13, 19, 13, True),
        (13, 19, 19, True),
        (13, 19, 20, False),
        (65, None, 64, False),
        (65, None, 101, True),
        (None, 12, 7, True),
        (None, 12, 13, False),
    ],
)
def test_ages_are_whole_years_with_both_ends_included(
    who: Who,
    least: int | None,
    most: int | None,
    age: int,
    is_let_in: bool,  # noqa: FBT001
) -> None:
    found = refusal(Demand(who, age_from=least, age_to=most), replace(LOGGED_IN, age=age))
    assert (found is None) is is_let_in


def test_an_age_that_is_not_known_is_asked_for_by_logging_in_again() -> None:
    assert refusal(Demand(age_from=13), replace(LOGGED_IN, age=None)) is Remedy.AGAIN


@pytest.mark.parametrize("basis", [Basis.OPEN, Basis.EMAIL, Basis.CODE])
def test_where_there_are_ages_everybody_logs_in(basis: Basis) -> None:
    assert refusal(Demand(age_from=13), PEOPLE[basis]) is Remedy.LOGIN


def test_a_code_and_an_age_can_both_be_asked_for() -> None:
    demand = Demand(Who.INVITED, age_from=13, age_to=19)
    both = replace(PEOPLE[Basis.CODE], loa="loa3", age=15)
    assert refusal(demand, both) is None
    assert refusal(demand, replace(both, age=20)) is Remedy.NOTHING
    assert refusal(demand, replace(LOGGED_IN, age=15)) is Remedy.CODE


def test_a_code_lets_into_one_step() -> None:
    code = replace(PEOPLE[Basis.CODE], invited_to=7)
    assert at_step(code, 7) == code
    assert at_step(code, 8).basis is Basis.OPEN
    assert at_step(LOGGED_IN, 8) == LOGGED_IN


@pytest.mark.parametrize("who", Who)
@pytest.mark.parametrize("ages", [(None, None), (13, None), (None, 19), (13, 19)])
def test_the_demand_is_said_in_sentences(who: Who, ages: tuple[int | None, int | None]) -> None:
    words = demand_words(Demand(who, "loa4", *ages), is_checked=False)
    assert all(each.endswith(".") for each in words)
    for age in ages:
        assert age is None or str(age) in " ".join(words)
    assert ("inte kontrollerade" in " ".join(words)) is (who is Who.RESIDENTS)


def test_what_anonymous_means_is_said() -> None:
    assert "kommunens handläggare kan inte se" in anonymity_words(is_anonymous=True)
    for words in ("inget konto sparas", "räknas fram ur din inloggning", "räkna fram koden igen"):
        assert words in anonymity_words(is_anonymous=True)
    assert "vem du är" in anonymity_words(is_anonymous=False)


@pytest.mark.parametrize(
    ("least", "most", "is_so"),
    [(13, 19, True), (None, 12, True), (18, None, False), (65, 80, False)],
)
def test_a_step_for_the_young_is_known(
    least: int | None,
    most: int | None,
    is_so: bool,  # noqa: FBT001
) -> None:
    assert Demand(age_from=least, age_to=most).is_for_children is is_so
    assert not Demand(Who.EID).is_for_children
