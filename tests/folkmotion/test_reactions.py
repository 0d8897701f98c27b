"""What happens afterwards: every turn of a folkmotion is told to those whom it concerns."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.journal import Delivery, Event
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, pay_debts, run_once
from dialog.feedback.models import Decision
from dialog.folkmotion.actions import count, handle, propose, review
from dialog.folkmotion.models import CoProposer, Folkmotion, Signature
from dialog.folkmotion.rules import Eligibility
from dialog.identity.actions.population import import_population
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.queries.decisions import in_force
from dialog.moderation.rules import Result
from dialog.notification.models import Mailing
from dialog.process.rules import Handling, Publication
from tests import make
from tests.cast import CAST
from tests.make import EKBY, NOW
from tests.notification.conftest import Outbox

ANYONE = make.EF_RULES | {"ef.who_may_support": "anyone"}
AUTHOR, FRIEND = 2, 3  # the ids that the cast has got
Told = Callable[..., list[tuple[str, str, dict[str, Any]]]]


@pytest.fixture
def told(desk: Desk, system: Context) -> Told:
    """After the worker has paid its debts: who is told what (template, audience, facts)."""

    def look() -> list[tuple[str, str, dict[str, Any]]]:
        system.session.commit()
        while pay_debts(desk):
            pass
        rows = system.session.scalars(select(Mailing).order_by(Mailing.id)).all()
        found = [
            (row.template.removeprefix("folkmotion."), row.audience, row.facts) for row in rows
        ]
        system.session.rollback()
        return found

    return look


def waiting(ctx: Context, keys: Keyring) -> Folkmotion:
    """One that waits for a moderator."""
    return make.folkmotion(ctx.session, keys, publication=Publication.SUBMITTED)


def handed_over(
    ctx: Context, keys: Keyring, handling: Handling = Handling.HANDED_OVER
) -> Folkmotion:
    return make.folkmotion(ctx.session, keys, handling=handling, handed_over_at=NOW)


def path(folkmotion: Folkmotion, then: str = "") -> str:
    return f"/folkmotioner/{folkmotion.id}{then}"


def test_those_behind_it_are_told_of_publication(
    moderator: Context, keys: Keyring, told: Told
) -> None:
    folkmotion = waiting(moderator, keys)
    at = path(folkmotion)
    review.publish(moderator, folkmotion)
    facts = {"threshold": 100, "last_day": "2027-01-30", "opens_on": None, "path": at}
    assert told() == [("publish", "behind", facts)]


def test_and_from_when_names_can_be_given(moderator: Context, keys: Keyring, told: Told) -> None:
    review.publish(moderator, waiting(moderator, keys), opens_on=date(2026, 12, 24))
    assert told()[0][2]["opens_on"] == "2026-12-24"


def test_the_author_is_told_that_they_are_one_more(
    resident: Context, keys: Keyring, told: Told
) -> None:
    draft = make.folkmotion(resident.session, keys, publication=Publication.DRAFT)
    at = path(draft, "/redigera")
    propose.join(resident, draft, shown_name="Rut")
    assert told() == [("join", "author", {"number": 1, "path": at})]


def test_everyone_is_told_of_the_hand_over(
    system: Context, resident: Context, keys: Keyring, told: Told
) -> None:
    folkmotion = make.folkmotion(system.session, keys, threshold=1)
    at = path(folkmotion)
    make.signed_by(resident, folkmotion)
    count.count_names(system, folkmotion)
    facts = {"number": 1, "answer_by": "2027-06-01", "path": at}
    assert told() == [("hand_over", "behind", facts), ("hand_over", "signers", facts)]


def test_everyone_is_told_of_a_meeting_but_not_of_other_steps(
    registrar: Context, keys: Keyring, told: Told
) -> None:
    folkmotion = handed_over(registrar, keys)
    at = path(folkmotion)
    handle.prepare(
        registrar, folkmotion, handle.Plan("Yttrande", date(2027, 1, 10), kind="prepared")
    )
    assert told() == []
    folkmotion = registrar.session.get_one(Folkmotion, folkmotion.id)
    plan = handle.Plan("Beslut", date(2027, 2, 15), body="Kulturnämnden", note="Sal 2")
    handle.prepare(registrar, folkmotion, plan)
    facts = {"on": "2027-02-15", "step": "Beslut", "body": "Kulturnämnden", "path": at}
    assert told() == [("prepare", "behind", facts), ("prepare", "signers", facts)]


def test_everyone_is_told_the_new_day_of_a_meeting_but_not_of_other_steps(
    registrar: Context, keys: Keyring, told: Told
) -> None:
    folkmotion = handed_over(registrar, keys)
    at = path(folkmotion)
    opinion = handle.Plan("Yttrande", date(2027, 1, 10), kind="prepared")
    step = handle.prepare(registrar, folkmotion, opinion)
    handle.move_step(registrar, folkmotion, step, planned_on=date(2027, 1, 20))
    assert told() == []
    folkmotion = registrar.session.get_one(Folkmotion, folkmotion.id)
    step = handle.prepare(registrar, folkmotion, handle.Plan("Beslut", date(2027, 2, 15)))
    handle.move_step(registrar, folkmotion, step, planned_on=date(2027, 3, 15))
    facts = {"on": "2027-03-15", "before": "2027-02-15", "step": "Beslut", "path": at}
    assert told()[2:] == [("move_step", "behind", facts), ("move_step", "signers", facts)]


def test_everyone_is_told_the_answer(registrar: Context, keys: Keyring, told: Told) -> None:
    folkmotion = handed_over(registrar, keys)
    at = path(folkmotion)
    given = handle.Answer(
        Decision.PARTLY, "Kommunfullmäktige", date(2026, 11, 30), "§ 112", "Skäl.", "I vår."
    )
    handle.answer(registrar, folkmotion, given)
    facts = {
        "decision": "partly",
        "body": "Kommunfullmäktige",
        "on": "2026-11-30",
        "paragraph": "§ 112",
        "path": at,
    }
    assert told() == [("answer", "behind", facts), ("answer", "signers", facts)]


def test_everyone_is_told_what_is_done(registrar: Context, keys: Keyring, told: Told) -> None:
    folkmotion = handed_over(registrar, keys, Handling.DECIDED)
    at = path(folkmotion)
    plan = handle.Plan("Bänkarna ställs ut", date(2027, 4, 1), kind="milestone")
    handle.implement(registrar, folkmotion, plan)
    facts = {"on": "2027-04-01", "step": "Bänkarna ställs ut", "path": at}
    assert told() == [("implement", "behind", facts), ("implement", "signers", facts)]


@pytest.mark.parametrize(("reason", "is_hidden"), [("not_ours", False), ("bbs_threat", True)])
def test_everyone_but_the_author_is_told_of_a_stop_by_us(
    moderator: Context, keys: Keyring, told: Told, reason: str, *, is_hidden: bool
) -> None:
    folkmotion = make.folkmotion(moderator.session, keys)
    at = path(folkmotion)
    review.stop(moderator, folkmotion, reason=reason, comment="Det går inte.")
    facts = {"is_hidden": is_hidden, "path": at}
    assert told()[1:] == [("stop", "co_proposers", facts), ("stop", "signers", facts)]


@pytest.mark.parametrize("result", list(Result))
def test_those_who_were_told_of_a_stop_are_told_that_it_goes_on(
    acting: Callable[[str], Context], keys: Keyring, told: Told, result: Result
) -> None:
    moderator, author = acting("moderator"), acting("author")
    folkmotion = make.folkmotion(moderator.session, keys)
    at = path(folkmotion)
    review.stop(moderator, folkmotion, reason="not_ours", comment="Det går inte.")
    decision = in_force(moderator, folkmotion)
    assert decision is not None
    asked = appeal(author, decision, text="Det går visst.")
    judge(acting("second_moderator"), asked, result=result, answer="Så är det.")
    facts = {"last_day": "2027-01-20", "path": at}
    news = [("resume", "co_proposers", facts), ("resume", "signers", facts)]
    found = [each for each in told() if each[0] == "resume"]
    assert found == (news if result is Result.CHANGED else [])


def test_the_author_is_told_that_the_names_were_too_few(
    desk: Desk, system: Context, keys: Keyring, told: Told
) -> None:
    ended = make.folkmotion(system.session, keys, closes_at=NOW - timedelta(hours=1))
    make.folkmotion(  # enough names: told when it was handed over
        system.session, keys, closes_at=NOW - timedelta(hours=1), handling=Handling.HANDED_OVER
    )
    make.folkmotion(  # long ago: no news any more
        system.session, keys, opens_at=NOW - timedelta(90), closes_at=NOW - timedelta(31)
    )
    at = path(ended)
    system.session.commit()
    run_once(desk, [EKBY])
    assert told() == [("close", "author", {"number": 0, "threshold": 100, "path": at})]


def test_an_event_that_is_paid_twice_tells_once(
    desk: Desk, moderator: Context, system: Context, keys: Keyring, told: Told
) -> None:
    review.publish(moderator, waiting(moderator, keys))
    told()
    for debt in system.session.scalars(select(Delivery)):
        debt.done_at = None
    assert len(told()) == 1


@pytest.fixture
def outbox(desk: Desk, config: Any) -> Outbox:
    """What leaves the house."""
    return Outbox(config.data_dir / "mail")


def test_from_the_last_name_to_the_letters(
    desk: Desk, config: Any, system: Context, keys: Keyring, outbox: Outbox
) -> None:
    """The author, a co-proposer who has signed, and two signers: one letter each, in their language."""
    folkmotion = make.folkmotion(system.session, keys, threshold=3, rules=ANYONE)
    folkmotion.co_proposers.append(CoProposer(person_id=FRIEND, joined_at=NOW))
    signers = make.crowd(system, 2)
    friend = system.session.get_one(Person, FRIEND)
    signers.append(replace(signers[0], actor=replace(signers[0].actor, id=FRIEND, key=friend.key)))
    for number in (AUTHOR, FRIEND, *(each.actor.id for each in signers)):
        person = system.session.get_one(Person, number)
        person.sealed_email = hide(system, f"person{number}@example.org", "email")
    system.session.get_one(Person, signers[0].actor.id).locale = "en"
    for each in signers:
        make.signed_by(each, folkmotion)
    at = f"http://localhost/folkmotioner/{folkmotion.id}"
    system.session.commit()
    sending = replace(desk, config=config)
    while run_once(sending, [EKBY]):
        pass
    letters = {str(letter["To"]): letter for letter in outbox.letters()}
    assert len(outbox.letters()) == len(letters) == 4
    assert letters[f"person{signers[0].actor.id}@example.org"]["Content-Language"] == "en"
    words = letters[f"person{FRIEND}@example.org"].get_body(("plain",))
    assert words is not None
    assert "som du står bakom" in " ".join(words.get_content().split())
    assert at in words.get_content()
    author = letters[f"person{AUTHOR}@example.org"]
    assert author["Subject"] == "”Fler bänkar vid ån” är överlämnad till kommunen"


def test_a_new_register_settles_the_names_that_nobody_could_check(
    desk: Desk, system: Context, acting: Callable[[str], Context], keys: Keyring
) -> None:
    make.forget_register(system)
    running = make.folkmotion(system.session, keys, threshold=2)
    destroyed = make.folkmotion(system.session, keys)
    for name in ("resident", "friend", "neighbour"):
        make.signed_by(acting(name), running)
    make.signed_by(acting("resident"), destroyed)
    destroyed.wrapped_key = None
    registered = [CAST[name].number for name in ("resident", "friend")]
    import_population(system, registered, date(2026, 12, 1))
    system.session.commit()
    for minute in range(2):
        run_once(replace(desk, now=NOW + timedelta(minutes=minute)), [EKBY])
    found = system.session.scalars(select(Signature.eligibility).order_by(Signature.id)).all()
    valid, no = Eligibility.VALID, Eligibility.NOT_RESIDENT
    assert found == [valid, valid, no, Eligibility.UNVERIFIED]
    running = system.session.get_one(Folkmotion, running.id)
    assert (running.count_valid, running.count_unverified) == (2, 0)
    assert running.handling is Handling.HANDED_OVER
    (checked,) = system.session.scalars(
        select(Event).where(Event.name == "folkmotion.check_names")
    ).all()
    assert checked.data == {"valid": 2, "not_resident": 1}
