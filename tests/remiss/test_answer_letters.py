"""What those who answer are told by letter, and what is forgotten."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.worker import Desk, run_jobs
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.process.queries.keys import own_key
from dialog.remiss.actions.respond import Sending, respond
from dialog.remiss.models import Draft, Member, Remiss
from dialog.remiss.queries.document import shown_version
from dialog.remiss.queries.drafts import Begun, keep_draft
from dialog.remiss.rules import Sender
from dialog.remiss.rules.drafting import KEPT_AFTER_CLOSING, Owner, of_organisation
from dialog.remiss.rules.response import Opinion, View
from tests.make import EKBY
from tests.notification.conftest import Outbox
from tests.notification.links import words_of, work
from tests.remiss import rows

Told = Callable[..., list[EmailMessage]]
BEGINS = "Nu kan du svara"
OPINION = Opinion({"": View("supports", "Bra i stort.")})


@pytest.fixture
def told(desk: Desk, config: Config, system: Context) -> Told:
    """The letters to those who answer, after the worker has worked so many days later; commits.

    That the remiss has begun is told to followers, which is not what this is about.
    """
    outbox = Outbox(config.data_dir / "mail")

    def look(days: int = 0) -> list[EmailMessage]:
        system.session.commit()
        then = replace(desk, now=rows.NOW + timedelta(days=days))
        run_jobs(then, [EKBY])
        work(then, outbox)
        return [each for each in outbox.letters() if not str(each["Subject"]).startswith(BEGINS)]

    return look


@pytest.fixture
def rut(resident: Context) -> Context:
    """Rut, who has told an address."""
    person = resident.session.get_one(Person, resident.actor.id)
    person.sealed_email = hide(resident, "rut@example.org", "email")
    resident.session.flush()
    return resident


@pytest.fixture
def remiss(rut: Context) -> Remiss:
    """A remiss that closes in ten days."""
    return rows.remiss(rut.session, rut.keys, closes_at=rows.NOW + 10 * rows.DAY)


def sent(ctx: Context, remiss: Remiss, owner: Owner, **given: object) -> str:
    """The number of the receipt."""
    version = shown_version(ctx, remiss)
    assert version is not None
    sending = Sending(version, OPINION, [("Synpunkter", "Bra i stort.")], **given)  # type: ignore[arg-type]
    return respond(ctx, remiss, owner, sending).number


def begun(ctx: Context, remiss: Remiss, owner: Owner) -> Draft:
    """Something that has been written and not sent."""
    version = shown_version(ctx, remiss)
    assert version is not None
    return keep_draft(ctx, remiss, owner, Begun(version, OPINION, 0))


def test_whoever_has_logged_in_is_told_that_it_has_arrived(
    rut: Context, remiss: Remiss, told: Told
) -> None:
    owner = Owner(own_key(rut, remiss), person_id=rut.actor.id)
    number = sent(rut, remiss, owner)
    (letter,) = told()
    assert letter["To"] == "rut@example.org"
    assert letter["Subject"] == "Vi har tagit emot ditt remissvar: Trafikplan för Ekby"
    assert f"/kvitto/{number}" in words_of(letter)
    assert "Bra i stort" not in words_of(letter)


def test_the_address_that_was_given_is_told(rut: Context, remiss: Remiss, told: Told) -> None:
    contact = json.dumps({"name": "Elias Ek", "email": "elias@example.org"})
    sent(rut, remiss, Owner("browser"), contact=contact)
    assert [letter["To"] for letter in told()] == ["elias@example.org"]


def test_the_organisation_is_told(rut: Context, remiss: Remiss, told: Told) -> None:
    club = rows.add_addressee(rut.session, remiss, "Cykelklubben")
    owner = of_organisation(club.id, 1)
    sent(rut, remiss, owner, sender=Sender.ORGANISATION, organisation="Cykelklubben")
    assert [letter["To"] for letter in told()] == ["info@forening.example"]


def test_a_late_one_says_so(rut: Context, remiss: Remiss, told: Told) -> None:
    remiss.closes_at = rows.NOW - rows.DAY
    sent(rut, remiss, Owner(own_key(rut, remiss), person_id=rut.actor.id))
    (letter,) = told()
    assert "märkt som sent" in words_of(letter)


def test_what_is_begun_and_not_sent_is_reminded_of_once(
    rut: Context, remiss: Remiss, told: Told
) -> None:
    begun(rut, remiss, Owner(own_key(rut, remiss), person_id=rut.actor.id))
    assert told(days=6) == []
    (letter,) = told(days=8)
    assert letter["Subject"] == "Du har ett svar som inte är skickat: Trafikplan för Ekby"
    assert f"/remisser/{remiss.id}/svara?som=jag" in words_of(letter)
    assert "börjat skriva ett remissvar" in words_of(letter)
    assert len(told(days=9)) == 1


def test_those_who_want_no_letters_get_none(rut: Context, remiss: Remiss, told: Told) -> None:
    rut.session.get_one(Person, rut.actor.id).wants_letters = False
    begun(rut, remiss, Owner(own_key(rut, remiss), person_id=rut.actor.id))
    assert told(days=8) == []


def test_everybody_who_writes_for_an_organisation_is_reminded(
    rut: Context, remiss: Remiss, told: Told
) -> None:
    club = rows.add_addressee(rut.session, remiss, "Cykelklubben", email="")
    member = Member(
        addressee_id=club.id,
        person_id=rut.actor.id,
        name="Rut",
        invited_at=rows.NOW,
        joined_at=rows.NOW,
    )
    rut.session.add(member)
    rut.session.flush()
    begun(rut, remiss, of_organisation(club.id, member.id))
    letters = [each for each in told(days=8) if "inte är skickat" in str(each["Subject"])]
    assert [letter["To"] for letter in letters] == ["rut@example.org"]


def test_what_was_never_sent_is_forgotten_long_after_the_last_day(
    rut: Context, remiss: Remiss, told: Told
) -> None:
    begun(rut, remiss, Owner("browser"))
    told(days=20)
    assert rut.session.scalars(select(Draft)).all() != []
    rut.session.commit()
    told(days=10 + KEPT_AFTER_CLOSING.days + 2)
    assert rut.session.scalars(select(Draft)).all() == []
