"""The whole questionnaire as its official sees it: pages, questions, and a button for each move."""

from typing import Any

from dialog.consultation.models import Part
from dialog.consultation.rules.completeness import incomplete
from dialog.consultation.rules.content import QuestionnaireContent
from dialog.consultation.rules.limits import MOST_PAGES, MOST_QUESTIONS
from dialog.consultation.rules.names import QUESTION_NAMES
from dialog.consultation.rules.transcript import fingerprint
from dialog.consultation.views.editing import Shortfall, show


def question_list(part: Part) -> Any:
    """The page, with what is still missing."""
    content: QuestionnaireContent = part.content()
    return show(
        "questionnaire",
        part,
        Shortfall(),
        content=content,
        numbers={each.key: n for n, each in enumerate(content.questions(), 1)},
        names=QUESTION_NAMES,
        missing=incomplete(part.kind, content),
        mark=fingerprint(part.title, content),
        has_room=len(content.questions()) < MOST_QUESTIONS,
        has_room_for_pages=len(content.pages) < MOST_PAGES,
    )
