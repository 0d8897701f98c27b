"""What each kind of part must hold before it may be shown. The words say what to do."""

from collections.abc import Callable, Iterable
from typing import Any

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.content import (
    Choice,
    DiscussionContent,
    IdeasContent,
    MapContent,
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    TextContent,
)
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l

FEWEST = 2  # a choice between fewer is none
CHOOSES = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.MATRIX}


def of_text(content: TextContent) -> list[Any]:
    """A text part says or shows something. What its media must say of themselves is in rules.media."""
    if content.body or content.media or content.video_url:
        return []
    return [_l("Skriv en text, eller lägg till en bild eller ett dokument.")]


def of_questionnaire(content: QuestionnaireContent) -> list[Any]:
    """A questionnaire asks something, and every choice has something to choose between."""
    questions = content.questions()
    if not questions:
        return [_l("Lägg till minst en fråga.")]
    lacking = [
        _("Fråga %(number)d: %(fault)s") % {"number": number, "fault": fault}
        for number, question in enumerate(questions, 1)
        for fault in _of_question(question)
    ]
    return [*lacking, *_conditions(questions)]


def _of_question(question: Question) -> Iterable[Any]:
    if not question.title:
        yield _l("skriv själva frågan.")
    enough = 1 if question.has_other else FEWEST
    if question.kind in CHOOSES and not _are_named(question.choices, enough):
        yield _l("skriv minst två val, och inget tomt.")
    if question.kind is QuestionKind.MATRIX and not _are_named(question.rows, 1):
        yield _l("skriv minst en rad, och ingen tom.")
    if question.kind is QuestionKind.SCALE and question.low >= question.high:
        yield _l("skalan måste gå från ett lägre till ett högre tal.")


def _conditions(questions: list[Question]) -> Iterable[Any]:
    asked: dict[str, set[str]] = {}
    for number, question in enumerate(questions, 1):
        condition = question.shown_if
        if condition and not asked.get(condition.question, set()).issuperset(condition.any_of):
            yield _("Fråga %(number)d beror på ett svar som inte finns tidigare i enkäten.") % {
                "number": number
            }
        asked[question.key] = {choice.key for choice in question.choices}


def of_ideas(content: IdeasContent) -> list[Any]:
    """People are told what ideas are wanted."""
    return _prompt(content.prompt) + _categories(content.categories)


def of_map(content: MapContent) -> list[Any]:
    """People are told what to show, and there is something to draw with."""
    lacking = _prompt(content.prompt) + _categories(content.categories)
    if not content.shapes:
        lacking.append(_l("Välj vad man får rita: punkt, linje eller yta."))
    return lacking


def of_priorities(content: PrioritiesContent) -> list[Any]:
    """There are options to weigh, and something to weigh with."""
    lacking = _prompt(content.prompt)
    if not _are_named(content.options, FEWEST):
        lacking.append(_l("Skriv minst två alternativ, och inget tomt."))
    if content.amount < 1:
        lacking.append(_l("Skriv hur många poäng eller val var och en har."))
    elif content.method is Method.PICK and content.amount >= max(FEWEST, len(content.options)):
        lacking.append(_l("Låt var och en välja färre än alla alternativ."))
    return lacking


def of_discussion(content: DiscussionContent) -> list[Any]:
    """People are told what to discuss."""
    return _prompt(content.prompt)


def _prompt(prompt: str) -> list[Any]:
    return [] if prompt else [_l("Skriv vad du vill veta av deltagarna.")]


def _categories(categories: tuple[Choice, ...]) -> list[Any]:
    return [] if _are_named(categories, 0) else [_l("Ge varje kategori ett namn.")]


def _are_named(choices: tuple[Choice, ...], at_least: int) -> bool:
    return len(choices) >= at_least and all(choice.label for choice in choices)


CHECKS: dict[PartKind, Callable[[Any], list[Any]]] = {
    PartKind.TEXT: of_text,
    PartKind.QUESTIONNAIRE: of_questionnaire,
    PartKind.IDEAS: of_ideas,
    PartKind.MAP: of_map,
    PartKind.PRIORITIES: of_priorities,
    PartKind.DISCUSSION: of_discussion,
}
