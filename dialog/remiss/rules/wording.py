"""An answer as labels and words: what its sender looks through, and what the receipt shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dialog.core.i18n import gettext as _
from dialog.remiss.rules.content import WHOLE, Position, Question
from dialog.remiss.rules.response import Opinion, View

Parts = list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """What an answer is about: headings by key, in order, and what could be chosen and was asked."""

    headings: Mapping[str, str]
    positions: Sequence[Position]
    questions: Sequence[Question]

    def label(self, key: str) -> str:
        """The position of that key in words."""
        return next((each.label for each in self.positions if each.key == key), "")

    def named(self, key: str) -> str:
        """What is answered about: a section's heading, or the proposal as a whole."""
        return _("Förslaget i stort") if key == WHOLE else self.headings.get(key, key)


def labelled(opinion: Opinion, asked: Asked) -> Parts:
    """The whole answer, in the order of the document."""
    said = opinion.said()
    order = [WHOLE, *asked.headings]
    known = [key for key in order if key in said]
    return [part for key in known for part in _of_section(key, said[key], asked)]


def of_view(view: View, asked: Asked) -> Parts:
    """What is said of one section, with short labels."""
    questions = {question.key: question.text for question in asked.questions}
    parts = [
        (_("Ståndpunkt"), asked.label(view.position)),
        (_("Synpunkter"), view.words),
        (_("Förslag till ny text"), view.proposal),
        *((questions[key], words) for key, words in view.answers.items() if key in questions),
    ]
    return [(label, words) for label, words in parts if words.strip()]


def with_sender(parts: Parts, facts: Iterable[tuple[str, str]], files: Iterable[str]) -> Parts:
    """The same with whom it speaks for, and the names of the files that go with it."""
    return [*_filled(facts), *parts, *((_("Fil"), name) for name in files)]


def _filled(facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((label, words) for label, words in facts if words)


def _of_section(key: str, view: View, asked: Asked) -> Iterator[tuple[str, str]]:
    name = asked.named(key)
    for label, words in of_view(view, asked):
        yield f"{name} – {label}", words
