"""What counting reads: answers in batches, their versions, and what has been counted before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, tuple_

from dialog.consultation.models import (
    Answer,
    Comment,
    Consultation,
    Counted,
    Counting,
    FreeText,
    Idea,
    Part,
    Participation,
    Stage,
    Tally,
)
from dialog.consultation.rules.tallying import (
    ALL,
    CATEGORY,
    COMMENTS,
    IDEAS,
    Count,
    Dimension,
    Group,
    Place,
)
from dialog.core.db import TenantSession
from dialog.process.models import Contribution, ContributionText
from dialog.process.rules import Channel, Publication

BATCH = 1000
STILL = timedelta(days=30)  # after its last day a step is not counted again every night


@dataclass(frozen=True)
class Found:
    """One answer that is to be counted, and how it stands in the counts already."""

    id: int
    publication: Publication
    changed_at: datetime
    group: Group
    counted: int  # number of the version that is counted; 0 for none
    counted_as: Group
    is_known: bool  # whether it has been looked at before

    @property
    def channel(self) -> Channel:
        """How it reached the municipality."""
        return Channel(self.group.channel)


def changed_parts(session: TenantSession, since: datetime | None) -> Sequence[Part]:
    """Parts in which somebody has written or changed something since then, or that wait for more."""
    changed: list[Any] = [
        select(model.part_id).where(model.changed_at >= since)
        if since
        else select(model.part_id).distinct()
        for model in (Answer, Idea, Comment)
    ]
    behind = select(Counting.part_id).where(Counting.is_behind)
    wanted = or_(*(Part.id.in_(ids) for ids in [*changed, behind]))
    return session.scalars(select(Part).where(wanted).order_by(Part.id)).all()


def parts_still_open(session: TenantSession, now: datetime) -> Sequence[Part]:
    """Counted parts of steps that are open, or were lately."""
    stmt = (
        select(Part)
        .join(Counting, Counting.part_id == Part.id)
        .join(Stage, Stage.id == Part.stage_id)
        .where(or_(Stage.closes_at.is_(None), Stage.closes_at > now - STILL))
        .order_by(Part.id)
    )
    return session.scalars(stmt).all()


def to_count(session: TenantSession, part: Part, since: datetime | None) -> Iterator[list[Found]]:
    """Answers that have changed since then and are not counted as they are now, oldest change first."""
    taken_back = (Answer.publication == Publication.WITHDRAWN) & (Counted.number > 0)
    waiting = or_(Counted.id.is_(None), Counted.seen_at != Answer.changed_at, taken_back)
    stmt = _answers(part).where(waiting)
    if since:
        stmt = stmt.where(Answer.changed_at >= since)
    last: tuple[Any, ...] | None = None
    while True:
        after = stmt.where(tuple_(Answer.changed_at, Answer.id) > last) if last else stmt
        rows = session.execute(after.order_by(Answer.changed_at, Answer.id).limit(BATCH)).all()
        if not rows:
            return
        last = (rows[-1].changed_at, rows[-1].id)
        yield [_found(row) for row in rows]


def all_answers(session: TenantSession, part: Part) -> Iterator[list[Found]]:
    """Every answer to a part in batches."""
    last = 0
    while True:
        stmt = _answers(part).where(Answer.id > last).order_by(Answer.id).limit(BATCH)
        rows = session.execute(stmt).all()
        if not rows:
            return
        last = rows[-1].id
        yield [_found(row) for row in rows]


def _answers(part: Part) -> Any:
    same_person = (Participation.consultation_id == part.consultation_id) & (
        Participation.participant_key == Answer.participant_key
    )
    return (
        select(
            Answer.id,
            Answer.publication,
            Answer.changed_at,
            Answer.channel,
            Participation.area,
            Participation.age_group,
            Counted.number,
            Counted.channel.label("counted_channel"),
            Counted.area.label("counted_area"),
            Counted.age_group.label("counted_age"),
        )
        .outerjoin(Participation, same_person)
        .outerjoin(Counted, Counted.answer_id == Answer.id)
        .where(Answer.part_id == part.id)
    )


def _found(row: Any) -> Found:
    was = row.counted_channel
    return Found(
        id=row.id,
        publication=row.publication,
        changed_at=row.changed_at,
        group=Group(row.channel.value, row.area or "", row.age_group or ""),
        counted=row.number or 0,
        counted_as=Group(was.value if was else "", row.counted_area or "", row.counted_age or ""),
        is_known=was is not None,
    )


def versions(session: TenantSession, ids: list[int]) -> dict[int, dict[int, dict[str, Any]]]:
    """The data of every version of these answers, by id of the answer and number of the version."""
    stmt = select(
        ContributionText.contribution_id, ContributionText.number, ContributionText.data
    ).where(ContributionText.contribution_id.in_(ids))
    found: dict[int, dict[int, dict[str, Any]]] = {}
    for answer, number, data in session.execute(stmt):
        found.setdefault(answer, {})[number] = data
    return found


def free_texts(
    session: TenantSession, answers: list[int]
) -> dict[tuple[int, str, str], tuple[int, dict[str, Any]]]:
    """The texts in own words of these answers: id and values by answer, question and row."""
    names = ("words", "likeness", "channel", "area", "age_group")
    columns = [getattr(FreeText, name) for name in names]
    stmt = select(FreeText.id, FreeText.answer_id, FreeText.question, FreeText.row, *columns).where(
        FreeText.answer_id.in_(answers)
    )
    return {
        (answer, question, row): (row_id, dict(zip(names, values, strict=True)))
        for row_id, answer, question, row, *values in session.execute(stmt)
    }


def tallies(session: TenantSession, part: Part) -> dict[Place, tuple[int, Count]]:
    """What has been counted of a part: the row's id and its count, by place."""
    stmt = select(
        Tally.id,
        Tally.question,
        Tally.row,
        Tally.choice,
        Tally.dimension,
        Tally.group_key,
        Tally.number,
        Tally.total,
    ).where(Tally.part_id == part.id)
    return {
        ((question, row, choice), dimension, group): (row_id, Count(number, total))
        for row_id, question, row, choice, dimension, group, number, total in session.execute(stmt)
    }


