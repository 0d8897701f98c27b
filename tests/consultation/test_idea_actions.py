"""Sending in ideas."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.models import Idea, Participation
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.rules import NotOpen
from dialog.consultation.rules.admission import NotAdmitted, Who
from dialog.consultation.rules.content import IdeasContent
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.process.rules import Publication
from tests.consultation import rows
from tests.consultation.rows import NOW

BENCH = NewIdea("Fler bänkar", "Gärna i skuggan.", (("Rubrik", "Fler bänkar"),))


def test_an_idea_is_public_at_once_and_has_a_receipt(resident: Context) -> None:
    row = rows.consultation(resident.session, resident.keys)
    part = rows.add_part(resident.session, row, IdeasContent())
    receipt = propose(resident, part, logged_in(resident, row, 36), BENCH)
    idea = resident.session.scalars(select(Idea)).one()
    assert (idea.title, idea.publication) == ("Fler bänkar", Publication.PUBLISHED)
    assert (receipt.contribution_id, receipt.record_hash) == (idea.id, idea.texts[0].hash)
    took_part = resident.session.scalars(select(Participation)).one()
    assert took_part.age_group == "30-44"


def test_where_texts_are_read_first_an_idea_waits(resident: Context) -> None:
    row = rows.consultation(resident.session, resident.keys, is_reviewed_first=True)
    part = rows.add_part(resident.session, row, IdeasContent())
    propose(resident, part, logged_in(resident, row, None), BENCH)
    idea = resident.session.scalars(select(Idea)).one()
    assert idea.publication is Publication.SUBMITTED
    assert idea.review_due_at is not None


def test_after_the_last_second_nothing_is_taken(resident: Context) -> None:
    row = rows.consultation(resident.session, resident.keys, closes_at=NOW - timedelta(seconds=1))
    part = rows.add_part(resident.session, row, IdeasContent())
    with pytest.raises(NotOpen):
        propose(resident, part, logged_in(resident, row, None), BENCH)


def test_a_step_for_residents_is_for_residents(acting: Callable[[str], Context]) -> None:
    neighbour = acting("neighbour")
    row = rows.consultation(neighbour.session, neighbour.keys, who=Who.RESIDENTS)
    part = rows.add_part(neighbour.session, row, IdeasContent())
    with pytest.raises(NotAdmitted, match="folkbokförd"):
        propose(neighbour, part, logged_in(neighbour, row, None), BENCH)


def test_a_personal_number_is_stopped_next_to_its_field(resident: Context) -> None:
    row = rows.consultation(resident.session, resident.keys)
    part = rows.add_part(resident.session, row, IdeasContent())
    idea = NewIdea("Hej", "Jag är 19900602-2397", ())
    with pytest.raises(Faulty) as fault:
        propose(resident, part, logged_in(resident, row, None), idea)
    assert fault.value.field == "body"
