"""Counting: what is shown is what there is, and the threshold moves the matter exactly once."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, update

from dialog.core.context import Context
from dialog.core.db import TenantSession, make_engine
from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, run_jobs
from dialog.folkmotion.actions.count import count_names
from dialog.folkmotion.actions.sign import unsign
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import COUNT_LAG, Eligibility, Stance, is_last_count
from dialog.process.models import Process
from dialog.process.rules import Handling, Publication
from dialog.registry.models import Document
from tests import make
from tests.make import EKBY, NOW

ANYONE = make.EF_RULES | {"ef.who_may_support": "anyone"}
MINUTE = timedelta(minutes=1)


def numbers(folkmotion: Folkmotion) -> tuple[int, int, int]:
    return folkmotion.count_valid, folkmotion.count_unverified, folkmotion.count_against


def happened(ctx: Context, name: str) -> list[Event]:
    """The events of that name, oldest first."""
    stmt = select(Event).where(Event.name == f"folkmotion.{name}").order_by(Event.id)
    return list(ctx.session.scalars(stmt))


def tick(desk: Desk, after: timedelta) -> None:
    """The worker's jobs, that long after now."""
    run_jobs(replace(desk, now=NOW + after), [EKBY])


def fresh(ctx: Context, folkmotion: Folkmotion) -> Folkmotion:
    """The folkmotion as the database knows it now."""
    ctx.session.rollback()
    return ctx.session.get_one(Folkmotion, folkmotion.id)


def test_only_the_worker_counts(moderator: Context, keys: Keyring) -> None:
    folkmotion = make.folkmotion(moderator.session, keys)
    with pytest.raises(NotPermitted):
        count_names(moderator, folkmotion)


def test_a_count_says_when_it_was_made(system: Context, resident: Context, keys: Keyring) -> None:
    folkmotion = make.folkmotion(system.session, keys)
    make.signed_by(resident, folkmotion)
    count_names(system, folkmotion)
    assert numbers(folkmotion) == (1, 0, 0)
    assert folkmotion.counted_at == NOW
    (event,) = happened(system, "count_names")
    assert event.data == {"valid": 1, "unverified": 0}
    count_names(system, folkmotion)
    assert len(happened(system, "count_names")) == 1, "nothing new, nothing to tell"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["for", "against", "unsign"]))))
def test_the_count_equals_the_rows_in_whatever_order_people_act(
    system: Context, keys: Keyring, acts: list[tuple[int, str]]
) -> None:
    rules = ANYONE | {"ef.votes_against_allowed": True}
    folkmotion = make.folkmotion(system.session, keys, rules=rules)
    people = make.crowd(system, 5)
    standing: dict[int, str] = {}
    for number, act in acts:
        if act == "unsign":
            if number in standing:
                unsign(people[number], folkmotion)
                del standing[number]
        elif number not in standing:
            make.signed_by(people[number], folkmotion, stance=Stance(act))
            standing[number] = act
        count_names(system, folkmotion)
        shown = list(standing.values())
        assert numbers(folkmotion) == (shown.count("for"), 0, shown.count("against"))
    system.session.commit()


def test_unverified_names_are_counted_apart(
    system: Context, resident: Context, keys: Keyring
) -> None:
    make.forget_register(system)
    folkmotion = make.folkmotion(system.session, keys, threshold=1)
    make.signed_by(resident, folkmotion)
    count_names(system, folkmotion)
    assert numbers(folkmotion) == (0, 1, 0)
    assert folkmotion.handling is Handling.NONE


def test_unverified_names_count_where_the_municipality_has_decided_so(
    system: Context, resident: Context, keys: Keyring
) -> None:
    make.forget_register(system)
    rules = make.EF_RULES | {"ef.unverified_counts": True}
    folkmotion = make.folkmotion(system.session, keys, threshold=1, rules=rules)
    make.signed_by(resident, folkmotion)
    count_names(system, folkmotion)
    assert folkmotion.handling is Handling.HANDED_OVER


