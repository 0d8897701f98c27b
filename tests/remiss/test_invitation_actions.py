"""What an organisation does with its link, and who comes in by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.core.policy import ANONYMOUS
from dialog.process.rules import Publication
from dialog.registry.models import RegisterEntry
from dialog.remiss.actions.invitation import (
    Newcomer,
    accept_invitation,
    ask_for_time,
    ask_to_join,
    decline,
    open_invitation,
)
from dialog.remiss.actions.organisation import Arrival, SameName, join_organisation
from dialog.remiss.actions.respond import NotInvited
from dialog.remiss.models import Member
from dialog.remiss.queries.invitations import invited
from dialog.remiss.queries.members import memberships
from dialog.remiss.rules import NotOpen
from dialog.remiss.rules.membership import LinkGone, NotEntitled, Occupied
from tests.remiss import rooms, rows

Acting = Callable[[str], Context]
UNTIL = date(2027, 3, 15)


def anonymous(ctx: Context) -> Context:
    """Whoever has the link and has not logged in."""
    return replace(ctx, actor=ANONYMOUS)


def test_the_link_finds_its_organisation_and_nobody_else(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    other = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    assert invited(resident, remiss, rooms.TOKEN) is club
    for wrong in (rooms.TOKEN[:-1], rooms.TOKEN + "x", ""):
        with pytest.raises(LinkGone):
            invited(resident, remiss, wrong)
    with pytest.raises(LinkGone):
        invited(resident, other, rooms.TOKEN)


def test_a_link_that_is_too_old_or_taken_back_leads_nowhere(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss, token_until=resident.now)
    with pytest.raises(LinkGone):
        invited(resident, remiss, rooms.TOKEN)
    club.token_until, club.removed_at = None, resident.now
    with pytest.raises(LinkGone):
        invited(resident, remiss, rooms.TOKEN)
    club.removed_at = None
    assert invited(resident, remiss, rooms.TOKEN) is club


def test_opening_is_noted_once_and_names_nobody(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    open_invitation(resident, remiss, club)
    later = replace(resident, now=resident.now + timedelta(days=1))
    open_invitation(later, remiss, club)
    assert club.opened_at == resident.now
    event = resident.session.scalars(
        select(Event).where(Event.name == "remiss.open_invitation")
    ).one()
    assert (event.actor_id, event.data) == (None, {"remiss": remiss.id})


def test_the_first_one_comes_in_and_decides_who_else_may(acting: Acting) -> None:
    ctx = acting("resident")
    remiss = rows.remiss(ctx.session, ctx.keys)
    club = rooms.invited(ctx, remiss, declined_at=ctx.now)
    member = accept_invitation(ctx, remiss, club, Newcomer("ordförande", may_approve=True))
    assert (member.name, member.role) == ("Rut Resident", "ordförande")
    assert member.may_approve
    assert member.may_invite
    assert (club.opened_at, club.declined_at) == (ctx.now, None)
    assert memberships(ctx, remiss) == [member]
    assert accept_invitation(ctx, remiss, club, Newcomer()) is member  # pressed twice


def test_two_who_accept_at_once_become_one_member_and_one_who_is_told(acting: Acting) -> None:
    """Both had the page open; the one who presses later finds the other inside."""
    first, second = acting("resident"), acting("neighbour")
    remiss = rows.remiss(first.session, first.keys)
    club = rooms.invited(first, remiss)
    accept_invitation(first, remiss, club, Newcomer())
    with pytest.raises(Occupied):
        accept_invitation(second, remiss, club, Newcomer(may_approve=True))
    assert memberships(second, remiss) == []


def test_whoever_has_a_link_that_was_sent_on_asks_and_sees_nothing(acting: Acting) -> None:
    first, second = acting("resident"), acting("neighbour")
    remiss = rows.remiss(first.session, first.keys)
    club = rooms.invited(first, remiss)
    rooms.inside(first, club)
    ask_to_join(second, remiss, club, "kassör")
    ask_to_join(second, remiss, club)  # once more is the same as once
    row = second.session.scalars(select(Member).where(Member.asked_at.is_not(None))).one()
    assert (row.name, row.role, row.joined_at) == ("Greta Granne", "kassör", None)
    assert memberships(second, remiss) == []
    with pytest.raises(Occupied):
        decline(second, remiss, club, "")


def test_nobody_has_to_log_in_to_decline_and_an_answer_undoes_it(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    decline(anonymous(resident), remiss, club, "Vi hinner inte.")
    assert (club.declined_at, club.decline_words) == (resident.now, "Vi hinner inte.")
    assert club.opened_at == resident.now
    accept_invitation(resident, remiss, club, Newcomer())
    assert club.declined_at is None


def test_whoever_has_answered_cannot_decline(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss, answered_at=resident.now)
    with pytest.raises(DomainError):
        decline(anonymous(resident), remiss, club, "")


def test_when_somebody_is_inside_the_link_alone_does_not_speak_for_them(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    me = rooms.inside(resident, club)
    stranger = anonymous(resident)
    with pytest.raises(Occupied):
        decline(stranger, remiss, club, "")
    with pytest.raises(Occupied):
        ask_for_time(stranger, remiss, club, UNTIL, "Semester.")
    me.may_invite = me.may_approve = False
    with pytest.raises(NotEntitled):
        decline(resident, remiss, club, "")


def test_asking_for_time_tells_until_when_and_why(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    ask_for_time(anonymous(resident), remiss, club, UNTIL, "Styrelsen möts i mars.")
    assert (club.asked_until, club.asked_words) == (UNTIL, "Styrelsen möts i mars.")
    event = resident.session.scalars(select(Event).where(Event.name == "remiss.ask_for_time")).one()
    assert event.data == {"remiss": remiss.id, "until": "2027-03-15"}
    entry = resident.session.scalars(select(RegisterEntry)).one()
    assert (entry.direction, entry.counterpart) == ("in", "Cykelklubben")
    assert entry.concerns == "Ber om mer tid: Trafikplan för Ekby"
    with pytest.raises(Faulty):
        ask_for_time(resident, remiss, club, date(2026, 12, 2), "För tidigt.")
    with pytest.raises(Faulty):
        ask_for_time(resident, remiss, club, UNTIL, "Jag heter 19900602-2397.")


def test_in_a_remiss_that_was_stopped_nothing_is_done(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys, publication=Publication.STOPPED)
    club = rooms.invited(resident, remiss)
    with pytest.raises(NotOpen):
        accept_invitation(resident, remiss, club, Newcomer())
    with pytest.raises(NotOpen):
        decline(resident, remiss, club, "")


def test_one_must_log_in_to_come_in(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    club = rooms.invited(resident, remiss)
    with pytest.raises(NotPermitted):
        accept_invitation(anonymous(resident), remiss, club, Newcomer())


def test_an_organisation_that_nobody_invited_brings_itself(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    arrival = Arrival(" Byns  vänner ", "2120000142", "ordförande", may_approve=True)
    friends = join_organisation(resident, remiss, arrival)
    assert (friends.name, friends.number, friends.is_invited) == (
        "Byns vänner",
        "212000-0142",
        False,
    )
    assert [each.role for each in memberships(resident, remiss)] == ["ordförande"]
    with pytest.raises(DomainError):  # more time is given to the invited
        ask_for_time(resident, remiss, friends, UNTIL, "Semester.")


def test_an_organisation_of_the_same_name_is_warned_of(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    rooms.invited(resident, remiss, "Östra byalaget")
    with pytest.raises(SameName):
        join_organisation(resident, remiss, Arrival("östra BYALAGET"))
    join_organisation(resident, remiss, Arrival("östra BYALAGET", is_another=True))


def test_where_only_the_invited_may_answer_nobody_brings_an_organisation(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys, is_open_to_all=False)
    with pytest.raises(NotInvited):
        join_organisation(resident, remiss, Arrival("Byns vänner"))


def test_one_person_does_not_bring_any_number_of_organisations(resident: Context) -> None:
    remiss = rows.remiss(resident.session, resident.keys)
    for number in range(5):
        join_organisation(resident, remiss, Arrival(f"Förening {number}"))
    with pytest.raises(DomainError):
        join_organisation(resident, remiss, Arrival("En till"))
