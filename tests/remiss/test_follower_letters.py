"""What those who follow a remiss are told, and that each is told once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.worker import Desk, run_once
from dialog.feedback.models import Decision, Outcome
from dialog.notification.actions import follow as following
from dialog.notification.models import Follower
from dialog.process.queries.keys import own_key
from dialog.process.rules import Publication
from dialog.remiss.actions.respond import Sending, respond
from dialog.remiss.models import Remiss
from dialog.remiss.queries.document import shown_version
from dialog.remiss.rules.drafting import Owner
from dialog.remiss.rules.response import Opinion, View
from tests import make
from tests.notification.following import Told, letters_told, with_address
from tests.notification.links import words_of
from tests.remiss import rows
from tests.remiss.rows import DAY, NOW

OPINION = Opinion({"": View("supports", "Bra i stort.")})


@pytest.fixture
def told(desk: Desk, config: Config, system: Context) -> Told:
    return letters_told(desk, config, system)


def followed(ctx: Context, **given: object) -> Remiss:
    """A remiss that the actor follows; commits."""
    row = rows.remiss(ctx.session, ctx.keys, **given)
    following.follow(with_address(ctx), row)
    ctx.session.commit()
    return row


def send(ctx: Context, row: Remiss) -> None:
    version = shown_version(ctx, row)
    assert version is not None
    owner = Owner(own_key(ctx, row), person_id=ctx.actor.id)
    respond(ctx, row, owner, Sending(version, OPINION, [("Helheten", "Bra i stort.")]))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stop", ("är stoppad", "har stoppat")),
        ("extend", ("Mer tid för", "till och med den 19 februari 2027")),
    ],
)
def test_those_who_follow_are_told(
    system: Context, resident: Context, told: Told, name: str, expected: tuple[str, str]
) -> None:
    subject, words = expected
    row = followed(resident, opens_at=NOW - 30 * DAY)
    address = f"://localhost/remisser/{row.id}\n"
    system.record(f"remiss.{name}", row)
    (letter,) = told()
    assert subject in letter["Subject"]
    assert address in words_of(letter)
    folded = " ".join(words_of(letter).split())
    assert words in folded
    assert "för att du följer det här" in folded


def test_those_who_follow_are_told_the_answer(
    system: Context, resident: Context, told: Told
) -> None:
    row = followed(resident, opens_at=NOW - 30 * DAY)
    outcome = Outcome(
        process_id=row.id,
        decision=Decision.DECIDED,
        body="Tekniska nämnden",
        decided_on=date(2026, 11, 30),
        paragraph="§ 12",
        reasons="Skäl.",
        time_plan="I vår.",
        published_at=NOW,
    )
    system.session.add(outcome)
    system.record("remiss.answer", row)
    (letter,) = told()
    assert "Beslut av Tekniska nämnden den 30 november 2026, § 12" in words_of(letter)


def test_of_what_is_hidden_nothing_is_told(system: Context, resident: Context, told: Told) -> None:
    row = followed(resident, opens_at=NOW - 30 * DAY)
    row.publication = Publication.HIDDEN
    system.record("remiss.stop", row)
    assert told() == []


def test_that_it_opens_is_told_once(desk: Desk, resident: Context, told: Told) -> None:
    followed(resident, opens_at=NOW + DAY)
    for hours in (0, 23, 24, 25, 49):
        run_once(replace(desk, now=NOW + timedelta(hours=hours)), [make.EKBY])
    (letter,) = told(hours=50)
    assert "Nu kan du svara på" in letter["Subject"]
    assert "till och med den 19 februari 2027" in " ".join(words_of(letter).split())


def test_what_opened_long_ago_is_no_news(resident: Context, told: Told) -> None:
    followed(resident, opens_at=NOW - 30 * DAY)
    assert told(hours=1) == []


def test_whoever_answers_with_a_login_follows_from_then_on(
    resident: Context, system: Context, told: Told
) -> None:
    row = rows.remiss(system.session, system.keys, opens_at=NOW - 30 * DAY)
    with_address(resident)
    for _ in range(2):
        send(resident, row)
    told()
    assert system.session.scalars(select(Follower.person_id)).all() == [resident.actor.id]


def test_whoever_has_said_no_is_not_made_to_follow(
    resident: Context, system: Context, told: Told
) -> None:
    row = followed(resident, opens_at=NOW - 30 * DAY)
    following.unfollow(resident, row)
    send(resident, row)
    told()
    stopped = system.session.get_one(Remiss, row.id)
    system.record("remiss.stop", stopped)
    assert not any("stoppad" in letter["Subject"] for letter in told())
