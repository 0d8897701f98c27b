"""Whoever is about to tell everybody a telephone number is asked once, and loses nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from dialog.consultation.actions.setup import create
from dialog.consultation.models import Comment, Idea
from dialog.consultation.rules import Blueprint
from dialog.consultation.rules.content import DiscussionContent, IdeasContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from tests.browser import Browser
from tests.consultation import rows

WORDS = "Ring mig på 070-123 45 67."
QUESTION = "Ser det här ut som ett telefonnummer? 070-123 45 67. Alla kan läsa det."
Decide = Callable[..., None]


@pytest.fixture
def ideas(session: TenantSession, keys: Keyring) -> str:
    row = rows.consultation(session, keys)
    part = rows.add_part(session, row, IdeasContent())
    address = f"/medborgardialoger/{row.id}/ideer/{part.id}/ny"
    session.rollback()
    return address


def filled(**more: Any) -> dict[str, Any]:
    return {"title": "Fler bänkar", "body": WORDS, "shown": "ingen"} | more


def count(session: TenantSession, model: type[Idea | Comment]) -> int:
    number = len(session.scalars(select(model)).all())
    session.rollback()
    return number


def test_an_idea_with_a_number_is_asked_about_once_and_sent_anyway(
    browser: Browser, ideas: str, session: TenantSession
) -> None:
    asked = browser.submit(ideas, **filled())
    assert asked.status == 422
    assert QUESTION in asked.text
    assert asked.fields()["body"] == WORDS
    assert "Skicka ändå" in asked.text
    assert count(session, Idea) == 0
    sent = browser.post(ideas, asked.fields())
    assert sent.h1.startswith("Kvitto")
    assert count(session, Idea) == 1


def test_other_words_are_asked_about_anew(
    browser: Browser, ideas: str, session: TenantSession
) -> None:
    asked = browser.submit(ideas, **filled())
    again = browser.post(ideas, asked.fields() | {"body": "Skriv till a@b.se."})
    assert "Ser det här ut som en e-postadress? a@b.se." in again.text
    assert count(session, Idea) == 0
    browser.post(ideas, again.fields() | {"body": "Fler bänkar."})
    assert count(session, Idea) == 1


def test_a_comment_is_asked_about_and_nothing_else_is(
    browser: Browser, session: TenantSession, keys: Keyring
) -> None:
    row = rows.consultation(session, keys)
    part = rows.add_part(session, row, DiscussionContent())
    address = f"/medborgardialoger/{row.id}/diskussion/{part.id}/skriv"
    session.rollback()
    assert QUESTION in browser.submit(address, body=WORDS, shown="ingen").text
    browser.submit(address, body="Kostar 10 000 000 kronor.", shown="ingen")
    assert count(session, Comment) == 1


@pytest.mark.parametrize("mode", ["after", "before"])
def test_new_steps_begin_with_the_rule_of_the_municipality(
    acting: Callable[[str], Context], decide: Decide, browser: Browser, mode: str
) -> None:
    decide("moderation.mode", mode)
    is_first = mode == "before"
    officer = acting("officer")
    row = create(officer, Blueprint.SURVEY, "Parken")
    assert {stage.is_reviewed_first for stage in row.stages} == {is_first}
    address = f"/arbetsyta/medborgardialoger/{row.id}/steg/nytt"
    officer.session.commit()
    page = browser.log_in("officer").get(address)
    box = page.soup.select_one("input[name=is_reviewed_first]")
    assert box is not None
    assert box.has_attr("checked") is is_first
