"""Every remiss of the demo is where its content says, with everything that people did in it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.policy import ANONYMOUS
from dialog.demo.content.load import MUNICIPALITIES, load_organisations, load_remisser
from dialog.demo.content.remiss_shapes import Remiss as Told
from dialog.feedback.models import Outcome
from dialog.process.models import Attachment, Scan, SearchTerm, Step
from dialog.process.rules import Handling, Publication, Window
from dialog.registry.models import Document, Receipt, RegisterEntry
from dialog.remiss.models import (
    Addressee,
    Draft,
    Group,
    Mask,
    Member,
    Note,
    Organisation,
    Phrase,
    Point,
    Reading,
    Remiss,
    RemissVersion,
    Reply,
    Response,
    Tag,
)
from dialog.remiss.queries.compilation import compilation
from dialog.remiss.rules import Sender
from dialog.remiss.rules.addressees import Standing, standing
from dialog.tenancy.models import Municipality
from tests.make import NOW

ALL = [(m, r) for m in MUNICIPALITIES for r in load_remisser(m)]
each = pytest.mark.parametrize(("slug", "told"), ALL, ids=[f"{m}-{r.key}" for m, r in ALL])
STATES = {
    "kommande",
    "oppen",
    "snart_slut",
    "stangd",
    "sammanstalld",
    "beslutad",
    "stoppad",
    "utkast",
}


def row_of(demo: Session, slug: str, told: Told) -> Remiss:
    stmt = select(Remiss).join(Municipality, Municipality.id == Remiss.municipality_id)
    row = demo.scalar(stmt.where(Municipality.slug == slug, Remiss.title == told.title))
    assert row is not None
    return row


def named(demo: Session, key: str) -> Remiss:
    return row_of(demo, "ekby", next(r for m, r in ALL if m == "ekby" and r.key == key))


def publication_told(told: Told) -> Publication:
    if told.published_days_ago is None:
        return Publication.DRAFT
    return Publication.STOPPED if told.stop else Publication.PUBLISHED


def test_there_is_a_remiss_in_every_state() -> None:
    assert {told.key for slug, told in ALL if slug == "ekby"} == STATES
    assert load_remisser("bjorkby")


@each
def test_every_remiss_is_in_the_state_that_its_content_promises(
    demo: Session, slug: str, told: Told
) -> None:
    row = row_of(demo, slug, told)
    assert row.publication is publication_told(told)
    if row.publication is Publication.PUBLISHED:
        wanted = Window.CLOSED if (told.closes_in_days or 0) < 0 else Window.OPEN
        is_upcoming = (told.opens_in_days or 0) > 0
        assert row.window(NOW) is (Window.UPCOMING if is_upcoming else wanted)
        handling = Handling.IN_PREPARATION if wanted is Window.CLOSED else Handling.NONE
        assert row.handling is (Handling.IMPLEMENTING if told.outcome else handling)
        assert bool(row.case_number) == (wanted is Window.CLOSED)
    is_concluded = told.compilation is not None and told.compilation.days_ago is not None
    assert (row.concluded_at is not None) == is_concluded
    assert bool(row.short_reason) == bool(told.short_reason)


@each
def test_the_document_was_read_from_a_file(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    reading = demo.scalars(select(Reading).where(Reading.remiss_id == row.id)).one()
    assert (reading.file.name.endswith(".docx"), reading.error) == (told.is_word, "")
    stmt = select(RemissVersion).where(RemissVersion.remiss_id == row.id)
    versions = demo.scalars(stmt.order_by(RemissVersion.number)).all()
    assert len(versions) == 1 + bool(told.version)
    assert all(section.number for section in versions[-1].sections if section.title != "Förord")
    assert versions[0].shows_file == told.offers_original


@each
def test_as_many_have_answered_as_told(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    sent = demo.scalars(select(Response).where(Response.remiss_id == row.id)).all()
    organisations = [a for a in told.addressees if a.answer]
    more = sum(a.more is not None for a in told.addressees)
    by = [each.sender for each in sent]
    assert by.count(Sender.ORGANISATION) == len(organisations) + more
    assert by.count(Sender.PERSON) == len(told.persons) + told.crowd
    assert row.count_valid == len(sent) - more
    over = -(told.closes_in_days or 0)
    answers = [x.answer for x in (*organisations, *told.persons) if x.answer]
    late = [each for each in answers if each.days_ago < over]
    assert sum(each.is_late for each in sent) == len(late)
    decided = [each.is_considered for each in sent if each.is_considered is not None]
    assert decided == [each.late.is_considered for each in late if each.late]
    receipts = set(demo.scalars(select(Receipt.number).where(Receipt.process_id == row.id)))
    assert {each.receipt_number for each in sent} <= receipts


def test_the_organisations_of_the_open_one_stand_at_every_step(demo: Session) -> None:
    row = named(demo, "oppen")
    rows = demo.scalars(select(Addressee).where(Addressee.remiss_id == row.id)).all()
    assert {standing(each) for each in rows} == set(Standing) - {Standing.WAITING}
    assert [each.name for each in rows if not each.is_invited]
    assert [each for each in rows if each.asked_at]
    assert [each for each in rows if each.extended_to]
    drafts = demo.scalars(select(Draft).where(Draft.remiss_id == row.id)).all()
    assert [each for each in drafts if each.asked_approval_at]
    assert [each for each in drafts if each.returned_at]


def test_what_organisations_send_has_been_approved_by_a_member(demo: Session) -> None:
    stmt = select(Response).where(Response.addressee_id.is_not(None), Response.entered_by.is_(None))
    sent = demo.scalars(stmt).all()
    names = set(demo.scalars(select(Member.name)))
    assert sent
    assert all(each.decision_reference for each in sent)
    assert all(each.signatory.partition(",")[0] in names for each in sent)


def test_the_register_holds_the_organisations(demo: Session) -> None:
    wanted = sorted(each.name for slug in MUNICIPALITIES for each in load_organisations(slug))
    assert sorted(demo.scalars(select(Organisation.name))) == wanted


def test_the_closed_one_is_being_assessed(demo: Session) -> None:
    row = named(demo, "stangd")
    for model in (Tag, Group, Reply):
        assert demo.scalars(select(model).where(model.remiss_id == row.id)).first() is not None
    points = select(Point).where(Point.remiss_id == row.id)
    assert demo.scalars(points.where(Point.number > 1)).first() is not None
    assert demo.scalars(points.where(Point.assigned_to.is_not(None))).first() is not None
    assert demo.scalars(select(Note)).first() is not None
    assert demo.scalars(select(Phrase)).first() is not None
    masked = demo.scalars(select(Mask)).one().response
    assert masked.remiss_id == row.id
    assert "Ove" not in masked.body


@pytest.mark.parametrize("key", ["sammanstalld", "beslutad"])
def test_a_public_compilation_is_whole(own: Engine, demo_keys: Keyring, key: str) -> None:
    with Session(own) as everywhere:
        municipality_id = named(everywhere, key).municipality_id
    with (
        own.connect() as connection,
        TenantSession(connection, municipality_id=municipality_id) as session,
    ):
        row = named(session, key)
        whole = compilation(Context(session, ANONYMOUS, NOW, demo_keys), row)
        assert not whole.left()
        assert whole.waiting == 0
        assert [each for each in whole.chapters if each.comment.changed]
        kinds = select(Document.kind).where(Document.process_id == row.id)
        assert "compilation" in set(session.scalars(kinds))


@each
def test_what_came_of_it_is_told(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    outcome = demo.scalar(select(Outcome).where(Outcome.process_id == row.id))
    assert (outcome.paragraph if outcome else None) == (
        told.outcome.paragraph if told.outcome else None
    )
    if told.outcome:
        steps = demo.scalars(select(Step).where(Step.process_id == row.id)).all()
        done = {step.title for step in steps if step.kind == "milestone" and step.done_on}
        assert done == {step.title for step in told.outcome.milestones if step.done}


def test_every_file_has_been_scanned(demo: Session) -> None:
    stmt = select(Attachment.scan).join(Remiss, Remiss.id == Attachment.process_id)
    assert set(demo.scalars(stmt)) == {Scan.CLEAN}


def test_remisser_can_be_found_and_are_registered(demo: Session) -> None:
    public = set(demo.scalars(select(Remiss.id).where(Remiss.publication != Publication.DRAFT)))
    assert public <= set(demo.scalars(select(SearchTerm.process_id)))
    assert public <= set(demo.scalars(select(RegisterEntry.process_id)))


def test_nobody_is_named_in_the_journal_and_nothing_is_later_than_now(demo: Session) -> None:
    sent = select(func.count(Event.id)).where(Event.name == "remiss.respond")
    assert demo.scalar(sent) == demo.scalar(select(func.count(Response.id)))
    assert demo.scalar(sent.where(Event.actor_id.is_not(None))) == 0
    last = demo.scalar(select(func.max(Event.at)).where(Event.name.like("remiss.%")))
    assert last is not None
    assert NOW - timedelta(days=1) < last <= NOW
