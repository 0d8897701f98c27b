"""Addressees: invited with a link of their own, reminded twice, and given more time one by one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.identity.queries import reveal
from dialog.identity.rules import token_hash
from dialog.process.rules import Publication, last_day
from dialog.remiss.actions import addressees as actions
from dialog.remiss.actions.organisations import (
    add_organisation,
    edit_organisation,
    import_organisations,
    restore_organisation,
    retire_organisation,
)
from dialog.remiss.models import Addressee, Organisation
from dialog.remiss.queries import addressees as queries
from dialog.remiss.rules.addressees import Card, NoAddress, Standing
from tests.remiss import rows

Acting = Callable[[str], Context]
CLUB = Card("Cykelklubben", "info@klubben.se", sort="association")


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


def events(ctx: Context, name: str) -> list[Event]:
    return list(ctx.session.scalars(select(Event).where(Event.name == name)))


def test_the_register_knows_no_two_of_the_same_name(officer: Context) -> None:
    row = add_organisation(officer, CLUB)
    with pytest.raises(Faulty):
        add_organisation(officer, replace(CLUB, name="CYKELKLUBBEN"))
    edit_organisation(officer, row, replace(CLUB, email="ny@klubben.se"))
    assert row.email == "ny@klubben.se"


def test_many_lines_at_once_add_and_correct(officer: Context) -> None:
    known = add_organisation(officer, CLUB)
    retire_organisation(officer, known)
    cards = [replace(CLUB, email="ny@klubben.se"), Card("Byalaget"), Card("byalaget")]
    assert import_organisations(officer, cards) == (1, 1)
    assert (known.email, known.is_retired) == ("ny@klubben.se", False)
    assert known.sort == "association"


def test_one_that_is_put_away_is_not_offered(officer: Context, keys: Keyring) -> None:
    remiss = rows.remiss(officer.session, keys)
    row = add_organisation(officer, CLUB)
    assert queries.to_choose_from(officer, remiss) == [row]
    retire_organisation(officer, row)
    assert queries.to_choose_from(officer, remiss) == []
    restore_organisation(officer, row)
    actions.add_addressees(officer, remiss, [row])
    assert queries.to_choose_from(officer, remiss) == []


def invited(ctx: Context, keys: Keyring, **given: object) -> Addressee:
    remiss = rows.remiss(ctx.session, keys, **given)
    organisation = Organisation(name="Cykelklubben", email="info@klubben.se", added_at=ctx.now)
    ctx.session.add(organisation)
    ctx.session.flush()
    return actions.add_addressees(ctx, remiss, [organisation, organisation])[0]


def test_whoever_is_added_to_an_open_remiss_is_invited_once_with_a_link_of_its_own(
    officer: Context, keys: Keyring
) -> None:
    row = invited(officer, keys)
    assert officer.session.scalars(select(Addressee)).all() == [row]
    token = reveal(officer, row.sealed_token, queries.LINK)
    assert row.token_hash == token_hash(token)
    assert row.invited_at == officer.now
    assert [event.subject_id for event in events(officer, "remiss.invite")] == [row.id]
    assert "klubben" not in str([event.data for event in events(officer, "remiss.invite")])


def test_before_publication_nobody_is_invited(officer: Context, keys: Keyring) -> None:
    row = invited(officer, keys, publication=Publication.DRAFT)
    assert queries.not_invited(officer, row.remiss) == [row]
    with pytest.raises(DomainError):
        actions.invite(officer, row)


def test_a_new_link_makes_the_old_one_useless(officer: Context, keys: Keyring) -> None:
    row = invited(officer, keys)
    before = row.token_hash
    actions.invite(officer, row)
    assert row.token_hash != before


def test_without_an_address_one_is_told_to_write_one(officer: Context, keys: Keyring) -> None:
    row = invited(officer, keys)
    actions.correct_addressee(officer, row, Card("Cykelklubben i Ekby"))
    with pytest.raises(NoAddress):
        actions.invite(officer, row)


def test_half_the_time_reminds_those_who_have_not_opened(officer: Context, keys: Keyring) -> None:
    row = invited(officer, keys, opens_at=officer.now - rows.DAY)
    later = replace(officer, now=officer.now + 41 * rows.DAY)
    assert queries.due_at_half_time(officer) == []
    assert queries.due_at_half_time(later) == [row]
    actions.remind(later, row, is_last=False)
    assert queries.due_at_half_time(later) == []


def test_those_who_have_opened_are_not_reminded_at_half_time_but_near_the_end(
    officer: Context, keys: Keyring
) -> None:
    row = invited(officer, keys)
    row.opened_at = officer.now
    end = row.remiss.closes_at or officer.now
    assert queries.due_at_half_time(replace(officer, now=end - 20 * rows.DAY)) == []
    near = replace(officer, now=end - timedelta(days=2))
    assert queries.due_near_the_end(near) == [row]
    actions.remind(near, row, is_last=True)
    assert queries.due_near_the_end(near) == []


@pytest.mark.parametrize("done", ["answered_at", "declined_at", "removed_at"])
def test_whoever_has_answered_or_declined_is_left_in_peace(
    done: str, officer: Context, keys: Keyring
) -> None:
    row = invited(officer, keys)
    setattr(row, done, officer.now)
    officer.session.flush()
    end = row.remiss.closes_at or officer.now
    near = replace(officer, now=end - timedelta(days=2))
    assert queries.due_near_the_end(near) == []
    with pytest.raises(DomainError):
        actions.remind(near, row, is_last=True)


def test_more_time_for_one_moves_its_reminder_and_its_link(officer: Context, keys: Keyring) -> None:
    row = invited(officer, keys)
    end = row.remiss.closes_at or officer.now
    row.asked_at, row.asked_words = officer.now, "Styrelsen möts sent."
    officer.session.flush()
    until = last_day(end) + timedelta(days=14)
    actions.extend_addressee(officer, row, until)
    assert row.asked_at is None
    assert queries.last_day(row) == until
    assert queries.due_near_the_end(replace(officer, now=end - timedelta(days=2))) == []
    assert queries.due_near_the_end(replace(officer, now=end + timedelta(days=12))) == [row]
    with pytest.raises(Faulty):
        actions.extend_addressee(officer, row, until)


def test_a_wish_for_more_time_can_be_refused(officer: Context, keys: Keyring) -> None:
    row = invited(officer, keys)
    with pytest.raises(DomainError):
        actions.refuse_time(officer, row)
    row.asked_at = officer.now
    officer.session.flush()
    actions.refuse_time(officer, row)
    assert (row.asked_at, row.extended_to) == (None, None)


def test_whoever_is_removed_has_no_link_and_whoever_has_answered_stays(
    officer: Context, keys: Keyring
) -> None:
    row = invited(officer, keys)
    row.answered_at = officer.now
    officer.session.flush()
    with pytest.raises(DomainError):
        actions.remove_addressee(officer, row)
    row.answered_at = None
    officer.session.flush()
    actions.remove_addressee(officer, row)
    assert row.token_hash is None
    assert queries.addressees(officer, row.remiss) == []


def test_how_many_have_come_how_far_is_counted(officer: Context, keys: Keyring) -> None:
    row = invited(officer, keys)
    rows.add_addressee(officer.session, row.remiss, "Byalaget", opened_at=officer.now)
    counts = queries.count_standings(queries.addressees(officer, row.remiss))
    assert counts == {Standing.INVITED: 1, Standing.OPENED: 1}
