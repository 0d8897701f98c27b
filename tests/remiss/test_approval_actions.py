"""An organisation approves exactly the words and files that it sends."""

from collections.abc import Callable

import pytest

from dialog.core.context import Context
from dialog.core.errors import DomainError, Faulty, NotFound
from dialog.process.rules.files import judge
from dialog.remiss.actions.approval import Decision, OtherWords, approve, ask_approval, send_back
from dialog.remiss.actions.members import remove_member
from dialog.remiss.forms.room import MINUTES
from dialog.remiss.models import Addressee, Draft, Remiss
from dialog.remiss.queries.members import memberships
from dialog.remiss.queries.rooms import ensure_may_send, enter, signatory, whole, why_returned
from dialog.remiss.rules import FileUse
from dialog.remiss.rules.approval import Approval
from dialog.remiss.rules.drafting import NotApproved
from dialog.remiss.rules.membership import NotEntitled
from dialog.remiss.rules.response import Opinion, View
from tests.process.samples import pdf
from tests.remiss import rooms, rows

Acting = Callable[[str], Context]
OTHER = Opinion({"": View("opposes", "Vi har ändrat oss.")})
PARAGRAPH = "Styrelsen 2026-11-03 § 45"


@pytest.fixture
def remiss(resident: Context) -> Remiss:
    return rows.remiss(resident.session, resident.keys)


@pytest.fixture
def club(resident: Context, acting: Acting, remiss: Remiss) -> Addressee:
    """Rut writes and has written; Greta may approve."""
    club = rooms.invited(resident, remiss)
    me = rooms.inside(resident, club, may_approve=False)
    rooms.inside(acting("neighbour"), club, may_invite=False, role="ordförande")
    rooms.written(resident, remiss, me)
    return club


def draft(ctx: Context, remiss: Remiss, club: Addressee) -> Draft:
    """The only one that there is."""
    found = enter(ctx, remiss, club.id).draft
    assert found is not None
    return found


def read(ctx: Context, remiss: Remiss, club: Addressee) -> str:
    """What the page of whoever approves shows now."""
    return enter(ctx, remiss, club.id).content


def state(ctx: Context, remiss: Remiss, club: Addressee) -> Approval:
    return enter(ctx, remiss, club.id).state


def test_asked_for_approved_and_signed(acting: Acting, remiss: Remiss, club: Addressee) -> None:
    rut, greta = acting("resident"), acting("neighbour")
    assert state(rut, remiss, club) is Approval.WRITING
    ask_approval(rut, remiss, club)
    assert state(rut, remiss, club) is Approval.ASKED
    approve(greta, remiss, club, Decision(read(greta, remiss, club), PARAGRAPH))
    assert state(rut, remiss, club) is Approval.APPROVED
    mine = draft(rut, remiss, club)
    ensure_may_send(rut, mine)
    assert (signatory(rut, mine), mine.decision_reference) == (
        "Greta Granne, ordförande",
        PARAGRAPH,
    )
    with pytest.raises(DomainError, match="redan godkänt"):
        ask_approval(rut, remiss, club)


def test_other_words_void_the_approval(acting: Acting, remiss: Remiss, club: Addressee) -> None:
    rut, greta = acting("resident"), acting("neighbour")
    approve(greta, remiss, club, Decision(read(greta, remiss, club)))
    me = memberships(rut, remiss)[0]
    rooms.written(rut, remiss, me, OTHER, revision=1)
    assert state(rut, remiss, club) is Approval.VOID
    with pytest.raises(NotApproved, match="ändrats"):
        ensure_may_send(rut, draft(rut, remiss, club))
    ask_approval(rut, remiss, club)
    assert state(rut, remiss, club) is Approval.ASKED
    with pytest.raises(NotApproved, match="måste godkännas"):
        ensure_may_send(rut, draft(rut, remiss, club))


