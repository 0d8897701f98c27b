"""Signing: one person, one name, whatever happens at the same moment."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.folkmotion import queries, rules
from dialog.folkmotion.actions.sign import Act, sign, unsign
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import AlreadySigned, Eligibility, Stance
from dialog.identity.models import Person
from dialog.identity.queries import reveal
from dialog.process.rules import Publication
from dialog.registry.models import Receipt
from tests import make
from tests.make import NOW

AT_THE_SAME_MOMENT = 50


@pytest.fixture
def folkmotion(session, keys):
    return make.folkmotion(session, keys)


def number_of(session, what=Signature):
    return session.scalar(select(func.count(what.id)))


def test_a_resident_signs_once(resident, folkmotion):
    make.signed_by(resident, folkmotion)
    with pytest.raises(AlreadySigned):
        make.signed_by(resident, folkmotion)
    assert number_of(resident.session) == 1


def test_the_signature_says_what_was_signed_and_not_by_whom(resident, folkmotion):
    signature = make.signed_by(resident, folkmotion)
    assert (signature.stance, signature.eligibility) == (Stance.FOR, Eligibility.VALID)
    assert (signature.text_number, signature.signed_at, signature.shown_name) == (1, NOW, "")
    assert resident.actor.key not in signature.signer_key
    assert queries.open_signer(resident, folkmotion, signature) == resident.actor.id
    event = resident.session.scalars(select(Event).where(Event.name == "folkmotion.sign")).one()
    assert event.actor_id is None
    assert event.data == {"text": 1}


def test_the_same_person_has_another_pseudonym_in_every_folkmotion(resident, keys, folkmotion):
    other = make.folkmotion(resident.session, keys)
    first, second = make.signed_by(resident, folkmotion), make.signed_by(resident, other)
    assert first.signer_key != second.signer_key


def test_the_receipt_holds_number_text_and_hash(resident, folkmotion):
    signature = make.signed_by(resident, folkmotion)
    receipt = resident.session.scalars(select(Receipt)).one()
    assert receipt.number == signature.receipt_number
    assert (receipt.kind, receipt.text_number, receipt.record_hash) == (
        "folkmotion.sign",
        1,
        "a" * 64,
    )


def test_a_name_is_shown_only_when_the_person_says_so(resident, author, folkmotion):
    assert make.signed_by(resident, folkmotion).shown_name == ""
    assert make.signed_by(author, folkmotion, shown_name=" Frans ").shown_name == "Frans"


def test_an_address_is_sealed_and_means_that_letters_are_wanted(resident, folkmotion):
    me = resident.session.get_one(Person, resident.actor.id)
    me.wants_letters = False
    make.signed_by(resident, folkmotion, email="rut@ekby.example")
    assert reveal(resident, me.sealed_email, "email") == "rut@ekby.example"
    assert b"rut" not in me.sealed_email
    assert me.wants_letters


def test_no_address_leaves_the_stored_one_alone(resident, folkmotion):
    make.signed_by(resident, folkmotion, wants_letters=False)
    assert resident.session.get_one(Person, resident.actor.id).sealed_email is None


@pytest.mark.parametrize("state", [p for p in Publication if p is not Publication.PUBLISHED])
def test_only_what_is_published_is_signed(resident, keys, state):
    other = make.folkmotion(resident.session, keys, publication=state)
    with pytest.raises((rules.NotOpen, NotPermitted)):
        make.signed_by(resident, other)
    assert number_of(resident.session) == 0


@pytest.mark.parametrize(
    "when",
    [
        {"opens_at": NOW + timedelta(seconds=1)},
        {"closes_at": NOW},
        {"closes_at": NOW - timedelta(days=1)},
    ],
)
def test_only_while_names_are_collected(resident, keys, when):
    other = make.folkmotion(resident.session, keys, **when)
    with pytest.raises(rules.NotOpen):
        make.signed_by(resident, other)


def test_another_version_of_the_text_is_not_what_was_read(resident, folkmotion):
    for number in (0, 2):
        with pytest.raises(rules.TextChanged):
            sign(resident, folkmotion, Act(number, "a" * 64, "Jag står bakom"))
    assert number_of(resident.session) == 0


def test_votes_against_only_where_they_are_allowed(resident, author, keys, folkmotion):
    with pytest.raises(rules.NotEligible):
        make.signed_by(resident, folkmotion, stance=Stance.AGAINST)
    allowed = {**make.EF_RULES, "ef.votes_against_allowed": True}
    other = make.folkmotion(resident.session, keys, rules=allowed)
    assert make.signed_by(resident, other, stance=Stance.AGAINST).stance is Stance.AGAINST
    with pytest.raises(AlreadySigned):
        make.signed_by(resident, other)  # for and against is still one person


@pytest.mark.parametrize("who", ["neighbour", "newcomer"])
def test_whoever_is_not_a_resident_cannot_sign(acting, folkmotion, who):
    with pytest.raises(rules.NotEligible):
        make.signed_by(acting(who), folkmotion)


def test_without_a_register_names_are_not_verified(acting, system, folkmotion):
    make.forget_register(system)
    signature = make.signed_by(acting("neighbour"), folkmotion)
    assert signature.eligibility is Eligibility.UNVERIFIED
    with pytest.raises(rules.NotEligible):
        make.signed_by(acting("newcomer"), folkmotion)


def test_a_weak_login_is_not_enough(resident, keys):
    strict = make.folkmotion(
        resident.session, keys, rules={**make.EF_RULES, "ef.identity_level": "loa4"}
    )
    with pytest.raises(rules.WrongLevel):
        make.signed_by(resident, strict)
    stronger = replace(resident, actor=replace(resident.actor, loa="loa4"))
    make.signed_by(stronger, strict)


def test_a_running_folkmotion_keeps_its_rules(resident, folkmotion):
    make.rule(resident, "ef.enabled", value=False)
    make.rule(resident, "ef.identity_level", "loa4")
    make.signed_by(resident, folkmotion)


# Taking it back


def test_a_name_taken_back_tells_nothing_of_the_person(resident, folkmotion):
    signature = make.signed_by(resident, folkmotion, shown_name="Rut")
    number = signature.receipt_number
    unsign(resident, folkmotion)
    assert signature.signer_key == f"withdrawn:{number}"
    assert (signature.sealed, signature.shown_name, signature.wants_letters) == (None, "", False)
    assert signature.withdrawn_at == NOW
    assert queries.my_signature(resident, folkmotion) is None
    assert queries.count_signatures(resident.session, folkmotion) == (0, 0, 0)
    event = resident.session.scalars(select(Event).where(Event.name == "folkmotion.unsign")).one()
    assert event.actor_id is None


def test_whoever_has_taken_it_back_may_sign_again(resident, folkmotion):
    for _ in range(3):
        make.signed_by(resident, folkmotion)
        unsign(resident, folkmotion)
    make.signed_by(resident, folkmotion)
    assert queries.count_signatures(resident.session, folkmotion) == (1, 0, 0)


def test_there_must_be_a_name_to_take_back(resident, author, folkmotion):
    make.signed_by(author, folkmotion)
    with pytest.raises(rules.NotReady):
        unsign(resident, folkmotion)
    assert queries.my_signature(author, folkmotion) is not None


def test_names_are_taken_back_only_while_they_are_collected(resident, folkmotion):
    make.signed_by(resident, folkmotion)
    after = replace(resident, now=folkmotion.closes_at)
    with pytest.raises(rules.NotOpen):
        unsign(after, folkmotion)


# At the same moment


def at_once(engine, tasks):
    """Run the tasks in threads of their own, with sessions of their own; returns what they raised."""
    start, outcomes = threading.Barrier(len(tasks)), []

    def run(task):
        with TenantSession(engine, municipality_id=make.EKBY) as session:
            start.wait()
            try:
                task(session)
                session.commit()
                outcomes.append(None)
            except Exception as error:
                session.rollback()
                outcomes.append(error)

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def signing(ctx: Context, folkmotion_id: int):
    def task(session):
        mine = replace(ctx, session=session)
        make.signed_by(mine, session.get_one(Folkmotion, folkmotion_id))

    return task


def test_fifty_posts_of_one_person_at_the_same_moment_are_one_name(engine, resident, folkmotion):
    number = folkmotion.id
    resident.session.rollback()
    outcomes = at_once(engine, [signing(resident, number)] * AT_THE_SAME_MOMENT)
    refused = [error for error in outcomes if error is not None]
    assert len(refused) == AT_THE_SAME_MOMENT - 1
    assert {type(error) for error in refused} == {AlreadySigned}
    with Session(engine) as session:
        assert number_of(session) == 1
        assert number_of(session, Receipt) == 1
        signed = select(func.count(Event.id)).where(Event.name == "folkmotion.sign")
        assert session.scalar(signed) == 1


def test_many_people_at_the_same_moment_do_not_disturb_each_other(engine, system, folkmotion):
    make.forget_register(system)
    system.session.commit()
    people, number = make.crowd(system, AT_THE_SAME_MOMENT), folkmotion.id
    system.session.rollback()
    outcomes = at_once(engine, [signing(person, number) for person in people])
    assert outcomes == [None] * AT_THE_SAME_MOMENT
    with Session(engine) as session:
        assert number_of(session) == AT_THE_SAME_MOMENT
