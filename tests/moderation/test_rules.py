"""Locks, reasons, lateness and what has changed: pure decisions."""

import time
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from dialog.core.i18n import ZONE
from dialog.moderation.reasons import REASONS
from dialog.moderation.rules import (
    LOCK,
    AlreadyReviewed,
    LockedByOther,
    changes,
    days_over,
    ensure_free,
    ensure_waiting,
    is_held,
    is_locked_for,
    may_only_hide,
    reasons_now,
)
from dialog.process.rules import Handling, Publication
from tests.make import NOW

ME, COLLEAGUE = 7, 8


def test_nobody_is_locked_out_by_a_free_text() -> None:
    ensure_free(ME, None, None, NOW)
    assert not is_held(None, None, NOW)


def test_nobody_is_locked_out_by_themselves() -> None:
    ensure_free(ME, ME, NOW, NOW)
    assert is_held(ME, NOW, NOW)


def test_a_lock_holds_for_half_an_hour() -> None:
    assert is_locked_for(ME, COLLEAGUE, NOW, NOW + LOCK - timedelta(seconds=1))
    assert not is_locked_for(ME, COLLEAGUE, NOW, NOW + LOCK)
    with pytest.raises(LockedByOther):
        ensure_free(ME, COLLEAGUE, NOW, NOW)


@pytest.mark.parametrize("state", Publication)
def test_only_what_is_sent_in_waits(state: Publication) -> None:
    if state is Publication.SUBMITTED:
        ensure_waiting(state)
        return
    with pytest.raises(AlreadyReviewed):
        ensure_waiting(state)


@pytest.mark.parametrize(("state", "handling"), list(product(Publication, Handling)))
def test_it_is_stopped_openly_only_while_names_are_collected(
    state: Publication, handling: Handling
) -> None:
    is_collecting = state is Publication.PUBLISHED and handling is Handling.NONE
    assert may_only_hide(state, handling) is not is_collecting


def test_the_reasons_of_the_law_are_always_there() -> None:
    law = [key for key in REASONS if key.startswith("bbs_")]
    assert len(law) == 8
    assert reasons_now(["duplicate", "invented"], REASONS) == ["duplicate", *law]
    assert all(REASONS[key].hides for key in law)


def test_lateness_is_counted_in_days_from_the_last_day() -> None:
    due = datetime(2026, 12, 1, tzinfo=ZONE)  # the end of 30 November
    assert days_over(None, NOW) == 0
    assert days_over(due, due - timedelta(seconds=1)) == 0
    assert days_over(due, due) == 1
    assert days_over(due, datetime(2026, 12, 4, 12, tzinfo=UTC)) == 4


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("", "", []),
        ("samma text", "samma text", [("same", "samma text")]),
        ("", "ny", [("added", "ny")]),
        ("gammal", "", [("removed", "gammal")]),
        ("en röd bänk", "en grön bänk", [
            ("same", "en "), ("removed", "röd "), ("added", "grön "), ("same", "bänk"),
        ]),
        ("rad ett\n\nrad två", "rad ett\n\nrad tre", [
            ("same", "rad ett\n\nrad "), ("removed", "två"), ("added", "tre"),
        ]),
    ],
)  # fmt: skip
def test_changes_are_told_word_by_word(
    before: str, after: str, parts: list[tuple[str, str]]
) -> None:
    assert changes(before, after) == parts


def test_both_versions_can_be_read_out_of_the_changes() -> None:
    before = "  Bänkar vid ån.\n\tDe ska\nvara gröna. " * 20
    after = before.replace("gröna", "röda").replace("De", "Alla") + "\nTack!"
    parts = changes(before, after)
    assert "".join(text for op, text in parts if op != "added") == before
    assert "".join(text for op, text in parts if op != "removed") == after


def test_a_text_made_to_be_slow_is_not() -> None:
    started = time.perf_counter()
    changes("a " * 4000, "a " * 3999 + "b")
    assert time.perf_counter() - started < 2
