"""Cutting a statement into points: no letter is lost, whatever was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.core.errors import Faulty
from dialog.remiss.rules.splitting import (
    cut,
    mark_for,
    passages,
    rejoin,
    ticked_pieces,
    typed_pieces,
)

WRITTEN = st.text(
    st.sampled_from('aåÄ.!? \n\t-–\u00a0\u0301e1"' + "\r\u2028"), min_size=1, max_size=80
)


def letters(text: str) -> str:
    """Everything but white space."""
    return "".join(text.split())


@given(WRITTEN, st.sets(st.integers(0, 20)))
def test_ticking_loses_no_letter_wherever_it_is_cut(words: str, begins: set[int]) -> None:
    pieces = cut(words, ticked_pieces(words, begins))
    assert letters("".join(pieces)) == letters(ticked_all(words))
    assert rejoin(words, pieces) == ticked_all(words).strip()


def ticked_all(words: str) -> str:
    """The words as one piece, composed as they are kept."""
    whole = cut(words, [words])
    return whole[0] if whole else ""


@given(WRITTEN, st.lists(st.integers(0, 80), max_size=6))
def test_typing_marks_anywhere_loses_no_letter(words: str, places: list[int]) -> None:
    whole = ticked_all(words)
    mark, typed = mark_for(whole), whole
    for at in sorted({each for each in places if each <= len(whole)}, reverse=True):
        typed = f"{typed[:at]}\n{mark}\n{typed[at:]}"
    try:
        pieces = cut(whole, typed_pieces(typed, mark))
    except Faulty:  # a mark between a letter and its accent makes two letters of it
        assert "\u0301" in words
        return
    assert letters("".join(pieces)) == letters(whole)
    assert rejoin(whole, pieces) == whole.strip()


def test_white_space_inside_a_piece_stays_as_it_was() -> None:
    words = "Ett.  Två.\n\n\tTre. Fyra."
    assert cut(words, ["Ett. Två. Tre.", "Fyra."]) == ["Ett.  Två.\n\n\tTre.", "Fyra."]


def test_a_cut_may_fall_inside_a_sentence() -> None:
    assert cut("Bygg cykelväg och bussfil.", ["Bygg cykelväg", "och bussfil."]) == [
        "Bygg cykelväg",
        "och bussfil.",
    ]


@pytest.mark.parametrize("typed", ["Bygg", "Bygg mer nu.", "Bygg mera."])
def test_other_words_than_were_received_are_refused(typed: str) -> None:
    with pytest.raises(Faulty):
        cut("Bygg mer.", [typed])


def test_a_line_of_dashes_in_the_text_is_no_mark() -> None:
    words = "Ett\n---\nTvå"
    assert mark_for(words) == "----"
    assert typed_pieces("Ett\n---\n----\nTvå", "----") == ["Ett\n---", "Två"]


def test_marks_with_nothing_between_them_make_no_empty_points() -> None:
    assert typed_pieces("---\nEtt\n---\n---\nTvå\n---", "---") == ["Ett", "Två"]


def test_sentences_and_lines_are_passages() -> None:
    assert passages("Bygg nu! Vi väntar.\nOch 3 saker till. 4 bussar.") == [
        "Bygg nu!",
        "Vi väntar.",
        "Och 3 saker till.",
        "4 bussar.",
    ]


def test_what_is_short_for_something_is_not_the_end() -> None:
    assert passages("Det gäller t.ex. bussar.") == ["Det gäller t.ex. bussar."]


def test_pieces_that_do_not_follow_one_another_get_a_line_between() -> None:
    assert rejoin("Ett. Två. Tre.", ["Ett.", "Tre."]) == "Ett.\n\nTre."