def test_what_was_saved_while_somebody_read_is_not_approved(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    rut, greta = acting("resident"), acting("neighbour")
    seen = read(greta, remiss, club)
    rooms.written(rut, remiss, memberships(rut, remiss)[0], OTHER, revision=1)
    with pytest.raises(OtherWords):
        approve(greta, remiss, club, Decision(seen))
    assert state(rut, remiss, club) is Approval.WRITING


def test_minutes_are_part_of_what_is_approved(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    greta = acting("neighbour")
    for name in ("protokoll.pdf", "justerat.pdf"):
        minutes = judge(name, pdf(name.encode()), MINUTES)
        approve(greta, remiss, club, Decision(read(greta, remiss, club), PARAGRAPH, minutes))
        assert state(greta, remiss, club) is Approval.APPROVED
    kept = draft(greta, remiss, club).files
    assert [(each.use, each.attachment.name) for each in kept] == [
        (FileUse.MINUTES, "justerat.pdf")
    ]
    assert kept[0].attachment.author_id is None
    draft(greta, remiss, club).files.clear()
    greta.session.flush()
    assert state(greta, remiss, club) is Approval.VOID


def test_it_is_sent_back_with_words_that_only_those_inside_read(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    rut, greta = acting("resident"), acting("neighbour")
    ask_approval(rut, remiss, club)
    with pytest.raises(Faulty):
        send_back(greta, remiss, club, " ")
    send_back(greta, remiss, club, "Nämn bron också.")
    mine = draft(rut, remiss, club)
    assert state(rut, remiss, club) is Approval.RETURNED
    assert why_returned(rut, mine) == "Nämn bron också."
    assert b"bron" not in (mine.sealed_return or b"")
    ask_approval(rut, remiss, club)
    assert (state(rut, remiss, club), why_returned(rut, mine)) == (Approval.ASKED, "")


def test_an_approval_is_taken_back(acting: Acting, remiss: Remiss, club: Addressee) -> None:
    greta = acting("neighbour")
    approve(greta, remiss, club, Decision(read(greta, remiss, club), PARAGRAPH))
    send_back(greta, remiss, club, "Vi väntar.")
    mine = draft(greta, remiss, club)
    assert state(greta, remiss, club) is Approval.RETURNED
    assert (mine.approved_hash, mine.decision_reference, signatory(greta, mine)) == ("", "", "")


def test_whoever_wrote_it_may_approve_it_when_the_organisation_says_so(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    rut = acting("resident")
    with pytest.raises(NotEntitled):
        approve(rut, remiss, club, Decision(read(rut, remiss, club)))
    memberships(rut, remiss)[0].may_approve = True
    approve(rut, remiss, club, Decision(read(rut, remiss, club)))
    assert state(rut, remiss, club) is Approval.APPROVED


def test_who_approved_is_told_also_when_they_have_left(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    rut, greta = acting("resident"), acting("neighbour")
    approve(greta, remiss, club, Decision(read(greta, remiss, club)))
    remove_member(rut, remiss, club, memberships(greta, remiss)[0])
    assert signatory(rut, draft(rut, remiss, club)) == "Greta Granne, ordförande"
    ensure_may_send(rut, draft(rut, remiss, club))
    with pytest.raises(NotFound):
        send_back(greta, remiss, club, "Nej.")


def test_where_nobody_may_approve_nobody_is_asked(
    acting: Acting, remiss: Remiss, club: Addressee
) -> None:
    rut, greta = acting("resident"), acting("neighbour")
    memberships(greta, remiss)[0].may_approve = False
    with pytest.raises(DomainError, match="Ingen av er"):
        ask_approval(rut, remiss, club)


def test_nothing_cannot_be_approved(acting: Acting, remiss: Remiss) -> None:
    rut = acting("resident")
    other = rooms.invited(rut, remiss, "Byns vänner", token_hash=None)
    me = rooms.inside(rut, other)
    with pytest.raises(DomainError, match="inget svar"):
        ask_approval(rut, remiss, other)
    empty = rooms.written(rut, remiss, me, Opinion())
    with pytest.raises(DomainError, match="inget svar"):
        approve(rut, remiss, other, Decision(read(rut, remiss, other)))
    with pytest.raises(DomainError, match="inget svar"):
        ensure_may_send(rut, empty)


def test_the_whole_answer_is_read_before_it_is_approved(
    resident: Context, remiss: Remiss, club: Addressee
) -> None:
    room = enter(resident, remiss, club.id)
    assert room.draft is not None
    assert whole(resident, remiss, room.draft, room.opinion) == [
        (
            "Förslaget i stort",
            [("Ståndpunkt", "Stödjer förslaget"), ("Synpunkter", "Bra i stort.")],
        ),
        ("1 Cykelvägar", [("Ståndpunkt", "Stödjer inte förslaget"), ("Synpunkter", "Bygg fler.")]),
    ]
