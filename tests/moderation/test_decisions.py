"""Every decision against a text is kept with its reasons, and its author can have it looked at again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, Executable, delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from dialog.core import policy
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.policy import Role
from dialog.core.worker import Desk, pay_debts
from dialog.folkmotion.actions import review
from dialog.folkmotion.models import Folkmotion
from dialog.identity.models import Person
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.actions.decide import decide
from dialog.moderation.models import Appeal, Decision
from dialog.moderation.queries.decisions import judges, moderators
from dialog.moderation.reasons import GROUNDS, NEEDS_CHANGE
from dialog.moderation.rules import (
    AlreadyAppealed,
    AlreadyJudged,
    Measure,
    Result,
    TooLate,
    median_days,
)
from dialog.notification.models import Mailing
from dialog.process.models import ProcessText, SearchTerm
from dialog.process.rules import Publication, last_day
from dialog.registry.models import Document, Receipt, RegisterEntry
from tests import make
from tests.browser import Browser
from tests.cast import CAST
from tests.make import NOW

Acting = Callable[[str], Context]
DAY = timedelta(days=1)


def rejected(ctx: Context, keys: Keyring, reason: str = "not_ours", **given: object) -> Decision:
    """A proposal of the author's that a moderator has refused."""
    each = make.waiting(ctx.session, keys, **given)
    review.reject(ctx, each, reason=reason, comment="Regionen bestämmer.")
    return latest(ctx)


def stopped(ctx: Context, keys: Keyring, reason: str = "not_ours", **given: object) -> Decision:
    """A folkmotion that a moderator has stopped while names were collected."""
    each = make.folkmotion(ctx.session, keys, **given)
    review.stop(ctx, each, reason=reason, comment="Det går inte.")
    return latest(ctx)


def latest(ctx: Context) -> Decision:
    return ctx.session.scalars(select(Decision).order_by(Decision.id.desc())).first()


@pytest.mark.parametrize(
    ("act", "measure", "ground"),
    [
        (lambda ctx, row: review.send_back(ctx, row, comment="Var?"), "send_back", NEEDS_CHANGE),
        (lambda ctx, row: review.reject(ctx, row, reason="not_ours", comment="Var?"), "reject", "not_ours"),
        (lambda ctx, row: review.reject(ctx, row, reason="bbs_threat", comment="Var?"), "hide", "bbs_threat"),
    ],
)  # fmt: skip
def test_a_decision_is_kept_in_the_transaction_that_moves_the_text(
    moderator: Context, keys: Keyring, act: Callable[[Context, Folkmotion], None], measure: str, ground: str
) -> None:  # fmt: skip
    each = make.waiting(moderator.session, keys)
    act(moderator, each)
    kept = latest(moderator)
    assert (kept.measure, kept.before, kept.ground) == (measure, Publication.SUBMITTED, ground)
    assert (kept.words, kept.decided_by, kept.author_id) == ("Var?", moderator.actor.id, 2)
    assert (kept.subject_type, kept.subject_id) == ("process", each.id)
    assert (kept.decided_at, kept.received_at) == (NOW, each.submitted_at)
    assert not kept.is_automated
    assert ground in GROUNDS
    moderator.session.rollback()
    assert latest(moderator) is None


def test_stopping_and_hiding_what_is_public_is_kept_too(moderator: Context, keys: Keyring) -> None:
    open_stop, hidden = stopped(moderator, keys), stopped(moderator, keys, "offensive")
    assert (open_stop.measure, open_stop.before) == (Measure.STOP, Publication.PUBLISHED)
    assert (hidden.measure, hidden.before) == (Measure.HIDE, Publication.PUBLISHED)
    assert open_stop.received_at is None, "it had not waited for anybody"


def test_publishing_is_no_decision_against_anybody(moderator: Context, keys: Keyring) -> None:
    review.publish(moderator, make.waiting(moderator.session, keys))
    assert latest(moderator) is None


@pytest.mark.parametrize(
    "statement",
    [update(Decision).values(words="Nej, för jag sade det."), delete(Decision)],
    ids=["update", "delete"],
)
def test_a_decision_never_changes(
    moderator: Context, keys: Keyring, everywhere: Session, statement: Executable
) -> None:
    rejected(moderator, keys)
    moderator.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        everywhere.execute(statement)


def test_the_time_for_an_appeal_is_the_rule_of_the_day_of_the_decision(
    moderator: Context, keys: Keyring
) -> None:
    first = rejected(moderator, keys)
    make.rule(moderator, "moderation.appeal_days", 30)
    second = rejected(moderator, keys)
    assert last_day(first.appeal_until) == NOW.date() + 21 * DAY
    assert last_day(second.appeal_until) == NOW.date() + 30 * DAY