def test_names_that_were_found_not_to_count_count_nowhere(system: Context, keys: Keyring) -> None:
    rules = ANYONE | {"ef.votes_against_allowed": True}
    folkmotion = make.folkmotion(system.session, keys, rules=rules)
    for each, stance in zip(make.crowd(system, 2), Stance, strict=True):
        make.signed_by(each, folkmotion, stance=stance)
    system.session.execute(update(Signature).values(eligibility=Eligibility.NOT_RESIDENT))
    count_names(system, folkmotion)
    assert numbers(folkmotion) == (0, 0, 0)


def test_the_last_name_that_is_needed_hands_over_and_only_once(
    system: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys, threshold=3, rules=ANYONE)
    *two, third, fourth = make.crowd(system, 4)
    for each in two:
        make.signed_by(each, folkmotion)
    count_names(system, folkmotion)
    assert folkmotion.handling is Handling.NONE
    make.signed_by(third, folkmotion)
    count_names(system, folkmotion)
    assert folkmotion.handling is Handling.HANDED_OVER
    assert folkmotion.handed_over_at == NOW
    make.signed_by(fourth, folkmotion)
    count_names(system, folkmotion)
    assert numbers(folkmotion) == (4, 0, 0)
    assert [event.data["valid"] for event in happened(system, "hand_over")] == [3]
    assert system.session.scalar(select(func.count(Document.id))) == 1


def test_names_against_never_hand_over(system: Context, keys: Keyring) -> None:
    rules = ANYONE | {"ef.votes_against_allowed": True}
    folkmotion = make.folkmotion(system.session, keys, threshold=1, rules=rules)
    make.signed_by(make.crowd(system, 1)[0], folkmotion, stance=Stance.AGAINST)
    count_names(system, folkmotion)
    assert folkmotion.handling is Handling.NONE


def test_a_matter_that_was_handed_over_stays_there_when_names_are_taken_back(
    system: Context, resident: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys, threshold=1)
    make.signed_by(resident, folkmotion)
    count_names(system, folkmotion)
    unsign(resident, folkmotion)
    count_names(system, folkmotion)
    assert numbers(folkmotion) == (0, 0, 0)
    assert folkmotion.handling is Handling.HANDED_OVER


def test_one_that_was_stopped_gets_a_last_count_and_is_not_handed_over(
    desk: Desk, system: Context, resident: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys, threshold=1)
    tick(desk, timedelta(0))
    make.signed_by(resident, folkmotion)
    folkmotion.publication = Publication.STOPPED
    system.session.commit()
    tick(desk, MINUTE)
    folkmotion = fresh(system, folkmotion)
    assert numbers(folkmotion) == (1, 0, 0)
    assert folkmotion.handling is Handling.NONE


def test_the_job_counts_only_what_has_changed(
    desk: Desk, system: Context, resident: Context, keys: Keyring
) -> None:
    quiet = make.folkmotion(system.session, keys)
    signed = make.folkmotion(system.session, keys)
    tick(desk, timedelta(0))
    make.signed_by(replace(resident, now=NOW + 20 * MINUTE), signed)
    system.session.commit()
    tick(desk, 21 * MINUTE)
    assert fresh(system, quiet).counted_at == NOW
    assert numbers(fresh(system, signed)) == (1, 0, 0)


def test_a_name_that_reaches_the_database_late_is_counted(
    desk: Desk, system: Context, resident: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys)
    tick(desk, timedelta(0))
    tick(desk, 5 * MINUTE)
    make.signed_by(replace(resident, now=NOW + MINUTE), folkmotion)  # begun before that count
    system.session.commit()
    tick(desk, 6 * MINUTE)
    assert numbers(fresh(system, folkmotion)) == (1, 0, 0)


def test_names_given_while_the_worker_was_down_are_counted(
    desk: Desk, system: Context, resident: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys)
    tick(desk, timedelta(0))
    make.signed_by(replace(resident, now=NOW + MINUTE), folkmotion)
    system.session.commit()
    tick(desk, timedelta(days=2))
    assert numbers(fresh(system, folkmotion)) == (1, 0, 0)


