"""The whole questionnaire as its official sees it: pages, questions, and a button for each move."""

from typing import Any

from dialog.consultation.models import Part
from dialog.consultation.rules import PartKind, wording
from dialog.consultation.rules.completeness import incomplete
from dialog.consultation.rules.content import QuestionnaireContent
from dialog.consultation.rules.limits import MOST_PAGES, MOST_QUESTIONS
from dialog.consultation.rules.names import QUESTION_NAMES
from dialog.consultation.rules.transcript import fingerprint
from dialog.consultation.rules.values import Typed
from dialog.consultation.views import bp
from dialog.consultation.views.editing import Shortfall, show, the_part


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


@bp.get("/arbetsyta/medborgardialoger/<int:id>/del/<int:part>/forhandsvisning")
def preview_part(id: int, part: int) -> Any:
    """The questions as residents meet them, all pages at once. Nothing can be sent."""
    found = the_part(id, part, PartKind.QUESTIONNAIRE)
    content: QuestionnaireContent = found.content()
    conditions = {
        each.key: wording.condition(each, content) for each in content.questions() if each.shown_if
    }
    return show(
        "preview", found, Shortfall(), content=content, typed=Typed(), conditions=conditions
    )
