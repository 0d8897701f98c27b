"""Setting a remiss up: begun, described, dated, published, copied."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.core.workflow import IllegalMove
from dialog.process.queries.listing import Filter, listing
from dialog.process.rules import Handling, Publication
from dialog.process.rules.golive import NotReady
from dialog.process.rules.moments import closing
from dialog.registry.models import RegisterEntry
from dialog.remiss.actions.document import keep_outline, release_version
from dialog.remiss.actions.publish import publish, schedule, unschedule
from dialog.remiss.actions.setup import clone, create, describe, set_dates, withdraw
from dialog.remiss.models import Remiss
from dialog.remiss.queries.document import contents, shown_version, version_in_work
from dialog.remiss.queries.publishing import sections
from dialog.remiss.reactions.running import publish_on_time
from dialog.remiss.rules import Showing
from dialog.remiss.rules.content import Block, BlockKind, Body, Heading, Outline
from dialog.remiss.rules.golive import Dates, Settled
from tests.remiss import rows
from tests.remiss.rows import DAY, NOW

GIVEN: dict[str, Any] = {
    "title": "Cykelplan",
    "summary": "Var ska vi cykla?",
    "concerns": "Alla som bor i Ekby.",
    "asks_for": "Vad tycker du om vägarna?",
    "decided_by": "Tekniska nämnden",
    "decision_when": "I juni 2027",
    "feedback_how": "Här på sidan.",
    "feedback_on": date(2027, 6, 30),
    "contact_name": "Trafikenheten",
    "contact_email": "trafik@ekby.example",
}
LAST = closing(date(2027, 3, 31), None)


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


def ready(ctx: Context) -> Remiss:
    """A draft that lacks nothing."""
    row = create(ctx, "Cykelplan")
    describe(ctx, row, GIVEN)
    set_dates(ctx, row, Dates(None, LAST))
    rows.add_version(ctx.session, row, frozen=False)
    return row


def test_a_draft_begins_as_the_rules_of_the_municipality_say(
    officer: Context, decide: Callable[..., None]
) -> None:
    row = create(officer, "  Cykelplan  ")
    assert (row.title, row.publication) == ("Cykelplan", Publication.DRAFT)
    assert (row.is_open_to_all, row.shows_private_names) == (True, False)
    assert [each.key for each in row.all_positions()][:2] == ["supports", "with_changes"]
    decide("remiss.open_to_all", value=False)
    decide("remiss.publish_private_names", value=True)
    other = create(officer, "Bussplan")
    assert (other.is_open_to_all, other.shows_private_names) == (False, True)


def test_a_title_is_needed_and_holds_no_personal_number(officer: Context) -> None:
    for title in (" ", "Om 19900602-2397"):
        with pytest.raises(Faulty) as fault:
            create(officer, title)
        assert fault.value.field == "title"


def test_only_officers_begin(acting: Callable[[str], Context]) -> None:
    for name in ("registrar", "moderator", "admin", "resident"):
        with pytest.raises(NotPermitted):
            create(acting(name), "Cykelplan")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"asks_for": "Ring 19900602-2397"}, "asks_for"),
        ({"area": "hittepå"}, "area"),
        ({"department_id": 4711}, "department_id"),
        ({"feedback_on": date(2027, 3, 1)}, "feedback_on"),
        ({"shows_private_names": True}, "shows_private_names"),
    ],
)
def test_facts_that_cannot_be_are_refused(
    given: dict[str, Any], field: str, officer: Context
) -> None:
    row = create(officer, "Cykelplan")
    set_dates(officer, row, Dates(None, LAST))
    with pytest.raises(Faulty) as fault:
        describe(officer, row, given)
    assert fault.value.field == field


def test_publication_says_all_that_is_missing(officer: Context) -> None:
    row = create(officer, "Cykelplan")
    with pytest.raises(NotReady) as refusal:
        publish(officer, row)
    places = {each.place for each in refusal.value.missing}
    assert places == {
        "facts:what",
        "facts:asks",
        "facts:decision",
        "facts:contact",
        "time",
        "document",
    }
    assert row.publication is Publication.DRAFT


def test_publication_freezes_the_document_and_keeps_the_words(officer: Context) -> None:
    row = ready(officer)
    publish(officer, row)
    assert (row.publication, row.published_at, row.submitted_at) == (
        Publication.PUBLISHED,
        NOW,
        NOW,
    )
    assert (row.opens_at, row.last_day()) == (NOW, date(2027, 3, 31))
    assert row.rules["remiss.min_days"] == 90
    assert row.answer_due_at == closing(date(2027, 6, 30), None)
    assert row.wrapped_key
    version = shown_version(officer, row)
    assert version is not None
    assert version.frozen_at == NOW
    assert version_in_work(officer, row) is None
    (text,) = row.texts
    assert "Var ska vi cykla?" in text.summary
    for words in ("Vad tycker du om vägarna?", "1.1 Längs ån", "Version 1, SHA-256 "):
        assert words in text.body
    for words in ("cykelväg", "bussarna går oftare"):  # what stands in the document itself
        found = listing(officer, Remiss, Filter(words=words))
        assert [each.id for each in found.page.rows] == [row.id]
    entry = officer.session.scalars(select(RegisterEntry)).one()
    assert entry.concerns == "Publicerad remiss: Cykelplan"
    event = officer.session.scalars(select(Event).where(Event.name == "remiss.publish")).one()
    assert event.data == {"text": 1, "version": 1}
    with pytest.raises(IllegalMove):
        publish(officer, row)


def test_a_new_version_of_the_document_is_found_by_its_words(officer: Context) -> None:
    row = ready(officer)
    publish(officer, row)
    body = Body((Block(BlockKind.PARAGRAPH, "Spårvagnar i hela staden."),))
    keep_outline(officer, row, Outline("Plan", (Heading(1, "1", "Spårväg", body),)), None)
    release_version(officer, row, "Allt är nytt.")
    assert "Version 2, SHA-256 " in row.texts[-1].body
    assert listing(officer, Remiss, Filter(words="spårvagn")).total == 1
    assert listing(officer, Remiss, Filter(words="kollektivtrafik")).total == 0


def test_a_later_opening_is_kept_and_a_passed_one_becomes_now(officer: Context) -> None:
    later, passed = ready(officer), ready(officer)
    set_dates(officer, later, Dates(NOW + 3 * DAY, LAST))
    set_dates(officer, passed, Dates(NOW - 3 * DAY, LAST))
    for row in (later, passed):
        publish(officer, row)
    assert (later.opens_at, passed.opens_at) == (NOW + 3 * DAY, NOW)


def test_a_short_time_needs_a_reason_which_is_forgotten_when_there_is_time(
    officer: Context, decide: Callable[..., None]
) -> None:
    row = ready(officer)
    soon = closing(date(2026, 12, 31), None)
    with pytest.raises(Faulty) as fault:
        set_dates(officer, row, Dates(None, soon))
    assert fault.value.field == "short_reason"
    with pytest.raises(Faulty):
        set_dates(officer, row, Dates(None, soon, "Ring 19900602-2397"))
    set_dates(officer, row, Dates(None, soon, " Bron rasar. "))
    assert row.short_reason == "Bron rasar."
    set_dates(officer, row, Dates(None, LAST, "Bron rasar."))
    assert row.short_reason == ""
    decide("remiss.min_days", 14)
    set_dates(officer, row, Dates(None, soon))


def test_once_published_promises_hold_and_every_wording_is_kept(officer: Context) -> None:
    row = ready(officer)
    publish(officer, row)
    with pytest.raises(Settled):
        set_dates(officer, row, Dates(None, LAST + DAY))
    for given in ({"summary": ""}, {"is_open_to_all": False}, {"showing": Showing.AT_ONCE}):
        with pytest.raises(Faulty):
            describe(officer, row, given)
    describe(officer, row, {"feedback_on": date(2027, 7, 31), "showing": Showing.NEVER})
    assert row.answer_due_at == closing(date(2027, 7, 31), None)
    describe(officer, row, {"summary": "Var och när ska vi cykla?"})
    assert [text.number for text in row.texts] == [1, 2]
    before = officer.session.scalars(select(Event.id)).all()
    describe(officer, row, {"summary": "Var och när ska vi cykla?"})
    assert officer.session.scalars(select(Event.id)).all() == before


def test_the_worker_publishes_on_time(officer: Context, system: Context) -> None:
    row = ready(officer)
    at = NOW + timedelta(hours=3)
    for wrong in (NOW, LAST + DAY, NOW + 366 * DAY):
        with pytest.raises(Faulty):
            schedule(officer, row, wrong)
    schedule(officer, row, at)
    publish_on_time(replace(system, now=at - timedelta(minutes=1)))
    assert row.publication is Publication.DRAFT
    publish_on_time(replace(system, now=at))
    assert (row.publication, row.published_at, row.publish_at) == (Publication.PUBLISHED, at, None)
    with pytest.raises(DomainError):
        schedule(officer, row, NOW + 5 * DAY)


def test_what_is_not_ready_in_time_stays_a_draft(officer: Context, system: Context) -> None:
    row = create(officer, "Cykelplan")
    schedule(officer, row, NOW + DAY)
    unschedule(officer, row)
    publish_on_time(replace(system, now=NOW + DAY))
    schedule(officer, row, NOW + 2 * DAY)
    publish_on_time(replace(system, now=NOW + 2 * DAY))
    assert (row.publication, row.publish_at) == (Publication.DRAFT, None)
    events = officer.session.scalars(select(Event).where(Event.name == "remiss.miss")).all()
    assert [event.data["missing"] > 1 for event in events] == [True]


def test_a_draft_is_thrown_away_and_nothing_else_is(officer: Context) -> None:
    row = create(officer, "Cykelplan")
    withdraw(officer, row)
    assert row.publication is Publication.WITHDRAWN
    with pytest.raises(IllegalMove):
        withdraw(officer, row)


def test_a_copy_has_the_words_and_not_the_time_or_the_answers(officer: Context) -> None:
    row = rows.remiss(officer.session, officer.keys, case_number="KS 2026/7", tags=["cykel"])
    row.questions = [
        {"key": "q1", "section": "s2", "text": "Var?"},
        {"key": "q2", "section": "", "text": "När?", "is_closed": True},
    ]
    copy = clone(officer, row)
    assert copy.title == "Trafikplan för Ekby (kopia)"
    assert (copy.asks_for, copy.contact_email) == (row.asks_for, row.contact_email)
    assert (copy.positions, copy.tags) == (row.positions, ["cykel"])
    assert [each.key for each in copy.all_questions()] == ["q1"]
    left: list[datetime | date | str | None] = [copy.closes_at, copy.feedback_on, copy.published_at]
    assert [*left, copy.case_number, copy.wrapped_key] == [None, None, None, "", None]
    assert (copy.publication, copy.handling) == (Publication.DRAFT, Handling.NONE)
    version = version_in_work(officer, copy)
    assert version is not None
    assert (version.number, version.frozen_at) == (1, None)
    mine = [(each.key, each.heading, each.content) for each in sections(officer, version)]
    assert mine == [(each.key, each.heading, each.content) for each in contents(officer, row)]
    assert len(contents(officer, row)) == len(rows.SECTIONS)
