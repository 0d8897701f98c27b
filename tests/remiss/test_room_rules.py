"""Who may write, whether these words are approved, and what an organisation's number is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from dialog.core.errors import DomainError, Faulty
from dialog.process.rules import Publication, end_of_day
from dialog.remiss.rules import NotOpen
from dialog.remiss.rules.approval import Approval, approval_state, may_write
from dialog.remiss.rules.drafting import content_hash
from dialog.remiss.rules.membership import (
    ensure_askable,
    ensure_inviter_remains,
    ensure_running,
    is_alive,
)
from dialog.remiss.rules.organisation_number import organisation_number
from dialog.remiss.rules.response import Opinion, View

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
OPINION = Opinion({"": View("supports", "Bra."), "s2": View(words="Bygg fler.")})


@dataclass
class Paper:
    """A draft, as far as approving it is concerned."""

    asked_approval_at: datetime | None = None
    approved_hash: str = ""
    returned_at: datetime | None = None


@dataclass
class Somebody:
    """A member."""

    joined_at: datetime | None = NOW
    removed_at: datetime | None = None
    may_invite: bool = False


@pytest.mark.parametrize(
    ("paper", "state"),
    [
        (None, Approval.EMPTY),
        (Paper(), Approval.WRITING),
        (Paper(asked_approval_at=NOW), Approval.ASKED),
        (Paper(returned_at=NOW), Approval.RETURNED),
        (Paper(approved_hash=content_hash(OPINION, (7, 3))), Approval.APPROVED),
        (Paper(approved_hash=content_hash(OPINION, (3,))), Approval.VOID),
        (Paper(approved_hash=content_hash(Opinion(), (3, 7))), Approval.VOID),
    ],
)
def test_where_a_draft_stands(paper: Paper | None, state: Approval) -> None:
    assert approval_state(paper, OPINION, (3, 7)) is state


def test_a_draft_that_says_nothing_cannot_be_approved() -> None:
    assert approval_state(Paper(asked_approval_at=NOW), Opinion()) is Approval.EMPTY
    assert approval_state(Paper(), Opinion(), (3,)) is Approval.WRITING


def test_whoever_has_come_in_and_not_left_may_write() -> None:
    assert may_write(Somebody())
    assert not may_write(Somebody(joined_at=None))
    assert not may_write(Somebody(removed_at=NOW))


def test_somebody_who_can_invite_must_be_left() -> None:
    ensure_inviter_remains([Somebody(), Somebody(may_invite=True)])
    for left in ([], [Somebody()], [Somebody(may_invite=True, joined_at=None)]):
        with pytest.raises(DomainError):
            ensure_inviter_remains(left)


@pytest.mark.parametrize("state", [each for each in Publication if each != "published"])
def test_nothing_is_done_in_a_remiss_that_is_not_out(state: Publication) -> None:
    ensure_running(Publication.PUBLISHED)
    with pytest.raises(NotOpen):
        ensure_running(state)


def test_a_link_works_until_its_end() -> None:
    assert is_alive(None, NOW)
    assert is_alive(NOW + timedelta(seconds=1), NOW)
    assert not is_alive(NOW, NOW)


@pytest.mark.parametrize("until", [date(2026, 12, 10), date(2026, 12, 1), date(2028, 1, 1)])
def test_more_time_is_later_than_the_last_day_and_within_a_year(until: date) -> None:
    end = end_of_day(date(2026, 12, 10))
    ensure_askable(date(2026, 12, 11), end, NOW)
    with pytest.raises(Faulty) as fault:
        ensure_askable(until, end, NOW)
    assert fault.value.field == "until"


def test_without_a_last_day_there_is_no_more_time_to_ask_for() -> None:
    with pytest.raises(Faulty):
        ensure_askable(date(2026, 12, 11), None, NOW)


def test_when_the_last_day_is_over_today_can_be_asked_for() -> None:
    over = end_of_day(date(2026, 11, 20))
    ensure_askable(date(2026, 12, 1), over, NOW)
    with pytest.raises(Faulty):
        ensure_askable(date(2026, 11, 30), over, NOW)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("212000-0142", "212000-0142"),
        ("2120000142", "212000-0142"),
        (" 16 212000 0142 ", "212000-0142"),
        ("", ""),
    ],
)
def test_a_number_is_kept_as_it_is_usually_written(given: str, kept: str) -> None:
    assert organisation_number(given) == kept


@pytest.mark.parametrize(
    "given", ["212000-0143", "212000-014", "SE212000014201", "abc", "0000000000"]
)
def test_what_is_no_number_is_refused(given: str) -> None:
    with pytest.raises(Faulty) as fault:
        organisation_number(given)
    assert fault.value.field == "number"


@pytest.mark.parametrize("given", ["19900602-2397", "900602-2397", "9006022397", "701063-2391"])
def test_a_personal_number_is_refused_with_a_word_on_what_to_do(given: str) -> None:
    with pytest.raises(Faulty, match=r"personnummer.*enskild firma"):
        organisation_number(given)
