"""An answer in words, as the person saw the questions: for the review before sending and the receipt."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from dialog.consultation.rules.content import (
    Choice,
    Question,
    QuestionKind,
    QuestionnaireContent,
)
from dialog.consultation.rules.groups import AGES
from dialog.consultation.rules.questions import Answers, Judged
from dialog.consultation.rules.values import OTHER, Typed, Value, field_names
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _

Labelled = list[tuple[str, str]]


def labelled(content: QuestionnaireContent, answers: Answers) -> Labelled:
    """Every question that was answered, and its answer."""
    return [
        (question.title, words(question, answers[question.key]))
        for question in content.questions()
        if question.key in answers
    ]


def no_answer() -> str:
    """What is said of a question that was left out."""
    return _("Inget svar")


def background(age_group: str, area: str) -> Labelled:
    """What somebody told about themselves."""
    told = []
    if age_group in AGES:
        told.append((_("Ålder"), str(AGES[age_group][0])))
    if area:
        told.append((_("Område"), area))
    return told


def copyable(content: QuestionnaireContent, typed: Typed, judged: Judged) -> Labelled:
    """All that was typed, right or wrong: to be copied when it can no longer be sent."""
    told = []
    for question in content.questions():
        if question.key in judged.answers:
            told.append((question.title, words(question, judged.answers[question.key])))
        elif raw := _raw(question, typed):
            told.append((question.title, raw))
    return told


def _raw(question: Question, typed: Typed) -> str:
    labels = _labels([*question.choices, *question.rows])
    given = []
    for name in field_names(question):
        row = name.partition("--")[2]
        values = [labels.get(value, value) for value in typed.all(name) if value.strip()]
        start = f"{labels[row]}: " if row in labels else ""
        given += [start + value for value in values]
    return "\n".join(given)


def words(question: Question, value: Value) -> str:
    """The answer to one question."""
    return _WORDS[question.kind](question, value)


def condition(question: Question, content: QuestionnaireContent) -> str:
    """When the question is to be answered, in words; "" when always."""
    earlier, answers = _decisive(question, content)
    if earlier is None:
        return ""
    told = {"answers": answers, "question": earlier.title}
    return _("Svara bara om du svarade %(answers)s på frågan ”%(question)s”.") % told


def numbered_condition(question: Question, content: QuestionnaireContent) -> str:
    """The same where every question has its number: on paper."""
    earlier, answers = _decisive(question, content)
    if earlier is None:
        return ""
    told = {"answers": answers, "number": content.questions().index(earlier) + 1}
    return _("Svara bara om du svarade %(answers)s på fråga %(number)d.") % told


def _decisive(question: Question, content: QuestionnaireContent) -> tuple[Question | None, str]:
    """The earlier question that decides, and the answers to it that lead here."""
    if question.shown_if is None:
        return None, ""
    earlier = {each.key: each for each in content.questions()}.get(question.shown_if.question)
    labels = _labels([*earlier.choices] if earlier else [])
    answers = _(" eller ").join(f"”{labels.get(key, key)}”" for key in question.shown_if.any_of)
    return earlier, answers


def _labels(choices: Iterable[Choice]) -> dict[str, str]:
    return {OTHER: _("Annat")} | {choice.key: choice.label for choice in choices}


def _choices(question: Question, value: Value) -> str:
    labels = _labels(question.choices)
    keys = value["choices"] if "choices" in value else [value["choice"]]
    other = _("Annat: %s") % value.get("words", "")
    return "\n".join(other if key == OTHER else labels.get(key, key) for key in keys)


def _scale(question: Question, value: Value) -> str:
    step = str(value["value"])
    if not (question.low_label and question.high_label):
        return step
    ends = {
        "step": step,
        "low": question.low,
        "low_label": question.low_label,
        "high": question.high,
        "high_label": question.high_label,
    }
    return _("%(step)s (%(low)s = %(low_label)s, %(high)s = %(high_label)s)") % ends


def _order(question: Question, value: Value) -> str:
    labels = _labels(question.choices)
    return "\n".join(
        f"{place}. {labels.get(key, key)}" for place, key in enumerate(value["order"], start=1)
    )


def _rows(question: Question, value: Value) -> str:
    labels, rows = _labels(question.choices), value["rows"]
    told = [(row.label, rows[row.key]) for row in question.rows if row.key in rows]
    return "\n".join(f"{label}: {labels.get(key, key)}" for label, key in told)


def _number(question: Question, value: Value) -> str:
    return f"{value['value'].replace('.', ',')} {question.unit}".strip()


def _date(question: Question, value: Value) -> str:
    return format_date(date.fromisoformat(value["value"]))


def _text(question: Question, value: Value) -> str:
    return str(value["words"])


_WORDS: dict[QuestionKind, Callable[[Question, dict[str, Any]], str]] = {
    QuestionKind.SINGLE: _choices,
    QuestionKind.MULTIPLE: _choices,
    QuestionKind.SCALE: _scale,
    QuestionKind.RANKING: _order,
    QuestionKind.MATRIX: _rows,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
}
