"""What was said and what was replied, as it may be read: masked, and never with the name of a private person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager

from dialog.core.context import Context
from dialog.core.i18n import gettext as _
from dialog.process.rules import Publication
from dialog.remiss.models import Group, Note, Point, Remiss, Reply, Response, Statement
from dialog.remiss.queries.assessment import BATCH, Said, in_section, replies_to
from dialog.remiss.queries.compilation import counts, counts_in
from dialog.remiss.queries.masking import shown_points
from dialog.remiss.rules import Effect, Sender
from dialog.remiss.rules.compilation import Count
from dialog.remiss.rules.files import is_of_file

PAGE = 50  # points on one page


@dataclass(frozen=True)
class Told:
    """One point, or a position without words, with what the municipality replies to it.

    `words` are masked, or say why nothing can be read. `point` is None where there are no words.
    `position` is a key, or "" where none was taken on this section.
    """

    statement: Statement
    sender: str
    words: str
    position: str = ""
    point: Point | None = None
    tags: tuple[str, ...] = ()
    reply: Reply | None = None
    group: str = ""
    is_counted: bool = True  # its answer does, see rules.compilation


@dataclass(frozen=True)
class Together:
    """Points of one section that say the same and got one reply: how many senders, and which organisations."""

    title: str
    effect: Effect
    words: str
    senders: Count
    organisations: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """Some of the points of a section that got a reply of their own, and after which one there are more."""

    told: Sequence[Told]
    after: int | None


def sender_of(answer: Response) -> str:
    """Whom an answer is from, for the compilation: no name of a private person is ever in it."""
    return answer.organisation if answer.sender is Sender.ORGANISATION else _("Privatperson")


def told(ctx: Context, remiss: Remiss, section: str) -> Iterator[list[Told]]:
    """Everything that was said of a section, in batches: of nothing more than one is held."""
    everything = in_section(ctx, remiss, section)
    while batch := list(islice(everything, BATCH)):
        shown = _shown(ctx, [each.point for said in batch for each in said.points])
        rows = (row for said in batch for row in _told(said, shown, section))
        yield [replace(row, is_counted=counts(remiss, row.statement.response)) for row in rows]


def _told(said: Said, shown: Mapping[int, str], section: str) -> Iterator[Told]:
    """Its points here; where it has none here, the position that it takes."""
    statement = said.statement
    is_about = statement.section == section  # else an official has moved a point of it here
    position = statement.position if is_about else ""
    sender = sender_of(statement.response)
    if position and not said.points:
        yield Told(statement, sender, "", position)
    for each in said.points:
        yield Told(
            statement,
            sender,
            shown[each.point.id],
            position,
            each.point,
            each.tags,
            each.reply,
            each.group.title if each.group else "",
        )


def _shown(ctx: Context, points: Sequence[Point]) -> dict[int, str]:
    """The words of points without what is masked; none of an answer that the municipality has hidden.

    Nor the text of a document that came with an answer: see rules.files.is_of_file.
    """
    shown = shown_points(ctx, points)
    for point in points:
        if point.statement.response.publication is not Publication.PUBLISHED:
            shown[point.id] = _("[Kommunen har dolt texten.]")
        elif is_of_file(point.statement.question):
            shown[point.id] = _("[Står i ett dokument som kom med svaret.]")
    return shown


def notes(ctx: Context, points: Sequence[Point]) -> dict[int, list[str]]:
    """What staff have said to one another, by the id of the point. One statement, none for nothing."""
    if not points:
        return {}
    stmt = select(Note).where(Note.point_id.in_([each.id for each in points])).order_by(Note.id)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for note in ctx.session.scalars(stmt):
        found[note.point_id].append(note.words)
    return dict(found)


def count_statements(ctx: Context, remiss: Remiss) -> int:
    """How many statements there are to write to a file. One statement."""
    stmt = select(func.count(Statement.id)).where(Statement.remiss_id == remiss.id)
    return ctx.session.scalar(stmt) or 0


def together(ctx: Context, remiss: Remiss, section: str) -> list[Together]:
    """The groups of points in a section that got a reply. Two statements, however large they are."""
    name = case((Response.sender == Sender.ORGANISATION, Response.organisation), else_="")
    stmt = (
        select(Point.group_id, Response.sender, name, func.count(Response.owner.distinct()))
        .join(Statement, Statement.id == Point.statement_id)
        .join(Response, Response.id == Statement.response_id)
        .where(Point.remiss_id == remiss.id, Point.section == section)
        .where(Point.group_id.is_not(None), counts_in(remiss))
        .group_by(Point.group_id, Response.sender, name)
        .order_by(name)
    )
    people: defaultdict[int, int] = defaultdict(int)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for group, sender, organisation, number in ctx.session.execute(stmt):
        if sender is Sender.ORGANISATION:
            names[group].append(organisation)
        else:
            people[group] += number
    wanted = {*people, *names}
    replied = (
        select(Group, Reply)
        .join(Reply, Reply.group_id == Group.id)
        .where(Group.id.in_(wanted))
        .order_by(Group.id)
    )
    found = []
    for group, reply in ctx.session.execute(replied):
        mine = tuple(names[group.id])
        senders = Count(len(mine), people[group.id])
        found.append(Together(group.title, reply.effect, reply.words, senders, mine))
    return found


def replied(ctx: Context, remiss: Remiss, section: str, after: int) -> Page:
    """The points of a section with a reply of their own, from one page to the next. At most four statements."""
    stmt = (
        select(Point)
        .join(Reply, Reply.point_id == Point.id)
        .join(Statement, Statement.id == Point.statement_id)
        .join(Response, Response.id == Statement.response_id)
        .where(Point.remiss_id == remiss.id, Point.section == section, Point.id > after)
        .where(counts_in(remiss))
        .options(contains_eager(Point.statement).contains_eager(Statement.response))
        .order_by(Point.id)
        .limit(PAGE + 1)
    )
    rows = ctx.session.scalars(stmt).all()
    points = rows[:PAGE]
    shown, own = _shown(ctx, points), replies_to(ctx, points)
    found = [
        Told(
            each.statement,
            sender_of(each.statement.response),
            shown[each.id],
            point=each,
            reply=own[each.id],
        )
        for each in points
    ]
    return Page(found, points[-1].id if len(rows) > PAGE else None)


def replies(ctx: Context, remiss: Remiss) -> list[dict[str, Any]]:
    """Every reply, for the document that is kept when the compilation is concluded. One statement."""
    stmt = (
        select(Reply.point_id, Group.title, Reply.effect, Reply.words)
        .outerjoin(Group, Group.id == Reply.group_id)
        .where(Reply.remiss_id == remiss.id)
        .order_by(Reply.id)
    )
    return [
        {"point": point, "group": title or "", "effect": effect.value, "words": words}
        for point, title, effect, words in ctx.session.execute(stmt)
    ]
