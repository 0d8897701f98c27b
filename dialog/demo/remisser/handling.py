"""How officials assess the answers and compile them: tags, groups, replies, notes, masks, comments."""

from collections.abc import Iterable

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.policy import Role
from dialog.demo.content import remiss_shapes as told
from dialog.demo.remisser.saying import Matter
from dialog.demo.stage import Scene
from dialog.process.rules.masking import Extent
from dialog.remiss.actions import assigning, compilation, groups, mask, phrases, points, replies
from dialog.remiss.actions.tags import Tagging, tag_points
from dialog.remiss.models import Point, Remiss
from dialog.remiss.queries.points import colleagues
from dialog.remiss.rules import Effect
from dialog.remiss.rules.assessing import Answer
from dialog.remiss.rules.compilation import NOTHING, Comment
from dialog.remiss.rules.masking import Place

MORNING, NOON, AFTERNOON, LATE = 9, 12, 14, 16
DUE_IN = 12  # days that a colleague has for the points


def assessing(matter: Matter, tale: told.Assessment) -> Scene:
    """The table is worked through: by an officer, who asks a colleague about one section."""
    at, officer = matter.theatre.at, matter.town.staff[Role.OFFICER]
    ctx = yield at(tale.days_ago, MORNING), officer
    for line in tale.phrases:
        title, _, words = line.partition(" | ")
        phrases.add_phrase(ctx, matter.row, title, words)
    _sort(ctx, matter.row, tale)
    ctx = yield at(tale.days_ago, AFTERNOON), officer
    for group in tale.groups:
        _answer(ctx, matter, group)
    if tale.assigned:
        found = _saying(ctx, matter.row, [""], matter.keys(ctx)[tale.assigned])
        to = max(number for number in colleagues(ctx) if number != officer.id)
        due_on = matter.theatre.day(tale.days_ago - DUE_IN)
        assigning.assign_points(ctx, matter.row, _ids(found), to, due_on)


def _sort(ctx: Context, remiss: Remiss, tale: told.Assessment) -> None:
    """What is one point and what are several, what nobody may read, tags, and notes to colleagues."""
    for words in tale.splits:
        point = _saying(ctx, remiss, [words])[0]
        points.split_point(ctx, remiss, point.id, point.words.split("\n\n"), point.likeness)
    for hidden in tale.hidden:
        _hide(ctx, remiss, hidden)
    for line in tale.tags:
        name, _, words = line.partition(" | ")
        found = _saying(ctx, remiss, words.split(", "))
        tag_points(ctx, remiss, _ids(found), Tagging(new=name))
    for line in tale.notes:
        word, _, note = line.partition(" | ")
        replies.note_point(ctx, remiss, _saying(ctx, remiss, [word])[0], note)


def compiling(matter: Matter, tale: told.Compilation, days_ago: int) -> Scene:
    """The officer writes what the municipality says of each section, and makes it public when it is whole."""
    at, officer = matter.theatre.at, matter.town.staff[Role.OFFICER]
    ctx = yield at(days_ago, NOON), officer
    if tale.words:
        compilation.introduce_compilation(ctx, matter.row, tale.words)
    keys = matter.keys(ctx)
    for each in tale.comments:
        given = Comment(each.words, each.changed, each.none_reason)
        compilation.comment_section(ctx, matter.row, keys[each.section], given, seen=NOTHING.seen())
    if tale.days_ago is not None:
        ctx = yield at(tale.days_ago, LATE), officer
        compilation.conclude(ctx, matter.row)


def _saying(
    ctx: Context, remiss: Remiss, words: Iterable[str], section: str | None = None
) -> list[Point]:
    """Points that hold one of the words; of one section, or of any."""
    stmt = select(Point).where(Point.remiss_id == remiss.id).order_by(Point.id)
    wanted = [each.strip().casefold() for each in words]
    return [
        point
        for point in ctx.session.scalars(stmt)
        if section in {None, point.section}
        and any(word in point.words.casefold() for word in wanted)
    ]


def _ids(points: Iterable[Point]) -> list[int]:
    return [each.id for each in points]


def _answer(ctx: Context, matter: Matter, tale: told.Group) -> None:
    """Points that say the same are grouped where the group has a title, and answered."""
    found = _ids(_saying(ctx, matter.row, tale.contains, matter.keys(ctx)[tale.section]))
    if tale.title:
        groups.group_points(ctx, matter.row, found, tale.title)
    if tale.reply:
        replies.reply(ctx, matter.row, found, Answer(Effect(tale.effect), tale.reply))


def _hide(ctx: Context, remiss: Remiss, tale: told.Hidden) -> None:
    statement = _saying(ctx, remiss, [tale.passage])[0].statement
    wish = mask.Wish(statement, Place.WORDS, tale.passage, Extent.ONCE, tale.reason)
    mask.mask(ctx, statement.response, wish)