def test_one_folkmotion_that_cannot_be_counted_stops_no_other_and_is_not_forgotten(
    desk: Desk, system: Context, keys: Keyring
) -> None:
    broken = make.folkmotion(
        system.session, keys, threshold=1, rules={"ef.who_may_support": "anyone"}
    )
    whole = make.folkmotion(system.session, keys, threshold=1, rules=ANYONE)
    tick(desk, timedelta(0))
    signer = make.crowd(system, 1)[0]
    for folkmotion in (broken, whole):
        system.session.add(
            Signature(
                folkmotion_id=folkmotion.id,
                signer_key=signer.actor.key,
                eligibility=Eligibility.VALID,
                text_number=1,
                receipt_number="R",
                signed_at=NOW,
                changed_at=NOW,
            )
        )
    system.session.commit()
    tick(desk, MINUTE)
    assert fresh(system, whole).handling is Handling.HANDED_OVER
    broken = fresh(system, broken)
    assert (broken.handling, numbers(broken)) == (Handling.NONE, (0, 0, 0))
    broken.rules = ANYONE
    system.session.commit()
    tick(desk, timedelta(hours=5))
    assert fresh(system, broken).handling is Handling.HANDED_OVER


def test_when_the_window_has_closed_there_is_one_last_count(
    desk: Desk, system: Context, resident: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys, closes_at=NOW + MINUTE)
    tick(desk, timedelta(0))
    tick(desk, 2 * MINUTE)
    make.signed_by(resident, folkmotion)  # at NOW, and slow on its way
    system.session.commit()
    assert happened(system, "close") == []
    system.session.rollback()
    tick(desk, MINUTE + COUNT_LAG)
    tick(desk, 2 * MINUTE + COUNT_LAG)
    tick(desk, timedelta(days=2))  # the night's recount too
    (event,) = happened(system, "close")
    assert event.data == {"valid": 1, "unverified": 0, "handed_over": False}
    assert event.at == NOW + MINUTE + COUNT_LAG


def test_a_collection_that_closed_while_the_worker_was_down_is_closed_later(
    desk: Desk, system: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys, closes_at=NOW + MINUTE)
    tick(desk, timedelta(0))
    tick(desk, timedelta(days=9))
    assert [event.subject_id for event in happened(system, "close")] == [folkmotion.id]


def test_enough_names_at_the_last_moment_are_enough(
    desk: Desk, system: Context, resident: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys, threshold=1, closes_at=NOW + MINUTE)
    tick(desk, timedelta(0))
    make.signed_by(replace(resident, now=NOW + MINUTE - timedelta(seconds=1)), folkmotion)
    system.session.commit()
    tick(desk, timedelta(days=1))
    assert fresh(system, folkmotion).handling is Handling.HANDED_OVER
    assert [event.data["handed_over"] for event in happened(system, "close")] == [True]


@pytest.mark.parametrize(
    ("counted", "now", "is_last"),
    [
        (None, COUNT_LAG, True),
        (None, COUNT_LAG - timedelta(seconds=1), False),
        (COUNT_LAG - timedelta(seconds=1), COUNT_LAG, True),
        (COUNT_LAG, COUNT_LAG + MINUTE, False),
    ],
)
def test_the_last_count_is_the_first_that_nothing_can_be_too_late_for(
    counted: timedelta | None, now: timedelta, *, is_last: bool
) -> None:
    counted_at = None if counted is None else NOW + counted
    assert is_last_count(counted_at, NOW, NOW + now) is is_last
    assert not is_last_count(counted_at, None, NOW + now)


def test_the_night_finds_numbers_that_have_gone_wrong(
    desk: Desk, system: Context, resident: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys)
    right = make.folkmotion(system.session, keys)
    for each in (folkmotion, right):
        make.signed_by(resident, each)
    system.session.commit()
    tick(desk, 20 * MINUTE)
    system.session.execute(
        update(Process).where(Process.id == folkmotion.id).values(count_valid=17)
    )
    system.session.commit()
    tick(desk, timedelta(days=1))
    assert numbers(fresh(system, folkmotion)) == (1, 0, 0)
    (event,) = happened(system, "recount")
    assert event.subject_id == folkmotion.id
    assert event.data == {"before": [17, 0, 0], "now": [1, 0, 0]}


