"""How a consultation stands: its next step and whose turn it is, and its timeline past and planned."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dialog.consultation.models import Consultation, Stage
from dialog.consultation.queries.staff import CHANGES
from dialog.consultation.views.wording import who_words
from dialog.core.i18n import ZONE, format_date
from dialog.core.i18n import gettext as _
from dialog.core.journal import Event
from dialog.feedback.views.standing import after_the_last_day, decision, publication
from dialog.process.models import Step
from dialog.process.rules import Handling, Publication, Window
from dialog.process.views.timeline import Entry, NextStep, in_order, step_entry


def next_step(
    consultation: Consultation, stages: Sequence[Stage], steps: Sequence[Step], now: datetime
) -> NextStep:
    """What happens next, in every state. In a preview as if it were published."""
    if consultation.publication is Publication.STOPPED:
        return NextStep(_("Medborgardialogen är stoppad och går inte vidare."))
    if consultation.handling is Handling.COMPLETED:
        return NextStep(_("Ärendet är avslutat."))
    if turn := _of_participants(stages, now):
        return turn
    return after_the_last_day(consultation, steps)


def _of_participants(stages: Sequence[Stage], now: datetime) -> NextStep | None:
    """What those who take part can do now, else what opens first."""
    by_window: dict[Window, list[Stage]] = {}
    for stage in stages:
        by_window.setdefault(stage.window(now), []).append(stage)
    dated = [each for each in by_window.get(Window.OPEN, []) if each.closes_at]
    if dated:
        first = min(dated, key=lambda each: each.closes_at or now)
        return NextStep(first.title, who_words(first), first.last_day(), is_deadline=True)
    coming = [each for each in by_window.get(Window.UPCOMING, []) if each.opens_at]
    if coming:
        first = min(coming, key=lambda each: each.opens_at or now)
        words = _("%(step)s öppnar") % {"step": first.title}
        return NextStep(words, who_words(first), _day(first.opens_at))
    return None


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(ZONE).date() if moment else None


def timeline(
    consultation: Consultation,
    stages: Sequence[Stage],
    steps: Sequence[Step],
    turns: Sequence[Event],
    now: datetime,
) -> list[Entry]:
    """Everything that has happened and everything that is planned, in order of time."""
    is_over = consultation.publication is Publication.STOPPED
    entries = [
        *publication(consultation, turns, _("Kommunen stoppade medborgardialogen")),
        *(entry for stage in stages for entry in _stage(consultation, stage, now)),
        *_extensions(stages, turns),
        *(step_entry(step, now) for step in steps),
        *decision(consultation, turns, now),
    ]
    return in_order(entry for entry in entries if not (is_over and entry.planned))


def _stage(consultation: Consultation, stage: Stage, now: datetime) -> Iterator[Entry]:
    window, name = stage.window(now), {"step": stage.title}
    if stage.opens_at is None or stage.closes_at is None:
        return
    is_coming = window is Window.UPCOMING
    words = _("%(step)s öppnar") if is_coming else _("%(step)s öppnade")
    # Nobody was let in before it was published, whatever the step says.
    opened = max(stage.opens_at, consultation.published_at or stage.opens_at)
    yield Entry("window", opened, words % name, planned=is_coming)
    is_closed = window is Window.CLOSED
    words = _("%(step)s stängde") if is_closed else _("%(step)s stänger")
    yield Entry("window", stage.last_day(), words % name, planned=not is_closed)


def _extensions(stages: Sequence[Stage], turns: Sequence[Event]) -> Iterator[Entry]:
    names = {stage.id: stage.title for stage in stages}
    for turn in turns:
        if turn.name == "consultation.extend" and turn.data["stage"] in names:
            words = _("Tiden förlängdes till och med %(day)s: %(step)s") % {
                "day": format_date(date.fromisoformat(turn.data["until"])),
                "step": names[turn.data["stage"]],
            }
            yield Entry("window", turn.at, words)


def last_changed(consultation: Consultation, turns: Sequence[Event]) -> datetime | None:
    """When what it says was last changed, if it was after publication."""
    since = consultation.published_at
    if since is None:
        return None
    return max((t.at for t in turns if t.name in CHANGES and t.at > since), default=None)
