"""Points: a statement is split into several, put together again, moved, and quoted from a document."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules.own_words import likeness, own_words
from dialog.remiss.models import Point, PointTag, Remiss, ResponseFile, Statement
from dialog.remiss.queries import points as queries
from dialog.remiss.queries.assessment import places
from dialog.remiss.queries.replies import IN_BULK, hand_over, leave_group
from dialog.remiss.rules.assessing import LONGEST_QUOTE, PointChanged, ensure_not_concluded
from dialog.remiss.rules.content import WHOLE
from dialog.remiss.rules.splitting import cut, rejoin

LEAST = 2  # pieces of a split, and points that are joined


def split_point(
    ctx: Context, remiss: Remiss, id: int, pieces: Sequence[str], seen: str
) -> list[Point]:
    """Make several points of one. The statement stays as it was received.

    The first keeps group, reply and notes; all keep section, tags and who has them. `seen`: the
    likeness of the words that were split. Raises Faulty, PointChanged, Concluded.
    """
    ctx.require("remiss.split_point", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    point = _the_point(ctx, remiss, id)
    if point.likeness != seen:
        raise PointChanged(_l("En kollega har ändrat synpunkten. Ladda om sidan."))
    words = cut(point.words, pieces)
    if len(words) < LEAST:
        raise Faulty(
            _l("Visa var en ny synpunkt börjar. Texten blir minst två synpunkter."), "words"
        )
    others = list(queries.siblings(ctx, point))
    _say(point, words[0])
    added = [_piece(point, each) for each in words[1:]]
    at = others.index(point) + 1
    _number(ctx, [*others[:at], *added, *others[at:]])
    stmt = select(PointTag.tag_id).where(PointTag.point_id == point.id)
    for tag in ctx.session.scalars(stmt).all():
        ctx.session.add_all(PointTag(point_id=each.id, tag_id=tag) for each in added)
    made = [each.id for each in added]
    ctx.record("remiss.split_point", point, into=made)
    return [point, *added]


def join_points(ctx: Context, remiss: Remiss, ids: Iterable[int]) -> Point:
    """Put points of one statement together again. The first stays; it gets the others' tags and notes.

    No reply is lost: the first one's holds, else that of the first that has one, and the others are
    kept among the earlier ones. Raises Faulty, Concluded.
    """
    ctx.require("remiss.join_points", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    points = sorted(queries.by_ids(ctx, remiss, ids), key=lambda each: each.number)
    if len(points) < LEAST:
        raise Faulty(_l("Välj minst två synpunkter."), "points")
    if len({(each.statement_id, each.file_id) for each in points}) > 1:
        raise Faulty(_l("Bara synpunkter ur samma text går att slå ihop."), "points")
    first, rest = points[0], points[1:]
    words = rejoin(_whole(first), [each.words for each in points])
    for point in rest:
        leave_group(ctx, point)
        hand_over(ctx, point, first)
    gone = [each.id for each in rest]
    ctx.session.flush()
    ctx.session.execute(delete(Point).where(Point.id.in_(gone)), execution_options=IN_BULK)
    for point in rest:
        ctx.session.expunge(point)
    _say(first, words)
    ctx.record("remiss.join_points", first, points=gone)
    return first


def move_points(ctx: Context, remiss: Remiss, ids: Iterable[int], section: str) -> int:
    """Let points be about another section, or about the whole. Return how many were moved.

    Raises Faulty, Concluded.
    """
    ctx.require("remiss.move_points", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    if section != WHOLE and section not in places(ctx, remiss):
        raise Faulty(_l("Välj ett avsnitt."), "section")
    moved = [each for each in queries.by_ids(ctx, remiss, ids) if each.section != section]
    for point in moved:
        before, point.section = point.section, section
        ctx.record("remiss.move_points", point, before=before, section=section)
    return len(moved)


def quote_file(ctx: Context, remiss: Remiss, file: ResponseFile, section: str, words: str) -> Point:
    """Make a point of what a document says that came with an answer. Raises Faulty, Concluded."""
    ctx.require("remiss.quote_file", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    words = own_words(words, "words", LONGEST_QUOTE)
    if not words:
        raise Faulty(_l("Klistra in det som synpunkten ska handla om."), "words")
    if section != WHOLE and section not in places(ctx, remiss):
        raise Faulty(_l("Välj ett avsnitt."), "section")
    statement = _statement(ctx, file, section)
    known = select(Point.number).where(Point.statement_id == statement.id)
    number = max(ctx.session.scalars(known), default=0) + 1
    point = Point(
        remiss_id=remiss.id,
        statement_id=statement.id,
        number=number,
        section=section,
        words=words,
        likeness=likeness(words),
        file_id=file.id,
    )
    ctx.session.add(point)
    ctx.record("remiss.quote_file", point, file=file.id)
    return point


def _the_point(ctx: Context, remiss: Remiss, id: int) -> Point:
    found = queries.by_ids(ctx, remiss, [id])
    if not found:
        raise PointChanged(_l("Synpunkten finns inte längre. En kollega har slagit ihop den."))
    return found[0]


def _whole(point: Point) -> str:
    """What the point is a part of."""
    if point.file is not None:
        return point.file.words
    statement = point.statement
    return "\n\n".join(each for each in (statement.words, statement.proposal) if each)


def _say(point: Point, words: str) -> None:
    point.words, point.likeness = words, likeness(words)


def _piece(point: Point, words: str) -> Point:
    return Point(
        remiss_id=point.remiss_id,
        statement_id=point.statement_id,
        section=point.section,
        words=words,
        likeness=likeness(words),
        assigned_to=point.assigned_to,
        due_on=point.due_on,
        told_at=point.told_at,
        file_id=point.file_id,
    )


def _number(ctx: Context, points: Sequence[Point]) -> None:
    """Number them in this order. By way of numbers that nobody has, so that no two ever share one."""
    for sign in (-1, 1):
        for number, point in enumerate(points, 1):
            point.number = sign * number
            ctx.session.add(point)
        ctx.session.flush()


def _statement(ctx: Context, file: ResponseFile, section: str) -> Statement:
    """The answer's statement of the section, else of the whole. One without words where there is none."""
    stmt = select(Statement).where(
        Statement.response_id == file.response_id,
        Statement.section.in_({section, WHOLE}),
        Statement.question == "",
    )
    found = {each.section: each for each in ctx.session.scalars(stmt)}
    if row := found.get(section) or found.get(WHOLE):
        return row
    row = Statement(remiss_id=file.response.remiss_id, response_id=file.response_id, section=WHOLE)
    ctx.session.add(row)
    ctx.session.flush()
    return row
