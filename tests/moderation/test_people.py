"""Decisions about whoever wrote a text: warned or blocked for a time, with reasons, and appealed once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules.content import IdeasContent
from dialog.core import policy
from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty, NotPermitted
from dialog.core.worker import Desk, run_once
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.actions.people import Grounds, block_author, lift_block, warn_author
from dialog.moderation.models import Block, Decision
from dialog.moderation.rules import Blocked, Measure, Result, Unknown
from dialog.notification.models import Mailing
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser
from tests.consultation import rows
from tests.make import EKBY
from tests.moderation.test_contributions import written
from tests.remiss import rows as remissing

Acting = Callable[[str], Context]
WHY = Grounds("offensive", "Skriv inte så om andra.")


def decision(ctx: Context) -> Decision:
    return ctx.session.scalars(select(Decision)).one()


def things(ctx: Context) -> dict[str, Any]:
    """Something that the actor has written, of every type."""
    mine = {"author_id": ctx.actor.id}
    remiss = remissing.remiss(ctx.session, ctx.keys)
    response = remissing.add_response(
        ctx.session, remiss, {"": remissing.View("supports", "Dumt.")}, **mine
    )
    return {
        "folkmotion": make.folkmotion(ctx.session, ctx.keys, **mine),
        "consultation": written(ctx),
        "remiss": response,
    }


@pytest.mark.parametrize("kind", ["folkmotion", "consultation", "remiss"])
def test_a_warning_leaves_the_text_and_is_told_with_its_reasons(
    kind: str, author: Context, moderator: Context, desk: Desk
) -> None:
    thing = things(author)[kind]
    before = thing.publication
    warn_author(moderator, thing, WHY)
    assert thing.publication is before
    told = decision(moderator)
    assert (told.measure, told.ground, told.author_id) == (
        Measure.WARN,
        "offensive",
        author.actor.id,
    )
    moderator.session.commit()
    run_once(desk, [EKBY])
    letters = moderator.session.scalars(select(Mailing.facts)).all()
    assert [facts["measure"] for facts in letters] == ["warn"]


@pytest.mark.parametrize("kind", ["folkmotion", "consultation", "remiss"])
def test_whoever_is_blocked_puts_no_words_before_others_but_takes_part_in_other_ways(
    kind: str, author: Context, moderator: Context
) -> None:
    thing = things(author)[kind]
    block_author(moderator, thing, WHY, days=7, whole=True)
    row = rows.consultation(author.session, author.keys)
    with pytest.raises(Blocked, match="Mina sidor"):
        author.require("consultation.propose", row)
    author.require("consultation.respond", row)
    author.require("moderation.report", thing)


def test_a_block_of_one_process_holds_there_alone_and_for_its_time(
    author: Context, moderator: Context
) -> None:
    idea = written(author)
    block = block_author(moderator, idea, WHY, days=7, whole=False)
    other = rows.consultation(author.session, author.keys)
    author.require("consultation.propose", other)
    with pytest.raises(Blocked):
        author.require("consultation.propose", idea.process)
    replace(author, now=block.until).require("consultation.propose", idea.process)
    with pytest.raises(Faulty):
        block_author(moderator, idea, WHY, days=7, whole=False)


def test_every_way_of_putting_words_before_others_asks_the_gate(
    author: Context, moderator: Context
) -> None:
    thing = things(author)
    block_author(moderator, thing["folkmotion"], WHY, days=1, whole=True)
    subjects = {
        "folkmotion": thing["folkmotion"],
        "consultation": thing["consultation"].process,
        "remiss": thing["remiss"].process,
    }
    assert policy.PUBLIC_TEXTS
    for permission in sorted(policy.PUBLIC_TEXTS):
        with pytest.raises(Blocked):
            author.require(permission, subjects[permission.partition(".")[0]])


def test_a_block_is_appealed_to_another_and_ends_when_the_decision_is_changed(
    author: Context, moderator: Context, acting: Acting
) -> None:
    idea = written(author)
    block = block_author(moderator, idea, WHY, days=30, whole=True)
    asked = appeal(author, decision(moderator), text="Det var inte jag.")
    with pytest.raises(NotPermitted):
        judge(moderator, asked, result=Result.CHANGED, answer="Nej.")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Det stämmer.")
    assert block.lifted_at is not None
    assert idea.publication is Publication.PUBLISHED
    author.require("consultation.propose", idea.process)


def test_a_warning_that_is_changed_leaves_everything_as_it_was(
    author: Context, moderator: Context, acting: Acting
) -> None:
    idea = written(author)
    warn_author(moderator, idea, WHY)
    asked = appeal(author, decision(moderator), text="Det var ironi.")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Du har rätt.")
    assert idea.publication is Publication.PUBLISHED


def test_a_block_can_be_lifted_once(author: Context, moderator: Context) -> None:
    block = block_author(moderator, written(author), WHY, days=1, whole=True)
    lift_block(moderator, block)
    with pytest.raises(DomainError):
        lift_block(moderator, block)


@pytest.mark.parametrize(
    ("why", "days"),
    [(Grounds("", "Ord"), 7), (Grounds("offensive", " "), 7), (WHY, 400)],
)
def test_without_a_reason_words_or_a_time_nobody_is_blocked(
    why: Grounds, days: int, author: Context, moderator: Context
) -> None:
    idea = written(author)
    with pytest.raises(Faulty):
        block_author(moderator, idea, why, days=days, whole=True)
    assert moderator.session.scalars(select(Block)).all() == []


def test_nobody_decides_about_themselves_or_about_whom_nobody_knows(
    author: Context, moderator: Context
) -> None:
    idea = written(author)
    idea.author_id = moderator.actor.id
    author.session.flush()
    with pytest.raises(NotPermitted):
        warn_author(moderator, idea, WHY)
    idea.author_id = None
    author.session.flush()
    with pytest.raises(Unknown):
        warn_author(moderator, idea, WHY)


def test_what_is_typed_by_somebody_blocked_is_told_why_it_is_not_taken(
    author: Context, moderator: Context, browser: Browser
) -> None:
    idea = written(author)
    part = rows.add_part(
        author.session, rows.consultation(author.session, author.keys), IdeasContent()
    )
    address = f"/medborgardialoger/{part.stage.consultation_id}/ideer/{part.id}/ny"
    block_author(moderator, idea, WHY, days=7, whole=True)
    author.session.commit()
    page = browser.log_in("author").get(address)
    assert page.status == 403
    assert "Du får inte skriva här till och med" in page.text


def test_a_moderator_warns_and_blocks_from_the_pages_and_lifts_it(
    author: Context, browser: Browser
) -> None:
    idea = written(author)
    base = f"/arbetsyta/granskning/contribution/{idea.id}"
    review = f"/arbetsyta/granskning/inlagg/{idea.id}"
    author.session.commit()
    moderator = browser.log_in("moderator")
    assert moderator.get(review).link("Varna") == f"{base}/varna"
    page = moderator.submit(f"{base}/varna", reason="offensive", comment="")
    assert page.status == 422
    page = moderator.submit(f"{base}/varna", reason="offensive", comment="Skriv inte så.")
    assert "Varningen är skickad" in page.text
    page = moderator.submit(
        f"{base}/sparra", reason="offensive", comment="Sluta.", days="7", where="everywhere"
    )
    assert "Hela kommunen" in page.text
    assert "Frans" not in page.text
    assert "Ingen är spärrad nu" in moderator.submit("/arbetsyta/granskning/sparrar", "hav").text


def test_a_type_that_is_not_there_is_not_found(browser: Browser) -> None:
    assert browser.log_in("moderator").get("/arbetsyta/granskning/annat/1/varna").status == 404


def test_the_person_reads_the_reasons_and_how_to_have_it_looked_at_again(
    author: Context, moderator: Context, browser: Browser
) -> None:
    block_author(moderator, written(author), WHY, days=7, whole=True)
    address = f"/mina-sidor/beslut/{decision(moderator).id}"
    author.session.commit()
    page = browser.log_in("author").get(address)
    for words in ("Spärr", "Skriv inte så om andra.", "Begär omprövning"):
        assert words in page.text


def test_the_public_log_tells_of_it_without_telling_of_whom(
    author: Context, moderator: Context, browser: Browser
) -> None:
    later = replace(moderator, now=moderator.now + timedelta(seconds=1))
    warn_author(later, written(author), WHY)
    author.session.commit()
    page = browser.get("/om/granskning")
    assert "Varning" in page.text
    assert "Dum idé" not in page.text


def test_a_blocked_person_cannot_send_what_was_open_before(
    author: Context, moderator: Context
) -> None:
    idea = written(author)
    part = idea.part
    block_author(moderator, idea, WHY, days=1, whole=False)
    words = NewIdea("En till", "Text.", (("Rubrik", "En till"), ("Beskrivning", "Text.")))
    with pytest.raises(Blocked):
        propose(author, part, logged_in(author, part.stage.consultation, None), words)
