"""Sending in an answer: received, registered, and never refused because it is late."""

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.keys import Keyring
from dialog.process.queries.keys import own_key
from dialog.registry.models import RegisterEntry
from dialog.remiss.actions.respond import NotInvited, Sending, respond
from dialog.remiss.models import Point, Remiss, Response, Statement
from dialog.remiss.queries.document import shown_version
from dialog.remiss.rules import NotOpen, Sender
from dialog.remiss.rules.drafting import Owner, of_organisation
from dialog.remiss.rules.response import Opinion, View
from tests.remiss import rows

OPINION = Opinion({"": View("supports", "Bra i stort."), "s2": View("opposes", "Bygg fler.")})


def mine(ctx: Context, remiss: Remiss) -> Owner:
    """Whoever is logged in, for themselves."""
    return Owner(own_key(ctx, remiss), person_id=ctx.actor.id)


def sending(ctx: Context, remiss: Remiss, opinion: Opinion = OPINION, **given: object) -> Sending:
    """An answer to the document as it is now."""
    version = shown_version(ctx, remiss)
    assert version is not None
    parts = [(key or "Helheten", view.words) for key, view in opinion.said().items()]
    return Sending(version, opinion, parts, **given)  # type: ignore[arg-type]


def test_what_was_sent_is_kept_section_by_section(resident: Context, keys: Keyring) -> None:
    remiss = rows.remiss(resident.session, keys)
    receipt = respond(resident, remiss, mine(resident, remiss), sending(resident, remiss))
    response = resident.session.scalars(select(Response)).one()
    assert response.receipt_number == receipt.number
    assert response.position == "supports"
    said = {(row.section, row.position, row.words) for row in response.statements}
    assert said == {("", "supports", "Bra i stort."), ("s2", "opposes", "Bygg fler.")}
    assert {point.words for point in resident.session.scalars(select(Point))} == {
        "Bra i stort.",
        "Bygg fler.",
    }


def test_it_is_told_to_the_register_with_its_sender(resident: Context, keys: Keyring) -> None:
    remiss = rows.remiss(resident.session, keys)
    given = sending(resident, remiss, sender_name="Elias Ek")
    respond(resident, remiss, mine(resident, remiss), given)
    entry = resident.session.scalars(select(RegisterEntry)).one()
    assert (entry.direction, entry.counterpart) == ("in", "Elias Ek")
    assert entry.concerns == "Remissvar: Trafikplan för Ekby"


def test_a_second_one_completes_the_first_and_overwrites_nothing(
    resident: Context, keys: Keyring
) -> None:
    remiss = rows.remiss(resident.session, keys)
    more = Opinion({"s4": View(words="Också fler bussar.")})
    respond(resident, remiss, mine(resident, remiss), sending(resident, remiss))
    respond(resident, remiss, mine(resident, remiss), sending(resident, remiss, more))
    stmt = select(Response).order_by(Response.number)
    first, second = resident.session.scalars(stmt).all()
    assert (first.number, second.number) == (1, 2)
    assert first.texts[0].body == "Bra i stort."
    assert len(resident.session.scalars(select(Statement)).all()) == 3


def test_after_the_last_day_it_is_taken_and_marked_late(resident: Context, keys: Keyring) -> None:
    closes_at = resident.now - rows.DAY
    opens_at = closes_at - 10 * rows.DAY
    remiss = rows.remiss(resident.session, keys, opens_at=opens_at, closes_at=closes_at)
    respond(resident, remiss, mine(resident, remiss), sending(resident, remiss))
    assert resident.session.scalars(select(Response)).one().is_late


def test_whoever_was_given_more_time_is_not_late(resident: Context, keys: Keyring) -> None:
    closes_at = resident.now - rows.DAY
    opens_at = closes_at - 10 * rows.DAY
    remiss = rows.remiss(resident.session, keys, opens_at=opens_at, closes_at=closes_at)
    extended = resident.now + rows.DAY
    club = rows.add_addressee(resident.session, remiss, "Cykelklubben", extended_to=extended)
    given = sending(resident, remiss, sender=Sender.ORGANISATION, organisation=club.name)
    respond(resident, remiss, of_organisation(club.id, 1), given)
    assert not resident.session.scalars(select(Response)).one().is_late
    assert club.answered_at == resident.now


def test_before_it_opens_nothing_is_taken(resident: Context, keys: Keyring) -> None:
    opens_at = resident.now + rows.DAY
    remiss = rows.remiss(resident.session, keys, opens_at=opens_at)
    with pytest.raises(NotOpen):
        respond(resident, remiss, mine(resident, remiss), sending(resident, remiss))


def test_where_only_the_invited_may_answer_others_are_told(
    resident: Context, keys: Keyring
) -> None:
    remiss = rows.remiss(resident.session, keys, is_open_to_all=False)
    with pytest.raises(NotInvited):
        respond(resident, remiss, mine(resident, remiss), sending(resident, remiss))


def test_an_empty_answer_is_no_answer(resident: Context, keys: Keyring) -> None:
    remiss = rows.remiss(resident.session, keys)
    with pytest.raises(Faulty):
        respond(resident, remiss, mine(resident, remiss), sending(resident, remiss, Opinion()))


def test_a_view_on_a_section_that_is_not_there_is_refused(resident: Context, keys: Keyring) -> None:
    remiss = rows.remiss(resident.session, keys)
    lost = Opinion({"s99": View(words="Hej")})
    with pytest.raises(Faulty):
        respond(resident, remiss, mine(resident, remiss), sending(resident, remiss, lost))
