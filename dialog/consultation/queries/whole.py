"""Everything that was sent in a consultation, read piece by piece for a file, without anything that tells who."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from dialog.consultation.models import Answer, Comment, Consultation, Idea, Part, Participation
from dialog.consultation.queries.counted import Counted, counted
from dialog.consultation.queries.report import Report, report
from dialog.consultation.queries.tally import versions
from dialog.consultation.rules import ANSWERED
from dialog.consultation.rules.columns import Column, columns
from dialog.consultation.rules.lens import Look
from dialog.consultation.rules.tallying import counts
from dialog.core.context import Context
from dialog.core.i18n import ZONE
from dialog.process.rules import Channel, Publication

BATCH = 500
OF_ALL = Look()
_any_order = random.SystemRandom()


@dataclass(frozen=True)
class Sent:
    """One answer. In an anonymous step neither day, area nor age is told: they could be somebody."""

    row: int  # a number of this file alone
    part: int
    version: int
    channel: Channel
    received_on: date | None
    area: str
    age_group: str
    data: dict[str, Any]
    has_words: bool  # a moderator has not hidden them


@dataclass(frozen=True)
class Whole:
    """What a file is made from: the questions in all versions, the counts, and ways to read the rest."""

    ctx: Context
    consultation: Consultation
    parts: Sequence[Part]
    counted: Counted
    columns: Sequence[Column]

    def answers(self) -> int:
        """How many answers there are to write."""
        answered = [part.id for part in self.parts if part.kind in ANSWERED]
        stmt = select(func.count(Answer.id)).where(
            Answer.part_id.in_(answered), Answer.publication != Publication.WITHDRAWN
        )
        return self.ctx.session.scalar(stmt) or 0

    def batches(self) -> Iterator[list[Sent]]:
        """Every answer that has not been taken back, part by part."""
        number = 0
        for part in self.parts:
            if part.kind in ANSWERED:
                for batch in _answers(self.ctx, part, self._versions(part), number):
                    number += len(batch)
                    yield batch

    def ideas(self) -> Iterator[Idea]:
        """The ideas that anyone may read."""
        stmt = select(Idea).where(Idea.process_id == self.consultation.id)
        yield from _by_key(self.ctx, stmt.where(Idea.publication == Publication.PUBLISHED), Idea.id)

    def comments(self) -> Iterator[Comment]:
        """The comments and posts that anyone may read: not those on an idea that nobody can."""
        stmt = select(Comment).where(Comment.process_id == self.consultation.id)
        readable = select(Idea.id).where(
            Idea.process_id == self.consultation.id, Idea.publication == Publication.PUBLISHED
        )
        public = stmt.where(
            Comment.publication == Publication.PUBLISHED,
            or_(Comment.idea_id.is_(None), Comment.idea_id.in_(readable)),
        )
        yield from _by_key(self.ctx, public, Comment.id)

    def report(self) -> Report:
        """What was counted, as staff see it."""
        return report(self.counted, OF_ALL, is_public=False)

    def title(self, part: int) -> str:
        """The title of a part."""
        return next((each.title for each in self.parts if each.id == part), "")

    def _versions(self, part: Part) -> dict[int, int]:
        """Numbers of the versions of a part by their ids."""
        return {each.id: each.number for each in self.counted.versions.get(part.id, [])}


def whole(ctx: Context, consultation: Consultation) -> Whole:
    """The consultation, ready to be written to a file."""
    found = counted(ctx, consultation, OF_ALL)
    stmt = select(Part).where(Part.consultation_id == consultation.id)
    stmt = stmt.options(selectinload(Part.stage))
    rows = {part.id: part for part in ctx.session.scalars(stmt)}
    there = [part.id for stage in found.stages for part in found.parts.get(stage.id, [])]
    # One that is gone and not counted yet may still have answers.
    parts = [rows[each] for each in [*there, *(each for each in rows if each not in there)]]
    heads = [
        column for part in parts for column in columns(part.id, part.kind, found.contents(part))
    ]
    return Whole(ctx, consultation, parts, found, heads)


def _answers(
    ctx: Context, part: Part, numbers: dict[int, int], before: int
) -> Iterator[list[Sent]]:
    """The answers to a part in batches. The order within one says nothing about who came first."""
    last = 0
    while True:
        rows = ctx.session.execute(_after(part, last)).all()
        if not rows:
            return
        last = rows[-1].id
        kept = [row for row in rows if counts(row.publication)]
        _any_order.shuffle(kept)
        texts = versions(ctx.session, [row.id for row in kept])
        batch = []
        for row in kept:
            before += 1
            text = texts[row.id]
            batch.append(_sent(row, part, (before, numbers[row.version_id]), text[max(text)]))
        yield batch


def _after(part: Part, last: int) -> Any:
    same_person = (Participation.consultation_id == part.consultation_id) & (
        Participation.participant_key == Answer.participant_key
    )
    columns = (Answer.id, Answer.publication, Answer.version_id, Answer.channel)
    return (
        select(*columns, Answer.received_at, Participation.area, Participation.age_group)
        .outerjoin(Participation, same_person)
        .where(Answer.part_id == part.id, Answer.id > last)
        .order_by(Answer.id)
        .limit(BATCH)
    )


def _sent(row: Any, part: Part, place: tuple[int, int], data: dict[str, Any]) -> Sent:
    is_anonymous = part.stage.is_anonymous
    return Sent(
        row=place[0],
        part=part.id,
        version=place[1],
        channel=row.channel,
        received_on=None if is_anonymous else row.received_at.astimezone(ZONE).date(),
        area="" if is_anonymous else row.area or "",
        age_group="" if is_anonymous else row.age_group or "",
        data=data,
        has_words=row.publication is not Publication.HIDDEN,
    )


def _by_key(ctx: Context, stmt: Any, key: Any) -> Iterator[Any]:
    """Rows in batches; none of them is remembered when the next one is read."""
    last = 0
    while rows := ctx.session.scalars(stmt.where(key > last).order_by(key).limit(BATCH)).all():
        last = rows[-1].id
        yield from rows
        for row in rows:
            ctx.session.expunge(row)
