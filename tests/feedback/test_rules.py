"""An answer says why and what happens now, and leads only to the web."""

from datetime import date

import pytest

from dialog.feedback.models import DECISION_NAMES, Decision
from dialog.feedback.rules import NoAnswer, ensure_decided, ensure_web_address, ensure_whole


def test_an_answer_with_both_is_whole() -> None:
    ensure_whole("Därför.", "I maj.")


@pytest.mark.parametrize(
    ("reasons", "plan", "field"), [("", "I maj.", "reasons"), ("x", "\n", "time_plan")]
)
def test_an_answer_lacks_what_it_lacks(reasons: str, plan: str, field: str) -> None:
    with pytest.raises(NoAnswer) as refusal:
        ensure_whole(reasons, plan)
    assert refusal.value.field == field
    assert refusal.value.status == 422


def test_a_decision_was_made_today_at_the_latest() -> None:
    ensure_decided(date(2026, 12, 1), date(2026, 12, 1))
    with pytest.raises(NoAnswer):
        ensure_decided(date(2026, 12, 2), date(2026, 12, 1))


@pytest.mark.parametrize(
    "address", ["", "https://ekby.example/1", "http://ekby.example:8080/a?b=c"]
)
def test_an_address_on_the_web_is_fine(address: str) -> None:
    ensure_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://ekby.example",
        "//ekby.example",
        "ekby.example",
        "https://[",
        "x",
    ],
)
def test_any_other_address_is_not(address: str) -> None:
    with pytest.raises(NoAnswer):
        ensure_web_address(address)


def test_every_decision_has_a_name() -> None:
    assert set(DECISION_NAMES) == set(Decision)
