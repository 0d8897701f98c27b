"""Questions that are asked only after some answers: what they may point at, and what becomes of them."""

from dataclasses import replace

from dialog.consultation.rules.content import (
    Question,
    QuestionKind,
    QuestionnaireContent,
    ShownIf,
)

POINTED_AT = {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
OTHER = "other"  # "something else", beside the keys of the choices


def can_be_pointed_at(content: QuestionnaireContent, key: str | None = None) -> list[Question]:
    """The questions before that one with choices to point at; before the end when there is no key."""
    earlier = []
    for question in content.questions():
        if question.key == key:
            break
        if question.kind in POINTED_AT and question.choices:
            earlier.append(question)
    return earlier


def answers_of(question: Question) -> set[str]:
    """The keys that an answer to the question can hold."""
    keys = {choice.key for choice in question.choices}
    return keys | {OTHER} if question.has_other else keys


def is_possible(content: QuestionnaireContent, question: Question) -> bool:
    """Whether what the question waits for is an earlier question, and only choices that it has."""
    if question.shown_if is None:
        return True
    for earlier in can_be_pointed_at(content, question.key):
        if earlier.key == question.shown_if.question:
            wanted = set(question.shown_if.any_of)
            return bool(wanted) and wanted <= answers_of(earlier)
    return False


def repair(content: QuestionnaireContent) -> tuple[QuestionnaireContent, list[Question]]:
    """The same where no question waits for what cannot be answered, and the questions that changed.

    Choices that are gone are no longer waited for. When none is left, or the other question is gone
    or comes later, the question is asked always.
    """
    changed: list[Question] = []

    def mend(question: Question) -> Question:
        if is_possible(content, question):
            return question
        mended = replace(question, shown_if=_what_is_left(content, question))
        changed.append(mended)
        return mended

    pages = tuple(
        replace(page, questions=tuple(mend(question) for question in page.questions))
        for page in content.pages
    )
    return replace(content, pages=pages), changed


def _what_is_left(content: QuestionnaireContent, question: Question) -> ShownIf | None:
    waits = question.shown_if
    for earlier in can_be_pointed_at(content, question.key):
        if waits is not None and earlier.key == waits.question:
            there = tuple(key for key in waits.any_of if key in answers_of(earlier))
            return ShownIf(earlier.key, there) if there else None
    return None
