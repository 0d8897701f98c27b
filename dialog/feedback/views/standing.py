"""How something that the municipality asks stands: publication, the decision, what was promised."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from dialog.core.i18n import SOURCE
from dialog.core.i18n import gettext as _
from dialog.core.journal import Event
from dialog.process.models import Step
from dialog.process.rules import Handling
from dialog.process.views.timeline import Entry, NextStep, first_planned


class Asked(Protocol):
    """What the municipality has asked, as the timeline needs to know it."""

    kind: Any
    published_at: Any
    refusal_text: Any
    handling: Any
    decided_at: Any
    decided_by: Any
    decision_when: Any
    feedback_on: Any

    @property
    def outcome(self) -> Any:
        """What was decided, if anything."""

    def is_answer_late(self, now: datetime) -> bool:
        """Whether the municipality should have answered by now."""


def publication(asked: Asked, turns: Sequence[Event], stopped: str) -> Iterator[Entry]:
    """That it was published, and stopped. `stopped`: that in words."""
    if asked.published_at:
        yield Entry("publication", asked.published_at, _("Publicerad"))
    for turn in turns:
        if turn.name == f"{asked.kind}.stop":
            why = asked.refusal_text
            yield Entry("publication", turn.at, stopped, why, note_language=SOURCE)


def decision(asked: Asked, turns: Sequence[Event], now: datetime) -> Iterator[Entry]:
    """What was decided and told, else what was promised; and that the case was closed."""
    outcome = asked.outcome
    if outcome is not None:
        words = _("%(body)s fattade beslut") % {"body": outcome.body}
        yield Entry("handling", outcome.decided_on, words, outcome.paragraph)
        yield Entry(
            "handling", outcome.published_at, _("Kommunen berättade vad det blev av svaren")
        )
    else:
        yield from _promised(asked, now)
    for turn in turns:
        if turn.name == f"{asked.kind}.complete":
            yield Entry("handling", turn.at, _("Ärendet avslutades"))


def _promised(asked: Asked, now: datetime) -> Iterator[Entry]:
    if asked.decided_by:
        words = _("%(body)s fattar beslut") % {"body": asked.decided_by}
        yield Entry("handling", None, words, asked.decision_when, planned=True)
    if asked.feedback_on:
        words = _("Kommunen berättar senast vad det blev av svaren")
        if asked.is_answer_late(now):
            words = _("Kommunen skulle ha berättat vad det blev av svaren")
        yield Entry("handling", asked.feedback_on, words, planned=True)


def after_the_last_day(asked: Asked, steps: Sequence[Step]) -> NextStep:
    """What the municipality does next, once people have said what they think."""
    if asked.handling is Handling.COMPLETED:
        return NextStep(_("Ärendet är avslutat."))
    if planned := first_planned(steps):
        who = planned.body or asked.decided_by or _("Kommunen")
        return NextStep(planned.title, who, planned.planned_on)
    if asked.decided_at is not None:
        return NextStep(_("Beslutet genomförs"), _("Kommunen"))
    text = _("Kommunen berättar vad det blev av svaren")
    return NextStep(text, _("Kommunen"), asked.feedback_on, is_deadline=True)
