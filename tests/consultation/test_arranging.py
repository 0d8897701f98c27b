"""Putting questions and pages in order, and mending what a question waits for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.consultation.rules import arranging
from dialog.consultation.rules.conditions import can_be_pointed_at, is_possible, repair
from dialog.consultation.rules.content import (
    Choice,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    ShownIf,
)
from dialog.consultation.rules.limits import MOST_PAGES, MOST_QUESTIONS
from dialog.core.errors import Faulty, NotFound

TWO = (Choice("c1", "Ja"), Choice("c2", "Nej"))


def question(key: str, waits: ShownIf | None = None) -> Question:
    return Question(key, QuestionKind.SINGLE, f"Fråga {key}", choices=TWO, shown_if=waits)


def pages(*keys: str) -> QuestionnaireContent:
    """`pages("a b", "c")`: two pages."""
    return QuestionnaireContent(
        pages=tuple(QuestionPage(questions=tuple(map(question, page.split()))) for page in keys)
    )


def order(content: QuestionnaireContent) -> list[str]:
    return [" ".join(each.key for each in page.questions) for page in content.pages]


@pytest.mark.parametrize(
    ("key", "by", "then"),
    [
        ("b", -1, ["b a", "c"]),
        ("a", 1, ["b a", "c"]),
        ("a", -1, ["a b", "c"]),  # nothing above it
        ("b", 1, ["a", "b c"]),
        ("c", -1, ["a b c", ""]),
        ("c", 1, ["a b", "c"]),
    ],
)
def test_a_question_moves_one_place_and_on_to_the_next_page(
    key: str, by: int, then: list[str]
) -> None:
    assert order(arranging.move(pages("a b", "c"), key, by)) == then


def test_a_question_moves_to_another_page() -> None:
    assert order(arranging.to_page(pages("a b", "c"), "a", 1)) == ["b", "c a"]
    assert order(arranging.to_page(pages("a b", "c"), "a", 0)) == ["a b", "c"]
    with pytest.raises(NotFound):
        arranging.to_page(pages("a"), "a", 7)


def test_a_copy_stands_after_its_original_under_a_new_key() -> None:
    content = arranging.copy(pages("a b"), "a", "q9")
    assert order(content) == ["a q9 b"]
    assert arranging.find(content, "q9").title == "Fråga a"


def test_the_first_question_makes_the_first_page() -> None:
    assert order(arranging.put(QuestionnaireContent(), question("a"))) == ["a"]


def test_a_question_is_replaced_where_it_stands() -> None:
    changed = Question("b", QuestionKind.DATE, "När?")
    content = arranging.put(pages("a b", "c"), changed, page=1)
    assert order(content) == ["a b", "c"]
    assert arranging.find(content, "b").title == "När?"


def test_there_is_an_end_to_questions_and_pages() -> None:
    full = pages(" ".join(f"q{number}" for number in range(MOST_QUESTIONS)))
    for add in (arranging.put(full, question("q1")), arranging.without(full, "q1")):
        assert len(add.questions()) <= MOST_QUESTIONS
    with pytest.raises(Faulty):
        arranging.put(full, question("en till"))
    with pytest.raises(Faulty):
        arranging.copy(full, "q1", "en till")
    with pytest.raises(Faulty):
        arranging.add_page(pages(*["a"] * MOST_PAGES), QuestionPage())


@pytest.mark.parametrize(
    ("page", "then"), [(0, ["a b", "c"]), (1, ["a b", "c"]), (2, ["a", "b c"])]
)
def test_questions_outlive_their_page(page: int, then: list[str]) -> None:
    assert order(arranging.remove_page(pages("a", "b", "c"), page)) == then


def test_the_only_page_goes_only_when_it_is_empty() -> None:
    with pytest.raises(Faulty):
        arranging.remove_page(pages("a"), 0)
    assert order(arranging.remove_page(pages(""), 0)) == []


def test_pages_change_places_and_names() -> None:
    content = arranging.edit_page(pages("a", "b"), 0, "Om dig", "Frivilligt.")
    content = arranging.move_page(content, 0, 1)
    assert [page.title for page in content.pages] == ["", "Om dig"]
    assert order(arranging.move_page(content, 1, 1)) == ["b", "a"]
    with pytest.raises(NotFound):
        arranging.edit_page(content, 2, "Sida 3", "")


def test_what_is_not_there_cannot_be_moved() -> None:
    for change in (arranging.without, arranging.find, arranging.page_of):
        with pytest.raises(NotFound):
            change(pages("a"), "b")


def test_when_a_question_goes_those_that_wait_for_it_are_asked_always() -> None:
    content = arranging.put(pages("a b"), question("b", ShownIf("a", ("c1",))))
    mended, changed = repair(arranging.without(content, "a"))
    assert [each.key for each in changed] == ["b"]
    assert arranging.find(mended, "b").shown_if is None


def test_when_a_choice_goes_the_others_are_still_waited_for() -> None:
    content = arranging.put(pages("a b"), question("b", ShownIf("a", ("c1", "c2"))))
    without = Question("a", QuestionKind.SINGLE, "Fråga a", choices=TWO[1:])
    mended, changed = repair(arranging.put(content, without))
    assert len(changed) == 1
    assert arranging.find(mended, "b").shown_if == ShownIf("a", ("c2",))


def test_a_question_can_wait_only_for_earlier_ones_with_choices() -> None:
    content = arranging.put(pages("a b c"), Question("b", QuestionKind.SCALE, "Hur bra?"))
    assert [each.key for each in can_be_pointed_at(content, "c")] == ["a"]
    assert [each.key for each in can_be_pointed_at(content)] == ["a", "c"]


KEYS = [f"q{number}" for number in range(6)]
MOVES = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(["up", "down", "page", "copy", "out"])),
    max_size=12,
)


def done(content: QuestionnaireContent, key: str, how: str, new: str) -> QuestionnaireContent:
    if how in {"up", "down"}:
        return arranging.move(content, key, 1 if how == "down" else -1)
    if how == "page":
        return arranging.to_page(content, key, 0)
    return arranging.copy(content, key, new) if how == "copy" else arranging.without(content, key)


@settings(deadline=None)
@given(MOVES)
def test_however_questions_are_moved_none_waits_for_what_cannot_be_answered(
    moves: list[tuple[str, str]],
) -> None:
    content = pages("q0 q1 q2", "q3 q4 q5")
    for key, other in zip(KEYS[1:], KEYS, strict=False):
        content = arranging.put(content, question(key, ShownIf(other, ("c1",))))
    for number, (key, how) in enumerate(moves):
        before = {each.key for each in content.questions()}
        if key not in before:
            continue
        content, _changed = repair(done(content, key, how, f"k{number}"))
        after = {each.key for each in content.questions()}
        assert after - {f"k{number}"} == before - ({key} if how == "out" else set())
        assert all(is_possible(content, each) for each in content.questions())
