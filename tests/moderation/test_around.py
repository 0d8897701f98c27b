"""Whoever judges a text sees the thread and what has happened to it, and nothing else of its author."""

from sqlalchemy import select

from dialog.consultation.actions.comments import NewComment, comment
from dialog.consultation.models import Comment
from dialog.consultation.queries.participants import logged_in
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.moderation import subjects
from dialog.moderation.actions.appeal import appeal
from dialog.moderation.actions.masking import Wish, hide_part
from dialog.moderation.models import Decision
from tests.browser import Browser
from tests.moderation.reporting import report
from tests.moderation.test_masking import WHY, idea


def test_the_page_tells_the_thread_and_the_history(
    browser: Browser, author: Context, moderator: Context, session: TenantSession
) -> None:
    about = idea(author)
    other = idea(author, "Något helt annat", "Av samma person.")
    who = logged_in(author, about.process, None)
    comment(author, about, who, NewComment("Första ordet.", "Kommentar"))
    first = author.session.scalars(select(Comment)).one()
    comment(author, about, who, NewComment("Svar på tal.", "Kommentar", answers=first))
    report(author, first, "offensive")
    hide_part(moderator, first, Wish("body", "ordet", 1), WHY)
    decision = author.session.scalars(select(Decision)).one()
    appeal(author, decision, text="Nej.")
    address, theirs = f"/arbetsyta/granskning/inlagg/{first.id}", other.body
    idea_at = f"/arbetsyta/granskning/inlagg/{about.id}"
    session.commit()
    browser.log_in("moderator")
    page = browser.get(address)
    assert "Sänk farten" in page.soup.find(id="svarar-pa").parent.text
    assert "Svar på tal." in page.soup.find(id="svar").parent.text
    history = page.soup.find(id="hant").parent.text
    for words in ("Version 1 skickades in", "1 anmälan kom in", "Delvis dold: ", "Omprövning"):
        assert words in history
    assert theirs not in page.text
    assert "Första" in browser.get(idea_at).soup.find(id="svar").parent.text


def test_what_has_no_thread_shows_none(author: Context) -> None:
    thing = idea(author)
    assert subjects.thread_of(author, thing) == subjects.Thread((), [])
    thing.kind = "consultation_answer"
    assert subjects.thread_of(author, thing) == subjects.Thread()
    author.session.rollback()
