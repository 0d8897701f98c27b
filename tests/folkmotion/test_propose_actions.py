"""What the author and the co-proposers do until a moderator has answered."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.core.workflow import IllegalMove
from dialog.folkmotion import rules
from dialog.folkmotion.actions.propose import Proposal, create, edit, join, submit, withdraw
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import propose as queries
from dialog.process.rules import Publication, review_due_at
from dialog.process.search import index
from dialog.registry.models import Receipt, RegisterEntry
from tests import make

BENCHES = Proposal("Fler bänkar", "Tio bänkar vid ån.", "Ställ ut dem.", "Alla ska orka gå.")


def names(session):
    return list(session.scalars(select(Event.name).order_by(Event.id)))


def test_a_resident_begins_a_draft(resident):
    draft = create(resident, replace(BENCHES, title="  Fler\u0062\u0061\u0308nkar  "))
    assert (draft.publication, draft.author_id) == (Publication.DRAFT, resident.actor.id)
    assert draft.title == draft.texts[0].title == "Flerbänkar"
    assert draft.texts[0].received_at is None
    assert names(resident.session) == ["folkmotion.create"]


@pytest.mark.parametrize(
    ("who", "message"), [("neighbour", "folkbokför"), ("newcomer", "samordningsnummer")]
)
def test_others_cannot_begin(acting, who, message):
    with pytest.raises(rules.NotEligible, match=message):
        create(acting(who), BENCHES)


def test_nobody_begins_where_folkmotioner_are_not_introduced(resident):
    make.rule(resident, "ef.enabled", value=False)
    with pytest.raises(rules.NotEnabled):
        create(resident, BENCHES)


def test_the_same_form_sent_twice_begins_one_draft(resident):
    first = create(resident, BENCHES, once="abc")
    assert create(resident, BENCHES, once="abc") is first
    assert create(resident, BENCHES, once="def") is not first
    assert names(resident.session).count("folkmotion.create") == 2


def test_a_form_made_by_somebody_else_finds_nothing(resident, author):
    create(resident, BENCHES, once="abc")
    assert queries.begun_with(author, "abc") is None
    assert create(author, BENCHES, once="abc").author_id == author.actor.id


def test_the_same_form_sent_twice_at_the_same_moment_begins_one_draft(engine, resident, keys):
    """Real connections; the database decides."""
    resident.session.rollback()
    start = threading.Barrier(8)

    def send():
        with TenantSession(engine, municipality_id=make.EKBY) as session:
            start.wait()
            create(replace(resident, session=session), BENCHES, once="abc")
            session.commit()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert session.scalar(select(func.count(Folkmotion.id))) == 1


@pytest.mark.parametrize("part", ["title", "summary", "body", "reasons", "author_name"])
def test_no_personal_number_gets_into_a_text(resident, part):
    with pytest.raises(rules.PersonalNumberInText):
        create(resident, replace(BENCHES, **{part: "Fråga 900602-2397"}))
    draft = create(resident, BENCHES)
    with pytest.raises(rules.PersonalNumberInText):
        edit(resident, draft, replace(BENCHES, tags=("199006022397",)))


def test_no_name_is_shown_where_the_municipality_shows_none(resident):
    assert create(resident, replace(BENCHES, author_name=" Rut ")).author_name == "Rut"
    make.rule(resident, "privacy.public_names", value=False)
    assert create(resident, replace(BENCHES, author_name="Rut")).author_name == ""


def test_only_the_author_edits_sends_in_and_withdraws(resident, author):
    draft = create(resident, BENCHES)
    for act in (lambda: edit(author, draft, BENCHES), lambda: submit(author, draft)):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(NotPermitted):
        withdraw(author, draft)


def test_sending_in_makes_an_official_record_and_a_receipt(resident):
    draft = create(resident, BENCHES)
    receipt = submit(resident, draft)
    text = draft.texts[0]
    assert draft.publication is Publication.SUBMITTED
    assert text.received_at == draft.submitted_at == make.NOW
    assert text.hash == receipt.record_hash == rules.text_hash(*_four(BENCHES))
    assert draft.review_due_at == review_due_at(make.NOW, 3)
    entry = resident.session.scalars(select(RegisterEntry)).one()
    assert (entry.direction, entry.concerns) == ("in", "Förslag till folkmotion: Fler bänkar")
    text.body = "något annat"
    with pytest.raises(PermissionError, match="official record"):
        resident.session.flush()


def _four(proposal):
    return proposal.title, proposal.summary, proposal.body, proposal.reasons


@pytest.mark.parametrize("part", ["title", "summary", "body"])
def test_half_a_proposal_is_not_sent_in(resident, part):
    draft = create(resident, replace(BENCHES, **{part: " \n "}))
    with pytest.raises(rules.NotReady, match="saknas"):
        submit(resident, draft)


def test_a_proposal_is_sent_in_once(resident):
    draft = create(resident, BENCHES)
    submit(resident, draft)
    with pytest.raises(rules.NotReady):
        submit(resident, draft)
    with pytest.raises(rules.NotReady, match="inskickat"):
        edit(resident, draft, BENCHES)
    assert resident.session.scalar(select(func.count(Receipt.id))) == 1


def test_a_returned_proposal_keeps_what_was_received_and_gets_a_new_version(resident, keys):
    sent = make.folkmotion(
        resident.session, keys, publication=Publication.RETURNED, author_id=resident.actor.id
    )
    with pytest.raises(rules.NotReady, match="Ändra texten"):
        submit(resident, sent)
    edit(resident, sent, replace(BENCHES, body="Nytt."))
    edit(resident, sent, replace(BENCHES, body="Ännu nyare."))
    submit(resident, sent)
    assert [text.number for text in sent.texts] == [1, 2]
    assert [text.body for text in sent.texts] == [
        "Många vill vila på vägen.\n\nDet kostar lite.",
        "Ännu nyare.",
    ]


def test_a_returned_proposal_goes_by_its_old_name_until_it_is_sent_in_again(resident, keys):
    sent = make.folkmotion(
        resident.session, keys, publication=Publication.RETURNED, author_id=resident.actor.id
    )
    before = sent.title, sent.summary
    edit(resident, sent, replace(BENCHES, title="Soffor", summary="Nya ord."))
    assert (sent.title, sent.summary) == before, "staff see nothing that has not been sent in"
    submit(resident, sent)
    assert (sent.title, sent.summary) == ("Soffor", "Nya ord.")


@pytest.mark.parametrize("state", Publication)
def test_a_proposal_can_be_taken_back_until_it_is_decided(resident, keys, state):
    mine = make.folkmotion(resident.session, keys, publication=state, author_id=resident.actor.id)
    if state in {Publication.DRAFT, Publication.SUBMITTED, Publication.RETURNED}:
        withdraw(resident, mine)
        assert mine.publication is Publication.WITHDRAWN
    else:
        with pytest.raises(IllegalMove):
            withdraw(resident, mine)


# Co-proposers


def test_co_proposers_that_the_rules_demand_must_have_joined(resident, acting):
    make.rule(resident, "ef.co_proposers", 2)
    draft = create(resident, BENCHES)
    join(acting("friend"), draft, shown_name="Vera")
    with pytest.raises(rules.NotReady, match="medförslagsställare"):
        submit(resident, draft)
    join(acting("second_friend"), draft)
    submit(resident, draft)
    assert [each.shown_name for each in draft.co_proposers] == ["Vera", ""]


def test_joining_twice_is_joining_once(resident, acting):
    draft = create(resident, BENCHES)
    friend = acting("friend")
    assert join(friend, draft, shown_name="Vera") is join(friend, draft, shown_name="Någon annan")
    assert [each.shown_name for each in draft.co_proposers] == ["Vera"]


def test_who_cannot_join(resident, acting):
    draft = create(resident, BENCHES)
    for who, error in (
        ("resident", rules.NotReady),
        ("neighbour", rules.NotEligible),
        ("newcomer", rules.NotEligible),
    ):
        with pytest.raises(error):
            join(acting(who), draft)
    submit(resident, draft)
    with pytest.raises(rules.NotReady, match="inskickat"):
        join(acting("friend"), draft)


def test_a_co_proposers_name_is_no_personal_number(resident, acting):
    draft = create(resident, BENCHES)
    with pytest.raises(rules.PersonalNumberInText):
        join(acting("friend"), draft, shown_name="900602-2397")


# What is like it


def published(ctx: Context, keys, title, summary="", **given):
    row = make.folkmotion(ctx.session, keys, title=title, summary=summary, **given)
    index(ctx, row, (title, 3), (summary, 2))
    ctx.session.flush()
    return row


def test_similar_proposals_are_found_whatever_the_inflection(resident, system, keys):
    benches = published(system, keys, "Bänkar längs Kyrkvägen", "Sätt ut bänkar.")
    for title in ("Gratis parkering", "Fler lekplatser", "Öppna biblioteket", "Ny simhall"):
        published(system, keys, title, "Kommunen ska göra det.")
    draft = create(resident, replace(BENCHES, title="En bänk vid kyrkvägen", summary="Kommunen."))
    assert queries.similar_to(resident, draft.texts[-1]) == [benches]


def test_nothing_is_like_what_nobody_has_proposed(resident, system, keys):
    for title in ("Gratis parkering", "Fler lekplatser", "Öppna biblioteket"):
        published(system, keys, title, "Kommunen ska göra det.")
    draft = create(resident, replace(BENCHES, title="Ett planetarium", summary="Kommunen ska."))
    assert queries.similar_to(resident, draft.texts[-1]) == []
    words = create(resident, replace(BENCHES, title="!!!", summary="???"))
    assert queries.similar_to(resident, words.texts[-1]) == []


def test_only_public_proposals_of_ones_own_municipality_are_shown(resident, system, keys, engine):
    hidden = published(system, keys, "Bänkar längs ån", publication=Publication.HIDDEN)
    published(system, keys, "Ny simhall")
    open_one = published(system, keys, "Bänkar längs ån")
    with TenantSession(engine, municipality_id=make.BJORKBY) as other:
        resident.session.commit()
        there = replace(system, session=other)
        published(there, keys, "Bänkar längs ån", "Bänkar längs ån", author_id=None)
        other.commit()
    draft = create(resident, replace(BENCHES, title="Bänkar längs ån"))
    found = queries.similar_to(resident, draft.texts[-1])
    assert found == [open_one]
    assert hidden not in found


def test_similar_proposals_are_found_in_as_many_statements_however_many(
    resident, system, keys, statements
):
    for number in range(40):
        published(system, keys, f"{'Bänkar' if number % 4 else 'Soffor'} vid torg {number}")
    draft = create(resident, replace(BENCHES, title="Soffor vid torget", summary="Soffor."))
    resident.session.flush()
    statements.clear()
    assert len(queries.similar_to(resident, draft.texts[-1])) == queries.MOST_SIMILAR
    assert len(statements) <= 3
