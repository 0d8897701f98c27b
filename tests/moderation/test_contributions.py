"""What people write within a process: read first, reported, hidden with a reason, appealed, shown again."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.models import Idea
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.worker import Desk, run_once
from dialog.moderation import subjects
from dialog.moderation.actions import contributions as actions
from dialog.moderation.actions import reports
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.models import Decision, ReportCase, ReportOutcome
from dialog.moderation.reasons import OF_CONTRIBUTIONS, reason_of, reasons_for
from dialog.moderation.rules import AlreadyReviewed, Measure, Result, TextChanged
from dialog.notification.models import Letter, Mailing
from dialog.process.rules import Publication
from dialog.registry.models import Receipt
from tests.consultation import rows
from tests.make import EKBY
from tests.moderation.reporting import ADDRESS, reader

Acting = Callable[[str], Context]


def written(ctx: Context, **given: object) -> Idea:
    """An idea of whoever acts; not committed."""
    row = rows.consultation(ctx.session, ctx.keys, **given)
    part = rows.add_part(ctx.session, row, IdeasContent())
    words = NewIdea("Dum idé", "Text.", (("Rubrik", "Dum idé"), ("Beskrivning", "Text.")))
    propose(ctx, part, logged_in(ctx, row, None), words)
    return ctx.session.scalars(select(Idea).order_by(Idea.id.desc()).limit(1)).one()


def hide(ctx: Context, idea: Idea) -> Decision:
    actions.hide_contribution(ctx, idea, seen=1, reason="offensive", comment="Skriv inte så.")
    return ctx.session.scalars(select(Decision)).one()


def test_what_was_reported_is_hidden_appealed_and_shown_again(
    author: Context, moderator: Context, acting: Acting
) -> None:
    idea = written(author)
    notice = reports.Notice("off_topic", "Hör inte hit.", ADDRESS)
    reports.report(reader(author), idea, notice)
    decision = hide(moderator, idea)
    assert (idea.publication, idea.refusal) == (Publication.HIDDEN, "offensive")
    assert (decision.subject_type, decision.subject_id) == ("contribution", idea.id)
    assert (decision.measure, decision.before) == (Measure.HIDE, Publication.PUBLISHED)
    case = moderator.session.scalars(select(ReportCase)).one()
    assert case.outcome is ReportOutcome.ACTED
    asked = appeal(author, decision, text="Det var inte så illa.")
    receipt = select(Receipt).where(Receipt.number == asked.receipt_number)
    assert author.session.scalars(receipt).one().contribution_id == idea.id
    second = acting("second_moderator")
    judge(second, asked, result=Result.CHANGED, answer="Du har rätt.")
    assert (idea.publication, idea.refusal, idea.refusal_text) == (Publication.PUBLISHED, "", "")


def test_what_was_decided_before_is_said_again_when_a_later_decision_falls(
    author: Context, moderator: Context, acting: Acting
) -> None:
    idea = written(author)
    actions.return_contribution(moderator, idea, seen=1, comment="Stryk sista raden.")
    actions.hide_contribution(moderator, idea, seen=1, reason="offensive", comment="Nej.")
    decision = moderator.session.scalars(select(Decision).order_by(Decision.id.desc())).first()
    assert decision is not None
    asked = appeal(author, decision, text="Varför?")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Ja.")
    assert (idea.publication, idea.refusal_text) == (Publication.RETURNED, "Stryk sista raden.")


def test_two_texts_in_one_process_have_decisions_of_their_own(
    author: Context, moderator: Context
) -> None:
    first = written(author)
    again = NewIdea("Till", "", (("Rubrik", "Till"),))
    propose(author, first.part, logged_in(author, first.process, None), again)
    second = author.session.scalars(select(Idea).order_by(Idea.id.desc())).first()
    assert second is not None
    for idea in (first, second):
        actions.hide_contribution(moderator, idea, seen=1, reason="bbs_threat", comment="Nej.")
    assert author.session.scalars(select(Decision.subject_id)).all() == [first.id, second.id]


def test_whoever_wrote_it_is_told_and_the_official_is_not(
    author: Context, moderator: Context, desk: Desk
) -> None:
    idea = written(author, author_id=moderator.actor.id)
    hide(moderator, idea)
    author.session.commit()
    for _ in range(3):
        run_once(desk, [EKBY])
    told = select(Mailing).where(Mailing.template == "moderation.decide")
    mailing = author.session.scalars(told).one()
    assert (mailing.template, mailing.audience) == (
        "moderation.decide",
        f"person:{author.actor.id}",
    )
    assert mailing.facts["type"] == "contribution"
    letters = select(Letter.recipient).where(Letter.mailing_id == mailing.id)
    assert author.session.scalars(letters).all() == [f"person:{author.actor.id}"]


def test_nobody_is_told_where_nobody_knows_who_it_was(
    author: Context, moderator: Context, desk: Desk
) -> None:
    idea = written(author)
    idea.author_id = None
    author.session.flush()
    hide(moderator, idea)
    author.session.commit()
    for _ in range(3):
        run_once(desk, [EKBY])
    told = select(Mailing).where(Mailing.template == "moderation.decide")
    assert author.session.scalars(told).all() == []


def test_what_waits_is_published_or_sent_back_once(author: Context, moderator: Context) -> None:
    idea = written(author, is_reviewed_first=True)
    actions.publish_contribution(moderator, idea, seen=1)
    assert (idea.publication, idea.review_due_at) == (Publication.PUBLISHED, None)
    with pytest.raises(AlreadyReviewed):
        actions.publish_contribution(moderator, idea, seen=1)


def test_a_text_that_changed_meanwhile_is_read_again(author: Context, moderator: Context) -> None:
    idea = written(author, is_reviewed_first=True)
    with pytest.raises(TextChanged):
        actions.publish_contribution(moderator, idea, seen=2)


def test_words_and_a_reason_are_needed(author: Context, moderator: Context) -> None:
    idea = written(author)
    for reason, words, field in (
        ("not_ours", "Nej.", "reason"),  # a reason against proposals
        ("off_topic", " ", "comment"),
    ):
        with pytest.raises(Faulty) as fault:
            actions.hide_contribution(moderator, idea, seen=1, reason=reason, comment=words)
        assert fault.value.field == field
    with pytest.raises(Faulty):
        actions.return_contribution(moderator, idea, seen=1, comment="")


def test_nobody_decides_about_their_own_and_only_moderators_decide(
    author: Context, moderator: Context, resident: Context
) -> None:
    idea = written(moderator)
    for ctx in (moderator, resident):
        with pytest.raises(NotPermitted):
            actions.publish_contribution(ctx, idea, seen=1)


def test_what_stands_nowhere_cannot_be_reported(author: Context) -> None:
    idea = written(author)
    assert subjects.find(author, "contribution", idea.id) is idea
    idea.publication = Publication.SUBMITTED
    assert subjects.find(author, "contribution", idea.id) is None
    idea.publication = Publication.PUBLISHED
    idea.process.publication = Publication.DRAFT
    assert subjects.find(author, "contribution", idea.id) is None
    assert subjects.place_of(replace_kind(idea)) is None


def replace_kind(idea: Idea) -> Idea:
    return Idea(kind="consultation_answer", process=idea.process)


def test_reasons_fit_what_they_are_said_about() -> None:
    chosen = reasons_for("contribution", ["duplicate"])
    assert list(chosen)[: len(OF_CONTRIBUTIONS)] == list(OF_CONTRIBUTIONS)
    assert "duplicate" not in chosen
    assert "bbs_threat" in chosen
    assert "förslag" not in str(reason_of("offensive", "contribution").explanation)
    assert next(iter(reasons_for("process", ["duplicate"]))) == "duplicate"
    assert "off_topic" not in reasons_for("process", ["off_topic"])
