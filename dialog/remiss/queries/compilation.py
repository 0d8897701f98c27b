"""The compilation as it stands: who thinks what of each section, what is said of it, and what is left."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from dialog.core.context import Context
from dialog.core.i18n import gettext as _
from dialog.process.rules import Publication
from dialog.remiss.models import Addressee, Point, Remiss, Response, SectionComment, Statement
from dialog.remiss.queries.assessment import has_reply, places
from dialog.remiss.rules import Sender
from dialog.remiss.rules.compilation import NOTHING, Chapter, Comment, Count, is_counted, left
from dialog.remiss.rules.content import WHOLE

Counts = dict[str, dict[str, Count]]  # by section and position
Names = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Compilation:
    """What stands in it, the whole document first; see rules.compilation.

    `unconsidered`: from whom the late answers are that an official has decided not to consider, as
    anyone may know it. `waiting`: late answers that nobody has decided on.
    """

    chapters: Sequence[Chapter]
    answers: Count
    unconsidered: Sequence[str]
    waiting: int

    def left(self) -> list[Chapter]:
        """Sections that have neither a comment nor a reason for none."""
        return left(self.chapters)

    def needed(self) -> int:
        """How many sections the municipality owes a comment."""
        return sum(each.needs_comment for each in self.chapters)

    def find(self, key: str) -> Chapter | None:
        """The section with that key."""
        return next((each for each in self.chapters if each.key == key), None)

    def told(self) -> list[Chapter]:
        """The sections that readers are told of: what is asked about, or has been spoken of."""
        return [each for each in self.chapters if each.needs_comment or not each.comment.is_empty()]


def counts_in(remiss: Remiss) -> Any:
    """The condition of an answer that counts, see rules.compilation.is_counted."""
    in_time = and_(Response.is_late.is_(False), Response.is_considered.is_(None))
    considered = or_(in_time, Response.is_considered.is_(True))
    return and_(*_there(remiss), considered)


def _there(remiss: Remiss) -> list[Any]:
    """The conditions of an answer that has not been taken back, and came before all was concluded."""
    conditions: list[Any] = [Response.publication != Publication.WITHDRAWN]
    if remiss.concluded_at is not None:
        conditions.append(Response.received_at <= remiss.concluded_at)
    return conditions


def counts(remiss: Remiss, answer: Response) -> bool:
    """The same of an answer at hand."""
    if remiss.concluded_at is not None and answer.received_at > remiss.concluded_at:
        return False
    return is_counted(is_late=answer.is_late, is_considered=answer.is_considered)


def compilation(ctx: Context, remiss: Remiss) -> Compilation:
    """All of it, whatever the number of statements. Seven statements."""
    said, points, comments = _answers(ctx, remiss), _points(ctx, remiss), comments_on(ctx, remiss)
    taken = position_counts(ctx, remiss)
    known = [
        Chapter(each.key, each.heading, each.level, each.takes_views, each.is_gone)
        for each in places(ctx, remiss).values()
    ]
    chapters = [
        replace(
            each,
            answers=said.get(each.key, 0),
            counts=taken.get(each.key, {}),
            points=points.get(each.key, (0, 0))[0],
            unreplied=points.get(each.key, (0, 0))[1],
            comment=comments.get(each.key, NOTHING),
        )
        for each in (Chapter(WHOLE, _("Hela dokumentet")), *known)
    ]
    answers, waiting = _arrived(ctx, remiss)
    return Compilation(chapters, answers, _unconsidered(ctx, remiss), waiting)


def comments_on(ctx: Context, remiss: Remiss) -> dict[str, Comment]:
    """What the municipality says, by section. One statement."""
    stmt = select(SectionComment).where(SectionComment.remiss_id == remiss.id)
    return {
        row.section: Comment(row.words, row.changed, row.none_reason)
        for row in ctx.session.scalars(stmt)
    }


def find_comment(ctx: Context, remiss: Remiss, section: str) -> SectionComment | None:
    """The row of one section. One statement."""
    stmt = select(SectionComment).where(
        SectionComment.remiss_id == remiss.id, SectionComment.section == section
    )
    return ctx.session.scalar(stmt)


def position_counts(ctx: Context, remiss: Remiss) -> Counts:
    """How many took each position on each section. One statement; see _taken."""
    taken = _taken(remiss)
    columns = (taken.c.section, taken.c.position, taken.c.sender)
    stmt = select(*columns, func.count()).where(taken.c.place == 1).group_by(*columns)
    found: defaultdict[str, dict[str, Count]] = defaultdict(dict)
    for section, position, sender, number in ctx.session.execute(stmt):
        before = found[section].get(position, Count())
        found[section][position] = _with(before, sender, number)
    return dict(found)


def organisations(ctx: Context, remiss: Remiss, section: str | None = None) -> Names:
    """Which organisations took each position, by section, in order of their names. One statement."""
    taken = _taken(remiss)
    stmt = select(taken.c.section, taken.c.position, taken.c.organisation).where(
        taken.c.place == 1, taken.c.sender == Sender.ORGANISATION
    )
    if section is not None:
        stmt = stmt.where(taken.c.section == section)
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for key, position, name in ctx.session.execute(stmt.order_by(taken.c.organisation)):
        found[key].setdefault(position, []).append(name)
    return dict(found)


def longer_time(ctx: Context, remiss: Remiss) -> int:
    """How many addressees have been given more time and have not answered yet. One statement."""
    stmt = select(func.count(Addressee.id)).where(
        Addressee.remiss_id == remiss.id,
        Addressee.extended_to > ctx.now,
        Addressee.answered_at.is_(None),
        Addressee.declined_at.is_(None),
        Addressee.removed_at.is_(None),
    )
    return ctx.session.scalar(stmt) or 0


def _taken(remiss: Remiss) -> Any:
    """The positions that were taken, as a subquery; `place` 1 is what a sender said last of a section.

    Whoever completes their answer and takes another position has one, not two.
    """
    newest = func.row_number().over(
        partition_by=(Response.owner, Statement.section), order_by=Response.number.desc()
    )
    return (
        select(
            Statement.section,
            Statement.position,
            Response.sender,
            Response.organisation,
            newest.label("place"),
        )
        .join(Response, Response.id == Statement.response_id)
        .where(
            Statement.remiss_id == remiss.id,
            Statement.question == "",
            Statement.position != "",
            counts_in(remiss),
        )
        .subquery()
    )


def _with(count: Count, sender: Sender, number: int) -> Count:
    if sender is Sender.ORGANISATION:
        return Count(count.organisations + number, count.persons)
    return Count(count.organisations, count.persons + number)


def _answers(ctx: Context, remiss: Remiss) -> Mapping[str, int]:
    stmt = (
        select(Statement.section, func.count(Statement.response_id.distinct()))
        .join(Response, Response.id == Statement.response_id)
        .where(Statement.remiss_id == remiss.id, counts_in(remiss))
        .group_by(Statement.section)
    )
    return {row[0]: row[1] for row in ctx.session.execute(stmt)}


def _points(ctx: Context, remiss: Remiss) -> Mapping[str, tuple[int, int]]:
    """How many points each section has, and how many of them lack a reply."""
    lacks = func.sum(case((has_reply(), 0), else_=1))
    stmt = (
        select(Point.section, func.count(), lacks)
        .join(Statement, Statement.id == Point.statement_id)
        .join(Response, Response.id == Statement.response_id)
        .where(Point.remiss_id == remiss.id, counts_in(remiss))
        .group_by(Point.section)
    )
    return {section: (number, lacking) for section, number, lacking in ctx.session.execute(stmt)}


def _arrived(ctx: Context, remiss: Remiss) -> tuple[Count, int]:
    """From how many senders answers that count have come, and how many late ones wait."""
    undecided = and_(Response.is_late.is_(True), Response.is_considered.is_(None))
    owner = case((counts_in(remiss), Response.owner))
    stmt = (
        select(
            Response.sender,
            func.count(owner.distinct()),
            func.sum(case((undecided, 1), else_=0)),
        )
        .where(Response.remiss_id == remiss.id, *_there(remiss))
        .group_by(Response.sender)
    )
    answers, waiting = Count(), 0
    for sender, number, late in ctx.session.execute(stmt):
        answers, waiting = _with(answers, sender, number), waiting + late
    return answers, waiting


def _unconsidered(ctx: Context, remiss: Remiss) -> list[str]:
    """From whom the answers are that are not considered; never the name of a private person."""
    stmt = (
        select(Response.sender, Response.organisation)
        .where(
            Response.remiss_id == remiss.id,
            Response.is_considered.is_(False),
            *_there(remiss),
        )
        .order_by(Response.organisation, Response.id)
    )
    return [
        name if sender is Sender.ORGANISATION else _("Privatperson")
        for sender, name in ctx.session.execute(stmt)
    ]
