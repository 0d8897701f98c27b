"""A passage is hidden with a reason, in whichever text; appealed, and shown again; the original stays."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from dialog.consultation.actions.comments import NewComment, comment
from dialog.consultation.actions.ideas import NewIdea, edit_idea, propose
from dialog.consultation.models import Comment, Idea
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.worker import Desk, run_once
from dialog.folkmotion.actions.review import stop
from dialog.moderation.actions.appeal import appeal, judge
from dialog.moderation.actions.masking import Wish, hide_part
from dialog.moderation.actions.people import Grounds
from dialog.moderation.models import Decision, ReportCase, ReportOutcome
from dialog.moderation.rules import Measure, NotShown, Result, TextChanged
from dialog.notification.models import Mailing
from dialog.process.models import Mask
from dialog.process.rules import Publication
from dialog.process.rules.masking import Extent
from dialog.process.search import matching
from tests import make
from tests.consultation import rows
from tests.make import EKBY
from tests.moderation.reporting import report

Acting = Callable[[str], Context]
WHY = Grounds("personal_data", "Skriv inte var folk bor.")
MARK = "[Dolt av kommunen: Texten innehåller uppgifter om andra personer]"
TEXT = "Kalle på Storgatan 3 kör för fort. Sätt upp skyltar."


def idea(ctx: Context, title: str = "Sänk farten", body: str = TEXT) -> Idea:
    """An idea of whoever acts; not committed."""
    row = rows.consultation(ctx.session, ctx.keys)
    part = rows.add_part(ctx.session, row, IdeasContent())
    propose(ctx, part, logged_in(ctx, row, None), words(title, body))
    return ctx.session.scalars(select(Idea).order_by(Idea.id.desc()).limit(1)).one()


def words(title: str, body: str) -> NewIdea:
    return NewIdea(title, body, (("Rubrik", title), ("Beskrivning", body)))


def hide(ctx: Context, thing: Any, passage: str, part: str = "body", **given: Any) -> int:
    seen = given.pop("seen", len(thing.texts))
    return hide_part(ctx, thing, Wish(part, passage, seen, **given), WHY)


def decisions(ctx: Context) -> list[Decision]:
    return list(ctx.session.scalars(select(Decision).order_by(Decision.id)))


def test_a_passage_of_an_idea_is_hidden_appealed_and_shown_again(
    author: Context, moderator: Context, acting: Acting
) -> None:
    thing = idea(author)
    assert hide(moderator, thing, "på Storgatan 3") == 1
    assert thing.body == f"Kalle {MARK} kör för fort. Sätt upp skyltar."
    assert (thing.publication, thing.refusal) == (Publication.PUBLISHED, "")
    assert thing.texts[-1].body == TEXT
    decision = decisions(author)[0]
    assert (decision.measure, decision.ground) == (Measure.HIDE_PART, "personal_data")
    asked = appeal(author, decision, text="Adressen står i katalogen.")
    with pytest.raises(NotPermitted):
        judge(moderator, asked, result=Result.CHANGED, answer="Ja.")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Du har rätt.")
    assert thing.body == TEXT
    assert author.session.scalars(select(Mask)).one().lifted_at is not None


def test_a_decision_that_stands_keeps_the_words_hidden(
    author: Context, moderator: Context, acting: Acting
) -> None:
    thing = idea(author)
    hide(moderator, thing, "Storgatan 3")
    asked = appeal(author, decisions(author)[0], text="Nej.")
    judge(acting("second_moderator"), asked, result=Result.UPHELD, answer="Jo.")
    assert "Storgatan" not in thing.body


def test_a_decision_that_falls_shows_only_its_own_words_again(
    author: Context, moderator: Context, acting: Acting
) -> None:
    thing = idea(author)
    hide(moderator, thing, "Kalle")
    hide(moderator, thing, "Storgatan 3")
    asked = appeal(author, decisions(author)[0], text="Alla heter Kalle.")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Ja.")
    assert thing.body.startswith("Kalle på [Dolt")
    assert "Storgatan" not in thing.body


def test_a_passage_of_a_comment_is_hidden_wherever_it_stands(
    author: Context, moderator: Context
) -> None:
    about = idea(author)
    new = NewComment("Kalle! Kalle!", "Kommentar")
    comment(author, about, logged_in(author, about.process, None), new)
    thing = author.session.scalars(select(Comment)).one()
    assert hide(moderator, thing, "Kalle", extent=Extent.EVERYWHERE) == 2
    assert thing.body == f"{MARK}! {MARK}!"
    with pytest.raises(Faulty) as fault:
        hide(moderator, thing, "Kalle", extent=Extent.EVERYWHERE)
    assert fault.value.field == "passage"


def found(ctx: Context, question: str) -> list[int]:
    stmt = matching(question)
    assert stmt is not None
    return [row[0] for row in ctx.session.execute(stmt)]


def test_a_passage_of_a_folkmotion_is_hidden_also_from_the_search(
    author: Context, moderator: Context, acting: Acting
) -> None:
    thing = make.folkmotion(author.session, author.keys, title="Flytta Kalle Karlsson")
    why = Grounds("bbs_threat", "Hota ingen.")
    hide_part(moderator, thing, Wish("title", "Kalle Karlsson", 1), why)
    whole = thing.texts[-1].body
    hide_part(moderator, thing, Wish("body", "", 1, Extent.ALL), why)
    shown = thing.shown(thing.texts[-1])
    assert thing.title == shown.title
    assert thing.title.startswith("Flytta [Dolt av kommunen: ")
    assert shown.body.startswith("[Dolt av kommunen: ")
    assert (shown.summary, thing.texts[-1].body) == (thing.summary, whole)
    assert found(author, "Karlsson") == []
    assert found(author, "flytta") == [thing.id]
    assert thing.publication is Publication.PUBLISHED
    for decision in decisions(author):
        asked = appeal(author, decision, text="Nej.")
        judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Ja.")
    assert (thing.title, thing.masked) == ("Flytta Kalle Karlsson", {})
    assert found(author, "Karlsson") == [thing.id]


def test_a_new_version_keeps_hidden_what_stands_there_still(
    author: Context, moderator: Context
) -> None:
    thing = idea(author)
    hide(moderator, thing, "Storgatan 3")
    who = logged_in(author, thing.process, None)
    edit_idea(author, thing, who, words("På storgatan  3", "Nu utan adress."))
    assert (thing.title, thing.body) == (f"På {MARK}", "Nu utan adress.")
    edit_idea(author, thing, who, words("Sänk farten", "Storgatan 35."))
    assert (thing.title, thing.body) == ("Sänk farten", "Storgatan 35.")
    edit_idea(author, thing, who, words("Sänk farten", "Storgatan 3."))
    assert thing.body == "Storgatan 3."  # it was not there when it was sent last, so it is new


def test_what_came_back_in_a_new_version_is_shown_when_the_decision_falls(
    author: Context, moderator: Context, acting: Acting
) -> None:
    thing = idea(author)
    hide(moderator, thing, "Storgatan 3")
    who = logged_in(author, thing.process, None)
    edit_idea(author, thing, who, words("Sänk farten", "Storgatan 3!"))
    asked = appeal(author, decisions(author)[0], text="Nej.")
    judge(acting("second_moderator"), asked, result=Result.CHANGED, answer="Ja.")
    assert thing.body == "Storgatan 3!"


def test_reports_are_answered_and_the_author_is_told(
    author: Context, moderator: Context, desk: Desk
) -> None:
    thing = idea(author)
    report(author, thing, "personal_data")
    hide(moderator, thing, "Kalle")
    case = author.session.scalars(select(ReportCase)).one()
    assert (case.outcome, case.reason) == (ReportOutcome.ACTED, "personal_data")
    author.session.commit()
    for _ in range(3):
        run_once(desk, [EKBY])
    told = select(Mailing).where(Mailing.template == "moderation.decide")
    assert author.session.scalars(told).one().facts["measure"] == "hide_part"


def test_what_cannot_be_hidden_says_why(author: Context, moderator: Context) -> None:
    thing = idea(author)
    for wish, why, field in (
        (Wish("reasons", "Kalle", 1), WHY, "part"),
        (Wish("body", "Nisse", 1), WHY, "passage"),
        (Wish("body", "Kalle", 1), Grounds("not_ours", "Nej."), "reason"),
        (Wish("body", "Kalle", 1), Grounds("personal_data", " "), "comment"),
    ):
        with pytest.raises(Faulty) as fault:
            hide_part(moderator, thing, wish, why)
        assert fault.value.field == field
    with pytest.raises(TextChanged):
        hide(moderator, thing, "Kalle", seen=2)
    thing.publication = Publication.HIDDEN
    author.session.flush()
    with pytest.raises(NotShown):
        hide(moderator, thing, "Kalle")


def test_only_moderators_hide_and_nobody_in_their_own(
    author: Context, moderator: Context, resident: Context, registrar: Context
) -> None:
    thing = idea(author)
    for ctx in (resident, author, registrar):
        with pytest.raises(NotPermitted):
            hide(ctx, thing, "Kalle")
    own = idea(moderator)
    with pytest.raises(NotPermitted):
        hide(moderator, own, "Kalle")


def test_a_folkmotion_can_be_stopped_afterwards(author: Context, moderator: Context) -> None:
    thing = make.folkmotion(author.session, author.keys, title="Flytta Kalle")
    hide_part(moderator, thing, Wish("title", "Kalle", 1), Grounds("bbs_threat", "Nej."))
    stop(moderator, thing, reason="not_ours", comment="Nej.")
    assert thing.publication is Publication.STOPPED
    assert "Kalle" not in thing.title
