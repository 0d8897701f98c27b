"""From the parts as they are told in the content to what is kept of them. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from dialog.consultation.rules import PartKind
from dialog.consultation.rules.content import (
    Choice,
    DiscussionContent,
    IdeasContent,
    MapContent,
    Medium,
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    Shape,
    ShownIf,
    TextContent,
)
from dialog.demo.content import consultation_shapes as told

_apart = re.compile(r"[^a-z0-9]+")
LONGEST_KEY = 40


def key_of(label: str) -> str:
    """A key that follows from the words, and so is the same every time the demo is made."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return _apart.sub("_", plain).strip("_")[:LONGEST_KEY].strip("_")


def choices(lines: Iterable[str]) -> tuple[Choice, ...]:
    """A choice for each line "name" or "name | description"."""
    parted = [line.partition("|") for line in lines]
    return tuple(
        Choice(key_of(name), name.strip(), description.strip()) for name, _, description in parted
    )


def content_of(part: told.Part, attachments: Mapping[str, int]) -> Any:
    """What the part holds: one of rules.content.Content. `attachments`: their ids by file."""
    kind = PartKind(part.kind)
    match kind:
        case PartKind.TEXT:
            media = (Medium(attachments[m.file], m.alt, m.caption) for m in part.media)
            return TextContent(part.body, tuple(media))
        case PartKind.QUESTIONNAIRE:
            return _questionnaire(part)
        case PartKind.IDEAS:
            return IdeasContent(part.prompt, choices(part.categories))
        case PartKind.MAP:
            shapes = tuple(Shape(each) for each in part.shapes)
            return MapContent(part.prompt, choices(part.categories), shapes)
        case PartKind.PRIORITIES:
            return PrioritiesContent(
                part.prompt,
                Method(part.method),
                part.amount,
                choices(part.options),
                part.shows_result,
            )
        case PartKind.DISCUSSION:
            return DiscussionContent(part.prompt)


def _questionnaire(part: told.Part) -> QuestionnaireContent:
    pages = (
        QuestionPage(page.title, page.intro, tuple(map(_question, page.questions)))
        for page in part.pages
    )
    return QuestionnaireContent(
        intro=part.intro,
        pages=tuple(pages),
        asks_age=part.asks_age,
        asks_area=part.asks_area,
        thanks=part.thanks,
    )


def _question(asked: told.Question) -> Question:
    return Question(
        key=asked.key,
        kind=QuestionKind(asked.kind),
        title=asked.title,
        help=asked.help,
        is_required=asked.is_required,
        choices=choices(asked.choices),
        rows=choices(asked.rows),
        has_other=asked.has_other,
        most=asked.most,
        low=asked.low,
        high=asked.high,
        low_label=asked.low_label,
        high_label=asked.high_label,
        unit=asked.unit,
        shown_if=_condition(asked.shown_if),
    )


def _condition(condition: told.Condition | None) -> ShownIf | None:
    if condition is None:
        return None
    return ShownIf(condition.question, tuple(key_of(label) for label in condition.any_of))
