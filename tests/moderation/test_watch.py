"""Keeping watch: what is new since somebody looked, who looked when, and the daily letter about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.errors import NotPermitted
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, run_once
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.moderation.actions.watch import look, look_at_all, tell_watch
from dialog.moderation.models import Look
from dialog.moderation.queries.watch import Watched, days_between_looks, sums, unseen, watched
from dialog.moderation.subjects import PLACES, Place
from dialog.notification.models import Letter, Mailing
from dialog.process.models import Contribution, Process
from dialog.process.rules import Publication
from tests import make
from tests.browser import Browser
from tests.consultation import rows as consulting
from tests.make import EKBY, NOW
from tests.moderation.reporting import report
from tests.remiss import rows as remissing

Acting = Callable[[str], Context]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PAGE = "/arbetsyta/uppsikt"


def write(session: TenantSession, process: Process, **given: object) -> Contribution:
    """Something that somebody wrote three hours ago, of no type in particular; not committed."""
    moment = NOW - 3 * HOUR
    values = {"participant_key": "k", "body": "Hej.", "received_at": moment, "changed_at": moment}
    row = Contribution(process_id=process.id, **(values | given))
    session.add(row)
    session.flush()
    return row


@pytest.fixture(autouse=True)
def stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Contributions of no type in particular can be read by others too."""
    place = Place("process.home", lambda row: {}, "process.my_pages", lambda row: {})
    monkeypatch.setitem(PLACES, "contribution", place)


