"""Beginning, describing, copying and publishing a consultation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialog.consultation.actions.parts import edit_part
from dialog.consultation.actions.publish import publish, schedule, unschedule
from dialog.consultation.actions.setup import clone, create, describe, withdraw
from dialog.consultation.actions.stages import add_stage, edit_stage
from dialog.consultation.models import Consultation
from dialog.consultation.reactions.running import publish_on_time
from dialog.consultation.rules import Blueprint, NotReady
from dialog.consultation.rules.content import Medium, QuestionnaireContent, TextContent
from dialog.consultation.rules.stages import Terms
from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.core.workflow import IllegalMove
from dialog.process.models import Attachment, SearchTerm
from dialog.process.models.attachment import Scan
from dialog.process.queries.keys import process_key
from dialog.process.rules import Level, Publication, end_of_day
from dialog.registry.models import RegisterEntry
from tests.consultation import rows
from tests.consultation.rows import DAY, NOW

SAID = {
    "summary": "Vi rustar upp parken.",
    "concerns": "Alla i parken.",
    "level": Level.DIALOGUE,
    "can_affect": "Bänkarna.",
    "cannot_affect": "Pengarna.",
    "decided_by": "Tekniska nämnden",
    "decision_when": "I mars 2027",
    "feedback_how": "Vi skriver här.",
    "feedback_on": date(2027, 4, 1),
    "contact_name": "Parkenheten",
    "contact_phone": "0300-123 45",
}


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def draft(officer: Context) -> Consultation:
    """A survey that lacks nothing but publication."""
    row = create(officer, Blueprint.SURVEY, "Hur ska parken bli?")
    describe(officer, row, SAID)
    stage = row.stages[0]
    edit_stage(officer, stage, Terms("Svara", opens_at=NOW, closes_at=NOW + 30 * DAY))
    officer.session.commit()
    return row


def names(ctx: Context, row: Consultation) -> list[str]:
    stmt = select(Event).where(Event.subject_id == row.id, Event.subject_type == "consultation")
    return [event.name for event in ctx.session.scalars(stmt.order_by(Event.id))]


def test_publication_makes_it_whole_and_lasting(officer: Context, draft: Consultation) -> None:
    publish(officer, draft)
    assert draft.is_public()
    assert (draft.opens_at, draft.closes_at) == (NOW, NOW + 30 * DAY)
    assert (draft.published_at, draft.submitted_at) == (NOW, NOW)
    assert draft.answer_due_at == end_of_day(date(2027, 4, 1))
    assert process_key(officer, draft)
    assert all(part.version.frozen_at == NOW for part in draft.stages[0].parts)
    (text,) = draft.texts
    assert (text.title, text.received_at) == (draft.title, NOW)
    for words in ("Bänkarna.", "Pengarna.", "Tekniska nämnden", "Hur ofta är du där?"):
        assert words in text.body
    assert officer.session.scalar(select(SearchTerm).where(SearchTerm.term == "bänk"))
    entry = officer.session.scalars(select(RegisterEntry)).one()
    assert entry.concerns == "Publicerad medborgardialog: Hur ska parken bli?"
    assert names(officer, draft)[-1] == "consultation.publish"


def test_publication_without_a_promise_is_refused_with_all_that_is_missing(
    officer: Context,
) -> None:
    row = create(officer, Blueprint.IDEAS, "Hur ska parken bli?")
    with pytest.raises(NotReady) as refusal:
        publish(officer, row)
    places = [each.place for each in refusal.value.missing]
    assert places.count("facts:promise") == 3
    assert {"facts:what", "facts:decision", "facts:contact", f"step:{row.stages[0].id}"} < set(
        places
    )
    assert row.publication is Publication.DRAFT


def test_it_is_published_once(officer: Context, draft: Consultation) -> None:
    publish(officer, draft)
    with pytest.raises(IllegalMove):
        publish(officer, draft)


@pytest.mark.parametrize("name", ["resident", "admin", "moderator", "registrar"])
def test_only_officers_run_it(
    name: str, acting: Callable[[str], Context], draft: Consultation
) -> None:
    with pytest.raises(NotPermitted):
        publish(acting(name), draft)
    with pytest.raises(NotPermitted):
        describe(acting(name), draft, {"title": "Kapad"})


def test_a_draft_may_lack_everything_but_its_title(officer: Context, draft: Consultation) -> None:
    describe(officer, draft, {"decided_by": "", "feedback_on": None})
    with pytest.raises(Faulty):
        describe(officer, draft, {"title": "  "})


@pytest.mark.parametrize("name", ["title", "summary", "can_affect", "decided_by", "contact_name"])
def test_what_was_promised_cannot_be_emptied(
    name: str, officer: Context, draft: Consultation
) -> None:
    publish(officer, draft)
    with pytest.raises(Faulty) as fault:
        describe(officer, draft, {name: ""})
    assert fault.value.field == name


def test_the_only_way_to_reach_somebody_stays(officer: Context, draft: Consultation) -> None:
    publish(officer, draft)
    with pytest.raises(Faulty):
        describe(officer, draft, {"contact_phone": "", "contact_email": ""})
    describe(officer, draft, {"contact_phone": "", "contact_email": "park@ekby.example"})


def test_a_change_after_publication_is_kept_and_journalled(
    officer: Context, draft: Consultation
) -> None:
    publish(officer, draft)
    describe(officer, draft, {"can_affect": "Bänkar och träd.", "feedback_on": date(2027, 5, 1)})
    assert [text.number for text in draft.texts] == [1, 2]
    assert "Bänkar och träd." in draft.texts[-1].body
    assert draft.answer_due_at == end_of_day(date(2027, 5, 1))
    event = officer.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert event.data == {"changed": ["can_affect", "feedback_on"]}


def test_saying_the_same_again_leaves_no_trace(officer: Context, draft: Consultation) -> None:
    before = names(officer, draft)
    describe(officer, draft, SAID)
    assert names(officer, draft) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"summary": "Ring 19900602-2397"}, "summary"),
        ({"area": "hemligt"}, "area"),
        ({"department_id": 999}, "department_id"),
        ({"feedback_on": date(2026, 12, 2)}, "feedback_on"),
    ],
)
def test_wrong_facts_are_told_at_their_field(
    changes: dict[str, Any], field: str, officer: Context, draft: Consultation
) -> None:
    with pytest.raises(Faulty) as fault:
        describe(officer, draft, changes)
    assert fault.value.field == field


def test_a_copy_has_everything_but_time_answers_and_number(
    officer: Context, draft: Consultation
) -> None:
    describe(officer, draft, {"case_number": "TN 2026/1", "tags": ["park"]})
    publish(officer, draft)
    copy = clone(officer, draft)
    assert copy.title == "Hur ska parken bli? (kopia)"
    assert (copy.publication, copy.case_number, copy.feedback_on) == (Publication.DRAFT, "", None)
    assert (copy.can_affect, copy.tags, copy.level) == ("Bänkarna.", ["park"], Level.DIALOGUE)
    assert copy.wrapped_key is None
    (stage,) = copy.stages
    assert (stage.title, stage.opens_at, stage.closes_at) == ("Svara", None, None)
    for old, new in zip(draft.stages[0].parts, stage.parts, strict=True):
        assert (new.kind, new.title, new.content()) == (old.kind, old.title, old.content())
        assert new.version.frozen_at is None
    survey = stage.parts[-1].content()
    assert isinstance(survey, QuestionnaireContent)
    assert [q.key for q in survey.questions()][:2] == ["hur_ofta", "vad"]


def test_a_copy_has_files_of_its_own_for_the_same_bytes(
    officer: Context, draft: Consultation
) -> None:
    mine = Attachment(
        process_id=draft.id,
        name="park.pdf",
        media_type="application/pdf",
        size=10,
        digest="d" * 64,
        uploaded_at=NOW,
        scan=Scan.CLEAN,
    )
    officer.session.add(mine)
    officer.session.flush()
    edit_part(officer, draft.stages[0].parts[0], "Bakgrund", TextContent("Ord", (Medium(mine.id),)))
    (medium,) = clone(officer, draft).stages[0].parts[0].content().media
    copied = officer.session.get_one(Attachment, medium.attachment)
    assert copied.id != mine.id
    assert copied.process_id != draft.id
    assert (copied.digest, copied.name, copied.scan) == (mine.digest, mine.name, Scan.CLEAN)


def test_a_draft_is_thrown_away_and_nothing_else_is(officer: Context, draft: Consultation) -> None:
    copy = clone(officer, draft)
    withdraw(officer, copy)
    assert copy.publication is Publication.WITHDRAWN
    publish(officer, draft)
    with pytest.raises(IllegalMove):
        withdraw(officer, draft)


def test_the_worker_publishes_at_the_chosen_time(
    officer: Context, system: Context, draft: Consultation
) -> None:
    schedule(officer, draft, NOW + timedelta(hours=2))
    publish_on_time(replace(system, now=NOW + timedelta(hours=1)))
    assert draft.publication is Publication.DRAFT
    publish_on_time(replace(system, now=NOW + timedelta(hours=2)))
    assert draft.publication is Publication.PUBLISHED
    assert draft.published_at == NOW + timedelta(hours=2)
    assert draft.publish_at is None


def test_what_is_not_ready_then_stays_a_draft_and_says_so_once(
    officer: Context, system: Context, draft: Consultation
) -> None:
    schedule(officer, draft, NOW + timedelta(hours=2))
    describe(officer, draft, {"decided_by": ""})
    for hours in (2, 3):
        publish_on_time(replace(system, now=NOW + timedelta(hours=hours)))
    assert draft.publication is Publication.DRAFT
    assert draft.publish_at is None
    assert names(officer, draft).count("consultation.miss") == 1


@pytest.mark.parametrize("wait", [timedelta(), timedelta(days=366), timedelta(days=31)])
def test_it_is_published_later_but_in_time(
    wait: timedelta, officer: Context, draft: Consultation
) -> None:
    with pytest.raises(Faulty) as fault:
        schedule(officer, draft, NOW + wait)
    assert fault.value.field == "on"


def test_a_plan_can_be_dropped_and_only_drafts_have_one(
    officer: Context, draft: Consultation
) -> None:
    schedule(officer, draft, NOW + DAY)
    unschedule(officer, draft)
    assert draft.publish_at is None
    publish(officer, draft)
    with pytest.raises(DomainError):
        schedule(officer, draft, NOW + DAY)


def test_promised_feedback_before_the_last_day_stops_publication(
    officer: Context, draft: Consultation
) -> None:
    stage = draft.stages[0]
    stage.closes_at = NOW + 200 * DAY
    officer.session.flush()
    with pytest.raises(NotReady) as refusal:
        publish(officer, draft)
    assert [each.place for each in refusal.value.missing] == ["facts:decision"]


def test_steps_can_be_added_to_a_published_one_and_get_their_time_when_they_have_parts(
    officer: Context,
) -> None:
    row = rows.consultation(officer.session, officer.keys)
    with pytest.raises(Faulty):
        add_stage(officer, row, Terms("Två", opens_at=NOW + DAY, closes_at=NOW + 2 * DAY))
    stage = add_stage(officer, row, Terms("Två"))
    later = Terms("Två", opens_at=NOW + DAY, closes_at=NOW + 2 * DAY)
    with pytest.raises(NotReady):
        edit_stage(officer, stage, later)
