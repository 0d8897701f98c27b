"""What a filter points at: what stands, what the worker has not looked through, and words to look for."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.moderation.models import CheckedText, Suggestion
from dialog.moderation.queries.piles import ON_A_PAGE, Where
from dialog.moderation.rules.suggesting import FLOOD_TIME, Clue
from dialog.process.models import Contribution, ContributionText
from dialog.process.queries.paging import Order, Page, fetch
from dialog.process.rules import Publication


def _is_newest(contribution_id: Any, number: Any) -> ColumnElement[bool]:
    """Whether there is no later version of the contribution, within a statement about one version."""
    later = aliased(ContributionText)
    is_later = (later.contribution_id == contribution_id, later.number > number)
    return ~select(later.id).where(*is_later).exists()


# What was found in an older version says nothing of a newer one.
STANDS = and_(
    Suggestion.settled_at.is_(None),
    _is_newest(Suggestion.contribution_id, Suggestion.text_number),
)
IS_SUGGESTED = and_(
    Contribution.publication == Publication.PUBLISHED,
    exists(
        select(Suggestion.id)
        .where(Suggestion.contribution_id == Contribution.id, STANDS)
        .correlate(Contribution)
    ),
)


def page(ctx: Context, where: Where = (None, None), size: int = ON_A_PAGE) -> Page:
    """Published contributions that a filter points at, the oldest first, with their processes.

    One statement.
    """
    order = Order(Contribution.changed_at, Contribution.id, descending=False, is_moment=True)
    stmt = select(Contribution).where(IS_SUGGESTED).options(joinedload(Contribution.process))
    return fetch(ctx.session, stmt, order, size, where)


def number_suggested() -> ColumnElement[int]:
    """How many there are: a part of a statement."""
    return select(func.count(Contribution.id)).where(IS_SUGGESTED).scalar_subquery()


def clues(ctx: Context, things: Iterable[Contribution]) -> dict[int, list[Suggestion]]:
    """Why, by id of the contribution. One statement, none without contributions."""
    found: dict[int, list[Suggestion]] = {thing.id: [] for thing in things}
    if not found:
        return {}
    stmt = select(Suggestion).where(Suggestion.contribution_id.in_(found), STANDS)
    for row in ctx.session.scalars(stmt.order_by(Suggestion.id)):
        found[row.contribution_id].append(row)
    return found


def unsettled(ctx: Context, thing: Contribution) -> Sequence[Suggestion]:
    """Every suggestion about it that nobody has settled, whichever version it is of. One statement."""
    stmt = select(Suggestion).where(
        Suggestion.contribution_id == thing.id, Suggestion.settled_at.is_(None)
    )
    return ctx.session.scalars(stmt.order_by(Suggestion.id)).all()


def was_suggested(ctx: Context, thing: Contribution) -> bool:
    """Whether a filter has pointed at the newest version, and nobody has said that it was wrong."""
    is_open = Suggestion.settled_at.is_(None) | Suggestion.decision_id.is_not(None)
    stmt = select(Suggestion.id).where(
        Suggestion.contribution_id == thing.id,
        Suggestion.text_number == thing.texts[-1].number,
        is_open,
    )
    return ctx.session.scalar(stmt.limit(1)) is not None


def lapsed(session: TenantSession) -> Sequence[Contribution]:
    """Contributions that were changed, hidden or taken back since something was found. One statement."""
    is_newest = _is_newest(Suggestion.contribution_id, Suggestion.text_number)
    is_gone = Contribution.publication != Publication.PUBLISHED
    stmt = (
        select(Contribution)
        .join(Suggestion, Suggestion.contribution_id == Contribution.id)
        .where(Suggestion.settled_at.is_(None), ~is_newest | is_gone)
        .distinct()
    )
    return session.scalars(stmt.order_by(Contribution.id)).all()


def unchecked(session: TenantSession, since: datetime) -> Sequence[ContributionText]:
    """The newest versions, received since then, that nobody has looked through. One statement."""
    is_checked = exists(
        select(CheckedText.id)
        .where(
            CheckedText.contribution_id == ContributionText.contribution_id,
            CheckedText.text_number == ContributionText.number,
        )
        .correlate(ContributionText)
    )
    stmt = (
        select(ContributionText)
        .join(Contribution, Contribution.id == ContributionText.contribution_id)
        .where(Contribution.changed_at > since, ~is_checked)
        .where(_is_newest(ContributionText.contribution_id, ContributionText.number))
        .options(joinedload(ContributionText.contribution))
    )
    return session.scalars(stmt.order_by(ContributionText.id)).all()


def note_checked(ctx: Context, text: ContributionText, likeness: str) -> None:
    """Remember that a version was looked through, and by what later ones are compared with it."""
    row = CheckedText(
        process_id=text.contribution.process_id,
        contribution_id=text.contribution_id,
        text_number=text.number,
        likeness=likeness,
        at=ctx.now,
    )
    ctx.session.add(row)


def same_before(ctx: Context, text: ContributionText, likeness: str) -> int | None:
    """The first other contribution to the process that said the same. One statement."""
    stmt = select(CheckedText.contribution_id).where(
        CheckedText.process_id == text.contribution.process_id,
        CheckedText.likeness == likeness,
        CheckedText.contribution_id != text.contribution_id,
    )
    return ctx.session.scalar(stmt.order_by(CheckedText.id).limit(1))


def at_once(ctx: Context, thing: Contribution) -> int:
    """How many contributions the same participant sent to the process shortly before. One statement.

    It is counted, and nothing of it is kept. Where nothing tells participants apart, it is none.
    """
    if not thing.participant_key:
        return 0
    stmt = select(func.count(Contribution.id)).where(
        Contribution.process_id == thing.process_id,
        Contribution.participant_key == thing.participant_key,
        Contribution.received_at > thing.received_at - FLOOD_TIME,
        Contribution.received_at <= thing.received_at,
    )
    return ctx.session.scalar(stmt) or 0


def numbers(ctx: Context, since: datetime) -> dict[Clue, tuple[int, int]]:
    """How many suggestions there were of each kind, and how many led to a decision. One statement."""
    stmt = (
        select(Suggestion.kind, func.count(Suggestion.id), func.count(Suggestion.decision_id))
        .where(Suggestion.found_at >= since)
        .group_by(Suggestion.kind)
    )
    found = {kind: (number, led) for kind, number, led in ctx.session.execute(stmt)}
    return {kind: found[kind] for kind in Clue if kind in found}
