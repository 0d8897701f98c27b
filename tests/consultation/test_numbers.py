"""The worker counts support and comments, and only what has changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

from sqlalchemy import Engine, func, select

from dialog.consultation.actions.comments import NewComment, comment, withdraw_comment
from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.actions.support import support, unsupport
from dialog.consultation.models import Comment, Idea
from dialog.consultation.queries import support as queries
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.reactions.numbers import count_changed, recount_open, shuffle_open
from dialog.consultation.rules.admission import Participant
from dialog.consultation.rules.content import IdeasContent
from dialog.consultation.rules.writing import AlreadyThere
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.journal import Event
from dialog.process.models import Support
from tests.consultation import rows
from tests.make import EKBY

Acting = Callable[[str], Context]
AT_ONCE = 8


def an_idea(ctx: Context) -> tuple[Idea, Participant]:
    """An idea by whoever acts, and a participant who is somebody else."""
    row = rows.consultation(ctx.session, ctx.keys)
    part = rows.add_part(ctx.session, row, IdeasContent())
    who = logged_in(ctx, row, None)
    propose(ctx, part, who, NewIdea("Bänkar", "", (("Rubrik", "Bänkar"),)))
    return ctx.session.scalars(select(Idea)).one(), replace(who, key="somebody else")


def test_support_and_comments_are_counted_and_counted_down(
    resident: Context, system: Context
) -> None:
    idea, other = an_idea(resident)
    support(resident, idea, other)
    comment(resident, idea, other, NewComment("Ja!", "Din kommentar"))
    assert (idea.count_support, idea.count_comments) == (0, 0)  # nobody touches the shared row
    count_changed(system)
    assert (idea.count_support, idea.count_comments) == (1, 1)
    assert idea.process.counted_at == system.now
    unsupport(resident, idea, other)
    withdraw_comment(resident, resident.session.scalars(select(Comment)).one(), other)
    count_changed(system)
    assert (idea.count_support, idea.count_comments) == (0, 0)


def test_answers_are_counted_by_the_comment_and_by_the_idea(
    resident: Context, system: Context
) -> None:
    idea, other = an_idea(resident)
    comment(resident, idea, other, NewComment("Ja!", "Din kommentar"))
    first = resident.session.scalars(select(Comment)).one()
    comment(resident, idea, other, NewComment("Nej!", "Din kommentar", answers=first))
    count_changed(system)
    assert (idea.count_comments, first.count_comments) == (2, 1)


def test_what_has_not_changed_is_not_counted(resident: Context, system: Context) -> None:
    idea, other = an_idea(resident)
    support(resident, idea, other)
    later = resident.now + timedelta(hours=1)
    assert queries.changed(resident, later) == {}
    count_changed(system)
    count_changed(system)
    counted = select(func.count(Event.id)).where(Event.name == "consultation.count_contributions")
    assert resident.session.scalar(counted) == 1


def test_at_night_everything_that_is_open_is_counted_and_shuffled(
    resident: Context, system: Context
) -> None:
    idea, _other = an_idea(resident)
    idea.count_support, before = 7, idea.shuffle
    recount_open(system)
    shuffle_open(system)
    session = resident.session
    session.expire_all()
    fresh = session.scalars(select(Idea)).one()
    assert (fresh.count_support, fresh.shuffle == before) == (0, False)


def test_many_at_once_from_one_participant_count_once(resident: Context, engine: Engine) -> None:
    idea, other = an_idea(resident)
    number, barrier = idea.id, Barrier(AT_ONCE)
    resident.session.commit()

    def try_it(_turn: int) -> bool:
        with TenantSession(engine, municipality_id=EKBY) as session:
            ctx = replace(resident, session=session)
            barrier.wait()
            try:
                support(ctx, session.get_one(Idea, number), other)
            except AlreadyThere:
                session.rollback()
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(try_it, range(AT_ONCE))) == 1
    with TenantSession(engine, municipality_id=EKBY) as session:
        assert session.scalar(select(func.count(Support.id))) == 1
