"""Colleagues: invited, let in, changed and taken away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import DomainError, NotFound
from dialog.core.journal import Event
from dialog.identity.queries import reveal
from dialog.remiss.actions.invitation import ask_to_join
from dialog.remiss.actions.members import (
    Colleague,
    Rights,
    edit_member,
    invite_colleague,
    join_as_colleague,
    let_in,
    remove_member,
    resend_link,
)
from dialog.remiss.models import Addressee, Member, Remiss
from dialog.remiss.queries.invitations import invited_colleague
from dialog.remiss.queries.members import memberships, my_rooms
from dialog.remiss.queries.rooms import draft_of, enter
from dialog.remiss.rules.membership import LinkGone, NotEntitled
from tests.remiss import rooms, rows

Acting = Callable[[str], Context]
GRETA = Colleague("Greta", "greta@forening.example", Rights(may_approve=True))


@pytest.fixture
def remiss(resident: Context) -> Remiss:
    return rows.remiss(resident.session, resident.keys)


@pytest.fixture
def club(resident: Context, remiss: Remiss) -> Addressee:
    """An organisation with the resident inside."""
    club = rooms.invited(resident, remiss)
    rooms.inside(resident, club)
    return club


def token_of(ctx: Context, member: Member) -> str:
    """The link as the letter holds it."""
    return reveal(ctx, member.sealed_token, "link")


def test_a_colleague_comes_in_once_and_their_address_is_forgotten(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    me, greta, other = acting("resident"), acting("neighbour"), acting("friend")
    invited = invite_colleague(me, remiss, club, GRETA)
    token = token_of(me, invited)
    assert invited_colleague(greta, remiss, token) is invited
    assert join_as_colleague(greta, remiss, invited) is invited
    assert (invited.name, invited.may_approve, invited.may_invite) == ("Greta Granne", True, False)
    assert (invited.sealed_email, invited.sealed_token) == (None, None)
    assert invited_colleague(greta, remiss, token) is invited  # for them it leads to the room
    assert memberships(greta, remiss) == [invited]
    with pytest.raises(LinkGone):
        invited_colleague(other, remiss, token)


def test_two_who_open_one_invitation_at_once_do_not_both_come_in(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    me, greta, other = acting("resident"), acting("neighbour"), acting("friend")
    invited = invite_colleague(me, remiss, club, GRETA)
    join_as_colleague(greta, remiss, invited)
    with pytest.raises(DomainError, match="redan använts"):
        join_as_colleague(other, remiss, invited)
    assert memberships(other, remiss) == []


def test_the_link_is_too_old_after_a_fortnight_and_a_new_one_replaces_it(
    resident: Context, remiss: Remiss, club: Addressee
) -> None:
    invited = invite_colleague(resident, remiss, club, GRETA)
    old = token_of(resident, invited)
    later = replace(resident, now=resident.now + timedelta(days=14))
    with pytest.raises(LinkGone):
        invited_colleague(later, remiss, old)
    resend_link(later, remiss, club, invited)
    with pytest.raises(LinkGone):
        invited_colleague(later, remiss, old)
    assert invited_colleague(later, remiss, token_of(later, invited)) is invited


def test_the_journal_holds_neither_link_nor_name_nor_address(
    resident: Context, remiss: Remiss, club: Addressee
) -> None:
    invited = invite_colleague(resident, remiss, club, GRETA)
    token = token_of(resident, invited)
    for event in resident.session.scalars(select(Event).where(Event.name.startswith("remiss."))):
        assert event.actor_id is None
        told = str(event.data)
        assert not [word for word in (token, "Greta", "greta@", "Rut") if word in told]


def test_an_address_is_not_flooded(resident: Context, remiss: Remiss, club: Addressee) -> None:
    for _ in range(3):
        invite_colleague(resident, remiss, club, GRETA)
    with pytest.raises(DomainError, match="flera brev"):
        invite_colleague(resident, remiss, club, GRETA)


def test_only_those_who_may_invite_decide_who_is_inside(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    me, greta, stranger = acting("resident"), acting("neighbour"), acting("friend")
    row = rooms.inside(greta, club, may_invite=False)
    mine = memberships(me, remiss)[0]
    with pytest.raises(NotEntitled):
        invite_colleague(greta, remiss, club, GRETA)
    with pytest.raises(NotEntitled):
        remove_member(greta, remiss, club, mine)
    with pytest.raises(NotEntitled):
        edit_member(greta, remiss, club, row, Rights(may_approve=True, may_invite=True))
    with pytest.raises(NotFound):
        invite_colleague(stranger, remiss, club, GRETA)


def test_whoever_is_removed_loses_everything_at_once(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    me, greta = acting("resident"), acting("neighbour")
    row = rooms.inside(greta, club)
    draft = rooms.written(greta, remiss, row)
    draft.locked_by, draft.locked_at = row.id, greta.now
    assert enter(greta, remiss, club.id).me is row
    remove_member(me, remiss, club, row)
    assert (memberships(greta, remiss), my_rooms(greta)) == ([], [])
    with pytest.raises(NotFound):
        enter(greta, remiss, club.id)
    kept = draft_of(me, club)
    assert kept is not None
    assert (kept.locked_by, kept.changed_by) == (None, row.id)


def test_the_last_one_who_may_invite_can_neither_leave_nor_give_it_up(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    me = acting("resident")
    mine = memberships(me, remiss)[0]
    rooms.inside(acting("neighbour"), club, may_invite=False)
    me.session.commit()
    for act in (
        lambda: remove_member(me, remiss, club, mine),
        lambda: edit_member(me, remiss, club, mine, Rights(may_approve=True)),
    ):
        with pytest.raises(DomainError, match="Minst en"):
            act()
        me.session.rollback()


def test_an_invitation_that_is_taken_back_lets_nobody_in(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    me, greta = acting("resident"), acting("neighbour")
    invited = invite_colleague(me, remiss, club, GRETA)
    token = token_of(me, invited)
    remove_member(me, remiss, club, invited)
    assert invited.sealed_email is None
    with pytest.raises(LinkGone):
        invited_colleague(greta, remiss, token)
    with pytest.raises(DomainError):
        join_as_colleague(greta, remiss, invited)


def test_whoever_asked_is_let_in_or_not(acting: Acting, remiss: Remiss, club: Addressee) -> None:
    me, greta, other = acting("resident"), acting("neighbour"), acting("friend")
    for each in (greta, other):
        ask_to_join(each, remiss, club)
    waiting = select(Member).where(Member.asked_at.is_not(None)).order_by(Member.id)
    first, second = me.session.scalars(waiting).all()
    let_in(me, remiss, club, first, Rights(may_approve=True))
    remove_member(me, remiss, club, second)
    assert [each.may_approve for each in memberships(greta, remiss)] == [True]
    assert memberships(other, remiss) == []
    with pytest.raises(DomainError):
        let_in(me, remiss, club, first, Rights())


def test_whoever_comes_back_by_a_new_invitation_gets_their_old_place(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    me, greta = acting("resident"), acting("neighbour")
    row = rooms.inside(greta, club, may_approve=False)
    remove_member(me, remiss, club, row)
    again = invite_colleague(me, remiss, club, GRETA)
    assert join_as_colleague(greta, remiss, again) is row
    assert (row.may_approve, row.may_invite) == (True, False)
    assert again.removed_at is not None
    assert memberships(greta, remiss) == [row]


def test_whoever_is_inside_and_opens_a_colleagues_link_loses_no_right(
    resident: Context, remiss: Remiss, club: Addressee
) -> None:
    mine = memberships(resident, remiss)[0]
    invited = invite_colleague(resident, remiss, club, Colleague("Rut", "rut@forening.example"))
    assert join_as_colleague(resident, remiss, invited) is mine
    assert (mine.may_approve, mine.may_invite) == (True, True)


def test_a_room_does_not_grow_without_end(
    resident: Context, remiss: Remiss, club: Addressee
) -> None:
    for number in range(29):
        member = Member(addressee_id=club.id, name=f"Nr {number}", invited_at=resident.now)
        resident.session.add(member)
    resident.session.flush()
    with pytest.raises(DomainError, match="så många"):
        invite_colleague(resident, remiss, club, GRETA)
