"""What the parts of a step hold, as dataclasses. They are kept as JSON in versions (core.shapes).

Keys name questions, choices, categories and options for good: they are never shown, never used again
for something else, and stay when the words change, so that answers to an older version still count.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialog.consultation.rules import PartKind
from dialog.core.shapes import load


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen: an answer, a category, the row of a matrix, an option."""

    key: str
    label: str
    description: str = ""


@dataclass(frozen=True)
class Medium:
    """A picture or a document in a text part. A picture must have a description for who cannot see it."""

    attachment: int  # id of process.models.Attachment
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class TextContent:
    """Markdown, pictures and documents, and a film elsewhere that the page links to."""

    body: str = ""
    media: tuple[Medium, ...] = ()
    video_url: str = ""
    video_title: str = ""
    video_note: str = ""  # says whether it has captions, and where the same can be read


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    RANKING = "ranking"
    MATRIX = "matrix"
    NUMBER = "number"
    DATE = "date"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"


@dataclass(frozen=True)
class ShownIf:
    """The question is asked only when an earlier one was answered with any of these choices."""

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question. Which fields matter depends on its kind."""

    key: str
    kind: QuestionKind
    title: str
    help: str = ""
    is_required: bool = False
    choices: tuple[Choice, ...] = ()  # single, multiple, ranking; the columns of a matrix
    rows: tuple[Choice, ...] = ()  # of a matrix
    has_other: bool = False  # single, multiple: "something else", in own words
    most: int | None = None  # multiple: how many may be chosen
    low: int = 1  # scale; number: the least
    high: int = 5  # scale; number: the most
    low_label: str = ""
    high_label: str = ""
    unit: str = ""  # number
    shown_if: ShownIf | None = None


@dataclass(frozen=True)
class QuestionPage:
    """Questions that belong together: one page of the form."""

    title: str = ""
    intro: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class QuestionnaireContent:
    """The whole questionnaire. `asks_age` and `asks_area`: the background of the answers, never required."""

    intro: str = ""
    pages: tuple[QuestionPage, ...] = ()
    asks_age: bool = False
    asks_area: bool = False
    thanks: str = ""

    def questions(self) -> list[Question]:
        """Every question in order."""
        return [question for page in self.pages for question in page.questions]


@dataclass(frozen=True)
class IdeasContent:
    """A collection of ideas that others can read, support and comment."""

    prompt: str = ""
    categories: tuple[Choice, ...] = ()
    takes_picture: bool = True
    takes_place: bool = False
    takes_support: bool = True
    takes_comments: bool = True


class Shape(StrEnum):
    """What can be drawn on a map."""

    POINT = "point"
    LINE = "line"
    AREA = "area"


@dataclass(frozen=True)
class MapContent:
    """Ideas that have a place on a map, or in words. Coordinates are WGS 84, longitude first."""

    prompt: str = ""
    categories: tuple[Choice, ...] = ()
    shapes: tuple[Shape, ...] = (Shape.POINT,)
    centre: tuple[float, float] | None = None  # where the map begins; else where the layers are
    zoom: int = 12
    takes_picture: bool = True
    takes_support: bool = True
    takes_comments: bool = True


class Method(StrEnum):
    """How options are weighed."""

    POINTS = "points"  # distribute `amount` points
    PICK = "pick"  # pick at most `amount` of them


@dataclass(frozen=True)
class PrioritiesContent:
    """Options to weigh against one another."""

    prompt: str = ""
    method: Method = Method.POINTS
    amount: int = 10
    options: tuple[Choice, ...] = ()
    shows_result: bool = False  # while the step is open; afterwards as for all results


@dataclass(frozen=True)
class DiscussionContent:
    """A discussion in two levels."""

    prompt: str = ""


Content = (
    TextContent
    | QuestionnaireContent
    | IdeasContent
    | MapContent
    | PrioritiesContent
    | DiscussionContent
)
SHAPES: dict[PartKind, type[Any]] = {
    PartKind.TEXT: TextContent,
    PartKind.QUESTIONNAIRE: QuestionnaireContent,
    PartKind.IDEAS: IdeasContent,
    PartKind.MAP: MapContent,
    PartKind.PRIORITIES: PrioritiesContent,
    PartKind.DISCUSSION: DiscussionContent,
}


def read(kind: PartKind, data: dict[str, Any]) -> Any:
    """The content of a part of that kind. Raises core.shapes.Misshapen."""
    return load(SHAPES[kind], data)
