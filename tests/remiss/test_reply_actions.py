"""Replies to points and groups: corrected, kept, never overwritten unseen."""

import pytest

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.keys import Keyring
from dialog.remiss.actions.groups import group_points, ungroup_points
from dialog.remiss.actions.replies import reply
from dialog.remiss.models import Remiss
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.assessment import replies_to
from dialog.remiss.rules import Effect
from dialog.remiss.rules.assessing import Answer, Concluded, RepliedMeanwhile
from tests.remiss import rows
from tests.remiss.assessing import Acting, begun, ids, points

NO = Answer(Effect.UNCHANGED, "Nej, det får inte plats.")
YES = Answer(Effect.CHANGED, "Ja, vi ändrar.", seen=1)


@pytest.fixture
def officer(acting: Acting) -> Context:
    return acting("officer")


@pytest.fixture
def remiss(officer: Context, keys: Keyring) -> Remiss:
    return begun(officer.session, keys, "Bygg.", "Bygg!", "Riv.")


def said(ctx: Context) -> list[str]:
    """What each point is answered."""
    found = points(ctx.session)
    holds = replies_to(ctx, found)
    return [holds[each.id].words if each.id in holds else "" for each in found]


def test_a_reply_is_corrected_and_what_it_said_is_kept(officer: Context, remiss: Remiss) -> None:
    first = ids(officer.session)[0]
    assert reply(officer, remiss, [first], NO) == 1
    assert reply(officer, remiss, [first], YES) == 1
    point = points(officer.session)[0]
    holds = queries.reply_of(officer, point)
    assert holds is not None
    assert (holds.effect, holds.words, holds.number) == (Effect.CHANGED, "Ja, vi ändrar.", 2)
    earlier = queries.earlier_replies(officer, point)
    assert [(each.effect, each.words, each.by) for each in earlier] == [
        (Effect.UNCHANGED, "Nej, det får inte plats.", officer.actor.id)
    ]


def test_a_reply_that_was_written_meanwhile_is_told_and_stands(
    officer: Context, remiss: Remiss
) -> None:
    first = ids(officer.session)[0]
    reply(officer, remiss, [first], NO)
    with pytest.raises(RepliedMeanwhile) as told:
        reply(officer, remiss, [first], Answer(Effect.NOTED, "Vi tar med det."))
    assert (told.value.words, told.value.number) == (NO.words, 1)
    assert said(officer)[0] == NO.words


def test_two_who_write_the_same_do_not_quarrel(officer: Context, remiss: Remiss) -> None:
    first = ids(officer.session)[0]
    reply(officer, remiss, [first], NO)
    assert reply(officer, remiss, [first], NO) == 0


def test_many_are_answered_at_once_and_those_with_a_reply_keep_it(
    officer: Context, remiss: Remiss
) -> None:
    all_of_them = ids(officer.session)
    reply(officer, remiss, all_of_them[:1], NO)
    assert reply(officer, remiss, all_of_them, Answer(Effect.NOTED, "Tack.")) == 2
    assert said(officer) == [NO.words, "Tack.", "Tack."]


def test_a_group_is_answered_once(officer: Context, remiss: Remiss) -> None:
    first, second, third = ids(officer.session)
    group_points(officer, remiss, [first, second], "Bygg mer")
    reply(officer, remiss, [second], NO)
    assert said(officer) == [NO.words, NO.words, ""]
    reply(officer, remiss, [first, second], YES)  # the group is one thing
    reply(officer, remiss, [third], Answer(Effect.NOTED, "Tack."))
    assert said(officer) == [YES.words, YES.words, "Tack."]


def test_whoever_leaves_a_group_keeps_its_reply(officer: Context, remiss: Remiss) -> None:
    first, second, _third = ids(officer.session)
    group = group_points(officer, remiss, [first, second], "Bygg mer")
    reply(officer, remiss, [first], NO)
    assert ungroup_points(officer, remiss, [second]) == 1
    reply(officer, remiss, [first], YES)
    assert said(officer)[:2] == [YES.words, NO.words]
    assert queries.groups(officer, remiss) == [(group, 1)]


def test_a_point_with_a_reply_of_its_own_keeps_it_in_a_group(
    officer: Context, remiss: Remiss
) -> None:
    first, second, third = ids(officer.session)
    reply(officer, remiss, [third], NO)
    group = group_points(officer, remiss, [first, second], "Bygg mer")
    group_points(officer, remiss, [third], into=group)
    reply(officer, remiss, [first], Answer(Effect.NOTED, "Tack."))
    assert said(officer) == ["Tack.", "Tack.", NO.words]


def test_a_new_group_needs_two_points_and_a_title(officer: Context, remiss: Remiss) -> None:
    first, second, _third = ids(officer.session)
    for chosen, title in (([first], "Ensam"), ([first, second], " ")):
        with pytest.raises(Faulty):
            group_points(officer, remiss, chosen, title)


def test_points_that_say_the_same_are_found(officer: Context, keys: Keyring) -> None:
    remiss = begun(officer.session, keys, "Bygg.", "Bygg.", "Riv.")
    first = queries.by_ids(officer, remiss, ids(officer.session)[:1])
    assert [each.words for each in queries.alike(officer, first)] == ["Bygg."]
    assert set(queries.sizes_alike(officer, points(officer.session)).values()) == {2}


@pytest.mark.parametrize("words", ["", "  ", "Hör av dig till 19900602-2397."])
def test_an_empty_reply_and_one_with_a_personal_number_are_stopped(
    officer: Context, remiss: Remiss, words: str
) -> None:
    with pytest.raises(Faulty):
        reply(officer, remiss, ids(officer.session), Answer(Effect.NOTED, words))


def test_when_the_compilation_is_public_its_replies_stay(officer: Context, remiss: Remiss) -> None:
    remiss.concluded_at = rows.NOW
    officer.session.commit()
    with pytest.raises(Concluded):
        reply(officer, remiss, ids(officer.session), NO)


def test_points_of_another_remiss_are_passed_over(
    officer: Context, remiss: Remiss, keys: Keyring
) -> None:
    other = begun(officer.session, keys, "Annat.")
    alien = ids(officer.session)[-1]
    assert queries.by_ids(officer, other, [alien])
    assert reply(officer, remiss, [alien], NO) == 0
