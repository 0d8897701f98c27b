"""Letters among those who write an organisation's answer, as the worker writes them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.worker import Desk
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.remiss.actions.approval import Decision, approve, ask_approval, send_back
from dialog.remiss.actions.invitation import ask_to_join
from dialog.remiss.actions.members import (
    Colleague,
    Rights,
    invite_colleague,
    let_in,
    remove_member,
    resend_link,
)
from dialog.remiss.models import Addressee, Member, Remiss
from dialog.remiss.queries.invitations import invited_colleague
from dialog.remiss.queries.rooms import enter
from dialog.remiss.reactions.rooms import forget_unused_links
from tests.notification.conftest import Outbox
from tests.notification.links import link_in, words_of, work
from tests.remiss import rooms, rows

Acting = Callable[[str], Context]
KALLE = Colleague("Kalle", "kalle@forening.example")


@pytest.fixture
def remiss(resident: Context) -> Remiss:
    return rows.remiss(resident.session, resident.keys)


@pytest.fixture
def club(resident: Context, acting: Acting, remiss: Remiss) -> Addressee:
    """Rut and Greta, both with an address; Greta may approve. Rut has written."""
    club = rooms.invited(resident, remiss)
    for name, address in (("resident", "rut"), ("neighbour", "greta"), ("friend", "vera")):
        ctx = acting(name)
        person = ctx.session.get_one(Person, ctx.actor.id)
        person.sealed_email = hide(ctx, f"{address}@forening.example", "email")
    me = rooms.inside(resident, club, may_approve=False)
    rooms.inside(acting("neighbour"), club, may_invite=False)
    rooms.written(resident, remiss, me)
    resident.session.commit()
    return club


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "letters")


def delivered(ctx: Context, desk: Desk, outbox: Outbox) -> list[tuple[str, str, str]]:
    """To whom the worker has written, about what, and where the link leads."""
    ctx.session.commit()
    work(desk, outbox)
    return sorted(
        (str(letter["To"]), str(letter["Subject"]), link_in(letter)) for letter in outbox.letters()
    )


def room_of(club: Addressee) -> str:
    return f"/remisser/{club.remiss_id}/organisation/{club.id}"


def test_an_invited_colleague_gets_the_link_and_nothing_to_say_no_to(
    resident: Context, remiss: Remiss, club: Addressee, desk: Desk, outbox: Outbox
) -> None:
    invited = invite_colleague(resident, remiss, club, KALLE)
    [(to, subject, link)] = delivered(resident, desk, outbox)
    assert (to, subject) == ("kalle@forening.example", "Skriv remissvar för Cykelklubben")
    start = f"/remisser/{remiss.id}/kollega/"
    assert link.startswith(start)
    assert invited_colleague(resident, remiss, link.removeprefix(start)) is invited
    letter = outbox.letters()[0]
    assert letter["List-Unsubscribe"] is None
    assert "avsluta" not in words_of(letter)


def test_a_link_that_was_sent_again_is_another_one(
    resident: Context, remiss: Remiss, club: Addressee, desk: Desk, outbox: Outbox
) -> None:
    invited = invite_colleague(resident, remiss, club, KALLE)
    delivered(resident, desk, outbox)
    resend_link(resident, remiss, club, invited)
    links = {link for _, _, link in delivered(resident, desk, outbox)}
    assert len(links) == 2


def test_nobody_is_written_to_when_the_invitation_was_taken_back(
    resident: Context, remiss: Remiss, club: Addressee, desk: Desk, outbox: Outbox
) -> None:
    invited = invite_colleague(resident, remiss, club, KALLE)
    remove_member(resident, remiss, club, invited)
    assert delivered(resident, desk, outbox) == []


def test_those_who_may_approve_are_asked_and_whoever_asked_is_answered(
    acting: Acting, remiss: Remiss, club: Addressee, desk: Desk, outbox: Outbox
) -> None:
    rut, greta = acting("resident"), acting("neighbour")
    ask_approval(rut, remiss, club)
    asked = (
        "greta@forening.example",
        "Ett remissvar väntar på ditt godkännande",
        f"{room_of(club)}/godkann",
    )
    assert delivered(rut, desk, outbox) == [asked]
    send_back(greta, remiss, club, "Nämn bron.")
    back = ("rut@forening.example", "Remissvaret behöver ändras", room_of(club))
    assert delivered(rut, desk, outbox) == [asked, back]
    assert not any("bron" in words_of(letter) for letter in outbox.letters())
    approve(greta, remiss, club, Decision(enter(greta, remiss, club.id).content))
    done = ("rut@forening.example", "Remissvaret är godkänt", room_of(club))
    assert delivered(rut, desk, outbox) == [asked, back, done]
    assert all("Säg ifrån här" in words_of(letter) for letter in outbox.letters())


def test_those_who_decide_hear_of_whoever_wants_in_who_hears_the_answer(
    acting: Acting, remiss: Remiss, club: Addressee, desk: Desk, outbox: Outbox
) -> None:
    rut, vera = acting("resident"), acting("friend")
    ask_to_join(vera, remiss, club)
    question = (
        "rut@forening.example",
        "Någon vill vara med och skriva ert remissvar",
        room_of(club),
    )
    assert delivered(rut, desk, outbox) == [question]
    assert not any("Vera" in words_of(letter) for letter in outbox.letters())
    row = rut.session.scalars(select(Member).where(Member.asked_at.is_not(None))).one()
    let_in(rut, remiss, club, row, Rights())
    answer = ("vera@forening.example", "Du kan nu skriva remissvar för Cykelklubben", room_of(club))
    assert delivered(rut, desk, outbox) == [question, answer]


def test_the_address_of_somebody_who_never_came_in_is_forgotten(
    resident: Context, remiss: Remiss, club: Addressee
) -> None:
    invited = invite_colleague(resident, remiss, club, KALLE)
    resident.session.flush()
    forget_unused_links(replace(resident, now=resident.now + timedelta(days=27)))
    resident.session.expire(invited)
    assert invited.sealed_email is not None
    forget_unused_links(replace(resident, now=resident.now + timedelta(days=28)))
    resident.session.expire(invited)
    assert (invited.sealed_email, invited.sealed_token, invited.token_hash) == (None, None, None)
