"""Starting a mailing costs one row; saying no works at once and leaves no link to a person."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import NotPermitted
from dialog.core.keys import Keyring
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.identity.models import Person
from dialog.notification.actions import News, start_mailing, unsubscribe
from dialog.notification.models import Letter, Mailing
from dialog.notification.queries import members
from tests import make
from tests.notification.conftest import Mail, events

NEWS = News("folkmotion.complete", "signers", "/folkmotioner/1")


def mailings(ctx: Context) -> list[Mailing]:
    return list(ctx.session.scalars(select(Mailing).order_by(Mailing.id)))


def test_only_the_worker_starts_a_mailing(moderator: Context, folkmotion: Folkmotion) -> None:
    event = moderator.record("test.news", folkmotion)
    with pytest.raises(NotPermitted):
        start_mailing(moderator, event, folkmotion, NEWS)


def test_starting_is_one_row_however_many_there_are(
    mail: Mail, system: Context, folkmotion: Folkmotion, statements: list[str]
) -> None:
    mail.sign(20)
    event = system.record("test.news", folkmotion)
    system.session.flush()
    statements.clear()
    start_mailing(system, event, folkmotion, NEWS)
    system.session.flush()
    assert len([words for words in statements if words.startswith("INSERT INTO mailing")]) == 1
    assert len(statements) <= 4
    assert system.session.scalars(select(Letter)).all() == []


def test_the_same_news_twice_is_one_mailing(system: Context, folkmotion: Folkmotion) -> None:
    event = system.record("test.news", folkmotion)
    system.session.flush()
    first = start_mailing(system, event, folkmotion, NEWS)
    assert start_mailing(system, event, folkmotion, NEWS) is first
    assert len(mailings(system)) == 1
    assert len(events(system, "notification.start_mailing")) == 1


def test_an_audience_that_nobody_has_registered_is_noticed_at_once(
    system: Context, folkmotion: Folkmotion
) -> None:
    event = system.record("test.news", folkmotion)
    with pytest.raises(KeyError):
        start_mailing(system, event, folkmotion, replace(NEWS, audience="singers"))


def test_newer_news_of_the_same_kind_take_the_place_of_what_is_not_listed(
    mail: Mail, system: Context
) -> None:
    mail.tell("folkmotion.prepare")
    mail.tell("folkmotion.answer")
    mail.tell("folkmotion.prepare", "behind")
    mail.tell("folkmotion.prepare")
    assert [m.superseded_at for m in mailings(system)] == [system.now, None, None, None]


def test_what_has_been_listed_is_not_taken_back(mail: Mail, system: Context) -> None:
    mail.tell()
    mailings(system)[0].listed_at = system.now
    mail.tell()
    assert [m.superseded_at for m in mailings(system)] == [None, None]


def test_news_about_one_process_do_not_touch_another(
    mail: Mail, system: Context, keys: Keyring
) -> None:
    mail.tell()
    elsewhere = make.folkmotion(system.session, keys)
    event = system.record("test.news", elsewhere)
    system.session.flush()
    start_mailing(system, event, elsewhere, NEWS)
    assert [m.superseded_at for m in mailings(system)] == [None, None]


def test_a_signer_says_no_to_letters_about_one_thing(mail: Mail, system: Context) -> None:
    signer = mail.sign(2)[0]
    first, second = system.session.scalars(select(Signature).order_by(Signature.id))
    unsubscribe(system, f"signature:{first.id}")
    unsubscribe(system, f"signature:{first.id}")
    assert (first.wants_letters, second.wants_letters) == (False, True)
    assert system.session.get_one(Person, signer.actor.id).wants_letters
    assert len(events(system, "notification.unsubscribe")) == 1


def test_a_signer_says_no_to_everything_and_no_row_tells_who_signed(
    mail: Mail, system: Context
) -> None:
    signer = mail.sign(1)[0]
    (signature,) = system.session.scalars(select(Signature))
    unsubscribe(signer, f"signature:{signature.id}", everything=True)
    person = system.session.get_one(Person, signer.actor.id)
    assert (person.wants_letters, signature.wants_letters) == (False, True)
    (event,) = events(system, "notification.unsubscribe")
    assert (event.subject_type, event.actor_id, event.data) == ("person", None, {})


def test_saying_no_leaves_no_trace_of_who_was_logged_in(mail: Mail, system: Context) -> None:
    signer = mail.sign(1)[0]
    (signature,) = system.session.scalars(select(Signature))
    unsubscribe(signer, f"signature:{signature.id}")
    (event,) = events(system, "notification.unsubscribe")
    assert (event.subject_type, event.actor_id) == ("signature", None)


def test_saying_no_for_a_signature_that_is_gone_is_fine(system: Context) -> None:
    unsubscribe(system, "signature:999", everything=True)
    unsubscribe(system, "person:999")
    assert events(system, "notification.unsubscribe") == []


def test_a_destroyed_key_still_lets_a_signer_say_no(
    mail: Mail, system: Context, folkmotion: Folkmotion
) -> None:
    mail.sign(1)
    (signature,) = system.session.scalars(select(Signature))
    folkmotion.wrapped_key = None
    unsubscribe(system, f"signature:{signature.id}", everything=True)
    assert not signature.wants_letters


def test_one_person_can_be_told_and_hears_of_each_thing(
    system: Context, folkmotion: Folkmotion
) -> None:
    """Two decisions about two texts of one author: neither letter stands in the way of the other."""
    news = replace(NEWS, audience="person:3", replaces=False)
    for _ in range(2):
        start_mailing(system, system.record("test.news", folkmotion), folkmotion, news)
    found = [(row.audience, row.superseded_at) for row in mailings(system)]
    assert found == [("person:3", None)] * 2
    assert members("person:3")(system, folkmotion.id, 0, 10) == [(1, "person:3")]
    assert members("person:3")(system, folkmotion.id, 1, 10) == []
