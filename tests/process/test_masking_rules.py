"""Hidden passages: nothing of them is left, and the same words are found again in another version."""

from hypothesis import given
from hypothesis import strategies as st

from dialog.process.rules.masking import Passage, found_again, shown

PUBLIC, SECRET = (
    "qxz ",
    "åäö\n",
)  # no letter of either occurs in what stands in the place of a passage
TEXTS = st.text(alphabet=PUBLIC + SECRET, max_size=30)
SPANS = st.lists(st.tuples(st.integers(0, 32), st.integers(0, 32)), max_size=6)


def test_the_reason_stands_where_the_words_stood() -> None:
    assert shown("Ring Kalle nu.", [Passage(5, 10, "Hot")]) == "Ring [Dolt av kommunen: Hot] nu."


@given(TEXTS, SPANS)
def test_exactly_the_letters_outside_the_passages_are_left(
    text: str, spans: list[tuple[int, int]]
) -> None:
    hidden = {place for start, end in spans for place in range(start, end)}
    left = "".join(letter for place, letter in enumerate(text) if place not in hidden)
    passages = [Passage(start, end, "X") for start, end in spans if start < end]
    assert shown(text, passages).replace("[Dolt av kommunen: X]", "") == left


@given(TEXTS, TEXTS, st.text(alphabet="bgj", min_size=1, max_size=8))
def test_words_that_were_hidden_are_found_wherever_they_stand(
    before: str, after: str, passage: str
) -> None:
    words = f"{before} {passage.upper()} {after}"
    places = found_again(passage, words)
    passages = [Passage(start, end, "X") for start, end in places]
    assert passage.upper() not in shown(words, passages)


def test_a_name_takes_no_part_of_a_longer_word_with_it() -> None:
    assert found_again("Bo", "Bor Bo här? Bo!") == [(4, 6), (12, 14)]
    assert found_again("Kalle\n Karlsson", "kalle  karlsson") == [(0, 15)]
    assert found_again("!", "Nej!!") == [(3, 4), (4, 5)]
    assert found_again(" \n", "a b") == []
