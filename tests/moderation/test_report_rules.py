"""When: what goes first, and what is known of a network that sends reports."""

from datetime import UTC, datetime

import pytest

from dialog.moderation.reasons import REASONS
from dialog.moderation.rules import is_urgent, sender_in_hour

AT = datetime(2026, 12, 1, 12, 59, tzinfo=UTC)


def test_only_what_the_law_says_must_be_removed_is_urgent() -> None:
    assert {key for key in REASONS if is_urgent(key)} == {
        "bbs_threat",
        "bbs_privacy_breach",
        "bbs_incitement",
        "bbs_agitation",
        "bbs_child_abuse",
        "bbs_violence",
        "bbs_terrorism",
        "bbs_copyright",
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one household
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "", True),
        ("no address", "2001:db8::1", False),
    ],
)
def test_a_household_is_one_sender(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (sender_in_hour(one, AT) == sender_in_hour(other, AT)) is same


def test_a_sender_is_another_in_the_next_hour() -> None:
    assert sender_in_hour("192.0.2.7", AT) != sender_in_hour("192.0.2.7", AT.replace(hour=13))
