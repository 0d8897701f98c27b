"""The demo is complete: every folkmotion is where its content says, and the past looks like a past."""

import math
from collections import Counter
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.orm import Session

from dialog.config import Config
from dialog.core.db import Base
from dialog.core.journal import Delivery
from dialog.core.journal import Event as Happening
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, work
from dialog.demo.content.load import MUNICIPALITIES, load_folkmotioner, load_municipality
from dialog.demo.content.shapes import Folkmotion as Told
from dialog.demo.people import PEOPLE
from dialog.demo.seed import Home, ensure_hosts, seed
from dialog.feedback.models import Outcome
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import Eligibility, Stance
from dialog.identity.models import Person, PopulationExtract, Resident
from dialog.process.models import SearchTerm, Step
from dialog.process.rules import Handling, Publication
from dialog.registry.models import Document, Receipt, RegisterEntry
from dialog.tenancy.models import Department, Host, LocalRule, Municipality
from tests.demo.conftest import PORT
from tests.make import NOW

ALL = [(m, f) for m in MUNICIPALITIES for f in load_folkmotioner(m)]
each = pytest.mark.parametrize(("slug", "told"), ALL, ids=[f"{m}-{f.key}" for m, f in ALL])


def row_of(demo: Session, slug: str, told: Told) -> Folkmotion:
    stmt = select(Folkmotion).join(Municipality, Municipality.id == Folkmotion.municipality_id)
    row = demo.scalar(stmt.where(Municipality.slug == slug, Folkmotion.title == told.title))
    assert row is not None
    return row


def names(demo: Session, row: Folkmotion, *conditions: object) -> int:
    stmt = select(func.count(Signature.id)).where(Signature.folkmotion_id == row.id, *conditions)
    return demo.scalar(stmt) or 0


