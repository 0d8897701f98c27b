"""Masked passages: nothing of them is left, and everything else is as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.core.errors import Faulty
from dialog.process.rules.masking import Extent, Passage, find, find_all, pieces, spans
from dialog.remiss.rules.masking import Place, ensure_reason, masked, masked_piece, whole, why

PUBLIC, SECRET = "abc ", "åäö\n"  # no letter of a secret occurs in what is public or in a mask
TEXTS = st.text(alphabet=PUBLIC + SECRET, max_size=30)
SPANS = st.lists(st.tuples(st.integers(0, 32), st.integers(0, 32)), max_size=6)


def passages(spans: list[tuple[int, int]]) -> list[Passage]:
    return [Passage(start, end, "x") for start, end in spans if start < end]


def test_a_passage_gives_way_to_its_reason() -> None:
    text = masked("Ring Kalle nu.", [Passage(5, 10, "Personuppgifter")])
    assert text == "Ring [Maskerat: Personuppgifter] nu."


def test_masks_that_overlap_or_touch_become_one_with_both_reasons() -> None:
    twice = [Passage(5, 10, "Hot"), Passage(7, 13, "Sekretess"), Passage(13, 14, "Hot")]
    assert masked("Ring Kalle nu.", twice) == "Ring [Maskerat: Hot; Sekretess]"


def test_masks_at_both_ends_and_over_all_of_it() -> None:
    assert masked("Kalle", [Passage(0, 1, "Hot")]) == "[Maskerat: Hot]alle"
    assert masked("Kalle", [Passage(4, 5, "Hot")]) == "Kall[Maskerat: Hot]"
    assert masked("Kalle", [Passage(0, 99, "Hot")]) == "[Maskerat: Hot]"
    assert masked("Kalle", [Passage(5, 9, "Hot")]) == "Kalle"


@given(TEXTS, SPANS)
def test_exactly_the_letters_outside_the_masks_are_left(
    text: str, spans: list[tuple[int, int]]
) -> None:
    hidden = {place for start, end in spans for place in range(start, end)}
    left = "".join(letter for place, letter in enumerate(text) if place not in hidden)
    shown = masked(text, passages(spans))
    assert shown.replace("[Maskerat: x]", "") == left
    assert shown.count("[Maskerat: x]") <= len(spans)


@given(TEXTS, TEXTS, TEXTS, SPANS)
def test_a_point_never_says_what_its_statement_hides(
    before: str, piece: str, after: str, spans: list[tuple[int, int]]
) -> None:
    words, start = before + piece + after, len(before)
    hidden = {place - start for a, b in spans for place in range(a, b)}
    left = [letter for place, letter in enumerate(piece) if place not in hidden]
    shown = masked_piece(piece, words, passages(spans)).replace("[Maskerat: x]", "")
    rest = iter(left)
    assert all(letter in rest for letter in shown)  # what is shown is among what may be


def test_a_point_in_other_words_is_hidden_as_a_whole() -> None:
    assert masked_piece("Omskrivet.", "Ring Kalle.", [Passage(5, 10, "Hot")]) == "[Maskerat: Hot]"
    assert masked_piece("Omskrivet.", "Ring Kalle.", []) == "Omskrivet."


def test_words_and_proposal_become_one_text_with_both_masks() -> None:
    places = {Place.WORDS: [Passage(0, 2, "Hot")], Place.PROPOSAL: [Passage(0, 3, "Hot")]}
    text, moved = whole("abcd", "efgh", places)
    assert masked(text, moved) == "[Maskerat: Hot]cd\n\n[Maskerat: Hot]h"
    text, moved = whole("", "efgh", places | {Place.WORDS: []})
    assert masked(text, moved) == "[Maskerat: Hot]h"


def test_the_words_are_found_however_they_are_spaced() -> None:
    assert find("Ring Kalle\nKarlsson nu.", "  Kalle   Karlsson ") == (5, 19)


@pytest.mark.parametrize("wanted", ["", " ", "x", "Olle", "a.c"])
def test_words_that_do_not_stand_there_are_told(wanted: str) -> None:
    for look in (find, find_all):
        with pytest.raises(Faulty) as fault:
            look("Ring Kalle. abc", wanted)
        assert fault.value.field == "passage"


def test_words_that_stand_there_twice_are_told_or_all_taken() -> None:
    with pytest.raises(Faulty, match="2 ställen"):
        find("Kalle och Kalle", "Kalle")
    assert find_all("Kalle och Kalle", "Kalle") == [(0, 5), (10, 15)]


def test_one_place_all_places_or_the_whole_part() -> None:
    text = "Kalle och Kalle"
    assert spans(text, "och", Extent.ONCE) == [(6, 9)]
    assert spans(text, "Kalle", Extent.EVERYWHERE) == [(0, 5), (10, 15)]
    assert spans(text, "", Extent.ALL) == [(0, 15)]
    assert spans("", "", Extent.ALL) == []


@given(TEXTS, SPANS)
def test_staff_see_all_of_it_with_what_is_masked_marked(
    text: str, spans: list[tuple[int, int]]
) -> None:
    cut = pieces(text, passages(spans))
    assert "".join(words for words, _why in cut) == text
    assert "".join(words for words, reason in cut if not reason) == masked(
        text, passages(spans)
    ).replace("[Maskerat: x]", "")


def test_secrecy_needs_its_ground_and_a_reason_is_in_the_list() -> None:
    ensure_reason("others", "")
    for reason, ground, field in (("secrecy", "", "ground"), ("whatever", "", "reason")):
        with pytest.raises(Faulty) as fault:
            ensure_reason(reason, ground)
        assert fault.value.field == field
    assert why("secrecy", "26 kap.") == "Sekretess, 26 kap."
