"""When: every state and every move of the tracks, and the window that only the clock moves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.core.i18n import ZONE
from dialog.core.workflow import Flow, IllegalMove
from dialog.process.rules import (
    HANDLING,
    PUBLICATION,
    SATURDAY,
    Handling,
    Publication,
    Window,
    review_due_at,
    window,
)

P, H = Publication, Handling
ALLOWED = {
    "submit": {P.DRAFT: P.SUBMITTED, P.RETURNED: P.SUBMITTED},
    "send_back": {P.SUBMITTED: P.RETURNED},
    "publish": {P.SUBMITTED: P.PUBLISHED},
    "reject": {P.SUBMITTED: P.REJECTED},
    "hide": dict.fromkeys([P.SUBMITTED, P.PUBLISHED, P.REJECTED, P.STOPPED], P.HIDDEN),
    "withdraw": {P.DRAFT: P.WITHDRAWN, P.SUBMITTED: P.WITHDRAWN, P.RETURNED: P.WITHDRAWN},
    "stop": {P.SUBMITTED: P.STOPPED, P.PUBLISHED: P.STOPPED},
    "restore_submitted": dict.fromkeys([P.RETURNED, P.REJECTED, P.HIDDEN, P.STOPPED], P.SUBMITTED),
    "restore_published": {P.HIDDEN: P.PUBLISHED, P.STOPPED: P.PUBLISHED},
    "restore_rejected": {P.HIDDEN: P.REJECTED},
    "restore_stopped": {P.HIDDEN: P.STOPPED},
}
HANDLED = {
    "hand_over": {H.NONE: H.HANDED_OVER},
    "prepare": {H.HANDED_OVER: H.IN_PREPARATION, H.IN_PREPARATION: H.IN_PREPARATION},
    "answer": {H.HANDED_OVER: H.DECIDED, H.IN_PREPARATION: H.DECIDED},
    "implement": {H.DECIDED: H.IMPLEMENTING, H.IMPLEMENTING: H.IMPLEMENTING},
    "complete": {H.DECIDED: H.COMPLETED, H.IMPLEMENTING: H.COMPLETED},
}


class Thing:
    """Something with two tracks."""

    def __init__(self, track, state):
        setattr(self, track, state)


def every_move(flow: Flow, states, table):
    return [(flow, state, move, table[move].get(state)) for state in states for move in table]


@pytest.mark.parametrize(
    ("flow", "state", "move", "then"),
    every_move(PUBLICATION, P, ALLOWED) + every_move(HANDLING, H, HANDLED),
    ids=lambda value: getattr(value, "track", str(value)),
)
def test_every_move_from_every_state(flow, state, move, then):
    thing = Thing(flow.track, state)
    if then is None:
        assert not flow.allows(state, move)
        with pytest.raises(IllegalMove):
            flow.apply(thing, move)
    else:
        flow.apply(thing, move)
    assert getattr(thing, flow.track) is (then or state)


def test_the_tables_above_hold_every_move_there_is():
    assert {move for _, move, _ in PUBLICATION.edges()} == ALLOWED.keys()
    assert {move for _, move, _ in HANDLING.edges()} == HANDLED.keys()


OPENS, CLOSES = datetime(2026, 9, 1, 8, tzinfo=UTC), datetime(2026, 10, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - timedelta(seconds=1), Window.UPCOMING),
        (OPENS, Window.OPEN),
        (CLOSES - timedelta(seconds=1), Window.OPEN),
        (CLOSES, Window.CLOSED),
    ],
)
def test_the_clock_alone_opens_and_closes(now, state):
    assert window(OPENS, CLOSES, now) is state


def test_what_has_no_opening_day_is_to_come_and_what_has_no_end_stays_open():
    assert window(None, None, OPENS) is Window.UPCOMING
    assert window(OPENS, None, CLOSES + timedelta(days=9999)) is Window.OPEN


def swedish(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("sent", "days", "due"),
    [
        ("2026-11-23T09:00", 3, "2026-11-27T00:00"),  # Monday: until the end of Thursday
        ("2026-11-26T09:00", 3, "2026-12-02T00:00"),  # Thursday: Friday, Monday, Tuesday
        ("2026-11-28T09:00", 1, "2026-12-01T00:00"),  # Saturday: until the end of Monday
        ("2026-11-27T23:59", 1, "2026-12-01T00:00"),  # late on Friday
    ],
)
def test_review_is_due_after_working_days(sent, days, due):
    assert review_due_at(swedish(sent), days) == swedish(due)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_there_are_as_many_working_days_as_promised(day, days):
    sent = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
    last = review_due_at(sent, days).astimezone(ZONE).date() - timedelta(days=1)
    between = [day + timedelta(days=n + 1) for n in range((last - day).days)]
    assert sum(each.weekday() < SATURDAY for each in between) == days
    assert last.weekday() < SATURDAY