@each
def test_every_folkmotion_is_where_its_content_says(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    assert row.publication == told.publication
    assert row.handling == told.handling
    if told.window:
        assert row.window(NOW) == told.window
    assert row.language == told.language
    assert (row.author_name != "") == told.author_name_public


@each
def test_the_names_are_as_many_as_told(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    if row.threshold is None or told.window == "upcoming":
        assert names(demo, row) == 0
        return
    wanted = math.ceil(row.threshold * told.valid_percent / 100)
    against = math.ceil(row.threshold * told.against_percent / 100)
    standing = Signature.withdrawn_at.is_(None)
    assert names(demo, row, standing, Signature.stance == Stance.FOR) == wanted
    assert names(demo, row, standing, Signature.stance == Stance.AGAINST) == against
    assert names(demo, row, Signature.withdrawn_at.is_not(None)) == told.names_withdrawn
    assert row.count_valid + row.count_unverified == wanted
    assert row.count_against == against
    assert (wanted >= row.threshold) == (row.handling is not Handling.NONE)


@each
def test_names_are_verified_only_where_there_is_a_register(
    demo: Session, slug: str, told: Told
) -> None:
    row = row_of(demo, slug, told)
    wrong = Eligibility.UNVERIFIED if slug == "ekby" else Eligibility.VALID
    assert names(demo, row, Signature.eligibility == wrong) == 0


@each
def test_what_was_handed_over_is_documented(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    kinds = demo.scalars(select(Document.kind).where(Document.process_id == row.id)).all()
    assert ("hand_over" in kinds) == (row.handling is not Handling.NONE)
    assert bool(row.case_number) == bool(told.handed_over_days_ago)
    if told.submitted_days_ago is not None:
        entries = select(RegisterEntry).where(RegisterEntry.process_id == row.id)
        assert "in" in {entry.direction for entry in demo.scalars(entries)}


@each
def test_answers_and_steps_are_there(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    outcome = demo.scalar(select(Outcome).where(Outcome.process_id == row.id))
    assert (outcome is not None) == (told.answer is not None)
    if outcome and told.answer:
        assert outcome.decision == told.answer.outcome
        assert outcome.reasons.startswith(told.answer.summary)
    steps = demo.scalars(select(Step).where(Step.process_id == row.id)).all()
    done = {step.title for step in steps if step.kind == "milestone" and step.done_on}
    assert done == {step.title for step in told.milestones if step.done}
    meetings = [step for step in steps if step.kind == "meeting"]
    assert len(meetings) == (told.committee_in_days is not None)


def test_a_corrected_text_can_be_compared_with_the_first(demo: Session) -> None:
    told = next(each for each in load_folkmotioner("ekby") if each.first)
    row = row_of(demo, "ekby", told)
    assert told.first
    assert [text.body for text in row.texts] == [told.first.body, told.body]


def test_published_texts_can_be_found(demo: Session) -> None:
    public = select(Folkmotion.id).where(Folkmotion.publication == Publication.PUBLISHED)
    indexed = set(demo.scalars(select(SearchTerm.process_id)))
    assert set(demo.scalars(public)) <= indexed


def test_the_journal_tells_it_in_order(demo: Session) -> None:
    for municipality_id in demo.scalars(select(Municipality.id)):
        stmt = select(Happening.at).where(
            Happening.municipality_id == municipality_id, Happening.subject_type == "folkmotion"
        )
        moments = demo.scalars(stmt.order_by(Happening.id)).all()
        assert moments == sorted(moments)
        assert moments[-1] <= NOW


def test_every_name_has_a_receipt_and_a_trace(demo: Session) -> None:
    signatures = demo.scalar(select(func.count(Signature.id))) or 0
    receipts = select(func.count(Receipt.id)).where(Receipt.kind == "folkmotion.sign")
    events = select(func.count(Happening.id)).where(Happening.name == "folkmotion.sign")
    assert signatures > 2000
    assert demo.scalar(receipts) == demo.scalar(events) == signatures
    assert demo.scalar(events.where(Happening.actor_id.is_not(None))) == 0


def test_only_fresh_news_is_left_for_letters(demo: Session) -> None:
    waiting = demo.scalars(select(Delivery).where(Delivery.done_at.is_(None))).all()
    assert all(debt.due_at >= NOW - timedelta(days=7) for debt in waiting)
    assert len(waiting) < 60


def test_the_worker_sends_a_handful_of_letters_at_first(
    own: Engine, demo_keys: Keyring, tmp_path: Path
) -> None:
    config = Config("demo", "test" * 10, str(own.url), tmp_path, tmp_path / "keys.json")
    later = NOW + timedelta(minutes=5)
    work(Desk(own, demo_keys, later, config), lambda: later, once=True, stop=Event())
    sent = [path.read_text() for path in tmp_path.glob("mail/*/*.eml")]
    assert 5 <= len(sent) <= 40
    assert any("To: asa.ekman@" in letter for letter in sent)


def test_the_municipalities_are_furnished(demo: Session) -> None:
    for row in demo.scalars(select(Municipality)):
        facts = load_municipality(row.slug)
        assert row.is_demo
        assert row.colour == facts.colour
        mine = Department.municipality_id == row.id
        names = set(demo.scalars(select(Department.name).where(mine)))
        assert names == {body.sv for body in (*facts.departments, *facts.committees)}
        rules = select(LocalRule).where(LocalRule.municipality_id == row.id)
        assert len(demo.scalars(rules).all()) == len(facts.rules)
        hired = select(Person).where(Person.municipality_id == row.id)
        roles = Counter(role for person in demo.scalars(hired) for role in person.roles)
        assert roles == Counter(
            role.value for person in PEOPLE if row.slug in person.works_in for role in person.roles
        )


def test_only_ekby_has_a_register_and_only_the_newest_is_used(demo: Session) -> None:
    extracts = demo.scalars(select(PopulationExtract).order_by(PopulationExtract.id)).all()
    assert [extract.is_current for extract in extracts] == [False, True]
    assert extracts[-1].people == load_municipality("ekby").population
    assert demo.scalar(select(func.count(Resident.id))) == extracts[-1].people


def everything(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_a_second_time_changes_nothing(own: Engine, demo_keys: Keyring, tmp_path: Path) -> None:
    before = everything(own)
    assert seed(Home(own, demo_keys, tmp_path), NOW + timedelta(days=1), PORT) == []
    assert everything(own) == before


def test_another_port_is_one_more_host(own: Engine) -> None:
    ensure_hosts(own, 5055)
    ensure_hosts(own, 80)
    with Session(own) as session:
        hosts = set(session.scalars(select(Host.name)))
    assert hosts == {
        f"{name}{port}"
        for name in ("localhost", "bjorkby.localhost")
        for port in (":5000", ":5055", "")
    }


def test_a_demo_that_is_stopped_half_way_leaves_nothing(
    own: Engine, demo_keys: Keyring, tmp_path: Path
) -> None:
    with own.begin() as connection:
        connection.execute(text("UPDATE municipality SET slug = 'gamla' WHERE slug = 'bjorkby'"))
    before = everything(own)

    def stop(conn: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("INSERT INTO signature"):
            raise KeyboardInterrupt

    event.listen(own, "before_cursor_execute", stop)
    with pytest.raises(KeyboardInterrupt):
        seed(Home(own, demo_keys, tmp_path), NOW, PORT)
    event.remove(own, "before_cursor_execute", stop)
    assert everything(own) == before
