"""People with addresses, a mailing to send them, and an outbox to read."""

import email
import email.policy
from dataclasses import replace
from datetime import datetime
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
from dialog.notification.reactions.carriers import Carrier, Files
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
def folkmotion(system: Context, keys: Keyring) -> Folkmotion:
    """One that anyone may sign; nobody behind it has an address."""
    return make.folkmotion(system.session, keys, rules=ANYONE)


class Mail:
    """A folkmotion with signers, and all that happens to their letters."""

    def __init__(self, system: Context, desk: Desk, folkmotion: Folkmotion, folder: Path) -> None:
        self.system, self.desk, self.folkmotion = system, desk, folkmotion
        self.outbox = Outbox(folder)

    def sign(self, size: int, **how: Any) -> list[Context]:
        """Let so many people with addresses sign; commits."""
        people = make.crowd(self.system, size)
        for each in people:
            person = self.person(each)
            person.sealed_email = hide(self.system, f"person{person.id}@example.org", "email")
            make.signed_by(each, self.folkmotion, **how)
        self.system.session.commit()
        return people

    def person(self, who: Context) -> Person:
        return self.system.session.get_one(Person, who.actor.id)

    def tell(
        self, template: str = "folkmotion.complete", audience: str = "signers", **facts: Any
    ) -> int:
        """Something happens, and an audience is told; commits. Returns the mailing's id."""
        ctx = self.system
        event = ctx.record("test.news", self.folkmotion)
        ctx.session.flush()
        news = News(template, audience, f"/folkmotioner/{self.folkmotion.id}", facts)
        mailing = start_mailing(ctx, event, self.folkmotion, news)
        ctx.session.flush()
        number = mailing.id
        ctx.session.commit()
        return number

    def list_everyone(self) -> None:
        """Write down all recipients."""
        while list_recipients(self.desk):
            pass

    def deliver(self, carrier: Carrier | None = None, at: datetime | None = None) -> int:
        """List and send until nothing more is settled. Return how many letters were."""
        self.list_everyone()
        desk = replace(self.desk, now=at or self.desk.now)
        total = 0
        while settled := send_letters(desk, carrier or self.outbox):
            total += settled
        return total

    @property
    def ledger(self) -> list[Letter]:
        """Every letter of the ledger as it is now."""
        session = self.system.session
        session.rollback()
        session.expunge_all()
        letters = [*session.scalars(select(Letter).order_by(Letter.id))]
        session.expunge_all()
        session.rollback()
        return letters

    @property
    def results(self) -> list[str]:
        """What became of each letter."""
        return [letter.result for letter in self.ledger]


@pytest.fixture
def mail(system: Context, desk: Desk, folkmotion: Folkmotion, tmp_path: Path) -> Mail:
    return Mail(system, desk, folkmotion, tmp_path / "mail")


def events(ctx: Context, name: str) -> list[Event]:
    """The events of that name."""
    return list(ctx.session.scalars(select(Event).where(Event.name == name)))