@pytest.mark.parametrize(
    "name", ["resident", "author", "officer", "registrar", "councillor", "admin"]
)
def test_only_moderators_decide(acting: Acting, keys: Keyring, name: str) -> None:
    ctx = acting(name)
    each = make.waiting(ctx.session, keys, publication=Publication.REJECTED)
    with pytest.raises(NotPermitted):
        decide(ctx, each, before=Publication.SUBMITTED, ground="not_ours", words="Nej.")


def told(ctx: Context, desk: Desk) -> list[tuple[str, str, dict[str, object]]]:
    """What the worker tells whom when it has paid its debts."""
    ctx.session.commit()
    while pay_debts(desk):
        pass
    rows = ctx.session.scalars(select(Mailing).order_by(Mailing.id)).all()
    return [(row.template, row.audience, row.facts) for row in rows]


def test_the_author_is_told_at_once_why_and_until_when(
    moderator: Context, keys: Keyring, desk: Desk
) -> None:
    decision = rejected(moderator, keys, "bbs_threat")
    number = decision.id
    facts = {
        "measure": "hide",
        "reason": "Olaga hot",
        "ground": "5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor",
        "is_automated": False,
        "was_suggested": False,
        "until": "2026-12-22",
        "path": f"/mina-sidor/beslut/{number}",
    }
    assert told(moderator, desk) == [("moderation.decide", "author", facts)]


def test_an_appeal_gets_a_receipt_and_is_an_official_record(
    moderator: Context, author: Context, keys: Keyring
) -> None:
    decision = rejected(moderator, keys)
    asked = appeal(author, decision, text="  Det är visst kommunens väg. ")
    assert (asked.text, asked.result) == ("Det är visst kommunens väg.", None)
    assert last_day(asked.due_at).isoformat() == "2026-12-15", "ten working days"
    receipt = author.session.scalars(select(Receipt)).one()
    assert (receipt.kind, receipt.number) == ("moderation.appeal", asked.receipt_number)
    assert receipt.statement == "", "whoever has the number reads no more than the hash"
    documents = author.session.scalars(select(Document.kind).order_by(Document.id)).all()
    assert documents == ["reject", "appeal"]
    entry = author.session.scalars(select(RegisterEntry).order_by(RegisterEntry.id.desc())).first()
    assert entry is not None
    assert (entry.direction, entry.concerns) == ("in", "Begäran om omprövning: Fler bänkar vid ån")


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_appeal_says_something(
    moderator: Context, author: Context, keys: Keyring, text: str
) -> None:
    with pytest.raises(Faulty) as fault:
        appeal(author, rejected(moderator, keys), text=text)
    assert fault.value.field == "text"


def test_one_appeals_once(moderator: Context, author: Context, keys: Keyring) -> None:
    decision = rejected(moderator, keys)
    appeal(author, decision, text="Det är fel.")
    author.session.expire_all()
    with pytest.raises(AlreadyAppealed):
        appeal(author, decision, text="Det är fortfarande fel.")


def test_two_windows_appeal_once(
    moderator: Context, author: Context, engine: Engine, keys: Keyring
) -> None:
    number = rejected(moderator, keys).id
    moderator.session.commit()
    with TenantSession(engine, municipality_id=make.EKBY, expire_on_commit=False) as other:
        seen = other.get_one(Decision, number)
        assert seen.process.texts, "read before the other window sends"
        assert seen.appeal is None
        other.commit()
        appeal(author, author.session.get_one(Decision, number), text="Det är fel.")
        author.session.commit()
        with pytest.raises(AlreadyAppealed):
            appeal(replace(author, session=other), seen, text="Det är fel.")


def test_an_appeal_cannot_come_too_late(moderator: Context, author: Context, keys: Keyring) -> None:
    decision = rejected(moderator, keys)
    in_time = replace(author, now=decision.appeal_until - timedelta(seconds=1))
    with pytest.raises(TooLate):
        appeal(replace(author, now=decision.appeal_until), decision, text="Det är fel.")
    assert appeal(in_time, decision, text="Det är fel.").appealed_at == in_time.now


@pytest.mark.parametrize("name", ["resident", "friend", "moderator", "second_moderator", "admin"])
def test_only_the_author_appeals(
    moderator: Context, acting: Acting, keys: Keyring, name: str
) -> None:
    decision = rejected(moderator, keys)
    with pytest.raises(NotPermitted):
        appeal(acting(name), decision, text="Det är fel.")


