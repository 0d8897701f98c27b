"""Somebody who wrote without logging in reads the decision in their own browser and has it looked at again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from dialog.consultation.models import Consultation, Idea
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.core.policy import can
from dialog.moderation.actions.appeal import own_appeal
from dialog.moderation.actions.contributions import hide_contribution
from dialog.moderation.models import Appeal, Decision
from dialog.moderation.queries.decisions import own
from dialog.moderation.rules import TooLate
from dialog.process.rules import Publication
from tests.browser import Browser
from tests.consultation import rows
from tests.make import NOW
from tests.moderation.reporting import reader

DAY = timedelta(days=1)


@pytest.fixture
def home(author: Context) -> str:
    """The address of a consultation where anyone sends in ideas."""
    row: Consultation = rows.consultation(author.session, author.keys)
    part = rows.add_part(author.session, row, IdeasContent())
    address = f"/medborgardialoger/{row.id}"
    assert part.id == 1
    author.session.rollback()
    return address


@pytest.fixture
def mine(browser: Browser, home: str, moderator: Context) -> str:
    """Written in this browser, and then hidden: the address of the decision there."""
    moderator.session.rollback()  # a row that was read keeps the browser waiting
    browser.submit(f"{home}/ideer/1/ny", title="Riv allt", body="Bort!", shown="alias", alias="R")
    idea = moderator.session.scalars(select(Idea)).one()
    assert idea.author_id is None
    hide_contribution(moderator, idea, seen=1, reason="off_topic", comment="Det rör hus.")
    moderator.session.commit()
    page = browser.get(f"{home}/mina-inlagg")
    return page.link("Läs beslutet och hur du begär omprövning")


def test_from_the_decision_to_the_outcome_without_a_login(
    app: Flask, browser: Browser, home: str, mine: str, session: TenantSession
) -> None:
    statement = browser.get(mine)
    for words in ("Dold", "Det rör hus.", "Ingen automatik", "till och med 22 december 2026"):
        assert words in statement.text
    assert statement.link("Det du har skrivit") == f"{home}/mina-inlagg"
    assert statement.response.headers["Cache-Control"] == "no-store"
    asked = statement.link("Begär omprövning")
    assert browser.submit(asked, text="").faults().keys() == {"text"}
    receipt = browser.submit(asked, text="Jo, det hör hit.")
    assert receipt.h1 == "Kvitto på en begäran om omprövning"
    assert "Jo, det hör hit." not in receipt.text
    assert browser.get(asked).url == mine, "once"
    judge = Browser(app).log_in("second_moderator")
    form = judge.get(judge.get("/arbetsyta/omprovningar").link("Riv allt"))
    judge.submit(form.url, result="changed", answer="Du har rätt.")
    outcome = browser.get(mine)
    assert "Beslutet ändrades" in outcome.text
    assert "Du har rätt." in outcome.text
    assert "Läs beslutet" in browser.get(f"{home}/mina-inlagg").text
    assert session.scalars(select(Idea)).one().publication is Publication.PUBLISHED


@pytest.mark.parametrize("name", ["", "resident", "moderator", "second_moderator", "admin"])
@pytest.mark.parametrize("then", ["", "/omprovning"])
def test_no_other_browser_reads_it(app: Flask, mine: str, name: str, then: str) -> None:
    other = Browser(app)
    if name:
        other.log_in(name)
    answer = other.get(f"{mine}{then}", follow_redirects=False)
    assert answer.status in {303, 403}  # a login may be asked for
    assert "Det rör hus." not in answer.text


def test_the_address_holds_only_within_its_process(browser: Browser, home: str, mine: str) -> None:
    assert browser.get(mine.replace("/medborgardialoger/", "/remisser/")).status == 404
    assert browser.get(mine.replace("/mina-beslut/", "/mina-beslut/9")).status == 404
    assert browser.get(mine.replace(home, "/medborgardialoger/999")).status == 404


def test_it_is_judged_by_another_and_nobody_is_named(
    browser: Browser, mine: str, moderator: Context, acting
) -> None:
    moderator.session.rollback()
    browser.submit(f"{mine}/omprovning", text="Fel.")
    asked = moderator.session.scalars(select(Appeal)).one()
    assert not can(moderator.actor, "moderation.judge", asked)
    assert can(acting("second_moderator").actor, "moderation.judge", asked)
    stmt = select(Event).where(Event.name == "moderation.own_appeal")
    event = moderator.session.scalars(stmt).one()
    assert (event.actor_id, event.data) == (None, {"decision": asked.decision_id})


@pytest.mark.usefixtures("mine")
def test_neither_too_late_nor_by_another_key(moderator: Context) -> None:
    decision = moderator.session.scalars(select(Decision)).one()
    key = moderator.session.scalars(select(Idea)).one().participant_key
    late = replace(reader(moderator), now=NOW + 30 * DAY)
    with pytest.raises(TooLate):
        own_appeal(late, own(late, decision, key), text="Fel.")
    for wrong in ("", "another"):
        with pytest.raises(NotPermitted):
            own_appeal(late, own(late, decision, wrong), text="Fel.")
