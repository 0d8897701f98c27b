"""What the compilation reads: every statement of a section with its points and replies, in batches."""

import pytest

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.remiss.models import Group, Point, PointTag, Remiss, Reply, Tag
from dialog.remiss.queries import assessment
from dialog.remiss.rules import Effect
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.response import View
from tests.remiss import crowd, rows


@pytest.fixture
def remiss(system: Context, keys: Keyring) -> Remiss:
    """Two answers about s2, one position without words about s4."""
    row = rows.remiss(system.session, keys)
    bygg, fler = View("supports", "Bygg."), View("opposes", "Fler bilar.")
    rows.add_response(system.session, row, {WHOLE: View("supports", "Bra."), "s2": bygg})
    rows.add_response(system.session, row, {"s2": fler, "s4": View("no_view")})
    system.session.commit()
    return row


def points(ctx: Context) -> list[Point]:
    return ctx.session.query(Point).order_by(Point.id).all()


def add_reply(ctx: Context, remiss: Remiss, **to: int) -> Reply:
    given = {"effect": Effect.CHANGED, "words": "Vi bygger.", "by": None, "at": rows.NOW}
    reply = Reply(remiss_id=remiss.id, **given, **to)
    ctx.session.add(reply)
    ctx.session.flush()
    return reply


def test_a_section_is_read_with_answers_points_tags_and_replies(
    system: Context, remiss: Remiss
) -> None:
    point = points(system)[1]
    tag = Tag(remiss_id=remiss.id, name="Cykel")
    system.session.add(tag)
    system.session.flush()
    system.session.add(PointTag(point_id=point.id, tag_id=tag.id))
    reply = add_reply(system, remiss, point_id=point.id)
    first, second = assessment.in_section(system, remiss, "s2")
    assert (first.statement.words, second.statement.words) == ("Bygg.", "Fler bilar.")
    assert first.statement.response.position == "supports"
    assert [(each.tags, each.reply) for each in first.points] == [(("Cykel",), reply)]
    assert [each.reply for each in second.points] == [None]


def test_the_reply_of_a_group_holds_unless_a_point_has_its_own(
    system: Context, remiss: Remiss
) -> None:
    _whole, first, second = points(system)
    group = Group(remiss_id=remiss.id, title="Bygg", made_at=rows.NOW)
    system.session.add(group)
    system.session.flush()
    first.group_id = second.group_id = group.id
    shared, own = (
        add_reply(system, remiss, group_id=group.id),
        add_reply(system, remiss, point_id=second.id),
    )
    found = [each.points[0] for each in assessment.in_section(system, remiss, "s2")]
    assert [(each.group, each.reply) for each in found] == [(group, shared), (group, own)]
    assert assessment.standings(system, remiss)["s2"] == assessment.Standing(2, 0)


def test_a_position_without_words_is_there_and_has_no_point(
    system: Context, remiss: Remiss
) -> None:
    (only,) = assessment.in_section(system, remiss, "s4")
    assert (only.statement.position, only.points) == ("no_view", ())
    assert "s4" not in assessment.standings(system, remiss)
    assert assessment.positions(system, remiss)["s2"] == {"supports": 1, "opposes": 1}


def test_a_point_stands_where_an_official_has_moved_it(system: Context, remiss: Remiss) -> None:
    points(system)[2].section = "s4"
    system.session.flush()
    assert [len(each.points) for each in assessment.in_section(system, remiss, "s2")] == [1, 0]
    assert [len(each.points) for each in assessment.in_section(system, remiss, "s4")] == [1, 0]


def test_sections_without_a_reply_are_named_in_their_order(system: Context, remiss: Remiss) -> None:
    assert assessment.unreplied_sections(system, remiss) == [WHOLE, "s2", "s3", "s4"]
    add_reply(system, remiss, point_id=points(system)[2].id)
    assert assessment.unreplied_sections(system, remiss) == [WHOLE, "s3", "s4"]


def test_a_section_that_a_new_version_has_no_more_is_still_named(
    system: Context, remiss: Remiss
) -> None:
    version = rows.add_version(system.session, remiss)
    gone = next(each for each in version.sections if each.key == "s2")
    system.session.delete(gone)
    system.session.flush()
    place = assessment.places(system, remiss)["s2"]
    assert (place.heading, place.is_gone) == ("1 Cykelvägar", True)
    assert assessment.unreplied_sections(system, remiss)[-1] == "s2"


def test_many_are_read_batch_by_batch(
    system: Context, keys: Keyring, statements: list[str]
) -> None:
    row = crowd.remiss(system.session, keys, 2, 900)
    statements.clear()
    found = list(assessment.in_section(system, row, "s1"))
    assert len(found) == 450
    assert sum(len(each.points) for each in found) == 450
    assert len(statements) <= 4 * 3 + 1