class AtOnce:
    """Does things in threads, and passes on what went wrong."""

    def __init__(self, *acts: Callable[[], None]) -> None:
        self.failures: list[BaseException] = []
        self.threads = [threading.Thread(target=self.run, args=[act]) for act in acts]
        for thread in self.threads:
            thread.start()

    def run(self, act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:
            self.failures.append(error)

    def is_busy(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def end(self) -> None:
        for thread in self.threads:
            thread.join()
        assert self.failures == []


def test_fifty_names_given_while_counting_are_all_counted(
    desk: Desk, system: Context, keys: Keyring, database_url: str
) -> None:
    number = make.folkmotion(system.session, keys, threshold=50, rules=ANYONE).id
    people = make.crowd(system, 50)
    engine = make_engine(database_url)
    minutes = count(1)
    passed = [0]
    has_counted = (
        threading.Event()
    )  # so that there is counting in the middle, however fast they sign

    def sign(mine: list[Context]) -> None:
        for turn, each in enumerate(mine):
            if turn == len(mine) // 2:
                has_counted.wait(60)
            with TenantSession(engine, municipality_id=EKBY) as session:
                ctx = replace(each, session=session, now=NOW + passed[0] * MINUTE)
                make.signed_by(ctx, session.get_one(Folkmotion, number))
                session.commit()

    signing = AtOnce(*(partial(sign, people[n::5]) for n in range(5)))
    while signing.is_busy():
        passed[0] = next(minutes)
        tick(desk, passed[0] * MINUTE)
        has_counted.set()
    signing.end()
    tick(desk, next(minutes) * MINUTE)
    engine.dispose()
    folkmotion = system.session.get_one(Folkmotion, number)
    assert numbers(folkmotion) == (50, 0, 0)
    assert [event.data["valid"] for event in happened(system, "hand_over")] == [50]


def test_two_that_count_at_the_same_moment_hand_over_once(
    desk: Desk, system: Context, keys: Keyring
) -> None:
    folkmotion = make.folkmotion(system.session, keys, threshold=1, rules=ANYONE)
    make.signed_by(make.crowd(system, 1)[0], folkmotion)
    number = folkmotion.id
    system.session.commit()
    gate = threading.Barrier(2)

    def count_it() -> None:
        gate.wait()
        with desk.context(EKBY) as ctx:
            count_names(ctx, ctx.session.get_one(Folkmotion, number))

    AtOnce(count_it, count_it).end()
    assert len(happened(system, "hand_over")) == 1


@pytest.mark.postgresql  # SQLite lets one write at a time
def test_counting_does_not_hold_up_those_who_sign(
    desk: Desk, system: Context, keys: Keyring, engine: Engine
) -> None:
    folkmotion = make.folkmotion(system.session, keys, rules=ANYONE)
    signer = make.crowd(system, 1)[0]
    number = folkmotion.id
    system.session.commit()
    with desk.context(EKBY) as ctx:
        count_names(ctx, ctx.session.get_one(Folkmotion, number))
        ctx.session.flush()  # and does not commit yet
        with TenantSession(engine, municipality_id=EKBY) as session:
            make.signed_by(replace(signer, session=session), session.get_one(Folkmotion, number))
            session.commit()


def test_the_job_asks_little_whatever_the_number_of_names(
    desk: Desk,
    acting: Callable[[str], Context],
    system: Context,
    keys: Keyring,
    statements: list[str],
) -> None:
    folkmotion = make.folkmotion(system.session, keys, rules=ANYONE)
    tick(desk, timedelta(0))
    crowd, asked = make.crowd(system, 31), []
    system.session.commit()
    statements.clear()
    tick(desk, MINUTE)
    idle = len(statements)
    for minutes, people in enumerate((crowd[:1], crowd[1:]), start=2):
        for each in people:
            make.signed_by(each, folkmotion)
        system.session.commit()
        statements.clear()
        tick(desk, minutes * MINUTE)
        asked.append(len(statements))
    assert asked[1] == asked[0]
    assert asked[0] - idle <= 6
