"""A part as running text: to see what has changed, and whether anything has."""

from collections.abc import Iterable, Iterator
from typing import Any

from dialog.consultation.rules.conditions import OTHER
from dialog.consultation.rules.content import (
    Choice,
    MapContent,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    ShownIf,
    TextContent,
)
from dialog.consultation.rules.names import METHOD_NAMES, QUESTION_NAMES, SHAPE_NAMES
from dialog.core.canonical import digest
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.shapes import dump

BOUNDED = {QuestionKind.SCALE, QuestionKind.NUMBER}
SWITCHES: dict[str, Any] = {
    "takes_picture": _l("Deltagarna kan lägga till bilder"),
    "takes_place": _l("Deltagarna kan ange en plats"),
    "takes_support": _l("Andra kan stödja"),
    "takes_comments": _l("Andra kan kommentera"),
}


def fingerprint(title: str, content: Any) -> str:
    """The same for the same words and nothing else: tells whether somebody has changed them."""
    return digest([title, dump(content)])


def as_text(title: str, content: Any) -> str:
    """All that people read in the part, a line each."""
    return "\n".join([title, *(line for line in _lines(content) if line)])


def question_text(content: QuestionnaireContent, question: Question) -> str:
    """All that people read in one question, a line each."""
    return "\n".join(line for line in _question(content, question) if line)


def _lines(content: Any) -> Iterator[str]:
    if isinstance(content, QuestionnaireContent):
        yield from _questionnaire(content)
    elif isinstance(content, TextContent):
        yield content.body
        for medium in content.media:
            yield " – ".join(words for words in (medium.alt, medium.caption) if words)
        yield from (content.video_title, content.video_url, content.video_note)
    else:
        yield content.prompt
        yield from _settings(content)


def _settings(content: Any) -> Iterator[str]:
    yield from _listed(getattr(content, "categories", ()))
    if isinstance(content, PrioritiesContent):
        yield f"{METHOD_NAMES[content.method]}: {content.amount}"
        yield from _listed(content.options)
        yield _("Resultatet visas medan steget är öppet") if content.shows_result else ""
    if isinstance(content, MapContent):
        yield ", ".join(str(SHAPE_NAMES[shape]) for shape in content.shapes)
        yield " ".join(map(str, content.centre or ())) + f" ({content.zoom})"
    for name, words in SWITCHES.items():
        yield str(words) if getattr(content, name, False) else ""


def _questionnaire(content: QuestionnaireContent) -> Iterator[str]:
    yield content.intro
    for page in content.pages:
        yield from (page.title, page.intro)
        for question in page.questions:
            yield from _question(content, question)
    yield _("Frågar efter ålder") if content.asks_age else ""
    yield _("Frågar efter område") if content.asks_area else ""
    yield content.thanks


def _question(content: QuestionnaireContent, question: Question) -> Iterator[str]:
    yield f"{question.title} ({QUESTION_NAMES[question.kind]})"
    yield question.help
    yield _("Måste besvaras") if question.is_required else ""
    yield from _listed(question.rows)
    yield from _listed(question.choices)
    yield _("– Annat, med egna ord") if question.has_other else ""
    if question.kind in BOUNDED:
        ends = (question.low_label, question.high_label, question.unit)
        yield " ".join([f"{question.low}–{question.high}", *filter(None, ends)])
    yield _("Högst %(n)d val") % {"n": question.most} if question.most else ""
    yield _waits(content, question.shown_if) if question.shown_if else ""


def _waits(content: QuestionnaireContent, waits: ShownIf) -> str:
    for each in content.questions():
        if each.key == waits.question:
            labels = [choice.label for choice in each.choices if choice.key in waits.any_of]
            labels += [_("Annat")] if OTHER in waits.any_of else []
            words = _("Visas efter ”%(title)s”: %(answers)s")
            return words % {"title": each.title, "answers": ", ".join(labels)}
    return ""


def _listed(choices: Iterable[Choice]) -> Iterator[str]:
    for choice in choices:
        yield f"– {choice.label}" + (f": {choice.description}" if choice.description else "")
