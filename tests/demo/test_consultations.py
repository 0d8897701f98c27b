"""Every consultation of the demo is where its content says, with everything that people did in it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialog.consultation.models import (
    Answer,
    Code,
    Coding,
    Comment,
    Consultation,
    Counting,
    FreeText,
    Idea,
    MapLayer,
    Part,
    Participation,
    PopulationFigure,
    Tally,
)
from dialog.core.journal import Event
from dialog.demo.consultations.answers import SAME_WORDS
from dialog.demo.content.consultation_shapes import Consultation as Told
from dialog.demo.content.load import MUNICIPALITIES, load_consultations, read_population
from dialog.feedback.models import Outcome
from dialog.process.models import Attachment, Contribution, Scan, SearchTerm, Step, Support
from dialog.process.rules import Channel, Handling, Publication, Window
from dialog.registry.models import Receipt
from dialog.tenancy.models import BaseMap, Municipality
from tests.make import NOW

ALL = [(m, c) for m in MUNICIPALITIES for c in load_consultations(m)]
each = pytest.mark.parametrize(("slug", "told"), ALL, ids=[f"{m}-{c.key}" for m, c in ALL])


def row_of(demo: Session, slug: str, told: Told) -> Consultation:
    stmt = select(Consultation).join(Municipality, Municipality.id == Consultation.municipality_id)
    row = demo.scalar(stmt.where(Municipality.slug == slug, Consultation.title == told.title))
    assert row is not None
    return row


def number(demo: Session, model: type[Contribution], row: Consultation, *more: object) -> int:
    stmt = select(func.count(model.id)).where(model.process_id == row.id, *more)
    return demo.scalar(stmt) or 0


def window_told(told: Told) -> Window:
    if min(step.opens_in_days for step in told.steps) > 0:
        return Window.UPCOMING
    return Window.OPEN if max(step.closes_in_days for step in told.steps) >= 0 else Window.CLOSED


@each
def test_every_consultation_is_in_the_state_that_its_content_promises(
    demo: Session, slug: str, told: Told
) -> None:
    row = row_of(demo, slug, told)
    assert row.publication is Publication.PUBLISHED
    assert row.window(NOW) is window_told(told)
    assert row.blueprint == told.blueprint
    assert row.level == told.level
    kinds = [[part.kind.value for part in stage.parts] for stage in row.stages]
    assert kinds == [[part.kind for part in step.parts] for step in told.steps]
    handling = Handling.NONE if row.window(NOW) is not Window.CLOSED else Handling.HANDED_OVER
    if told.outcome:
        is_carried_out = bool(told.outcome.milestones)
        handling = Handling.IMPLEMENTING if is_carried_out else Handling.DECIDED
    assert row.handling in {handling, Handling.IN_PREPARATION if not told.outcome else handling}
    assert (row.results_public_at is not None) == (told.results is not None)


@each
def test_as_many_have_taken_part_as_told(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    parts = [part for step in told.steps for part in step.parts]
    papers = Answer.channel == Channel.PAPER
    assert number(demo, Answer, row) == sum(part.answers for part in parts)
    assert number(demo, Answer, row, papers) == sum(part.on_paper for part in parts)
    ideas = [idea for part in parts for idea in part.ideas]
    posts = [post for part in parts for post in part.comments]
    replies = sum(len(post.replies) + bool(post.official) for post in posts)
    said = sum(len(idea.comments) for idea in ideas) + len(posts) + replies
    assert number(demo, Idea, row) == len(ideas)
    assert number(demo, Comment, row) == said
    by_title = dict(
        demo.execute(select(Idea.title, Idea.count_support).where(Idea.process_id == row.id)).all()
    )
    assert by_title == {idea.title: idea.support for idea in ideas}


@each
def test_the_numbers_are_there_at_once_and_true(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    people = select(func.count(Participation.id)).where(Participation.consultation_id == row.id)
    assert row.count_valid == demo.scalar(people)
    stmt = select(Part.id, Counting.answers).join(Counting, Counting.part_id == Part.id)
    counted = dict(demo.execute(stmt.where(Part.consultation_id == row.id)).all())
    for part_id, answers in counted.items():
        sent = select(func.count(Answer.id)).where(Answer.part_id == part_id)
        assert answers == demo.scalar(sent)
    supports = (
        select(func.count(Support.id))
        .join(Contribution, Contribution.id == Support.contribution_id)
        .where(Contribution.process_id == row.id)
    )
    standing = select(func.sum(Contribution.count_support)).where(Contribution.process_id == row.id)
    assert (demo.scalar(standing) or 0) == demo.scalar(supports)


@each
def test_what_came_of_it_is_told(demo: Session, slug: str, told: Told) -> None:
    row = row_of(demo, slug, told)
    outcome = demo.scalar(select(Outcome).where(Outcome.process_id == row.id))
    assert (outcome is not None) == (told.outcome is not None)
    if outcome and told.outcome:
        assert (outcome.effect, outcome.paragraph) == (told.outcome.effect, told.outcome.paragraph)
        steps = demo.scalars(select(Step).where(Step.process_id == row.id)).all()
        done = {step.title for step in steps if step.kind == "milestone" and step.done_on}
        assert done == {step.title for step in told.outcome.milestones if step.done}
    assert bool(row.case_number) == (window_told(told) is Window.CLOSED)


def test_there_is_one_of_each_blueprint_in_each_window() -> None:
    found = {(c.blueprint, window_told(c)) for m, c in ALL if m == "ekby"}
    assert len(found) == 15


def test_every_answer_has_a_receipt_and_no_trace_of_who(demo: Session) -> None:
    answers = demo.scalar(select(func.count(Answer.id))) or 0
    receipts = select(func.count(Receipt.id)).where(Receipt.kind == "consultation.respond")
    events = select(func.count(Event.id)).where(Event.name == "consultation.respond")
    assert answers > 1000
    assert demo.scalar(receipts) == demo.scalar(events) == answers
    assert demo.scalar(events.where(Event.actor_id.is_not(None))) == 0
    anonymous = select(Answer).join(Part, Part.id == Answer.part_id)
    for answer in demo.scalars(anonymous):
        assert not answer.part.stage.is_anonymous or answer.author_id is None


def test_a_text_is_not_written_by_everybody(demo: Session) -> None:
    told = next(c for m, c in ALL if c.key == "biblioteket")
    row = row_of(demo, "ekby", told)
    texts = [a.texts[-1].data["answers"].get("ord", {}).get("words") for a in _answers(demo, row)]
    written = [text for text in texts if text]
    assert written
    assert max(written.count(text) for text in written) <= SAME_WORDS


def _answers(demo: Session, row: Consultation) -> list[Answer]:
    return list(demo.scalars(select(Answer).where(Answer.process_id == row.id)))


def test_media_and_map_are_there(demo: Session) -> None:
    of_consultations = Attachment.process_id.in_(select(Consultation.id))
    files = demo.scalars(select(Attachment).where(of_consultations)).all()
    assert {file.media_type for file in files} == {"image/png", "application/pdf"}
    assert {file.scan for file in files} == {Scan.CLEAN}
    assert demo.scalars(select(BaseMap)).one().bounds
    looks = set(demo.scalars(select(MapLayer.look)))
    assert looks == {"water", "green", "way"}


def test_the_figures_of_the_population_are_those_of_the_file(demo: Session) -> None:
    stmt = select(PopulationFigure.area, PopulationFigure.age_group, PopulationFigure.people)
    assert sorted(tuple(row) for row in demo.execute(stmt)) == sorted(read_population("ekby"))


def test_small_numbers_and_groups_are_there_to_be_shown(demo: Session) -> None:
    dimensions = set(demo.scalars(select(Tally.dimension).distinct()))
    assert dimensions == {"all", "channel", "area", "age"}


def test_texts_have_the_tags_of_their_words(demo: Session) -> None:
    stmt = (
        select(FreeText.words, Code.name)
        .join(Coding, Coding.free_text_id == FreeText.id)
        .join(Code, Code.id == Coding.code_id)
    )
    tagged = {tuple(row) for row in demo.execute(stmt)}
    assert ("Vi hinner inte äta klart.", "Tid") in tagged
    assert ("Det är för stökigt i matsalen.", "Ljudnivå") in tagged
    assert set(demo.scalars(select(Code.name))) == {
        line.partition(" |")[0]
        for _, told in ALL
        for step in told.steps
        for part in step.parts
        for page in part.pages
        for question in page.questions
        for line in question.codes
    }


def test_consultations_can_be_found(demo: Session) -> None:
    indexed = set(demo.scalars(select(SearchTerm.process_id)))
    assert set(demo.scalars(select(Consultation.id))) <= indexed


def test_nothing_has_happened_after_now(demo: Session) -> None:
    last = demo.scalar(select(func.max(Event.at)).where(Event.name.like("consultation.%")))
    assert last is not None
    assert NOW - timedelta(days=1) < last <= NOW
