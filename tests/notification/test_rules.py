"""When letters are tried again."""

from datetime import timedelta

import pytest

from dialog.notification.rules import LONGEST_WAIT, MOST_ATTEMPTS, is_old_news, wait_after
from tests.make import NOW


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (8, 128), (9, 240), (20, 240), (10**6, 240)]
)
def test_the_wait_doubles_up_to_four_hours(attempts: int, minutes: int) -> None:
    assert wait_after(attempts) == timedelta(minutes=minutes)


def test_a_letter_is_tried_for_two_days() -> None:
    waits = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert sum(waits, timedelta()) > timedelta(days=2)
    assert max(waits) == LONGEST_WAIT


def test_what_happened_a_month_ago_is_no_news() -> None:
    assert not is_old_news(NOW - timedelta(days=30), NOW)
    assert is_old_news(NOW - timedelta(days=31), NOW)
