"""Who decides, under which lock, and that two moderators make one decision."""

import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import DomainError, NotPermitted
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.workflow import IllegalMove
from dialog.folkmotion.actions import review
from dialog.folkmotion.actions.propose import withdraw
from dialog.folkmotion.models import Folkmotion
from dialog.moderation.actions.lock import claim
from dialog.moderation.rules import LOCK, AlreadyReviewed, LockedByOther
from dialog.process.rules import Publication
from tests import make
from tests.make import NOW

Acting = Callable[[str], Context]
DECISIONS: dict[str, Callable[[Context, Folkmotion], None]] = {
    "publish": review.publish,
    "send_back": lambda ctx, each: review.send_back(ctx, each, comment="Skriv var."),
    "reject": lambda ctx, each: review.reject(ctx, each, reason="not_ours", comment="Nej."),
}
OTHERS = ["resident", "author", "officer", "registrar", "councillor", "admin"]


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("decision", [*DECISIONS, "stop"])
def test_only_a_moderator_decides(
    acting: Acting, session: TenantSession, keys: Keyring, name: str, decision: str
) -> None:
    each = make.waiting(session, keys)
    act = DECISIONS.get(decision) or (
        lambda ctx, each: review.stop(ctx, each, reason="bbs_threat", comment="Hot.")
    )
    with pytest.raises(NotPermitted):
        act(acting(name), each)


@pytest.mark.parametrize("decision", DECISIONS)
def test_nobody_decides_about_their_own_proposal(
    moderator: Context, keys: Keyring, decision: str
) -> None:
    each = make.waiting(moderator.session, keys, author_id=moderator.actor.id)
    with pytest.raises(NotPermitted):
        DECISIONS[decision](moderator, each)


def test_a_draft_is_its_authors_own(moderator: Context, keys: Keyring) -> None:
    each = make.waiting(moderator.session, keys, publication=Publication.DRAFT)
    with pytest.raises(NotPermitted):
        moderator.require("folkmotion.review", each)
    with pytest.raises(NotPermitted):
        review.publish(moderator, each)


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_colleagues_lock_stops_the_decision_until_it_runs_out(
    moderator: Context, acting: Acting, keys: Keyring, decision: str
) -> None:
    each = make.waiting(moderator.session, keys)
    claim(acting("second_moderator"), each)
    with pytest.raises(LockedByOther):
        DECISIONS[decision](moderator, each)
    DECISIONS[decision](replace(moderator, now=NOW + LOCK), each)
    assert each.publication is not Publication.SUBMITTED
    assert each.locked_by is None


@pytest.mark.parametrize("pair", list(product(DECISIONS, DECISIONS)), ids="-then-".join)
def test_the_second_of_two_decisions_is_refused_even_if_the_page_is_old(
    moderator: Context, acting: Acting, engine: Engine, keys: Keyring, pair: tuple[str, str]
) -> None:
    number = make.waiting(moderator.session, keys).id
    mats, (first, second) = acting("second_moderator"), pair
    moderator.session.commit()
    with TenantSession(engine, municipality_id=make.EKBY, expire_on_commit=False) as other:
        seen = other.get_one(Folkmotion, number)  # as it was before the first decision
        other.commit()
        DECISIONS[first](moderator, moderator.session.get_one(Folkmotion, number))
        moderator.session.commit()
        with pytest.raises(AlreadyReviewed):
            DECISIONS[second](replace(mats, session=other), seen)


def test_an_author_who_withdraws_too_late_is_told(
    moderator: Context, author: Context, engine: Engine, keys: Keyring
) -> None:
    number = make.waiting(moderator.session, keys).id
    moderator.session.commit()
    with TenantSession(engine, municipality_id=make.EKBY, expire_on_commit=False) as other:
        seen = other.get_one(Folkmotion, number)
        other.commit()
        review.publish(moderator, moderator.session.get_one(Folkmotion, number))
        moderator.session.commit()
        with pytest.raises(IllegalMove):
            withdraw(replace(author, session=other), seen)


def test_two_moderators_who_decide_at_the_same_moment_make_one_decision(
    moderator: Context, acting: Acting, engine: Engine, keys: Keyring, everywhere: Session
) -> None:
    number = make.waiting(moderator.session, keys).id
    actors = {"publish": moderator.actor, "reject": acting("second_moderator").actor}
    moderator.session.commit()
    barrier, outcomes = threading.Barrier(2), dict[str, str]()

    def decide(decision: str) -> None:
        with TenantSession(engine, municipality_id=make.EKBY) as own:
            ctx = Context(own, actors[decision], NOW, keys)
            barrier.wait()
            try:
                DECISIONS[decision](ctx, own.get_one(Folkmotion, number))
                own.commit()
                outcomes[decision] = "done"
            except DomainError as refusal:
                outcomes[decision] = type(refusal).__name__

    threads = [threading.Thread(target=decide, args=(decision,)) for decision in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes.values()) == ["AlreadyReviewed", "done"]
    done = select(Event.name).where(Event.subject_id == number, Event.name.like("folkmotion.%"))
    names = everywhere.scalars(done).all()
    won = next(decision for decision, outcome in outcomes.items() if outcome == "done")
    assert names == [f"folkmotion.{won}"]
