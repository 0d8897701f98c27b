"""Changing and taking back ideas and comments, speaking in a role, and support: verb by verb."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.consultation.actions.comments import (
    NewComment,
    comment,
    edit_comment,
    withdraw_comment,
)
from dialog.consultation.actions.ideas import NewIdea, edit_idea, propose, withdraw_idea
from dialog.consultation.actions.support import support, unsupport
from dialog.consultation.models import Comment, Consultation, Idea, Part, Participation
from dialog.consultation.queries.participants import in_office, logged_in
from dialog.consultation.rules import NotOpen
from dialog.consultation.rules.admission import Participant, Who
from dialog.consultation.rules.content import DiscussionContent, IdeasContent
from dialog.consultation.rules.writing import AlreadyThere, NotChangeable, NotYours
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.process.models import Support
from dialog.process.rules import Publication
from tests.consultation import rows

Acting = Callable[[str], Context]
BENCH = NewIdea("Fler bänkar", "Gärna i skuggan.", (("Rubrik", "Fler bänkar"),))
WORDS = NewComment("Bra tänkt.", "Din kommentar")


def known(ctx: Context, row: Consultation) -> Participant:
    return logged_in(ctx, row, None)


def proposed(ctx: Context, **given: object) -> Idea:
    """An idea of whoever acts, in a consultation of its own."""
    row = rows.consultation(ctx.session, ctx.keys, **given)
    part = rows.add_part(ctx.session, row, IdeasContent())
    propose(ctx, part, known(ctx, row), BENCH)
    return ctx.session.scalars(select(Idea)).one()


def discussion(ctx: Context, **given: object) -> Part:
    row = rows.consultation(ctx.session, ctx.keys, **given)
    return rows.add_part(ctx.session, row, DiscussionContent())


def said(ctx: Context, part: Part, new: NewComment = WORDS) -> Comment:
    """A post of whoever acts."""
    receipt = comment(ctx, part, known(ctx, part.stage.consultation), new)
    return ctx.session.get_one(Comment, receipt.contribution_id)


def test_a_changed_idea_is_a_new_version_with_a_receipt_of_its_own(resident: Context) -> None:
    idea = proposed(resident)
    first = idea.receipt_number
    who = known(resident, idea.process)
    receipt = edit_idea(resident, idea, who, replace(BENCH, title="Fler stolar"))
    assert [text.title for text in idea.texts] == ["Fler bänkar", "Fler stolar"]
    assert (idea.title, idea.publication) == ("Fler stolar", Publication.PUBLISHED)
    assert idea.edited_at == resident.now
    assert receipt.text_number == 2
    assert receipt.number == idea.receipt_number != first


def test_a_changed_idea_waits_again_where_texts_are_read_first(resident: Context) -> None:
    idea = proposed(resident, is_reviewed_first=True)
    idea.publication, idea.review_due_at = Publication.PUBLISHED, None
    edit_idea(resident, idea, known(resident, idea.process), BENCH)
    assert idea.publication is Publication.SUBMITTED
    assert idea.review_due_at is not None


def test_what_a_moderator_sent_back_waits_again_everywhere(resident: Context) -> None:
    idea = proposed(resident)
    idea.publication = Publication.RETURNED
    edit_idea(resident, idea, known(resident, idea.process), BENCH)
    assert idea.publication is Publication.SUBMITTED


@pytest.mark.parametrize("publication", [Publication.HIDDEN, Publication.WITHDRAWN])
def test_what_is_hidden_or_taken_back_stays_as_it_is(
    resident: Context, publication: Publication
) -> None:
    idea = proposed(resident)
    idea.publication = publication
    who = known(resident, idea.process)
    with pytest.raises(NotChangeable):
        edit_idea(resident, idea, who, BENCH)
    with pytest.raises(NotChangeable):
        withdraw_idea(resident, idea, who)


def test_only_whoever_wrote_it_changes_it(resident: Context, acting: Acting) -> None:
    idea = proposed(resident)
    other = acting("neighbour")
    who = known(other, idea.process)
    for act in (
        lambda: edit_idea(other, idea, who, BENCH),
        lambda: withdraw_idea(other, idea, who),
    ):
        with pytest.raises(NotYours):
            act()


def test_after_the_last_second_nothing_is_changed(resident: Context) -> None:
    idea = proposed(resident)
    who = known(resident, idea.process)
    late = replace(resident, now=idea.part.stage.closes_at + timedelta(seconds=1))
    for act in (
        lambda: edit_idea(late, idea, who, BENCH),
        lambda: withdraw_idea(late, idea, who),
        lambda: support(late, idea, replace(who, key="another")),
        lambda: comment(late, idea, who, WORDS),
    ):
        with pytest.raises(NotOpen):
            act()


def test_what_is_taken_back_names_nobody_and_its_record_stays(resident: Context) -> None:
    idea = proposed(resident)
    withdraw_idea(resident, idea, known(resident, idea.process))
    assert (idea.participant_key, idea.author_id, idea.author_name) == ("", None, "")
    assert (idea.title, idea.body, idea.texts[0].title) == ("", "", "Fler bänkar")


def test_no_event_says_who_did_it(resident: Context) -> None:
    part = discussion(resident)
    post = said(resident, part)
    who = known(resident, part.stage.consultation)
    support(resident, post, replace(who, key="another"))
    unsupport(resident, post, replace(who, key="another"))
    edit_comment(resident, post, who, WORDS)
    withdraw_comment(resident, post, who)
    mine = select(Event).where(Event.name.startswith("consultation."))
    events = resident.session.scalars(mine).all()
    assert {each.name.partition(".")[2] for each in events} == {
        "comment",
        "support",
        "unsupport",
        "edit_comment",
        "withdraw_comment",
    }
    assert {each.actor_id for each in events} == {None}


def test_there_are_two_levels_and_no_third(resident: Context) -> None:
    part = discussion(resident)
    first = said(resident, part)
    answer = said(resident, part, replace(WORDS, answers=first))
    beside = said(resident, part, replace(WORDS, answers=answer))
    assert (first.parent_id, answer.parent_id, beside.parent_id) == (None, first.id, first.id)


def test_what_is_not_shown_is_not_answered(resident: Context) -> None:
    part = discussion(resident)
    first = said(resident, part)
    first.publication = Publication.HIDDEN
    with pytest.raises(NotChangeable):
        said(resident, part, replace(WORDS, answers=first))


def test_an_empty_comment_or_a_personal_number_is_stopped(resident: Context) -> None:
    part = discussion(resident)
    for words in ("  ", "Ring 19900602-2397"):
        with pytest.raises(Faulty) as fault:
            said(resident, part, replace(WORDS, body=words))
        assert fault.value.field == "body"


def test_an_official_speaks_in_their_role_wherever_they_live(acting: Acting) -> None:
    officer = acting("officer")
    part = discussion(officer, who=Who.RESIDENTS, is_reviewed_first=True)
    who = in_office(officer, part.stage.consultation)
    comment(officer, part, who, replace(WORDS, role="officer", author_name=officer.actor.name))
    post = officer.session.scalars(select(Comment)).one()
    assert (post.role, post.publication) == ("officer", Publication.PUBLISHED)
    assert officer.session.scalars(select(Participation)).all() == []  # no resident took part
    with pytest.raises(Faulty):
        comment(officer, part, who, WORDS)  # not as a private person


def test_nobody_speaks_in_a_role_that_they_do_not_have(resident: Context) -> None:
    part = discussion(resident)
    with pytest.raises(NotPermitted):
        said(resident, part, replace(WORDS, role="officer"))


def test_support_is_given_once_and_never_to_oneself(resident: Context, acting: Acting) -> None:
    idea = proposed(resident)
    with pytest.raises(NotChangeable):
        support(resident, idea, known(resident, idea.process))
    other = acting("author")
    who = known(other, idea.process)
    support(other, idea, who)
    with pytest.raises(AlreadyThere):
        support(other, idea, who)
    assert len(other.session.scalars(select(Support)).all()) == 1
    for _ in range(2):
        unsupport(other, idea, who)
    assert other.session.scalars(select(Support)).all() == []
