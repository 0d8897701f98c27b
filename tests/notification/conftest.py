"""People with addresses, a mailing to send them, and an outbox to read."""

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.folkmotion.models import Folkmotion
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.notification.actions import News, start_mailing
from dialog.notification.models import Letter
from dialog.notification.reactions.carriers import Files
from dialog.notification.reactions.listing import list_recipients
from dialog.notification.reactions.sending import send_letters
from tests import make

ANYONE = make.EF_RULES | {"ef.who_may_support": "anyone"}


class Outbox(Files):
    """Files, and how to read them."""

    def letters(self, slug: str = "ekby") -> list[EmailMessage]:
        """Every letter that was sent, as a mail program reads it."""
        return [read(path.read_bytes()) for path in sorted((self.folder / slug).glob("*"))]

    def recipients(self) -> list[str]:
        """The addresses that were written to."""
        return sorted(str(letter["To"]) for letter in self.letters())


def read(raw: bytes) -> EmailMessage:
    """The message, by the standard library's own parser. A fault in it is a fault of ours."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "mail")


@pytest.fixture
def folkmotion(system: Context, keys: Keyring) -> Folkmotion:
    """One that anyone may sign; nobody behind it has an address."""
    return make.folkmotion(system.session, keys, rules=ANYONE)


@pytest.fixture
def signed(system: Context, folkmotion: Folkmotion) -> Callable[..., list[Context]]:
    """Let so many people with addresses sign; commits."""

    def sign(size: int, **how: Any) -> list[Context]:
        people = make.crowd(system, size)
        for each in people:
            person = system.session.get_one(Person, each.actor.id)
            person.sealed_email = hide(system, f"person{person.id}@example.org", "email")
            make.signed_by(each, folkmotion, **how)
        system.session.commit()
        return people

    return sign


@pytest.fixture
def news(system: Context, folkmotion: Folkmotion) -> Callable[..., int]:
    """Something happens, and an audience is told; commits. Returns the mailing's id."""

    def tell(template: str = "folkmotion.complete", audience: str = "signers", **facts: Any) -> int:
        event = system.record("test.news", folkmotion)
        system.session.flush()
        told = News(template, audience, f"/folkmotioner/{folkmotion.id}", facts)
        mailing = start_mailing(system, event, folkmotion, told)
        system.session.flush()
        number = mailing.id
        system.session.commit()
        return number

    return tell


@pytest.fixture
def post(desk: Desk, outbox: Outbox) -> Callable[..., int]:
    """List and send until nothing more is settled. Return how many letters were."""

    def deliver(carrier: Any = outbox, at: Any = None) -> int:
        here = desk if at is None else Desk(desk.engine, desk.keys, at, desk.config)
        while list_recipients(here):
            pass
        total = 0
        while settled := send_letters(here, carrier):
            total += settled
        return total

    return deliver


@pytest.fixture
def ledger(system: Context) -> Callable[[], list[Letter]]:
    """Every letter of the ledger as it is now."""

    def look() -> list[Letter]:
        system.session.rollback()
        system.session.expunge_all()
        letters = list(system.session.scalars(select(Letter).order_by(Letter.id)))
        system.session.expunge_all()
        system.session.rollback()
        return letters

    return look


def events(ctx: Context, name: str) -> list[Event]:
    """The events of that name."""
    return list(ctx.session.scalars(select(Event).where(Event.name == name)))
