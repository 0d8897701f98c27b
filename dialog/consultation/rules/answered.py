"""Parts that each person answers once, by kind: how they are asked, judged, kept and told.

What asks, receives and prints knows only this, and neither kind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dialog.consultation.rules import PartKind, priorities, questions, wording
from dialog.consultation.rules.content import QuestionnaireContent
from dialog.consultation.rules.questions import Judged
from dialog.consultation.rules.values import Typed

Data = dict[str, Any]  # what is kept of an answer: ContributionText.data


@dataclass(frozen=True)
class Answered:
    """How parts of one kind are answered. Each takes the content of the part as somebody saw it."""

    questions: Callable[[Any], QuestionnaireContent]  # what is asked, as pages of questions
    judge: Callable[[Any, Typed], Judged]
    given: Callable[[Any, Judged], Data]  # what to send in of what was judged
    sound: Callable[[Any, Mapping[str, Any]], Data]  # of what was sent in, what to keep; or Faulty
    labelled: Callable[[Any, Data], list[tuple[str, str]]]  # what is kept, in words
    typed: Callable[[Any, Data], Typed]  # what would be typed to give it
    nothing: Callable[[], str]  # the answer of whoever leaves a question out, in words


def of(kind: PartKind) -> Answered:
    """How parts of this kind are answered."""
    return _KINDS[kind]


def unforced(content: Any) -> Any:
    """The same without questions that must be answered: paper can be left empty, and be illegible."""
    if not isinstance(content, QuestionnaireContent):
        return content
    pages = [
        replace(page, questions=tuple(replace(each, is_required=False) for each in page.questions))
        for page in content.pages
    ]
    return replace(content, pages=tuple(pages))


_KINDS = {
    PartKind.QUESTIONNAIRE: Answered(
        questions=lambda content: content,
        judge=questions.judge,
        given=lambda _content, judged: judged.answers,
        sound=lambda content, sent: {"answers": questions.ensure_sound(content, sent)},
        labelled=lambda content, data: wording.labelled(content, data["answers"]),
        typed=lambda content, data: questions.typed_of(content, data["answers"]),
        nothing=wording.no_answer,
    ),
    PartKind.PRIORITIES: Answered(
        questions=priorities.as_questions,
        judge=priorities.judge,
        given=priorities.given,
        sound=priorities.ensure_sound,
        labelled=priorities.labelled,
        typed=priorities.typed_of,
        nothing=priorities.no_points,
    ),
}
