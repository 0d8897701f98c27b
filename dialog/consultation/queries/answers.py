"""Somebody's own answer, found by their own key; and what they have answered and begun everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Integer, String, column, select, values
from sqlalchemy.orm import joinedload

from dialog.consultation.models import (
    Answer,
    Consultation,
    Draft,
    Part,
    PopulationFigure,
    Stage,
)
from dialog.core.context import Context
from dialog.process.queries.keys import own_keys
from dialog.registry.models import Receipt

CHUNK = 400
WHOSE = column("process_id", Integer), column("participant_key", String)


def my_answer(ctx: Context, part: Part, key: str) -> Answer | None:
    """What the participant with this key has sent and not taken back. One statement."""
    stmt = select(Answer).where(Answer.part_id == part.id, Answer.once == key)
    return ctx.session.scalar(stmt.options(joinedload(Answer.version)))


def begun_or_sent(ctx: Context, part: Part, key: str) -> tuple[Draft | None, Answer | None]:
    """What the participant with this key has begun, and what they have sent. One statement."""
    is_begun = (Draft.part_id == Part.id) & (Draft.participant_key == key)
    is_sent = (Answer.part_id == Part.id) & (Answer.once == key)
    stmt = (
        select(Draft, Answer)
        .select_from(Part)
        .outerjoin(Draft, is_begun)
        .outerjoin(Answer, is_sent)
        .where(Part.id == part.id)
        .options(joinedload(Answer.version))
    )
    draft, answer = ctx.session.execute(stmt).one()
    return draft, answer


def newest_receipt(ctx: Context, answer: Answer) -> Receipt:
    """The receipt of the answer's newest version."""
    stmt = select(Receipt).where(Receipt.number == answer.receipt_number)
    return ctx.session.scalars(stmt).one()


def areas(ctx: Context) -> list[str]:
    """The areas that there are figures for, by name."""
    stmt = select(PopulationFigure.area).where(PopulationFigure.area != "").distinct()
    return sorted(ctx.session.scalars(stmt))


@dataclass(frozen=True)
class Mine:
    """What somebody has answered and begun, in every consultation."""

    answers: Sequence[Answer]
    drafts: Sequence[tuple[Draft, Part]]


def all_mine(ctx: Context) -> Mine:
    """What the actor has answered and begun, the newest first. Two statements for some hundred consultations.

    No column says it. The actor's own key gives one pseudonym for each consultation, and only
    those are looked for.
    """
    found: list[Answer] = []
    begun: list[tuple[Draft, Part]] = []
    keys = own_keys(ctx, Consultation)
    while chunk := list(islice(keys, CHUNK)):
        mine = values(*WHOSE, name="mine").data(chunk).cte()
        is_mine = (Answer.process_id == mine.c.process_id) & (
            Answer.participant_key == mine.c.participant_key
        )
        own = select(Answer).join(mine, is_mine)
        found += ctx.session.scalars(
            own.options(
                joinedload(Answer.part).joinedload(Part.stage).joinedload(Stage.consultation)
            )
        )
        is_begun = (Part.consultation_id == mine.c.process_id) & (
            Draft.participant_key == mine.c.participant_key
        )
        drafts = select(Draft, Part).join(Part, Part.id == Draft.part_id).join(mine, is_begun)
        drafts = drafts.options(joinedload(Part.stage).joinedload(Stage.consultation))
        begun += [(draft, part) for draft, part in ctx.session.execute(drafts)]
    found.sort(key=lambda answer: answer.id, reverse=True)
    begun.sort(key=lambda pair: pair[0].changed_at, reverse=True)
    return Mine(found, begun)
