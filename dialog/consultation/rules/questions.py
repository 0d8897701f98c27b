"""The questionnaire as a whole: which questions are asked, what was answered, and what is wrong.

Pure. A question that is not asked has no answer, whatever was typed in its fields.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialog.consultation.rules.content import (
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.consultation.rules.values import Typed, Value, field_names, read, write
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l

Answers = dict[str, Value]  # by key of the question

# Seconds that an answer takes, about; a matrix takes it for every row.
_SECONDS = {
    QuestionKind.SINGLE: 12,
    QuestionKind.MULTIPLE: 18,
    QuestionKind.SCALE: 10,
    QuestionKind.RANKING: 40,
    QuestionKind.MATRIX: 10,
    QuestionKind.NUMBER: 15,
    QuestionKind.DATE: 15,
    QuestionKind.SHORT_TEXT: 30,
    QuestionKind.LONG_TEXT: 90,
}
_LACKING: dict[QuestionKind, Any] = {
    QuestionKind.SINGLE: _l("Välj ett alternativ."),
    QuestionKind.MULTIPLE: _l("Välj minst ett alternativ."),
    QuestionKind.SCALE: _l("Välj ett tal på skalan."),
    QuestionKind.RANKING: _l("Rangordna minst ett alternativ."),
    QuestionKind.NUMBER: _l("Skriv ett tal."),
    QuestionKind.DATE: _l("Skriv ett datum."),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with the answer to a question. `name` is the field that should say so."""

    question: Question
    name: str
    words: str


@dataclass(frozen=True)
class Judged:
    """The answers to the questions that are asked, and what is wrong with the others of them."""

    answers: Answers = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)  # by key of the question
    asked: frozenset[str] = frozenset()

    def faults_on(self, page: QuestionPage) -> list[Fault]:
        """What is wrong on one page."""
        keys = [question.key for question in page.questions]
        return [self.faults[key] for key in keys if key in self.faults]


def judge(content: QuestionnaireContent, typed: Typed) -> Judged:
    """Read every question that is asked, in order, so that each knows the answers before it."""
    answers: Answers = {}
    faults: dict[str, Fault] = {}
    asked: set[str] = set()
    earlier: set[str] = set()
    for question in content.questions():
        if _is_asked(question, answers, earlier):
            asked.add(question.key)
            try:
                value = _read(question, typed)
            except Faulty as wrong:
                faults[question.key] = Fault(question, wrong.field, str(wrong))
            else:
                answers |= {question.key: value} if value is not None else {}
        earlier.add(question.key)
    return Judged(answers, faults, frozenset(asked))


def _is_asked(question: Question, answers: Answers, earlier: set[str]) -> bool:
    """A condition on a question that does not come before this one holds nothing back."""
    condition = question.shown_if
    if condition is None or condition.question not in earlier:
        return True
    return bool(chosen(answers.get(condition.question)) & set(condition.any_of))


def chosen(value: Value | None) -> set[str]:
    """Every choice that an answer holds, as conditions name them."""
    if value is None:
        return set()
    several = value.get("choices") or value.get("order") or value.get("rows", {}).values()
    one = [str(value[name]) for name in ("choice", "value") if name in value]
    return {*several, *one}


def _read(question: Question, typed: Typed) -> Value | None:
    value = read(question, typed)
    if value is None and question.is_required:
        words = _LACKING.get(question.kind, _l("Svara på frågan."))
        raise Faulty(words, field_names(question)[0])
    return value


def ensure_sound(content: QuestionnaireContent, answers: Mapping[str, Value]) -> Answers:
    """The same answers, less those to questions that are not asked. Raises Faulty for the first fault."""
    judged = judge(content, typed_of(content, answers))
    for fault in judged.faults.values():
        raise Faulty(fault.words, fault.name)
    if not judged.answers:
        raise Faulty(_l("Svara på minst en fråga innan du skickar."))
    return judged.answers


def typed_of(content: QuestionnaireContent, answers: Mapping[str, Value]) -> Typed:
    """What would be typed to give these answers."""
    fields: dict[str, list[str]] = {}
    for question in content.questions():
        if question.key in answers:
            fields |= write(question, answers[question.key])
    return Typed(fields)


def asked_pages(content: QuestionnaireContent, judged: Judged) -> list[int]:
    """The numbers, from 1, of the pages with a question that is asked."""
    return [
        number
        for number, page in enumerate(content.pages, start=1)
        if any(question.key in judged.asked for question in page.questions)
    ]


def asked_on(page: QuestionPage, judged: Judged) -> list[Question]:
    """The questions to draw: those that are asked, and those that another one on the page decides about."""
    here: set[str] = set()
    drawn = []
    for question in page.questions:
        depends_on_this_page = question.shown_if is not None and question.shown_if.question in here
        if question.key in judged.asked or depends_on_this_page:
            drawn.append(question)
            here.add(question.key)
    return drawn


def minutes(content: QuestionnaireContent) -> int:
    """About how long it takes to answer."""
    seconds = sum(_SECONDS[each.kind] * max(1, len(each.rows)) for each in content.questions())
    return max(1, math.ceil(seconds / 60))


def known_fields(content: QuestionnaireContent, typed: Typed) -> Typed:
    """Only what belongs to questions of ours; whatever else was sent is left out."""
    names = {name for question in content.questions() for name in field_names(question)}
    return Typed({name: values for name, values in typed.fields.items() if name in names})


@dataclass(frozen=True)
class Changes:
    """How two versions differ, as the titles of the questions."""

    added: list[str]
    removed: list[str]
    changed: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def changes(older: QuestionnaireContent, newer: QuestionnaireContent) -> Changes:
    """Which questions are new, gone, or not what they were."""
    before, after = _by_key(older.questions()), _by_key(newer.questions())
    return Changes(
        added=[each.title for key, each in after.items() if key not in before],
        removed=[each.title for key, each in before.items() if key not in after],
        changed=[each.title for key, each in after.items() if before.get(key, each) != each],
    )


def _by_key(questions: Iterable[Question]) -> dict[str, Question]:
    return {question.key: question for question in questions}
