"""`dialog demo fill` makes one consultation that holds to every rule, with true numbers."""

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dialog.consultation.models import (
    Answer,
    Comment,
    Consultation,
    Counting,
    FreeText,
    Idea,
    Part,
    Participation,
)
from dialog.consultation.rules import PartKind
from dialog.core.canonical import digest
from dialog.process.models import Contribution, SearchTerm, Support
from dialog.process.rules import Window
from dialog.process.search import stem
from dialog.registry.models import Receipt
from tests.demo.conftest import Run

SIZE = ["--answers", "120", "--ideas", "40", "--comments", "90"]
FILL = ["fill", "--no-remiss", "--folkmotioner", "0", "--signatures", "0", *SIZE]


@pytest.fixture
def filled(run: Run, own: Engine) -> Session:
    assert run(*FILL).exit_code == 0
    with Session(own) as session:
        yield session


@pytest.fixture
def row(filled: Session) -> Consultation:
    return filled.scalars(select(Consultation).order_by(Consultation.id.desc())).first()


def many(session: Session, model: type[Contribution], row: Consultation) -> int:
    return session.scalar(select(func.count(model.id)).where(model.process_id == row.id)) or 0


def test_there_is_as_much_as_was_asked_for(filled: Session, row: Consultation) -> None:
    assert [many(filled, model, row) for model in (Answer, Idea, Comment)] == [120, 40, 90]
    assert row.window(row.counted_at) is Window.OPEN
    receipts = set(filled.scalars(select(Receipt.number).where(Receipt.process_id == row.id)))
    sent = filled.scalars(select(Contribution).where(Contribution.process_id == row.id)).all()
    assert {each.receipt_number for each in sent} == receipts
    assert all(each.texts[0].hash == digest(each.texts[0].parts) for each in sent)


def test_everything_is_counted_and_the_counts_are_true(filled: Session, row: Consultation) -> None:
    people = select(func.count(Participation.id)).where(Participation.consultation_id == row.id)
    assert row.count_valid == filled.scalar(people) > 120
    part = next(p for p in row.stages[0].parts if p.kind is PartKind.QUESTIONNAIRE)
    stmt = select(Counting.answers).join(Part, Part.id == Counting.part_id)
    assert filled.scalar(stmt.where(Part.id == part.id)) == 120
    assert filled.scalar(select(func.count(FreeText.id)).where(FreeText.part_id == part.id))
    for idea in filled.scalars(select(Idea).where(Idea.process_id == row.id)):
        supports = select(func.count(Support.id)).where(Support.contribution_id == idea.id)
        comments = select(func.count(Comment.id)).where(Comment.idea_id == idea.id)
        assert idea.count_support == filled.scalar(supports)
        assert idea.count_comments == filled.scalar(comments)


def test_answers_to_comments_stand_where_they_belong(filled: Session, row: Consultation) -> None:
    below = filled.scalars(select(Comment).where(Comment.parent_id.is_not(None))).all()
    mine = [each for each in below if each.process_id == row.id]
    assert mine
    for each in mine:
        above = filled.get_one(Comment, each.parent_id)
        assert (above.idea_id, above.parent_id) == (each.idea_id, None)


def test_it_can_be_found(filled: Session, row: Consultation) -> None:
    found = select(SearchTerm.process_id).where(SearchTerm.term == stem("kvarnparken"))
    assert row.id in set(filled.scalars(found))


def test_a_second_time_there_is_one_more(run: Run, own: Engine) -> None:
    def consultations() -> int:
        with Session(own) as session:
            return session.scalar(select(func.count(Consultation.id))) or 0

    before = consultations()
    assert [run(*FILL).exit_code for _ in range(2)] == [0, 0]
    assert consultations() == before + 2
