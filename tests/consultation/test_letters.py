"""What those who follow a consultation are told, and that each is told once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dialog.config import Config
from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.models import Consultation
from dialog.consultation.queries.participants import logged_in, unlinked
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.worker import Desk, run_once
from dialog.feedback.models import Decision, Outcome
from dialog.notification.actions import follow as following
from dialog.notification.models import Follower
from dialog.process.rules import Publication
from tests import make
from tests.consultation import rows
from tests.consultation.rows import DAY, NOW
from tests.notification.following import Told, letters_told, with_address
from tests.notification.links import words_of

IDEA = NewIdea("Fler bänkar", "Gärna i skuggan.", (("Rubrik", "Fler bänkar"),))


@pytest.fixture
def told(desk: Desk, config: Config, system: Context) -> Told:
    return letters_told(desk, config, system)


@pytest.fixture
def row(resident: Context) -> Consultation:
    """A consultation that Rut follows."""
    row = rows.consultation(resident.session, resident.keys)
    following.follow(with_address(resident), row)
    resident.session.commit()
    return row


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("publish_results", ("Resultatet av", "vad som kom fram", "/resultat")),
        ("stop", ("är stoppad", "har stoppat", "")),
        ("extend", ("Mer tid för", "till och med den 21 december 2026", "")),
    ],
)
def test_those_who_follow_are_told(
    system: Context, row: Consultation, told: Told, name: str, expected: tuple[str, str, str]
) -> None:
    subject, words, page = expected
    address = f"://localhost/medborgardialoger/{row.id}{page}\n"
    system.record(f"consultation.{name}", row)
    (letter,) = told()
    assert subject in letter["Subject"]
    text = words_of(letter)
    assert address in text
    folded = " ".join(text.split())
    assert words in folded
    assert "för att du följer det här" in folded
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_those_who_follow_are_told_the_answer(
    system: Context, row: Consultation, told: Told
) -> None:
    outcome = Outcome(
        process_id=row.id,
        decision=Decision.PARTLY,
        body="Tekniska nämnden",
        decided_on=date(2026, 11, 30),
        paragraph="§ 12",
        reasons="Skäl.",
        time_plan="I vår.",
        published_at=NOW,
    )
    system.session.add(outcome)
    system.record("consultation.answer", row)
    (letter,) = told()
    assert "Beslut av Tekniska nämnden den 30 november 2026, § 12" in words_of(letter)


def test_of_what_is_hidden_nothing_is_told(system: Context, row: Consultation, told: Told) -> None:
    row.publication = Publication.HIDDEN
    system.record("consultation.stop", row)
    assert told() == []


def test_a_step_that_opens_is_told_once(
    desk: Desk, system: Context, row: Consultation, told: Told
) -> None:
    rows.add_stage(system.session, row, title="Rösta om förslagen", opens_at=NOW + DAY)
    rows.add_stage(system.session, row, title="Bort", opens_at=NOW + DAY, is_removed=True)
    system.session.commit()
    for hours in (0, 23, 24, 25, 49):
        at = replace(desk, now=NOW + timedelta(hours=hours))
        run_once(at, [make.EKBY])
        run_once(at, [make.EKBY])
    opened = system.session.scalars(
        select(Event.data).where(Event.name == "consultation.open_stage").order_by(Event.id)
    )
    assert list(opened) == [{"number": 1}, {"number": 2}]
    words = sorted(" ".join(words_of(letter).split()) for letter in told(hours=50))
    assert len(words) == 2
    assert any("Rösta om förslagen" in each for each in words)
    assert all("till och med den 21 december 2026" in each for each in words)


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.STOPPED])
def test_a_step_of_what_is_not_running_does_not_open(
    desk: Desk, system: Context, publication: Publication
) -> None:
    rows.consultation(system.session, system.keys, publication=publication)
    run_once(desk, [make.EKBY])
    stmt = select(Event).where(Event.name == "consultation.open_stage")
    assert system.session.scalars(stmt).all() == []


def test_whoever_takes_part_with_a_login_follows_from_then_on(
    resident: Context, system: Context, told: Told
) -> None:
    row = rows.consultation(system.session, system.keys)
    part = rows.add_part(system.session, row, IdeasContent())
    with_address(resident)
    for _ in range(2):
        propose(resident, part, logged_in(resident, row, 36), IDEA)
    assert told() == []
    assert system.session.scalars(select(Follower.person_id)).all() == [resident.actor.id]
    system.record("consultation.publish_results", system.session.get_one(Consultation, row.id))
    assert [str(letter["To"]) for letter in told()] == ["rut@example.org"]


def test_whoever_has_said_no_is_not_made_to_follow(
    resident: Context, system: Context, row: Consultation, told: Told
) -> None:
    part = rows.add_part(system.session, row, IdeasContent())
    following.unfollow(resident, row)
    propose(resident, part, logged_in(resident, row, 36), IDEA)
    told()
    system.record("consultation.stop", system.session.get_one(Consultation, row.id))
    assert told() == []


def test_in_an_anonymous_step_nobody_is_made_to_follow(
    resident: Context, system: Context, told: Told
) -> None:
    row = rows.consultation(system.session, system.keys, is_anonymous=True)
    part = rows.add_part(system.session, row, IdeasContent())
    propose(resident, part, unlinked(logged_in(resident, row, 36), row.stages[0]), IDEA)
    told()
    assert system.session.scalars(select(Follower)).all() == []