def ideas_and_comments(session: TenantSession, part: Part) -> dict[Place, Count]:
    """What others can read in a part: ideas, by category too, and comments."""
    ideas = (
        select(Idea.category, func.count())
        .where(Idea.part_id == part.id, Idea.publication == Publication.PUBLISHED)
        .group_by(Idea.category)
    )
    by_category = dict(row for row in session.execute(ideas).all())
    comments = select(func.count(Comment.id)).where(
        Comment.part_id == part.id, Comment.publication == Publication.PUBLISHED
    )
    whole = {IDEAS: sum(by_category.values()), COMMENTS: session.scalar(comments) or 0}
    found = {((what, "", ""), Dimension.ALL, ""): Count(n) for what, n in whole.items() if n}
    for category, number in by_category.items():
        found[(CATEGORY, "", category), Dimension.ALL, ""] = Count(number)
    return found


def turnout(session: TenantSession, consultation: Consultation) -> dict[tuple[Dimension, str], int]:
    """How many have taken part, each person once: all, and by channel, area and age group."""
    stmt = (
        select(Participation.channel, Participation.area, Participation.age_group, func.count())
        .where(Participation.consultation_id == consultation.id)
        .group_by(Participation.channel, Participation.area, Participation.age_group)
    )
    found: dict[tuple[Dimension, str], int] = {}
    for channel, area, age_group, number in session.execute(stmt):
        for place in Group(channel.value, area, age_group).places():
            found[place] = found.get(place, 0) + number
    return found


def changed_consultations(session: TenantSession, since: datetime | None) -> Sequence[Consultation]:
    """Consultations in which somebody has written, changed or taken back something since then."""
    changed = select(Contribution.process_id)
    if since:
        changed = changed.where(Contribution.changed_at >= since)
    stmt = select(Consultation).where(Consultation.id.in_(changed)).order_by(Consultation.id)
    return session.scalars(stmt).all()


def answers_in(found: dict[Place, Count]) -> int:
    """How many answers stand in the counts."""
    whole = found.get((ALL, Dimension.ALL, ""))
    return whole.number if whole else 0
