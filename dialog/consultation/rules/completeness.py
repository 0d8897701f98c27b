"""What a part lacks before anybody can take part in it, in words for the official."""

from collections.abc import Callable
from typing import Any

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.conditions import is_possible
from dialog.consultation.rules.content import (
    MapContent,
    Medium,
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    TextContent,
)
from dialog.core.i18n import gettext as _

FEWEST = 2  # of what one chooses between
CHOSEN = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.MATRIX}


def incomplete(kind: PartKind, content: Any, pictures: frozenset[int] = frozenset()) -> list[str]:
    """What the part lacks, in the order that it is filled in; empty when nothing does.

    `pictures`: which of the attachments are pictures, for only pictures must be described in words.
    """
    if kind is PartKind.TEXT:
        return _text(content, pictures)
    check = CHECKS.get(kind)
    return check(content) if check else []


def _text(content: TextContent, pictures: frozenset[int]) -> list[str]:
    lacking = []
    if not (content.body.strip() or content.media or content.video_url):
        lacking.append(_("Skriv en text, eller lägg till en bild, ett dokument eller en film."))
    if any(_needs_words(medium, pictures) for medium in content.media):
        lacking.append(_("Beskriv varje bild för den som inte kan se den."))
    if content.video_url and not content.video_title.strip():
        lacking.append(_("Skriv vad filmen heter."))
    if content.video_url and not content.video_note.strip():
        lacking.append(
            _(
                "Skriv om filmen är textad, och var den som inte kan se eller höra får veta samma sak."
            )
        )
    return lacking


def _needs_words(medium: Medium, pictures: frozenset[int]) -> bool:
    return medium.attachment in pictures and not medium.alt.strip()


def _questionnaire(content: QuestionnaireContent) -> list[str]:
    questions = content.questions()
    if not questions:
        return [_("Lägg till minst en fråga.")]
    return [words for question in questions for words in _question(content, question)]


def _question(content: QuestionnaireContent, question: Question) -> list[str]:
    lacking = question_lacks(question)
    if not is_possible(content, question):
        lacking.append(_("Frågan väntar på ett svar som ingen kan ge. Välj när den ska visas."))
    return [f"{question.title}: {words}" for words in lacking]


def question_lacks(question: Question) -> list[str]:
    """What one question lacks by itself."""
    lacking = []
    if question.kind in CHOSEN and len(question.choices) < FEWEST:
        lacking.append(_("Skriv minst två svarsval."))
    if question.kind is QuestionKind.MATRIX and not question.rows:
        lacking.append(_("Skriv minst en rad."))
    return lacking


def _priorities(content: PrioritiesContent) -> list[str]:
    number = len(content.options)
    if number < FEWEST:
        return [_("Skriv minst två alternativ.")]
    if content.amount < 1:
        return [_("Skriv hur mycket var och en har att fördela.")]
    if content.method is Method.PICK and content.amount >= number:
        return [_("Det ska gå att välja färre än alla alternativ.")]
    return []


def _map(content: MapContent) -> list[str]:
    return [] if content.shapes else [_("Välj vad man kan rita på kartan.")]


CHECKS: dict[PartKind, Callable[[Any], list[str]]] = {
    PartKind.QUESTIONNAIRE: _questionnaire,
    PartKind.PRIORITIES: _priorities,
    PartKind.MAP: _map,
}