def test_whoever_decided_never_judges_whatever_roles_they_have(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    asked = appeal(author, rejected(moderator, keys), text="Det är fel.")
    everything = replace(moderator.actor, roles=frozenset(Role))
    with pytest.raises(NotPermitted):
        judge(replace(moderator, actor=everything), asked, result=Result.UPHELD, answer="Nej.")
    a_moderator_now = replace(author.actor, roles=frozenset({Role.MODERATOR}))
    with pytest.raises(NotPermitted):
        judge(replace(author, actor=a_moderator_now), asked, result=Result.CHANGED, answer="Ja!")
    judge(acting("second_moderator"), asked, result=Result.UPHELD, answer="Det var rätt.")
    assert asked.judged_by != asked.decided_by


def test_the_database_itself_refuses_the_same_person(
    moderator: Context, author: Context, keys: Keyring
) -> None:
    asked = appeal(author, rejected(moderator, keys), text="Det är fel.")
    asked.result, asked.judged_at, asked.judged_by = Result.UPHELD, NOW, asked.decided_by
    with pytest.raises(IntegrityError, match="judge_is_another"):
        author.session.flush()


def test_deciding_and_judging_are_never_the_same_person(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    """Of everybody in the cast: who may decide about it, and who may judge that decision."""
    decision = rejected(moderator, keys)
    asked = appeal(author, decision, text="Det är fel.")
    actors = {name: acting(name).actor for name in CAST}
    may_decide = {
        name for name in actors if policy.can(actors[name], "moderation.decide", decision.process)
    }
    may_judge = {name for name in actors if policy.can(actors[name], "moderation.judge", asked)}
    assert may_decide == {"moderator", "second_moderator"}
    assert may_judge == {"second_moderator"}


def test_staff_see_that_nobody_else_can_judge(
    moderator: Context, author: Context, keys: Keyring
) -> None:
    asked = appeal(author, rejected(moderator, keys), text="Det är fel.")
    assert len(judges(asked, moderators(author))) == 1
    for person in author.session.scalars(select(Person)):
        if person.id != asked.decided_by:
            person.roles = []
    author.session.flush()
    assert judges(asked, moderators(author)) == set()


def judged(ctx: Context, decision: Decision, author: Context, result: Result) -> Appeal:
    """The author appeals and the context's actor judges."""
    asked = appeal(author, decision, text="Det är fel.")
    judge(ctx, asked, result=result, answer="Så här är det.")
    return asked


def test_a_decision_that_stands_moves_nothing(
    moderator: Context, author: Context, acting: Acting, keys: Keyring, desk: Desk
) -> None:
    decision = rejected(moderator, keys)
    asked = judged(acting("second_moderator"), decision, author, Result.UPHELD)
    assert decision.process.publication is Publication.REJECTED
    assert (asked.answer, asked.judged_at) == ("Så här är det.", NOW)
    event = author.session.scalars(select(Event).where(Event.name == "moderation.judge")).one()
    assert event.data == {"decision": decision.id, "result": "upheld", "is_restored": False}
    facts = {"measure": "reject", "result": "upheld", "path": f"/mina-sidor/beslut/{decision.id}"}
    assert told(author, desk)[-1] == ("moderation.judge", "author", facts)


@pytest.mark.parametrize("reason", ["not_ours", "offensive"])
def test_a_rejected_text_waits_again_today(
    moderator: Context, author: Context, acting: Acting, keys: Keyring, reason: str
) -> None:
    decision = rejected(moderator, keys, reason)
    judged(acting("second_moderator"), decision, author, Result.CHANGED)
    each = decision.process
    assert each.publication is Publication.SUBMITTED
    assert (each.refusal, each.refusal_text, each.published_at) == ("", "", None)
    assert each.review_due_at is not None
    assert last_day(each.review_due_at) == NOW.date()
    assert author.session.scalars(select(SearchTerm)).all() == []
    review.publish(acting("second_moderator"), each)
    assert each.is_public()


@pytest.mark.parametrize("reason", ["not_ours", "offensive"])
def test_a_stopped_collection_gets_its_lost_days_back(
    moderator: Context, author: Context, acting: Acting, keys: Keyring, reason: str
) -> None:
    decision = stopped(moderator, keys, reason)
    closed = decision.process.last_day()
    assert closed is not None
    later = replace(acting("second_moderator"), now=NOW + 5 * DAY + timedelta(hours=1))
    judged(later, decision, author, Result.CHANGED)
    each = decision.process
    assert each.publication is Publication.PUBLISHED
    assert each.last_day() == closed + 6 * DAY
    assert author.session.scalars(select(SearchTerm)).first(), "it is found again"


def test_what_was_hidden_after_it_was_rejected_is_rejected_again(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    first = rejected(moderator, keys)
    each = first.process
    review.stop(moderator, each, reason="offensive", comment="Nu ser vi det.")
    judged(acting("second_moderator"), latest(moderator), author, Result.CHANGED)
    assert (each.publication, each.refusal) == (Publication.REJECTED, "not_ours")
    assert each.refusal_text == "Regionen bestämmer."


def test_a_text_that_its_author_writes_anew_stays_with_the_author(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    review.send_back(moderator, each, comment="Skriv var.")
    draft = ProcessText(number=2, title="Ny", summary="Ny", body="Ny", written_at=NOW)
    each.texts.append(draft)
    asked = judged(acting("second_moderator"), latest(moderator), author, Result.CHANGED)
    assert asked.result is Result.CHANGED
    assert each.publication is Publication.RETURNED


def test_a_text_that_was_sent_back_waits_again(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    review.send_back(moderator, each, comment="Skriv var.")
    judged(acting("second_moderator"), latest(moderator), author, Result.CHANGED)
    assert each.publication is Publication.SUBMITTED


def test_a_text_that_has_moved_on_is_left_where_it_is(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    decision = stopped(moderator, keys)
    each = decision.process
    review.stop(moderator, each, reason="bbs_threat", comment="Ett hot.")
    judged(acting("second_moderator"), decision, author, Result.CHANGED)
    assert each.publication is Publication.HIDDEN


def test_two_judge_once_and_the_second_sees_what_the_first_did(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    mats = acting("second_moderator")
    asked = judged(mats, rejected(moderator, keys), author, Result.CHANGED)
    with pytest.raises(AlreadyJudged):
        judge(mats, asked, result=Result.UPHELD, answer="Jag ångrar mig.")
    assert asked.result is Result.CHANGED


def test_a_judge_who_read_it_earlier_sees_what_the_other_did(
    moderator: Context, author: Context, acting: Acting, engine: Engine, keys: Keyring
) -> None:
    mats = acting("second_moderator")
    number = appeal(author, rejected(moderator, keys), text="Det är fel.").id
    author.session.commit()
    with TenantSession(engine, municipality_id=make.EKBY, expire_on_commit=False) as other:
        seen = other.get_one(Appeal, number)  # still waits
        other.commit()
        judge(mats, author.session.get_one(Appeal, number), result=Result.UPHELD, answer="Nej.")
        author.session.commit()
        with pytest.raises(AlreadyJudged):
            judge(replace(mats, session=other), seen, result=Result.CHANGED, answer="Ja.")


def test_the_public_timeline_and_the_case_tell_that_a_decision_was_changed(
    browser: Browser, acting: Acting, keys: Keyring
) -> None:
    moderator, author = acting("moderator"), acting("author")
    decision = stopped(moderator, keys)
    number = decision.process_id
    judged(acting("second_moderator"), decision, author, Result.CHANGED)
    author.session.commit()
    page = browser.get(f"/folkmotioner/{number}")
    assert "Kommunen ändrade sitt beslut efter omprövning" in page.text
    case = browser.log_in("moderator").get(f"/arbetsyta/folkmotioner/{number}/granskning")
    assert "Förslagsställaren begärde omprövning" in case.text
    assert "Beslutet omprövades: Beslutet ändrades" in case.text


def test_a_judgement_says_why(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    asked = appeal(author, rejected(moderator, keys), text="Det är fel.")
    with pytest.raises(Faulty) as fault:
        judge(acting("second_moderator"), asked, result=Result.CHANGED, answer=" ")
    assert fault.value.field == "answer"
    assert asked.decision.process.publication is Publication.REJECTED


def test_a_neighbour_sees_none_of_it(
    moderator: Context, author: Context, engine: Engine, keys: Keyring
) -> None:
    appeal(author, rejected(moderator, keys), text="Det är fel.")
    author.session.commit()
    with TenantSession(engine, municipality_id=make.BJORKBY) as elsewhere:
        assert elsewhere.scalars(select(Decision)).all() == []
        assert elsewhere.scalars(select(Appeal)).all() == []


def test_the_journal_holds_no_words_of_anybody(
    moderator: Context, author: Context, acting: Acting, keys: Keyring
) -> None:
    judged(acting("second_moderator"), rejected(moderator, keys), author, Result.UPHELD)
    for event in author.session.scalars(select(Event)):
        assert not {"Regionen", "fel", "här"} & set(str(event.data).split())


def test_a_median_is_of_days_with_one_decimal() -> None:
    assert median_days([]) is None
    assert median_days([DAY, 4 * DAY, timedelta(hours=36)]) == 1.5
