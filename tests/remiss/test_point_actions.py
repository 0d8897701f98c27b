"""A statement is split into points, joined again and moved; it stays as it was received itself."""

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.core.keys import Keyring
from dialog.process.models import Attachment
from dialog.process.rules.own_words import likeness
from dialog.remiss.actions.points import join_points, move_points, quote_file, split_point
from dialog.remiss.actions.replies import note_point, reply
from dialog.remiss.actions.tags import Tagging, tag_points
from dialog.remiss.models import Note, Point, PointTag, Remiss, Response, ResponseFile, Statement
from dialog.remiss.queries import points as queries
from dialog.remiss.rules import Effect, FileUse
from dialog.remiss.rules.assessing import Answer, Concluded, PointChanged
from tests.remiss import rows
from tests.remiss.assessing import LONG, Acting, begun, ids, points

PIECES = ["Bygg fler cykelvägar.", "Belys dem.", "Och låt bussen gå oftare."]


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


def split(ctx: Context, remiss: Remiss, pieces: list[str] = PIECES) -> list[Point]:
    point = points(ctx.session)[0]
    return split_point(ctx, remiss, point.id, pieces, point.likeness)


def test_a_statement_becomes_points_and_stays_as_it_was(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    made = split(officer, remiss)
    assert [each.words for each in made] == PIECES
    assert [each.number for each in made] == [1, 2, 3]
    assert made[1].likeness == likeness("belys dem")
    assert officer.session.scalars(select(Statement)).one().words == LONG


def test_a_point_is_split_again_and_keeps_its_place(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    split(officer, remiss, ["Bygg fler cykelvägar. Belys dem.", "Och låt bussen gå oftare."])
    split(officer, remiss, PIECES[:2])
    found = points(officer.session)
    assert [(each.number, each.words) for each in found] == list(enumerate(PIECES, 1))


def test_the_pieces_keep_tags_and_who_has_them(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    tag_points(officer, remiss, ids(officer.session), Tagging(new="Cykel"))
    points(officer.session)[0].assigned_to = officer.actor.id
    officer.session.flush()
    split(officer, remiss)
    assert {each.assigned_to for each in points(officer.session)} == {officer.actor.id}
    assert len(officer.session.scalars(select(PointTag)).all()) == 3


def test_joined_again_it_reads_as_it_was_received(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    split(officer, remiss)
    first = join_points(officer, remiss, ids(officer.session))
    assert first.words == LONG
    assert [each.id for each in points(officer.session)] == [first.id]


def test_joining_loses_no_tag_note_or_reply(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    _, second, third = (each.id for each in split(officer, remiss))
    tag_points(officer, remiss, [second], Tagging(new="Ljus"))
    note_point(officer, remiss, officer.session.get_one(Point, third), "Fråga Anna.")
    reply(officer, remiss, [second], Answer(Effect.CHANGED, "Vi belyser."))
    reply(officer, remiss, [third], Answer(Effect.NOTED, "Vi ser över bussen."))
    first = join_points(officer, remiss, ids(officer.session))
    assert queries.notes(officer, first)[0].words == "Fråga Anna."
    assert officer.session.scalars(select(PointTag.point_id)).all() == [first.id]
    holds = queries.reply_of(officer, first)
    assert holds is not None
    assert holds.words == "Vi belyser."
    assert [each.words for each in queries.earlier_replies(officer, first)] == [
        "Vi ser över bussen."
    ]


def test_points_of_different_answers_are_not_joined(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys, "Ett.", "Två.")
    with pytest.raises(Faulty):
        join_points(officer, remiss, ids(officer.session))


def test_whoever_splits_what_has_changed_is_told(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    point = points(officer.session)[0]
    seen = point.likeness
    split(officer, remiss)
    with pytest.raises(PointChanged):
        split_point(officer, remiss, point.id, PIECES, seen)
    with pytest.raises(PointChanged):
        split_point(officer, remiss, 99, PIECES, seen)


def test_one_piece_is_no_split(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    with pytest.raises(Faulty):
        split(officer, remiss, [LONG])


def test_points_move_to_another_section_but_not_out_of_the_document(
    officer: Context, keys: Keyring
) -> None:
    remiss = begun(officer.session, keys)
    assert move_points(officer, remiss, ids(officer.session), "s4") == 1
    assert points(officer.session)[0].section == "s4"
    assert officer.session.scalars(select(Statement)).one().section == "s2"
    assert move_points(officer, remiss, ids(officer.session), "s4") == 0
    with pytest.raises(Faulty):
        move_points(officer, remiss, ids(officer.session), "s99")


def add_file(ctx: Context, remiss: Remiss, response: Response) -> ResponseFile:
    """A statement that was written elsewhere."""
    attachment = Attachment(
        process_id=remiss.id,
        name="yttrande.pdf",
        media_type="application/pdf",
        size=9,
        digest="0" * 64,
        uploaded_at=rows.NOW,
    )
    ctx.session.add(attachment)
    ctx.session.flush()
    given = {"response_id": response.id, "attachment_id": attachment.id}
    file = ResponseFile(use=FileUse.STATEMENT, words="Vi vill ha träd.", **given)
    ctx.session.add(file)
    ctx.session.flush()
    return file


def test_what_a_document_says_becomes_a_point_of_its_answer(
    officer: Context, keys: Keyring
) -> None:
    remiss = rows.remiss(officer.session, keys)
    response = rows.add_response(officer.session, remiss, {})
    file = add_file(officer, remiss, response)
    point = quote_file(officer, remiss, file, "s3", "Vi vill ha träd.")
    assert (point.section, point.number, point.file_id) == ("s3", 1, file.id)
    assert point.statement.response_id == response.id
    assert point.statement.words == ""
    assert quote_file(officer, remiss, file, "", "Och bänkar.").number == 2


def test_what_was_concluded_stays(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    remiss.concluded_at = rows.NOW
    officer.session.commit()
    with pytest.raises(Concluded):
        split(officer, remiss)
    with pytest.raises(Concluded):
        move_points(officer, remiss, ids(officer.session), "s4")


def test_the_journal_holds_ids_and_no_words(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys)
    made = split(officer, remiss)
    note_point(officer, remiss, made[0], "Hemligt.")
    events = officer.session.scalars(select(Event)).all()
    assert [each.name for each in events] == ["remiss.split_point", "remiss.note_point"]
    assert events[0].data == {"into": [each.id for each in made[1:]]}
    assert "Hemligt" not in str([each.data for each in events])
    assert officer.session.scalars(select(Note)).one().by == officer.actor.id


@pytest.mark.parametrize("name", ["resident", "registrar", "moderator"])
def test_only_officers_split(name: str, acting: Acting, keys: Keyring) -> None:
    ctx = acting(name)
    remiss = begun(ctx.session, keys)
    with pytest.raises(NotPermitted):
        split(ctx, remiss)
