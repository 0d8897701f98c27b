"""Reports: anyone may make one, none of them hides anything, and everyone sees what came of it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, run_jobs
from dialog.folkmotion.actions import review
from dialog.folkmotion.models import Folkmotion
from dialog.identity import limits
from dialog.identity.models import SentLately
from dialog.identity.rules import token_hash
from dialog.moderation import subjects
from dialog.moderation.actions import reports as actions
from dialog.moderation.actions.reports import (
    claim_reports,
    dismiss_reports,
    release_reports,
    settle_reports,
)
from dialog.moderation.models import Report, ReportCase, ReportOutcome
from dialog.moderation.queries import reports as queries
from dialog.moderation.rules import (
    LOCK,
    LONGEST_REPORT,
    MOST_REPORTS,
    AlreadyReviewed,
    LockedByOther,
    MoreReports,
    NotShown,
    TooManyReports,
)
from dialog.process.rules import Publication, review_due_at
from tests import make
from tests.make import NOW
from tests.moderation.reporting import ADDRESS, about, many, report

Acting = Callable[[str], Context]
HOUR = timedelta(hours=1)
WORDS = "Han bor på Ågatan 3."


@pytest.fixture
def thing(session: TenantSession, keys: Keyring) -> Folkmotion:
    return make.folkmotion(session, keys)


def test_a_reader_reports_without_saying_who_they_are(system: Context, thing: Folkmotion) -> None:
    token = report(system, thing, "bbs_threat", WORDS)
    found = queries.by_token(system, token)
    assert found is not None
    assert (found.category, queries.text_of(system, found)) == ("bbs_threat", WORDS)
    assert (found.case.subject_type, found.case.subject_id) == ("process", thing.id)
    assert found.case.due_at == review_due_at(NOW, 1)
    assert found.case.is_urgent


def test_what_is_stored_names_nobody_and_hides_the_words(
    resident: Context, thing: Folkmotion
) -> None:
    """Somebody who has logged in is not written down either."""
    token = actions.report(resident, thing, actions.Notice("offensive", WORDS, ADDRESS))
    row = resident.session.scalars(select(Report)).one()
    assert row.token_hash == token_hash(token) != token
    assert row.sealed_text is not None
    assert WORDS.encode() not in row.sealed_text
    event = resident.session.scalars(select(Event)).one()
    assert (event.name, event.actor_id) == ("moderation.report", None)
    assert event.data == {"category": "offensive"}
    assert ADDRESS not in resident.session.scalars(select(SentLately.key)).one()


def test_reports_about_the_same_thing_are_gathered(
    system: Context, thing: Folkmotion, keys: Keyring
) -> None:
    other = make.folkmotion(system.session, keys, title="En annan")
    report(system, thing)
    report(replace(system, now=NOW + timedelta(days=9)), thing, "bbs_agitation")
    report(system, other)
    case = about(system, thing).case
    assert (case.count, case.is_urgent) == (2, True)
    assert case.due_at == review_due_at(NOW, 1), "the first report sets the day"
    assert queries.by_category(system, case) == {"bbs_agitation": 1, "offensive": 1}
    assert about(system, other).case.count == 1
    assert queries.totals(system) == queries.Totals(waiting=2, late=0, urgent=1)


def test_those_who_report_at_once_are_gathered_too(
    system: Context, engine: Engine, thing: Folkmotion
) -> None:
    number = thing.id
    system.session.commit()
    start = threading.Barrier(6)

    def send(place: int) -> None:
        with TenantSession(engine, municipality_id=make.EKBY) as session:
            start.wait()
            ctx = replace(system, session=session)
            report(ctx, session.get_one(Folkmotion, number), address=f"192.0.2.{place}")
            session.commit()

    threads = [threading.Thread(target=send, args=(place,)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert system.session.scalars(select(ReportCase.count)).all() == [6]
    assert system.session.scalar(select(func.count(Report.id))) == 6


def test_however_many_report_nothing_is_hidden(system: Context, thing: Folkmotion) -> None:
    many(system, thing, 100)
    assert about(system, thing).case.count == 100
    assert thing.publication is Publication.PUBLISHED
    events = set(system.session.scalars(select(Event.name)))
    assert events == {"moderation.report"}


def test_one_network_sends_only_so_many_in_an_hour(system: Context, thing: Folkmotion) -> None:
    for _ in range(MOST_REPORTS):
        report(system, thing)
    for _ in range(3):
        with pytest.raises(TooManyReports):
            report(system, thing)
    assert about(system, thing).case.count == MOST_REPORTS
    report(system, thing, address="192.0.2.8")
    report(replace(system, now=NOW + HOUR), thing)
    assert about(system, thing).case.count == MOST_REPORTS + 2


def test_senders_are_forgotten_when_the_hour_is_over(
    system: Context, thing: Folkmotion, desk: Desk
) -> None:
    report(replace(system, now=NOW + HOUR / 4), thing)
    assert system.session.scalars(select(SentLately.hour)).one() == NOW, "not the minute"
    system.session.commit()
    for now, left in ((NOW + HOUR / 2, 1), (NOW + HOUR, 0)):
        run_jobs(replace(desk, now=now), [make.EKBY])
        assert system.session.scalar(select(func.count(SentLately.id))) == left
        system.session.commit()
    assert system.session.scalar(select(func.count(Report.id))) == 1


@pytest.mark.parametrize(
    ("category", "text", "field"),
    [
        ("ogiltig", "", "category"),
        ("", "", "category"),
        ("bbs_", "", "category"),
        ("offensive", "Det är 19121212-1212 som skriver", "text"),
        ("offensive", "x" * (LONGEST_REPORT + 1), "text"),
    ],
)
def test_a_report_that_does_not_hold_is_refused(
    system: Context, thing: Folkmotion, category: str, text: str, field: str
) -> None:
    with pytest.raises(Faulty) as refused:
        report(system, thing, category, text)
    assert refused.value.field == field


def test_only_published_reasons_and_those_of_the_law_can_be_given(
    system: Context, thing: Folkmotion
) -> None:
    make.rule(system, "ef.refuse_reasons", ["personal_data"])
    with pytest.raises(Faulty):
        report(system, thing, "offensive")
    report(system, thing, "personal_data")
    report(system, thing, "bbs_copyright")


@pytest.mark.parametrize(
    "state", [each for each in Publication if each is not Publication.PUBLISHED]
)
def test_what_is_not_shown_is_not_reported(
    session: TenantSession, system: Context, keys: Keyring, state: Publication
) -> None:
    thing = make.folkmotion(session, keys, publication=state)
    is_found = subjects.find(system, "process", thing.id) is not None
    assert is_found is (thing.is_public() or thing.is_hidden())
    if thing.is_public():
        report(system, thing)
    else:
        with pytest.raises(NotShown):
            report(system, thing)


@pytest.mark.parametrize("type", ["", "person", "folkmotion", "report_case"])
def test_only_what_can_be_reported_is_found(system: Context, thing: Folkmotion, type: str) -> None:
    assert subjects.find(system, type, thing.id) is None


# Deciding


def test_no_action_closes_every_report_with_words(moderator: Context, thing: Folkmotion) -> None:
    tokens = [report(moderator, thing, address=f"192.0.2.{n}") for n in (1, 2)]
    reported = about(moderator, thing)
    dismiss_reports(moderator, reported, seen=2, explanation=" Texten är hård men tillåten. ")
    for token in tokens:
        found = queries.by_token(moderator, token)
        assert found is not None
        assert found.case.outcome is ReportOutcome.NO_ACTION
        assert found.case.explanation == "Texten är hård men tillåten."
        assert found.case.closed_at == NOW
    event = moderator.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.name, event.data) == ("moderation.dismiss_reports", {"count": 2})
    assert queries.totals(moderator).waiting == 0
    with pytest.raises(AlreadyReviewed):
        dismiss_reports(moderator, reported, seen=2, explanation="En gång till")


def test_a_report_after_the_decision_begins_anew(moderator: Context, thing: Folkmotion) -> None:
    report(moderator, thing)
    first = about(moderator, thing)
    dismiss_reports(moderator, first, seen=1, explanation="Tillåtet")
    report(moderator, thing)
    again = about(moderator, thing)
    assert again.case.id != first.case.id
    assert again.case.count == 1


def test_no_action_needs_words(moderator: Context, thing: Folkmotion) -> None:
    report(moderator, thing)
    with pytest.raises(Faulty):
        dismiss_reports(moderator, about(moderator, thing), seen=1, explanation=" \n ")


def test_what_comes_while_the_moderator_reads_is_not_closed_unread(
    moderator: Context, thing: Folkmotion
) -> None:
    report(moderator, thing)
    reported = about(moderator, thing)
    report(moderator, thing, "bbs_threat", "Läs det här också")
    with pytest.raises(MoreReports):
        dismiss_reports(moderator, reported, seen=1, explanation="Tillåtet")
    assert reported.case.closed_at is None


@pytest.mark.parametrize(
    ("reason", "state"),
    [("duplicate", Publication.STOPPED), ("bbs_threat", Publication.HIDDEN)],
)
def test_acting_on_the_text_closes_every_report_with_the_reason(
    moderator: Context, thing: Folkmotion, reason: str, state: Publication
) -> None:
    token = report(moderator, thing, "bbs_threat")
    report(moderator, thing)
    review.stop(moderator, thing, reason=reason, comment="Så säger reglerna")
    assert thing.publication is state
    found = queries.by_token(moderator, token)
    assert found is not None
    assert (found.case.outcome, found.case.reason) == (ReportOutcome.ACTED, reason)
    assert queries.open_case(moderator, thing) is None


def test_acting_on_what_nobody_reported_leaves_no_trace_among_reports(
    moderator: Context, thing: Folkmotion
) -> None:
    settle_reports(moderator, thing, reason="duplicate")
    assert moderator.session.scalar(select(func.count(Event.id))) == 0


# Who, and under which lock


@pytest.mark.parametrize(
    "name", ["resident", "author", "officer", "registrar", "councillor", "admin"]
)
def test_only_moderators_decide(acting: Acting, keys: Keyring, name: str) -> None:
    ctx = acting(name)
    thing = make.folkmotion(ctx.session, keys)
    report(ctx, thing)
    reported = about(ctx, thing)
    for act in (
        lambda: claim_reports(ctx, reported),
        lambda: release_reports(ctx, reported),
        lambda: dismiss_reports(ctx, reported, seen=1, explanation="Nej"),
        lambda: settle_reports(ctx, thing, reason="offensive"),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_nobody_decides_about_reports_of_their_own_text(
    moderator: Context, acting: Acting, keys: Keyring
) -> None:
    thing = make.folkmotion(moderator.session, keys, author_id=moderator.actor.id)
    report(moderator, thing)
    reported = about(moderator, thing)
    for act in (
        lambda: claim_reports(moderator, reported),
        lambda: dismiss_reports(moderator, reported, seen=1, explanation="Nej"),
    ):
        with pytest.raises(NotPermitted):
            act()
    dismiss_reports(acting("second_moderator"), reported, seen=1, explanation="Tillåtet")


def test_the_edit_lock_is_that_of_review(
    moderator: Context, acting: Acting, thing: Folkmotion
) -> None:
    report(moderator, thing)
    reported, mats = about(moderator, thing), acting("second_moderator")
    claim_reports(mats, reported)
    for act in (
        lambda: claim_reports(moderator, reported),
        lambda: release_reports(moderator, reported),
        lambda: dismiss_reports(moderator, reported, seen=1, explanation="Nej"),
    ):
        with pytest.raises(LockedByOther):
            act()
    claim_reports(moderator, reported, take_over=True)
    assert (reported.case.locked_by, reported.case.taken_up_at) == (moderator.actor.id, NOW)
    later = replace(mats, now=NOW + LOCK)
    claim_reports(later, reported)
    release_reports(later, reported)
    assert (reported.case.locked_by, reported.case.taken_up_at) == (None, NOW)
    dismiss_reports(moderator, reported, seen=1, explanation="Tillåtet")
    with pytest.raises(AlreadyReviewed):
        claim_reports(mats, reported)


def test_the_second_of_two_who_decide_at_once_sees_the_first(
    moderator: Context, acting: Acting, engine: Engine, thing: Folkmotion
) -> None:
    report(moderator, thing)
    number, mats = about(moderator, thing).case.id, acting("second_moderator")
    moderator.session.commit()
    with TenantSession(engine, municipality_id=make.EKBY, expire_on_commit=False) as other:
        second = replace(mats, session=other)
        seen = queries.reported(second, number)
        assert seen is not None
        other.commit()
        dismiss_reports(moderator, about(moderator, thing), seen=1, explanation="Tillåtet")
        moderator.session.commit()
        with pytest.raises(AlreadyReviewed):
            dismiss_reports(second, seen, seen=1, explanation="Nej")


def test_the_database_keeps_one_open_case_for_each_thing(
    system: Context, thing: Folkmotion
) -> None:
    report(system, thing)
    twin = ReportCase(
        subject_type="process",
        subject_id=thing.id,
        is_urgent=False,
        count=1,
        opened_at=NOW,
        due_at=NOW,
    )
    system.session.add(twin)
    with pytest.raises(IntegrityError):
        system.session.flush()


# The wall between municipalities


def test_the_neighbours_see_neither_the_thing_nor_the_reports(
    system: Context, engine: Engine, thing: Folkmotion
) -> None:
    token = report(system, thing)
    number, thing_id = about(system, thing).case.id, thing.id
    system.session.commit()
    with TenantSession(engine, municipality_id=make.BJORKBY) as session:
        there = replace(system, session=session)
        assert subjects.find(there, "process", thing_id) is None
        assert queries.by_token(there, token) is None
        assert queries.reported(there, number) is None
        assert queries.totals(there) == queries.Totals()
        assert limits.sent(there, "report", ADDRESS) == 0
