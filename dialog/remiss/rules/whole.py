"""A whole answer as it is read: in the order of the document, with names instead of keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialog.core.i18n import gettext as _
from dialog.remiss.rules.content import WHOLE, Position, Question
from dialog.remiss.rules.response import Opinion, View


@dataclass(frozen=True)
class Passage:
    """What is said of one section, or of the whole. `answers`: pairs of question and words."""

    heading: str
    position: str
    words: str
    proposal: str
    answers: tuple[tuple[str, str], ...]


def passages(
    opinion: Opinion,
    headings: Sequence[tuple[str, str]],
    positions: Sequence[Position],
    questions: Sequence[Question],
) -> list[Passage]:
    """Everything that is said, the whole first. `headings`: keys and headings of the sections in order.

    What was said of a section that the document does not have any more stands last: an approver must
    see it, since it is part of what they approve.
    """
    said = opinion.said()
    known = {WHOLE: _("Hela förslaget"), **dict(headings)}
    order = [*known, *(key for key in said if key not in known)]
    labels = {each.key: each.label for each in positions}
    asked = {each.key: each.text for each in questions}
    gone = _("Ett avsnitt som inte finns längre")
    return [
        _passage(known.get(key, gone), said[key], labels, asked) for key in order if key in said
    ]


def _passage(heading: str, view: View, labels: dict[str, str], asked: dict[str, str]) -> Passage:
    answers = tuple(
        (asked.get(key, _("En fråga som inte finns längre")), words)
        for key, words in view.answers.items()
        if words.strip()
    )
    position = labels.get(view.position, view.position)
    return Passage(heading, position, view.words, view.proposal, answers)
