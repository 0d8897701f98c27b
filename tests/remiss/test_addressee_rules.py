"""The register of organisations, where an addressee stands, and when it is reminded. Pure."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from dialog.core.errors import Faulty
from dialog.remiss.rules.addressees import (
    LINK_OUTLIVES,
    Card,
    Standing,
    half_time,
    last_moment,
    link_lasts_until,
    read_cards,
    sound,
    standing,
)
from tests.remiss.rows import DAY, NOW


def told(**given: datetime) -> SimpleNamespace:
    names = ("invited_at", "opened_at", "drafted_at", "answered_at", "declined_at")
    return SimpleNamespace(is_invited=True, **(dict.fromkeys(names) | given))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (told(), Standing.WAITING),
        (told(invited_at=NOW), Standing.INVITED),
        (told(invited_at=NOW, opened_at=NOW), Standing.OPENED),
        (told(invited_at=NOW, drafted_at=NOW), Standing.DRAFTED),
        (told(invited_at=NOW, drafted_at=NOW, declined_at=NOW), Standing.DECLINED),
        (told(invited_at=NOW, declined_at=NOW, answered_at=NOW), Standing.ANSWERED),
    ],
)
def test_the_furthest_step_tells_where_an_addressee_stands(
    row: SimpleNamespace, expected: Standing
) -> None:
    assert standing(row) is expected


def test_half_time_is_in_the_middle() -> None:
    assert half_time(NOW, NOW + 10 * DAY) == NOW + 5 * DAY


def test_more_time_for_one_counts_when_it_is_later_than_everybodys() -> None:
    assert last_moment(NOW, None) == NOW
    assert last_moment(NOW, NOW + DAY) == NOW + DAY
    assert last_moment(NOW + 2 * DAY, NOW + DAY) == NOW + 2 * DAY
    assert last_moment(None, None) is None


def test_a_link_outlives_the_last_day_for_those_who_are_late() -> None:
    assert link_lasts_until(NOW, None) == NOW + LINK_OUTLIVES
    assert link_lasts_until(None, None) is None


def test_lines_become_cards() -> None:
    lines = (
        'Cykelklubben;info@klubben.se;Vera Vän;802002-4280\n\n"Region Ek"\tek@region.se\nByalaget'
    )
    assert list(read_cards(lines)) == [
        Card("Cykelklubben", "info@klubben.se", "Vera Vän", "802002-4280"),
        Card("Region Ek", "ek@region.se"),
        Card("Byalaget"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Klubben\n;a@b.se", "Rad 2: Skriv organisationens namn"),
        ("Klubben;ingen adress", "Rad 1: Skriv hela e-postadressen"),
        ("Klubben;a@b.se;Vera;12", "tio siffror"),
        ("a;b@c.se;d;;e", "för många delar"),
    ],
)
def test_a_faulty_line_is_told_by_its_number(line: str, words: str) -> None:
    with pytest.raises(Faulty, match=words):
        list(read_cards(line))


@pytest.mark.parametrize("number", ["802002-4281", "190001-0107", "abc", "121212-1212"])
def test_what_is_no_organisations_number_is_refused(number: str) -> None:
    with pytest.raises(Faulty) as fault:
        sound(Card("Klubben", number=number))
    assert fault.value.field == "number"


@pytest.mark.parametrize("number", ["802002-4280", "8020024280", "16 802002 4280", ""])
def test_an_organisations_number_is_written_in_one_way(number: str) -> None:
    assert sound(Card("Klubben", number=number)).number in {"802002-4280", ""}


def test_a_persons_number_does_not_stand_in_the_register() -> None:
    with pytest.raises(Faulty):
        sound(Card("Vera Vän 19440813-9089"))
