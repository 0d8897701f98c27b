"""The stop switch: nobody but staff writes for a while, nothing typed is lost, and the time comes back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.consultation.models import Consultation
from dialog.consultation.queries import staff
from dialog.consultation.reactions.running import give_stages_time
from dialog.consultation.rules.content import IdeasContent
from dialog.core import policy
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import DomainError, Faulty, Paused
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.folkmotion.actions.count import count_names
from dialog.moderation.actions.stop import resume_writing, stop_writing
from dialog.process.rules import end_of_day, last_day
from dialog.remiss.reactions.inviting import give_addressees_time
from dialog.tenancy.queries import municipality
from tests import make
from tests.browser import Browser
from tests.consultation import rows as consulting
from tests.remiss import rows as remissing

Acting = Callable[[str], Context]
DAY = timedelta(days=1)
WHY = "Vi har fått in många olagliga inlägg."


@pytest.fixture
def stopped(moderator: Context) -> Context:
    stop_writing(moderator, words=WHY)
    return moderator


@pytest.mark.parametrize("permission", sorted(policy.PUBLIC_ACTS))
def test_every_way_in_which_the_public_takes_part_is_paused_and_staff_go_on(
    permission: str, stopped: Context, acting: Acting, keys: Keyring
) -> None:
    author = acting("author")
    subjects = {
        "folkmotion": make.folkmotion(author.session, keys, author_id=author.actor.id),
        "consultation": consulting.consultation(author.session, keys),
        "remiss": remissing.remiss(author.session, keys),
    }
    subject = subjects[permission.partition(".")[0]]
    with pytest.raises(Paused, match="olagliga"):
        author.require(permission, subject)
    resume_writing(stopped)
    author.require(permission, subject)


def test_taking_back_reporting_and_appealing_are_never_paused() -> None:
    assert policy.PUBLIC_ACTS.isdisjoint(
        {"folkmotion.unsign", "consultation.unsupport", "moderation.report", "moderation.appeal"}
    )


def test_without_a_reason_nothing_stops(moderator: Context) -> None:
    with pytest.raises(Faulty):
        stop_writing(moderator, words=" ")
    assert municipality(moderator.session).writing_stopped_at is None


def test_two_who_stop_at_once_stop_once(stopped: Context) -> None:
    with pytest.raises(DomainError):
        stop_writing(stopped, words="Också jag.")
    resume_writing(stopped)
    with pytest.raises(DomainError):
        resume_writing(stopped)


def test_what_was_open_gets_whole_days_back_and_what_had_closed_does_not(
    moderator: Context, keys: Keyring
) -> None:
    now = moderator.now
    session = moderator.session
    is_open = remissing.remiss(session, keys, opens_at=now - DAY, closes_at=now + 5 * DAY)
    closing = remissing.remiss(session, keys, opens_at=now - DAY, closes_at=now + DAY)
    closed = remissing.remiss(session, keys, opens_at=now - 9 * DAY, closes_at=now - DAY)
    later = remissing.remiss(session, keys, opens_at=now + 9 * DAY, closes_at=now + 20 * DAY)
    before = {row.id: row.closes_at for row in (is_open, closing, closed, later)}
    stop_writing(moderator, words=WHY)
    after = replace(moderator, now=now + timedelta(hours=30))
    assert resume_writing(after) == 2
    for row in (is_open, closing):
        assert row.closes_at == end_of_day(last_day(before[row.id]) + 2 * DAY)
    assert closed.closes_at == before[closed.id]
    assert later.closes_at == before[later.id]


def test_the_steps_of_a_consultation_get_the_time_back_too(
    moderator: Context, system: Context, keys: Keyring
) -> None:
    row = consulting.consultation(
        moderator.session, keys, opens_at=moderator.now - DAY, closes_at=moderator.now + 5 * DAY
    )
    before = last_day(row.stages[0].closes_at or moderator.now)
    stop_writing(moderator, words=WHY)
    resume_writing(replace(moderator, now=moderator.now + 2 * DAY))
    event = moderator.session.scalars(
        select(Event).where(Event.name == "moderation.give_time", Event.subject_id == row.id)
    ).one()
    give_stages_time(system, event)
    assert row.stages[0].last_day() == before + 2 * DAY
    assert row.closes_at == row.stages[0].closes_at


def test_an_addressee_with_more_time_of_its_own_gets_it_back_too(
    moderator: Context, system: Context, keys: Keyring
) -> None:
    row = remissing.remiss(moderator.session, keys, closes_at=moderator.now + 5 * DAY)
    longer = end_of_day(last_day(moderator.now + 10 * DAY))
    club = remissing.add_addressee(moderator.session, row, "Cykelklubben", extended_to=longer)
    moderator.session.commit()
    stop_writing(moderator, words=WHY)
    resume_writing(replace(moderator, now=moderator.now + 2 * DAY))
    event = moderator.session.scalars(
        select(Event).where(Event.name == "moderation.give_time", Event.subject_id == row.id)
    ).one()
    give_addressees_time(system, event)
    assert club.extended_to == end_of_day(last_day(longer) + 2 * DAY)


def test_nothing_that_closes_meanwhile_is_handed_over_before_it_has_got_its_time_back(
    moderator: Context, system: Context, keys: Keyring
) -> None:
    now = moderator.now
    row = consulting.consultation(moderator.session, keys, closes_at=now + DAY)
    mine = make.folkmotion(moderator.session, keys, closes_at=now + DAY)
    stop_writing(moderator, words=WHY)
    later = replace(system, now=now + 3 * DAY)
    assert staff.just_closed(later) == []
    count_names(later, mine)
    closings = select(Event).where(Event.name == "folkmotion.close")
    assert later.session.scalars(closings).all() == []
    resume_writing(replace(moderator, now=now + 3 * DAY))
    assert row.window(later.now).value == "open"
    assert staff.just_closed(replace(system, now=now + 9 * DAY)) == [row]


def test_what_somebody_was_writing_stands_there_again_when_it_goes_on(
    session: TenantSession, keys: Keyring, browser: Browser
) -> None:
    row = consulting.consultation(session, keys)
    part = consulting.add_part(session, row, IdeasContent())
    shown = f"/medborgardialoger/{row.id}"
    address = f"{shown}/ideer/{part.id}/ny"
    session.rollback()
    writer = browser.log_in("resident")
    form = writer.get(address).fields()
    moderator = Browser(browser.app).log_in("moderator")
    page = moderator.submit("/arbetsyta/stopp", "stoppa", words=WHY)
    assert "bara de som arbetar på kommunen" in page.text
    page = writer.post(address, form | {"title": "Fler träd", "body": "Längs hela ån."})
    assert page.status == 503
    assert WHY in page.text
    assert WHY in writer.get(shown).text
    moderator.submit("/arbetsyta/stopp", "satt-igang")
    assert writer.get(address).fields()["body"].strip() == "Längs hela ån."
    assert session.scalars(select(Consultation)).one().is_public()


def test_nothing_is_stopped_without_words_and_the_page_says_so(browser: Browser) -> None:
    page = browser.log_in("admin").submit("/arbetsyta/stopp", "stoppa", words="")
    assert page.status == 422
    assert "Skriv varför" in page.text


def test_others_may_not_stop_anything(browser: Browser) -> None:
    assert browser.log_in("officer").get("/arbetsyta/stopp").status == 403
