"""Addresses that people write: one is one however it is spelled, and is forgotten when it has served."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.journal import Event
from dialog.core.worker import run_jobs
from dialog.folkmotion.models import Folkmotion
from dialog.identity.limits import TooManySent
from dialog.notification import addresses
from dialog.notification.actions.follow import ask_to_follow, confirm_follow
from dialog.notification.addresses import Asked, LinkTooOld, normal
from dialog.notification.models import AddressCheck, Follower
from dialog.notification.rules import LINK_LASTS, MOST_LINKS
from tests import make
from tests.make import NOW
from tests.notification.conftest import Mail
from tests.notification.links import link_in, write_links

ASKED = Asked("Rut@Example.org", "/folj/1/bekrafta/", network="192.0.2.7", wants_letters=True)
USE = "notification.ask_to_follow"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rut@example.org", "RUT@EXAMPLE.ORG"),
        ("rut@example.org", " rut@example.org "),
        ("rut@example.org", "rut+dialog@example.org"),
        ("rut@ån.example", "rut@xn--n-1fa.example"),
        ("rut@a\u030an.example", "rut@ån.example"),
        ("rut@example.org", "ｒｕｔ@example.org"),
    ],
)
def test_one_address_is_one_in_every_spelling(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    "other", ["ruth@example.org", "rut@example.com", "r.ut@example.org", "+@example.org"]
)
def test_other_addresses_are_others(other: str) -> None:
    assert normal("rut@example.org") != normal(other)


def test_the_letter_holds_the_link_and_the_database_its_hash(
    mail: Mail, system: Context, folkmotion: Folkmotion
) -> None:
    ask_to_follow(system, folkmotion, ASKED)
    row = system.session.scalars(select(AddressCheck)).one()
    assert row.sealed is not None
    assert b"example" not in row.sealed.lower()
    number = row.id
    (letter,) = write_links(mail)
    assert letter["To"] == "Rut@Example.org"
    token = link_in(letter).rpartition("/")[2]
    assert addresses.find(system, folkmotion, USE, token).id == number
    events = system.session.scalars(select(Event).where(Event.name == USE)).all()
    assert [(event.actor_id, event.data) for event in events] == [(None, {})]


def test_the_address_is_forgotten_when_the_link_has_been_used(
    mail: Mail, system: Context, folkmotion: Folkmotion
) -> None:
    ask_to_follow(system, folkmotion, replace(ASKED, wants_letters=False))
    token = link_in(write_links(mail)[0]).rpartition("/")[2]
    for _ in range(2):  # on another device too
        confirm_follow(system, folkmotion, addresses.find(system, folkmotion, USE, token))
    assert system.session.scalars(select(AddressCheck)).one().sealed is None
    assert system.session.scalars(select(Follower)).all() == []


def test_a_link_is_for_one_use_one_process_and_two_days(
    mail: Mail, system: Context, folkmotion: Folkmotion
) -> None:
    ask_to_follow(system, folkmotion, ASKED)
    token = link_in(write_links(mail)[0]).rpartition("/")[2]
    elsewhere = make.folkmotion(system.session, system.keys)
    late = replace(system, now=NOW + LINK_LASTS)
    for ctx, process, use in (
        (system, folkmotion, "consultation.ask_pass"),
        (system, elsewhere, USE),
        (late, folkmotion, USE),
    ):
        with pytest.raises(LinkTooOld):
            addresses.find(ctx, process, use, token)
    with pytest.raises(LinkTooOld):
        addresses.find(system, folkmotion, USE, token[:-1])
    addresses.find(replace(system, now=NOW + LINK_LASTS / 2), folkmotion, USE, token)


def test_nobody_is_flooded_however_the_address_is_spelled(
    system: Context, folkmotion: Folkmotion
) -> None:
    for number in range(3 * MOST_LINKS):
        ask_to_follow(
            system, folkmotion, replace(ASKED, email=f"rut+{number}@example.org", network="")
        )
    assert len(system.session.scalars(select(AddressCheck)).all()) == MOST_LINKS


def test_one_network_asks_only_so_often(system: Context, folkmotion: Folkmotion) -> None:
    make.rule(system, "dialog.sent_per_hour", 2)
    for number in range(2):
        ask_to_follow(system, folkmotion, replace(ASKED, email=f"{number}@example.org"))
    with pytest.raises(TooManySent):
        ask_to_follow(system, folkmotion, replace(ASKED, email="3@example.org"))


def test_links_that_nobody_used_are_forgotten(
    mail: Mail, system: Context, folkmotion: Folkmotion
) -> None:
    ask_to_follow(system, folkmotion, ASKED)
    system.session.commit()
    for passed, left in ((LINK_LASTS - timedelta(minutes=11), 1), (LINK_LASTS, 0)):
        run_jobs(replace(mail.desk, now=NOW + passed), [make.EKBY])
        assert len(system.session.scalars(select(AddressCheck)).all()) == left
        system.session.commit()


def test_a_letter_about_a_link_that_is_gone_is_never_sent(
    mail: Mail, system: Context, folkmotion: Folkmotion
) -> None:
    ask_to_follow(system, folkmotion, ASKED)
    system.session.delete(system.session.scalars(select(AddressCheck)).one())
    assert write_links(mail) == []
