"""A part that people answer, on paper: its questions numbered through, each with when to answer it."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from dialog.consultation.rules import PartKind, answered, wording
from dialog.consultation.rules.content import (
    Method,
    Question,
    QuestionnaireContent,
    QuestionPage,
)


@dataclass(frozen=True)
class Numbered:
    """One question on the paper."""

    number: int
    question: Question
    condition: str = ""  # when to answer it, in words


@dataclass(frozen=True)
class PaperPage:
    """Questions that belong together. They need not fill a sheet."""

    page: QuestionPage
    questions: tuple[Numbered, ...]


@dataclass(frozen=True)
class PaperForm:
    """The whole form. `points` to distribute, where that is what it asks for."""

    content: QuestionnaireContent
    pages: tuple[PaperPage, ...]
    points: int | None = None


def paper_form(kind: PartKind, content: Any) -> PaperForm:
    """The form for the content of a part that people answer."""
    asked = answered.of(kind).questions(content)
    numbers = count(1)
    pages = tuple(
        PaperPage(
            page,
            tuple(
                Numbered(next(numbers), each, wording.numbered_condition(each, asked))
                for each in page.questions
            ),
        )
        for page in asked.pages
    )
    gives_points = getattr(content, "method", None) is Method.POINTS
    return PaperForm(asked, pages, content.amount if gives_points else None)
