"""What a moderator may want to look at in a text, and what is left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.moderation.rules.suggesting import (
    LEAST_COMPARED,
    MOST_SHOWN,
    Clue,
    as_listed,
    clues_in,
    compared,
    is_flood,
    links_in,
    listed_in,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Läs https://example.com/a?b=c, sedan.", ["https://example.com/a?b=c"]),
        ("se WWW.example.org!", ["WWW.example.org"]),
        ("köp på billigt.example.shop/nu nu", ["billigt.example.shop/nu"]),
        ("Se ekby.se.", ["ekby.se"]),
        ("skriv till a@ekby.se", []),
        ("Bänkar m.m. behövs, t.ex. här.Nu är det dags.", []),
        ("kl. 18.30", []),
    ],
)
def test_links_are_found_and_abbreviations_are_not(text: str, found: list[str]) -> None:
    assert links_in(text) == found


@pytest.mark.parametrize(
    ("text", "listed", "found"),
    [
        ("Din DUMBOM!", ["dumbom"], ["dumbom"]),
        ("dumbommar", ["dumbom"], []),
        ("dumbommar", ["dumbom*"], ["dumbom*"]),
        ("Ödumbom", ["dumbom*"], []),
        ("dra åt\nskogen", ["dra åt skogen"], ["dra åt skogen"]),
        ("dra-åt-skogen", ["dra åt skogen"], []),
        ("Ｄｕｍｂｏｍ", ["dumbom"], ["dumbom"]),  # wide letters
        ("allt", ["", "*", "!"], []),
    ],
)
def test_listed_words_are_found_whole(text: str, listed: list[str], found: list[str]) -> None:
    assert listed_in(text, listed) == found


@given(st.text(max_size=40))
def test_a_word_as_it_is_listed_is_found_in_itself(word: str) -> None:
    listed = as_listed(word)
    assert as_listed(listed) == listed
    if listed:
        assert listed_in(word.removesuffix("*"), [listed]) == [listed]


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=8), max_size=5))
def test_any_text_is_looked_through(text: str, listed: list[str]) -> None:
    for kind, words in clues_in(text, listed).items():
        assert 0 < len(words) <= MOST_SHOWN
        if kind is Clue.WORD:
            assert set(words) <= set(listed)


def test_every_kind_that_stands_in_the_text_is_told() -> None:
    text = "dumbom ring 070-123 45 67, a@b.se, 640823-3230 eller www.b.se"
    kinds = {Clue.WORD, Clue.PHONE, Clue.EMAIL, Clue.NUMBER, Clue.LINK}
    assert clues_in(text, ["dumbom"]).keys() == kinds
    assert clues_in("En bänk vid dammen.", ["dumbom"]) == {}


def test_short_texts_are_never_the_same() -> None:
    assert compared("Bra idé!") == ""
    long = "Jag tycker att " + "a" * LEAST_COMPARED
    assert compared(long) == compared(long.upper() + "!!") != ""


def test_five_in_ten_minutes_are_many() -> None:
    assert [number for number in range(8) if is_flood(number)] == [5, 6, 7]
