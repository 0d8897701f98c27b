"""What a part lacks before anybody can take part in it, in words for the official."""

from collections.abc import Callable
from typing import Any

from dialog.consultation.rules import PartKind, media
from dialog.consultation.rules.conditions import is_possible
from dialog.consultation.rules.content import (
    Choice,
    MapContent,
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    TextContent,
)
from dialog.core.i18n import gettext as _

FEWEST = 2  # of what one chooses between
BOUNDED = {QuestionKind.SCALE, QuestionKind.NUMBER}
CHOSEN = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.MATRIX}


def incomplete(kind: PartKind, content: Any, pictures: frozenset[int] = frozenset()) -> list[str]:
    """What the part lacks, in the order that it is filled in; empty when nothing does.

    `pictures`: which of the attachments are pictures, for only pictures must be described in words.
    """
    if kind is PartKind.TEXT:
        return _text(content, pictures)
    return CHECKS[kind](content)


def _text(content: TextContent, pictures: frozenset[int]) -> list[str]:
    faults = [str(words) for _field, words in media.faults(content, pictures)]
    if content.body.strip() or content.media or content.video_url:
        return faults
    return [_("Skriv en text, eller lägg till en bild, ett dokument eller en film.")]


def _questionnaire(content: QuestionnaireContent) -> list[str]:
    questions = content.questions()
    if not questions:
        return [_("Lägg till minst en fråga.")]
    return [words for question in questions for words in _question(content, question)]


def _question(content: QuestionnaireContent, question: Question) -> list[str]:
    lacking = question_lacks(question)
    if not is_possible(content, question):
        lacking.append(
            _("Frågan ska visas efter ett svar som ingen kan ge. Välj igen när den ska visas.")
        )
    number = content.questions().index(question) + 1
    named = question.title.strip() or _("Fråga %(number)d") % {"number": number}
    return [f"{named}: {words}" for words in lacking]


def question_lacks(question: Question) -> list[str]:
    """What one question lacks by itself."""
    lacking = []
    if not question.title.strip():
        lacking.append(_("Skriv själva frågan."))
    if question.kind in CHOSEN and not _are_named(question.choices, FEWEST):
        lacking.append(_("Skriv minst två svarsalternativ."))
    if question.kind is QuestionKind.MATRIX and not _are_named(question.rows, 1):
        lacking.append(_("Skriv minst en rad."))
    if question.kind in BOUNDED and question.low >= question.high:
        lacking.append(_("Det högsta talet ska vara högre än det lägsta."))
    return lacking


def _asked(content: Any) -> list[str]:
    lacking = [] if content.prompt.strip() else [_("Skriv vad du vill att folk ska göra.")]
    if not _are_named(getattr(content, "categories", ()), 0):
        lacking.append(_("Ge varje kategori ett namn."))
    return lacking


def _priorities(content: PrioritiesContent) -> list[str]:
    lacking, number = _asked(content), len(content.options)
    if not _are_named(content.options, FEWEST):
        lacking.append(_("Skriv minst två alternativ."))
    elif content.amount < 1:
        lacking.append(_("Skriv hur mycket var och en har att fördela."))
    elif content.method is Method.PICK and content.amount >= number:
        lacking.append(_("Det ska gå att välja färre än alla alternativ."))
    return lacking


def _map(content: MapContent) -> list[str]:
    lacking = _asked(content)
    return lacking if content.shapes else [*lacking, _("Välj vad deltagarna kan rita på kartan.")]


def _are_named(choices: tuple[Choice, ...], at_least: int) -> bool:
    return len(choices) >= at_least and all(choice.label.strip() for choice in choices)


CHECKS: dict[PartKind, Callable[[Any], list[str]]] = {
    PartKind.QUESTIONNAIRE: _questionnaire,
    PartKind.PRIORITIES: _priorities,
    PartKind.MAP: _map,
    PartKind.IDEAS: _asked,
    PartKind.DISCUSSION: _asked,
}
