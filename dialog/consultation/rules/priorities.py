"""Weighing options against one another: points to distribute, or options to pick.

On paper and on the screen it is a page of questions: how many points for each option, or which ones.
"""

import re
from collections.abc import Mapping
from typing import Any

from dialog.consultation.rules import questions
from dialog.consultation.rules.content import (
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
)
from dialog.consultation.rules.questions import Answers, Fault, Judged
from dialog.consultation.rules.values import Typed, field_name
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.core.i18n import ngettext

PICKS = "picks"
_number = re.compile(r"\d{1,6}", re.ASCII)


def as_questions(content: PrioritiesContent) -> QuestionnaireContent:
    """The options as one page of questions, keyed by the option; or one question of which to pick."""
    if content.method is Method.PICK:
        asked: tuple[Question, ...] = (
            Question(
                PICKS,
                QuestionKind.MULTIPLE,
                _("Dina val"),
                is_required=True,
                choices=content.options,
                most=content.amount,
            ),
        )
    else:
        asked = tuple(
            Question(
                each.key,
                QuestionKind.NUMBER,
                each.label,
                help=each.description,
                low=0,
                high=content.amount,
                unit=_("poäng"),
            )
            for each in content.options
        )
    return QuestionnaireContent(intro=content.prompt, pages=(QuestionPage(questions=asked),))


def judge(content: PrioritiesContent, typed: Typed) -> Judged:
    """What was given, and what is wrong. What is wrong with the whole is said at the first field."""
    asked = as_questions(content)
    if content.method is Method.PICK:
        return questions.judge(asked, typed)
    answers: Answers = {}
    faults: dict[str, Fault] = {}
    for question in asked.questions():
        name = field_name(question)
        try:
            number = whole_number(typed.one(name))
        except Faulty as wrong:
            faults[question.key] = Fault(question, name, str(wrong))
        else:
            answers |= {question.key: {"value": str(number)}} if number else {}
    try:
        if not faults:
            ensure_points(content, _points(answers))
    except Faulty as wrong:
        given = [each for each in asked.questions() if each.key in answers]
        first = (given or asked.questions())[0]
        faults[first.key] = Fault(first, field_name(first), str(wrong))
    return Judged(answers, faults, frozenset(each.key for each in asked.questions()))


def whole_number(text: str) -> int:
    """The points that were written; nothing is none. Raises Faulty unless it is a whole number."""
    digits = "".join(text.split())
    if digits and not _number.fullmatch(digits):
        raise Faulty(_("Skriv ett heltal, 0 eller mer."))
    return int(digits or 0)


def given(content: PrioritiesContent, judged: Judged) -> dict[str, Any]:
    """What was given on the page, as it is kept."""
    if content.method is Method.PICK:
        return {"picks": judged.answers.get(PICKS, {}).get("choices", [])}
    return {"points": _points(judged.answers)}


def typed_of(content: PrioritiesContent, data: Mapping[str, Any]) -> Typed:
    """What would be typed to give this."""
    answers: Answers = {PICKS: {"choices": data.get("picks", [])}}
    if content.method is Method.POINTS:
        answers = {key: {"value": str(number)} for key, number in data.get("points", {}).items()}
    return questions.typed_of(as_questions(content), answers)


def left(content: PrioritiesContent, typed: Typed) -> int:
    """How many points there are left to give; negative when too many have been given."""
    written = [typed.one(field_name(each)) for each in as_questions(content).questions()]
    digits = ["".join(text.split()) for text in written]
    return content.amount - sum(int(each) for each in digits if _number.fullmatch(each))


def no_points() -> str:
    """What is said of an option that was given nothing."""
    return _("Inga poäng")


def _points(answers: Answers) -> dict[str, int]:
    return {key: int(value["value"]) for key, value in answers.items()}


def ensure_points(content: PrioritiesContent, points: Mapping[str, Any]) -> dict[str, int]:
    """The points in the order of the options. Raises Faulty unless there are some, and not too many."""
    _ensure_known(content, points)
    if any(not isinstance(n, int) or isinstance(n, bool) or n < 0 for n in points.values()):
        raise Faulty(_("Skriv ett heltal, 0 eller mer."))
    total = sum(points.values())
    if not total:
        raise Faulty(_("Ge poäng till minst ett alternativ."))
    over = total - content.amount
    if over > 0:
        words = ngettext(
            "Du har gett %(over)d poäng för mycket. Du har %(most)d att fördela.",
            "Du har gett %(over)d poäng för mycket. Du har %(most)d att fördela.",
            over,
        )
        raise Faulty(words % {"over": over, "most": content.amount})
    return {each.key: points[each.key] for each in content.options if points.get(each.key)}


def ensure_picks(content: PrioritiesContent, picks: Any) -> list[str]:
    """The picked options in their order, each once. Raises Faulty unless there are some, not too many."""
    chosen = set(picks)
    _ensure_known(content, chosen)
    if not chosen:
        raise Faulty(_("Välj minst ett alternativ."))
    if len(chosen) > content.amount:
        words = ngettext(
            "Du har valt %(chosen)d alternativ. Välj högst %(most)d.",
            "Du har valt %(chosen)d alternativ. Välj högst %(most)d.",
            len(chosen),
        )
        raise Faulty(words % {"chosen": len(chosen), "most": content.amount})
    return [each.key for each in content.options if each.key in chosen]


def ensure_sound(content: PrioritiesContent, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, `{"points": {...}}` or `{"picks": [...]}`, tidied. Raises Faulty."""
    if content.method is Method.POINTS:
        return {"points": ensure_points(content, given.get("points", {}))}
    return {"picks": ensure_picks(content, given.get("picks", []))}


def labelled(content: PrioritiesContent, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was given, as labels and words: for the receipt."""
    names = {each.key: each.label for each in content.options}
    if content.method is Method.PICK:
        return [(_("Du valde"), names[key]) for key in given["picks"]]
    words = []
    for key, number in given["points"].items():
        told = ngettext("%(number)d poäng", "%(number)d poäng", number) % {"number": number}
        words.append((names[key], told))
    return words


def _ensure_known(content: PrioritiesContent, keys: Any) -> None:
    known = {option.key for option in content.options}
    if not set(keys) <= known:
        raise Faulty(_("Alternativen har ändrats. Läs dem igen innan du skickar."))
