"""Putting questions and pages in order. Pure: each function gives a questionnaire back, mended if need be."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from dialog.consultation.rules.content import Question, QuestionnaireContent, QuestionPage
from dialog.consultation.rules.limits import MOST_PAGES, MOST_QUESTIONS
from dialog.core.errors import Faulty, NotFound
from dialog.core.i18n import lazy_gettext as _l

Q = QuestionnaireContent
T = TypeVar("T")


def find(content: Q, key: str) -> Question:
    """The question with that key. Raises NotFound."""
    for question in content.questions():
        if question.key == key:
            return question
    raise NotFound(_l("Frågan finns inte längre."))


def page_of(content: Q, key: str) -> int:
    """The number of the page, from 0, that the question is on. Raises NotFound."""
    for number, page in enumerate(content.pages):
        if any(question.key == key for question in page.questions):
            return number
    raise NotFound(_l("Frågan finns inte längre."))


def ensure_page(content: Q, page: int) -> None:
    """Raise NotFound unless there is a page with that number, from 0."""
    if not 0 <= page < len(content.pages):
        raise NotFound(_l("Sidan finns inte längre."))


def put(content: Q, question: Question, page: int = 0) -> Q:
    """With the question in place of the one with its key, else last on the page. Raises Faulty."""
    if any(each.key == question.key for each in content.questions()):
        return _each(content, lambda each: question if each.key == question.key else each)
    if len(content.questions()) >= MOST_QUESTIONS:
        raise Faulty(_l("Det går inte att ha fler frågor. Ta bort någon först."))
    content = content if content.pages else add_page(content, QuestionPage())
    ensure_page(content, page)
    there = content.pages[page].questions
    return _with_questions(content, page, (*there, question))


def without(content: Q, key: str) -> Q:
    """Without the question. Raises NotFound."""
    page = page_of(content, key)
    left = tuple(each for each in content.pages[page].questions if each.key != key)
    return _with_questions(content, page, left)


def copy(content: Q, key: str, new_key: str) -> Q:
    """With the same question once more, after itself, under a new key. Raises NotFound, Faulty."""
    if len(content.questions()) >= MOST_QUESTIONS:
        raise Faulty(_l("Det går inte att ha fler frågor. Ta bort någon först."))
    page = page_of(content, key)
    questions: list[Question] = []
    for each in content.pages[page].questions:
        questions += [each, replace(each, key=new_key)] if each.key == key else [each]
    return _with_questions(content, page, tuple(questions))


def move(content: Q, key: str, by: int) -> Q:
    """With the question one place up (-1) or down (1), onto the next page when it is the last there."""
    page = page_of(content, key)
    questions = content.pages[page].questions
    place = [each.key for each in questions].index(key)
    if 0 <= place + by < len(questions):
        return _with_questions(content, page, _swapped(questions, place, place + by))
    if not 0 <= page + by < len(content.pages):
        return content
    question = find(content, key)
    there = content.pages[page + by].questions
    moved = (question, *there) if by > 0 else (*there, question)
    return _with_questions(without(content, key), page + by, moved)


def to_page(content: Q, key: str, page: int) -> Q:
    """With the question last on another page. Raises NotFound."""
    ensure_page(content, page)
    if page == page_of(content, key):
        return content
    return put(without(content, key), find(content, key), page)


def add_page(content: Q, page: QuestionPage) -> Q:
    """With one more page at the end. Raises Faulty."""
    if len(content.pages) >= MOST_PAGES:
        raise Faulty(_l("Det går inte att ha fler sidor."))
    return replace(content, pages=(*content.pages, page))


def edit_page(content: Q, page: int, title: str, intro: str) -> Q:
    """With other words on top of the page. Raises NotFound."""
    ensure_page(content, page)
    return _with_page(content, page, replace(content.pages[page], title=title, intro=intro))


def move_page(content: Q, page: int, by: int) -> Q:
    """With the page one place earlier (-1) or later (1). Raises NotFound."""
    ensure_page(content, page)
    if not 0 <= page + by < len(content.pages):
        return content
    return replace(content, pages=_swapped(content.pages, page, page + by))


def remove_page(content: Q, page: int) -> Q:
    """Without the page. Its questions go to the page before it, or after it. Raises NotFound, Faulty."""
    ensure_page(content, page)
    orphans = content.pages[page].questions
    if orphans and len(content.pages) == 1:
        raise Faulty(_l("Den enda sidan har frågor. Ta bort frågorna först."))
    left = [each for number, each in enumerate(content.pages) if number != page]
    if orphans:
        heir = max(page - 1, 0)
        there = left[heir].questions
        together = (*orphans, *there) if page == 0 else (*there, *orphans)
        left[heir] = replace(left[heir], questions=together)
    return replace(content, pages=tuple(left))


def _each(content: Q, change: Callable[[Question], Question]) -> Q:
    pages = tuple(
        replace(page, questions=tuple(change(question) for question in page.questions))
        for page in content.pages
    )
    return replace(content, pages=pages)


def _with_page(content: Q, number: int, page: QuestionPage) -> Q:
    pages = tuple(page if i == number else each for i, each in enumerate(content.pages))
    return replace(content, pages=pages)


def _with_questions(content: Q, page: int, questions: tuple[Question, ...]) -> Q:
    return _with_page(content, page, replace(content.pages[page], questions=questions))


def _swapped(things: tuple[T, ...], a: int, b: int) -> tuple[T, ...]:
    order = list(things)
    order[a], order[b] = order[b], order[a]
    return tuple(order)
