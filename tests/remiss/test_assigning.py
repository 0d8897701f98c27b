"""Who has which points, how they hear of it, and what is decided of answers that came late."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.config import Config
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.core.worker import Desk
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.remiss.actions.assigning import assign_points
from dialog.remiss.actions.consider import consider
from dialog.remiss.actions.replies import reply
from dialog.remiss.models import Remiss, Response
from dialog.remiss.queries.assigned import mine, untold
from dialog.remiss.reactions.assigning import tell_colleagues
from dialog.remiss.rules import Effect
from dialog.remiss.rules.assessing import Answer, Concluded
from tests.notification.conftest import Outbox
from tests.notification.links import words_of, work
from tests.remiss import rows
from tests.remiss.assessing import Acting, begun, ids, points


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


@pytest.fixture
def remiss(officer: Context, keys: Keyring) -> Remiss:
    return begun(officer.session, keys, "Ett.", "Två.", "Tre.")


def test_a_colleague_gets_points_with_a_last_day(officer: Context, remiss: Remiss) -> None:
    day = (officer.now + timedelta(days=3)).date()
    assert assign_points(officer, remiss, ids(officer.session)[:2], officer.actor.id, day) == 2
    (found,) = mine(officer)
    assert (found.points, found.overdue, found.due_on) == (2, 0, day)
    assign_points(officer, remiss, ids(officer.session)[:1], None)
    assert points(officer.session)[0].due_on is None


def test_what_is_late_is_counted_and_what_is_answered_does_not_wait(
    officer: Context, remiss: Remiss
) -> None:
    first, second, _third = ids(officer.session)
    assign_points(officer, remiss, [first, second], officer.actor.id)
    points(officer.session)[0].due_on = (officer.now - timedelta(days=1)).date()
    officer.session.flush()
    assert [(each.points, each.overdue) for each in mine(officer)] == [(2, 1)]
    reply(officer, remiss, [first], Answer(Effect.NOTED, "Tack."))
    assert [(each.points, each.overdue) for each in mine(officer)] == [(1, 0)]


def test_only_officers_get_points_and_no_day_that_has_passed(
    officer: Context, remiss: Remiss, acting: Acting
) -> None:
    with pytest.raises(Faulty):
        assign_points(officer, remiss, ids(officer.session), acting("resident").actor.id)
    yesterday = (officer.now - timedelta(days=1)).date()
    with pytest.raises(Faulty):
        assign_points(officer, remiss, ids(officer.session), officer.actor.id, yesterday)


def test_a_colleague_hears_once_however_many_points(
    system: Context, officer: Context, remiss: Remiss, desk: Desk, config: Config
) -> None:
    for point in points(system.session):
        point.assigned_to = officer.actor.id
    system.session.commit()
    tell_colleagues(system)
    tell_colleagues(system)
    told = system.session.scalars(select(Event).where(Event.name == "remiss.tell_assigned")).one()
    assert told.data == {"person": officer.actor.id, "points": 3, "due_on": None}
    assert untold(system) == []
    person = system.session.get_one(Person, officer.actor.id)
    person.sealed_email = hide(system, "hanna@ekby.example", "email")
    system.session.commit()
    outbox = Outbox(config.data_dir / "mail")
    work(desk, outbox)
    (letter,) = outbox.letters()
    assert letter["To"] == "hanna@ekby.example"
    text = " ".join(words_of(letter).split())
    assert "Antal nya: 3." in text
    path = f"/arbetsyta/remisser/{remiss.id}/bedomning?tilldelad=mig&svar=nej"
    assert path in words_of(letter).replace("\n", "")


def test_whoever_takes_points_themselves_gets_no_letter(officer: Context, remiss: Remiss) -> None:
    assign_points(officer, remiss, ids(officer.session), officer.actor.id)
    assert untold(officer) == []


def late(ctx: Context, remiss: Remiss) -> Response:
    response = ctx.session.scalars(select(Response)).first()
    assert response is not None
    response.is_late = True
    ctx.session.flush()
    return response


def test_an_official_decides_about_a_late_answer_and_may_think_again(
    officer: Context, remiss: Remiss
) -> None:
    response = late(officer, remiss)
    consider(officer, remiss, response, "Det kom en dag sent.", is_considered=True)
    consider(officer, remiss, response, "Nämnden har redan fått underlaget.", is_considered=False)
    assert response.is_considered is False
    assert response.considered_by == officer.actor.id
    stmt = select(Event).where(Event.name == "remiss.consider").order_by(Event.id)
    assert [each.data for each in officer.session.scalars(stmt)] == [
        {"is_considered": True},
        {"is_considered": False},
    ]


def test_the_decision_has_words_and_stays_when_the_remiss_is_concluded(
    officer: Context, remiss: Remiss
) -> None:
    response = late(officer, remiss)
    with pytest.raises(Faulty):
        consider(officer, remiss, response, " ", is_considered=True)
    remiss.concluded_at = rows.NOW
    officer.session.commit()
    consider(officer, remiss, response, "Kom efter beslutet.", is_considered=False)
    with pytest.raises(Concluded):
        consider(officer, remiss, response, "Ändå.", is_considered=True)


def test_an_answer_in_time_is_not_decided_about(officer: Context, remiss: Remiss) -> None:
    response = officer.session.scalars(select(Response)).first()
    assert response is not None
    with pytest.raises(ValueError, match="late"):
        consider(officer, remiss, response, "Nej.", is_considered=False)
