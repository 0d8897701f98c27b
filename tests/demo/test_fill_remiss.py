"""`dialog demo fill` makes one remiss that holds to every rule, with a public compilation."""

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dialog.core.canonical import digest
from dialog.process.models import SearchTerm
from dialog.process.search import stem
from dialog.registry.models import Document, Receipt
from dialog.remiss.models import Point, Remiss, Reply, Response, Section, Statement
from tests.demo.conftest import Run

OTHERS = ["--no-consultation", "--folkmotioner", "0", "--signatures", "0"]
FILL = ["fill", *OTHERS, "--sections", "14", "--statements", "120"]


@pytest.fixture
def filled(run: Run, own: Engine) -> Session:
    result = run(*FILL)
    assert result.exit_code == 0, result.output
    with Session(own) as session:
        yield session


@pytest.fixture
def row(filled: Session) -> Remiss:
    return filled.scalars(select(Remiss).order_by(Remiss.id.desc())).first()


def many(session: Session, model: type, row: Remiss) -> int:
    return session.scalar(select(func.count(model.id)).where(model.remiss_id == row.id)) or 0


def test_there_is_as_much_as_was_asked_for(filled: Session, row: Remiss) -> None:
    assert many(filled, Statement, row) == many(filled, Point, row) == 120
    sections = select(Section).join(Section.version).where(Section.version.has(remiss_id=row.id))
    assert len(filled.scalars(sections).all()) == 14
    sent = filled.scalars(select(Response).where(Response.remiss_id == row.id)).all()
    receipts = set(filled.scalars(select(Receipt.number).where(Receipt.process_id == row.id)))
    assert {each.receipt_number for each in sent} == receipts
    assert all(each.texts[0].hash == digest(each.texts[0].parts) for each in sent)
    assert row.count_valid == len(sent)


def test_most_points_have_a_reply_and_the_compilation_is_public(
    filled: Session, row: Remiss
) -> None:
    assert 40 <= many(filled, Reply, row) < 120
    assert row.concluded_at is not None
    documents = select(Document).where(Document.process_id == row.id)
    assert filled.scalars(documents).one().kind == "compilation"


def test_it_can_be_found(filled: Session, row: Remiss) -> None:
    found = select(SearchTerm.process_id).where(SearchTerm.term == stem("trafikplan"))
    assert row.id in set(filled.scalars(found))


def test_a_second_time_there_is_one_more(run: Run, own: Engine) -> None:
    def remisser() -> int:
        with Session(own) as session:
            return session.scalar(select(func.count(Remiss.id))) or 0

    before = remisser()
    assert [run(*FILL).exit_code for _ in range(2)] == [0, 0]
    assert remisser() == before + 2
