"""Making codes, using them, and taking them back."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.consultation.actions.codes import make_codes, revoke_codes
from dialog.consultation.actions.doors import GivenCode, use_code
from dialog.consultation.models import Consultation, Invitation, Pass, Stage
from dialog.consultation.queries.codes import batches
from dialog.consultation.queries.participants import by_token
from dialog.consultation.rules.admission import Basis, NotAdmitted, Who, at_step, ensure_admitted
from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from tests.consultation import rows
from tests.consultation.rows import NOW

NETWORK = "192.0.2.7"


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def step(officer: Context) -> Stage:
    """The step of a consultation for those who are invited."""
    return rows.consultation(officer.session, officer.keys, who=Who.INVITED).stages[0]


def enter(ctx: Context, step: Stage, code: str, browser: str = "phone") -> None:
    use_code(ctx, step.consultation, GivenCode(code, browser, NETWORK))


def test_the_database_has_no_code(officer: Context, step: Stage) -> None:
    codes = make_codes(officer, step, "Elevråd", 3)
    stored = officer.session.scalars(select(Invitation)).all()
    plain = {code.replace("-", "") for code in codes}
    assert len(stored) == len(plain) == 3
    assert not plain & {row.code_hash for row in stored}
    (event,) = officer.session.scalars(
        select(Event).where(Event.name == "consultation.make_codes")
    ).all()
    assert event.data == {"stage": step.id, "number": 3}


def test_residents_make_no_codes(resident: Context, step: Stage) -> None:
    with pytest.raises(NotPermitted):
        make_codes(resident, step, "Elevråd", 3)
    with pytest.raises(NotPermitted):
        revoke_codes(resident, step, "Elevråd")


@pytest.mark.parametrize(
    ("batch", "number", "field"),
    [
        (" ", 3, "batch"),
        ("Elevråd", 0, "number"),
        ("Elevråd", 2001, "number"),
        ("Gamla", 3, "batch"),
    ],
)
def test_a_wrong_number_or_name_is_told_by_its_field(
    officer: Context, step: Stage, batch: str, number: int, field: str
) -> None:
    make_codes(officer, step, "Gamla", 1)
    with pytest.raises(Faulty) as fault:
        make_codes(officer, step, batch, number)
    assert fault.value.field == field
    assert len(officer.session.scalars(select(Invitation)).all()) == 1


def test_one_code_is_one_participant_in_every_browser(
    officer: Context, system: Context, step: Stage
) -> None:
    one, other = make_codes(officer, step, "Elevråd", 2)
    enter(system, step, one, "phone")
    enter(system, step, one.lower().replace("-", " "), "computer")
    enter(system, step, other, "tablet")
    found = [by_token(system, step.consultation, each) for each in ("phone", "computer", "tablet")]
    assert found[0] == found[1] != found[2]
    assert {each.basis for each in found} == {Basis.CODE}
    (batch,) = batches(system, step.consultation)
    assert (batch.made, batch.used, batch.revoked, batch.left) == (2, 2, 0, 0)


def test_nothing_stored_ties_a_code_to_who_used_it(
    officer: Context, system: Context, step: Stage
) -> None:
    (code,) = make_codes(officer, step, "Elevråd", 1)
    enter(system, step, code)
    invitation = system.session.scalars(select(Invitation)).one()
    entered = system.session.scalars(select(Pass)).one()
    assert entered.holder_key != invitation.code_hash
    assert invitation.used_at is not None
    assert invitation.used_at.hour == 23, "the day, no closer"
    event = system.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.name, event.actor_id, event.data) == ("consultation.use_code", None, {})


def test_a_code_lets_into_its_own_step(officer: Context, system: Context, step: Stage) -> None:
    other = rows.add_stage(officer.session, step.consultation, who=Who.INVITED)
    (code,) = make_codes(officer, step, "Elevråd", 1)
    enter(system, step, code)
    who = by_token(system, step.consultation, "phone")
    ensure_admitted(step.demand(), at_step(who, step.id))
    with pytest.raises(NotAdmitted):
        ensure_admitted(other.demand(), at_step(who, other.id))


def test_codes_that_nobody_has_used_can_be_taken_back(
    officer: Context, system: Context, step: Stage
) -> None:
    used, unused = make_codes(officer, step, "Elevråd", 2)
    (kept,) = make_codes(officer, step, "Andra", 1)
    enter(system, step, used)
    assert revoke_codes(officer, step, "Elevråd") == 1
    with pytest.raises(Faulty):
        enter(system, step, unused)
    enter(system, step, used, "another browser")
    enter(system, step, kept, "tablet")
    assert by_token(system, step.consultation, "another browser").basis is Basis.CODE


def test_a_code_of_another_consultation_lets_nobody_in(
    officer: Context, system: Context, step: Stage
) -> None:
    elsewhere: Consultation = rows.consultation(officer.session, officer.keys, who=Who.INVITED)
    (code,) = make_codes(officer, elsewhere.stages[0], "Elevråd", 1)
    with pytest.raises(Faulty):
        enter(system, step, code)


def test_two_thousand_codes_are_made_at_once(officer: Context, step: Stage) -> None:
    assert len(set(make_codes(officer, step, "Alla", 2000))) == 2000
    (batch,) = batches(officer, step.consultation)
    assert (batch.made, batch.made_at) == (2000, NOW)
