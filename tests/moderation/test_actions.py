"""The edit lock: taken by one, taken over openly, let go."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.moderation.actions.lock import claim, release
from dialog.moderation.queries.piles import lock_holders
from dialog.moderation.rules import LOCK, AlreadyReviewed, LockedByOther
from dialog.process.models import Process
from dialog.process.rules import Publication
from tests import make
from tests.make import NOW

Acting = Callable[[str], Context]


def test_a_moderator_takes_it_and_holds_it_longer(moderator: Context, keys: Keyring) -> None:
    each = make.waiting(moderator.session, keys)
    claim(moderator, each)
    assert (each.locked_by, each.locked_at) == (moderator.actor.id, NOW)
    later = replace(moderator, now=NOW + LOCK / 2)
    claim(later, each)
    assert each.locked_at == later.now


def test_a_colleague_must_take_over_on_purpose(
    moderator: Context, acting: Acting, keys: Keyring
) -> None:
    each, mats = make.waiting(moderator.session, keys), acting("second_moderator")
    claim(moderator, each)
    with pytest.raises(LockedByOther):
        claim(mats, each)
    claim(mats, each, take_over=True)
    assert each.locked_by == mats.actor.id
    events = moderator.session.scalars(select(Event).order_by(Event.id)).all()
    assert [event.data["taken_over"] for event in events] == [False, True]


def test_an_old_lock_is_no_lock(moderator: Context, acting: Acting, keys: Keyring) -> None:
    each, mats = make.waiting(moderator.session, keys), acting("second_moderator")
    claim(moderator, each)
    claim(replace(mats, now=NOW + LOCK), each)
    assert each.locked_by == mats.actor.id


def test_one_lets_go_of_ones_own_lock_only(
    moderator: Context, acting: Acting, keys: Keyring
) -> None:
    each, mats = make.waiting(moderator.session, keys), acting("second_moderator")
    claim(moderator, each)
    with pytest.raises(LockedByOther):
        release(mats, each)
    release(moderator, each)
    assert (each.locked_by, each.locked_at) == (None, None)
    release(moderator, each)  # once more changes nothing


@pytest.mark.parametrize(
    "state", [each for each in Publication if each is not Publication.SUBMITTED]
)
def test_what_does_not_wait_is_not_taken(
    moderator: Context, keys: Keyring, state: Publication
) -> None:
    each = make.waiting(moderator.session, keys, publication=state)
    with pytest.raises(AlreadyReviewed):
        claim(moderator, each)


@pytest.mark.parametrize("name", ["resident", "officer", "registrar", "councillor", "admin"])
def test_only_moderators_hold_locks(acting: Acting, keys: Keyring, name: str) -> None:
    ctx = acting(name)
    each = make.waiting(ctx.session, keys)
    for act in (claim, release):
        with pytest.raises(NotPermitted):
            act(ctx, each)


def test_the_second_who_takes_it_sees_the_first(
    moderator: Context, acting: Acting, engine: Engine, keys: Keyring
) -> None:
    number, mats = make.waiting(moderator.session, keys).id, acting("second_moderator")
    moderator.session.commit()
    with TenantSession(engine, municipality_id=make.EKBY, expire_on_commit=False) as other:
        seen = other.get_one(Process, number)  # still free
        other.commit()
        claim(moderator, moderator.session.get_one(Process, number))
        moderator.session.commit()
        with pytest.raises(LockedByOther):
            claim(replace(mats, session=other), seen)


def test_the_holder_is_told_by_name_while_the_lock_holds(
    moderator: Context, acting: Acting, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    claim(acting("second_moderator"), each)
    assert lock_holders(moderator, [each]) == {each.id: "Mats Moderator"}
    assert lock_holders(replace(moderator, now=NOW + LOCK), [each]) == {}
