"""How much may be sent from one place in an hour, and what is kept of the place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.identity import limits
from dialog.identity.limits import TooManySent
from dialog.identity.models import SentLately
from dialog.identity.rules import network_of
from tests.make import NOW

HOUR = timedelta(hours=1)


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
def test_a_household_is_one_network(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (network_of(one) == network_of(other)) is same


def test_so_much_is_taken_in_an_hour_and_then_again(system: Context) -> None:
    for _ in range(3):
        limits.ensure_few(system, "things", "192.0.2.7", 3)
    with pytest.raises(TooManySent) as refusal:
        limits.ensure_few(system, "things", "192.0.2.7", 3)
    assert refusal.value.again_at == datetime(2026, 12, 1, 13, tzinfo=UTC)
    limits.ensure_few(system, "things", "192.0.2.8", 3)
    limits.ensure_few(system, "other things", "192.0.2.7", 3)
    limits.ensure_few(replace(system, now=NOW + HOUR), "things", "192.0.2.7", 3)


def test_what_is_kept_tells_neither_place_nor_minute(system: Context) -> None:
    later = replace(system, now=NOW + HOUR / 3)
    limits.count(later, "things", "192.0.2.7")
    row = system.session.scalars(select(SentLately)).one()
    assert "192.0.2.7" not in row.key
    assert row.hour == NOW