def test_what_nobody_else_reads_needs_no_look(
    moderator: Context, open_ones: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(PLACES, "contribution")
    write(moderator.session, open_ones[1])
    assert unseen(moderator) == 0


@pytest.fixture
def open_ones(session: TenantSession, keys: Keyring) -> list[Process]:
    """One of each type, all open."""
    return [
        make.folkmotion(session, keys),
        consulting.consultation(session, keys),
        remissing.remiss(session, keys),
    ]


def row_of(ctx: Context, process: Process) -> Watched:
    return next(row for row in watched(ctx) if row.process.id == process.id)


def test_every_type_is_watched_the_same_way(moderator: Context, open_ones: list[Process]) -> None:
    for process in open_ones:
        write(moderator.session, process)
        write(moderator.session, process, publication=Publication.WITHDRAWN)
        late = {"publication": Publication.SUBMITTED, "review_due_at": NOW - HOUR}
        write(moderator.session, process, **late)
    for process in open_ones:
        row = row_of(moderator, process)
        assert (row.new, row.fresh, row.waiting, row.late) == (2, 2, 1, 1)
        look(moderator, process, up_to=NOW)
        row = row_of(moderator, process)
        assert (row.new, row.fresh, row.waiting, row.late) == (0, 2, 1, 1)
        assert row.who
    assert unseen(moderator) == 0


def test_only_what_was_shown_has_been_seen(moderator: Context, open_ones: list[Process]) -> None:
    process = open_ones[1]
    write(moderator.session, process, received_at=NOW - 5 * HOUR)
    write(moderator.session, process, received_at=NOW - HOUR)
    look(moderator, process, up_to=NOW - 2 * HOUR)
    assert row_of(moderator, process).new == 1
    look(moderator, process, up_to=NOW)
    look(moderator, process, up_to=NOW - 2 * HOUR)  # an old page takes nothing back
    assert row_of(moderator, process).new == 0


def test_nobody_can_have_seen_what_is_to_come(moderator: Context, open_ones: list[Process]) -> None:
    look(moderator, open_ones[0], up_to=NOW + DAY)
    assert moderator.session.scalars(select(Look.up_to)).one() == NOW


def test_what_is_written_anew_is_new_again(moderator: Context, open_ones: list[Process]) -> None:
    row = write(moderator.session, open_ones[1])
    look(moderator, open_ones[1], up_to=NOW - 2 * HOUR)
    assert row_of(moderator, open_ones[1]).new == 0
    row.edited_at = NOW - HOUR
    assert row_of(moderator, open_ones[1]).new == 1


def test_what_has_ended_is_watched_as_long_as_something_waits(
    moderator: Context, keys: Keyring
) -> None:
    session = moderator.session
    ended = consulting.consultation(session, keys, closes_at=NOW - DAY)
    write(session, ended)
    assert watched(moderator) == []
    waits = write(session, ended, publication=Publication.SUBMITTED)
    assert [row.process for row in watched(moderator)] == [ended]
    waits.publication = Publication.PUBLISHED
    folkmotion = make.folkmotion(session, keys, closes_at=NOW - HOUR)
    report(moderator, folkmotion)
    assert [(row.process, row.reports) for row in watched(moderator)] == [(folkmotion, 1)]


def test_what_nobody_has_looked_at_for_longest_is_first(
    moderator: Context, open_ones: list[Process]
) -> None:
    for process in open_ones:
        write(moderator.session, process, received_at=NOW - HOUR)
    for hours, process in zip((9, 12, 3), open_ones, strict=True):
        look(replace(moderator, now=NOW - hours * HOUR), process, up_to=NOW - hours * HOUR)
    assert [row.process for row in watched(moderator)] == [open_ones[n] for n in (1, 0, 2)]
    found = sums(watched(moderator))
    assert (found.unseen, found.never, found.since) == (3, 0, NOW - 12 * HOUR)


def test_everything_can_be_looked_at_at_once(moderator: Context, open_ones: list[Process]) -> None:
    for process in open_ones:
        write(moderator.session, process)
    assert look_at_all(moderator, up_to=NOW) == 3
    assert unseen(moderator) == 0
    event = moderator.session.scalars(
        select(Event).where(Event.name == "moderation.look_at_all")
    ).one()
    assert event.data["processes"] == [row.process.id for row in watched(moderator)]


@pytest.mark.parametrize("name", ["officer", "registrar", "councillor", "admin", "resident"])
def test_only_moderators_look(acting: Acting, name: str, open_ones: list[Process]) -> None:
    with pytest.raises(NotPermitted):
        look(acting(name), open_ones[0], up_to=NOW)
    with pytest.raises(NotPermitted):
        look_at_all(acting(name), up_to=NOW)


def test_how_often_the_municipality_looks_is_a_median(
    moderator: Context, open_ones: list[Process]
) -> None:
    assert days_between_looks(moderator) is None
    for days in (6, 5, 2):
        look(replace(moderator, now=NOW - days * DAY), open_ones[0], up_to=NOW - days * DAY)
    look(moderator, open_ones[1], up_to=NOW)  # another process: no time between
    assert days_between_looks(moderator) == 2.0


def tell(desk: Desk, session: TenantSession) -> list[Mailing]:
    """The next morning, seven o'clock in Sweden, and what the worker does before and after."""
    session.commit()
    for hours in (0, 17, 18, 19):
        for _ in range(3):
            run_once(replace(desk, now=NOW + hours * HOUR), [EKBY])
    stmt = select(Mailing).where(Mailing.template == "moderation.tell_watch")
    return list(session.scalars(stmt.order_by(Mailing.id)))


def test_moderators_get_one_letter_a_day(
    moderator: Context, desk: Desk, open_ones: list[Process]
) -> None:
    session = moderator.session
    late = {"publication": Publication.SUBMITTED, "review_due_at": NOW - HOUR}
    write(session, open_ones[1], body="Hemligt", **late)
    for person in session.scalars(select(Person)):
        person.sealed_email = hide(moderator, f"p{person.id}@example.se", "email")
    (mailing,) = tell(desk, session)
    assert mailing.process_id is None
    assert mailing.facts | {"path": ""} == {
        "fresh": 1, "waiting": 1, "late": 1, "reports": 0, "unseen": 1, "never": 1, "since": "",
        "path": "",
    }  # fmt: skip
    told = session.scalars(select(Letter.recipient).where(Letter.mailing_id == mailing.id)).all()
    moderators = [p.id for p in session.scalars(select(Person)) if "moderator" in p.roles]
    assert told == [f"person:{number}" for number in moderators]


def test_nothing_is_sent_when_there_is_nothing(desk: Desk, open_ones: list[Process]) -> None:
    with TenantSession(desk.engine, municipality_id=EKBY) as session:
        assert tell(desk, session) == []


def test_the_letter_says_since_when(
    system: Context, moderator: Context, open_ones: list[Process]
) -> None:
    long_ago = NOW - 3 * DAY
    look(replace(moderator, now=long_ago), open_ones[0], up_to=long_ago)
    write(system.session, open_ones[0])
    event = tell_watch(system)
    assert event is not None
    assert event.data["since"] == long_ago.isoformat()
    with pytest.raises(NotPermitted):
        tell_watch(moderator)


# Pages


def test_a_moderator_sees_what_is_new_and_says_that_they_have_looked(
    browser: Browser, session: TenantSession, open_ones: list[Process]
) -> None:
    write(session, open_ones[1])
    number = open_ones[1].id
    session.commit()
    browser.log_in("moderator")
    assert browser.get("/arbetsyta").link("I 1 dialog finns något nytt") == PAGE
    page = browser.get(PAGE)
    assert "Hur ska Stadsparken bli? Ingen har tittat än. 1 nya" in page.text
    done = browser.submit(PAGE, action=f"/{number}/tittat")
    assert "Det är noterat att du har tittat" in done.text
    assert "1 nya" not in done.text
    assert "Senast 1 december 2026" in done.text
    assert "något nytt som ingen" not in browser.get("/arbetsyta").text
    everything = browser.submit(PAGE, action="/uppsikt/tittat")
    assert "Ingen har tittat än." not in everything.text


@pytest.mark.parametrize("up_to", ["", "i går", "2026-12-01", "9" * 400])
def test_a_form_that_does_not_say_what_was_shown_notes_nothing(
    browser: Browser, session: TenantSession, open_ones: list[Process], up_to: str
) -> None:
    number = open_ones[0].id
    session.commit()
    fields = browser.log_in("moderator").get(PAGE).fields("/uppsikt/tittat") | {"up_to": up_to}
    page = browser.post(f"{PAGE}/{number}/tittat", fields)
    assert "Titta igen och försök på nytt." in page.text
    assert session.scalars(select(Look)).all() == []


@pytest.mark.parametrize("name", ["officer", "registrar", "councillor", "admin", "resident"])
def test_the_watch_list_is_for_moderators(browser: Browser, name: str) -> None:
    assert browser.log_in(name).get(PAGE).status == 403


def test_anyone_reads_how_often_the_municipality_looks(
    browser: Browser, moderator: Context, open_ones: list[Process]
) -> None:
    words = "Mellan två gånger då en moderator tittar på en öppen dialog"
    assert words not in browser.get("/om/granskning").text
    for days in (4, 2):
        look(replace(moderator, now=NOW - days * DAY), open_ones[0], up_to=NOW)
    moderator.session.commit()
    assert f"{words} 2 dagar (median)" in browser.get("/om/granskning").text


@pytest.mark.parametrize("size", [1, 12])
def test_the_list_costs_the_same_however_much_is_written(
    browser: Browser, session: TenantSession, keys: Keyring, statements: list[str], size: int
) -> None:
    for _ in range(size):
        process = consulting.consultation(session, keys)
        for _ in range(size):
            write(session, process)
    session.commit()
    browser.log_in("moderator")
    browser.get(PAGE)
    statements.clear()
    browser.get(PAGE)
    assert len(statements) <= 8, statements
