"""The steps of a consultation while it is made and while it runs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.actions.stages import (
    add_stage,
    edit_stage,
    extend,
    move_stage,
    remove_stage,
)
from dialog.consultation.models import Consultation
from dialog.consultation.queries.participants import logged_in
from dialog.consultation.queries.publishing import terms_of
from dialog.consultation.rules.admission import Who
from dialog.consultation.rules.content import IdeasContent
from dialog.consultation.rules.stages import Settled, Terms
from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.process.rules import Handling, Publication
from tests.consultation import rows
from tests.consultation.rows import DAY, NOW


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def running(officer: Context) -> Consultation:
    return rows.consultation(officer.session, officer.keys)


def draft(ctx: Context) -> Consultation:
    return rows.consultation(ctx.session, ctx.keys, publication=Publication.DRAFT)


def titles(row: Consultation) -> list[str]:
    return [stage.title for stage in row.stages]


def test_steps_are_added_moved_and_removed(officer: Context) -> None:
    row = draft(officer)
    second = add_stage(officer, row, Terms("Två"))
    third = add_stage(officer, row, Terms("Tre"))
    move_stage(officer, third, up=True)
    assert titles(row) == ["Steg 1", "Tre", "Två"]
    move_stage(officer, second, up=False)
    assert titles(row) == ["Steg 1", "Tre", "Två"], "the last one stays last"
    move_stage(officer, row.stages[0], up=False)
    remove_stage(officer, row.stages[0])
    assert titles(row) == ["Steg 1", "Två"]


def test_a_personal_number_never_stands_in_a_step(officer: Context) -> None:
    row = draft(officer)
    with pytest.raises(Faulty) as fault:
        add_stage(officer, row, Terms("Två", intro="Ring 19900602-2397"))
    assert fault.value.field == "intro"


def test_a_step_with_contributions_stays(officer: Context, resident: Context) -> None:
    row = rows.consultation(officer.session, officer.keys)
    part = rows.add_part(officer.session, row, IdeasContent())
    propose(resident, part, logged_in(resident, row, 36), NewIdea("Bänkar", "", ()))
    row.publication = Publication.DRAFT  # as if it had been taken back
    with pytest.raises(Settled, match="deltagit"):
        remove_stage(officer, row.stages[0])


def test_a_step_that_has_opened_stays(officer: Context, running: Consultation) -> None:
    with pytest.raises(Settled, match="öppnat"):
        remove_stage(officer, running.stages[0])


def test_a_published_consultation_keeps_a_step(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys, opens_at=NOW + DAY)
    with pytest.raises(Settled, match="minst ett"):
        remove_stage(officer, row.stages[0])


def test_extending_moves_the_whole_and_is_told(officer: Context, running: Consultation) -> None:
    stage = running.stages[0]
    extend(officer, stage, NOW + 30 * DAY)
    assert (stage.closes_at, running.closes_at) == (NOW + 30 * DAY, NOW + 30 * DAY)
    event = officer.session.scalars(select(Event).where(Event.name == "consultation.extend")).one()
    assert event.data == {"stage": stage.id, "before": "2026-12-21", "until": "2026-12-31"}


def test_extending_past_the_promised_answer_is_refused(
    officer: Context, running: Consultation
) -> None:
    running.feedback_on = date(2026, 12, 25)
    officer.session.flush()
    with pytest.raises(Faulty, match="25 december 2026"):
        extend(officer, running.stages[0], NOW + 30 * DAY)


def test_a_step_that_has_opened_keeps_its_terms(officer: Context, running: Consultation) -> None:
    stage = running.stages[0]
    with pytest.raises(Settled):
        edit_stage(officer, stage, replace(terms_of(stage), who=Who.RESIDENTS))
    edit_stage(officer, stage, replace(terms_of(stage), title="Nytt namn"))
    assert stage.title == "Nytt namn"
    assert "Nytt namn" in running.texts[-1].body


def test_the_whole_follows_a_step_that_is_moved_before_it_opens(officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys, opens_at=NOW + DAY)
    stage = row.stages[0]
    after = replace(terms_of(stage), opens_at=NOW + 2 * DAY, closes_at=NOW + 4 * DAY)
    edit_stage(officer, stage, after)
    assert (row.opens_at, row.closes_at) == (NOW + 2 * DAY, NOW + 4 * DAY)


@pytest.mark.parametrize(
    "given", [{"publication": Publication.STOPPED}, {"handling": Handling.HANDED_OVER}]
)
def test_what_is_over_is_not_changed(given: dict[str, object], officer: Context) -> None:
    row = rows.consultation(officer.session, officer.keys, **given)
    with pytest.raises(DomainError, match="avslutad"):
        extend(officer, row.stages[0], NOW + 60 * DAY)


def test_only_officers_change_steps(resident: Context, running: Consultation) -> None:
    for act in (
        lambda: add_stage(resident, running, Terms("Två")),
        lambda: extend(resident, running.stages[0], NOW + 60 * DAY),
        lambda: move_stage(resident, running.stages[0], up=True),
        lambda: remove_stage(resident, running.stages[0]),
    ):
        with pytest.raises(NotPermitted):
            act()
