"""How a remiss stands: its next step and whose turn it is, and its timeline past and planned."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dialog.core.i18n import ZONE, format_date
from dialog.core.i18n import gettext as _
from dialog.core.journal import Event
from dialog.feedback.views.standing import after_the_last_day, decision, publication
from dialog.process.models import Step
from dialog.process.rules import Publication, Window
from dialog.process.views.timeline import Entry, NextStep, in_order, step_entry
from dialog.remiss.models import Remiss


def next_step(remiss: Remiss, steps: Sequence[Step], now: datetime) -> NextStep:
    """What happens next, in every state. In a preview as if it were published."""
    if remiss.publication is Publication.STOPPED:
        return NextStep(_("Remissen är stoppad och går inte vidare."))
    window = remiss.window(now)
    who = _("Alla som vill") if remiss.is_open_to_all else _("De som har fått remissen")
    if window is Window.UPCOMING and remiss.opens_at:
        return NextStep(_("Remissen öppnar"), who, remiss.opens_at.astimezone(ZONE).date())
    if window is not Window.CLOSED:
        return NextStep(_("Svara på remissen"), who, remiss.last_day(), is_deadline=True)
    return after_the_last_day(remiss, steps)


def timeline(
    remiss: Remiss, steps: Sequence[Step], turns: Sequence[Event], now: datetime
) -> list[Entry]:
    """Everything that has happened and everything that is planned, in order of time."""
    is_over = remiss.publication is Publication.STOPPED
    entries = [
        *publication(remiss, turns, _("Kommunen stoppade remissen")),
        *_window(remiss, now),
        *_changes(turns),
        *(step_entry(step, now) for step in steps),
        *_compilation(remiss),
        *decision(remiss, turns, now),
    ]
    return in_order(entry for entry in entries if not (is_over and entry.planned))


def _window(remiss: Remiss, now: datetime) -> Iterator[Entry]:
    window, last = remiss.window(now), remiss.last_day()
    if remiss.opens_at:
        is_coming = window is Window.UPCOMING
        words = _("Remissen öppnar") if is_coming else _("Remissen öppnade")
        yield Entry("window", remiss.opens_at, words, planned=is_coming)
    if last:
        is_coming = window is not Window.CLOSED
        yield Entry("window", last, _("Sista dag för svar"), planned=is_coming)


def _changes(turns: Sequence[Event]) -> Iterator[Entry]:
    for turn in turns:
        if turn.name == "remiss.extend":
            day = format_date(date.fromisoformat(turn.data["until"]))
            words = _("Tiden förlängdes till och med %(day)s") % {"day": day}
            yield Entry("window", turn.at, words)
        elif turn.name == "remiss.release_version":
            yield Entry("publication", turn.at, _("En ny version av dokumentet publicerades"))


def _compilation(remiss: Remiss) -> Iterator[Entry]:
    if remiss.concluded_at:
        yield Entry("handling", remiss.concluded_at, _("Sammanställningen av svaren publicerades"))


def last_changed(remiss: Remiss, turns: Sequence[Event]) -> datetime | None:
    """When what it says was last changed, if it was after publication."""
    since = remiss.published_at
    if since is None:
        return None
    changes = ("remiss.describe", "remiss.set_dates")
    return max((t.at for t in turns if t.name in changes and t.at > since), default=None)
