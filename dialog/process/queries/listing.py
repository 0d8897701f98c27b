"""The list of processes: which ones, in which order, and what there is to choose from."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.sql import Select

from dialog.core.context import Context
from dialog.process import rules
from dialog.process.models import Process
from dialog.process.queries.paging import Cursor, Order, Page, fetch
from dialog.process.rules import Handling, Publication, Sorting, Window
from dialog.process.search import matching

P = TypeVar("P", bound=Process)
PAGE = 24
MOST_TAGS = 12
NEVER = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Filter:
    """What someone wants to see. What is left out means all."""

    words: str = ""
    kind: str = ""
    window: Window | None = None
    publication: Publication | None = None
    handling: Handling | None = None
    answered: bool = False
    late: bool = False
    area: str = ""
    tag: str = ""
    sorting: Sorting | None = None
    after: Cursor | None = None
    before: Cursor | None = None


@dataclass(frozen=True)
class Choices:
    """The areas and tags that occur, the most common tags first."""

    areas: list[str]
    tags: list[str]


@dataclass(frozen=True)
class Listing:
    """A page of the list, how many there are in all, and how they are sorted."""

    page: Page
    total: int
    sorting: Sorting


def listing(ctx: Context, model: type[P], wanted: Filter, size: int = PAGE) -> Listing:
    """One page of what is wanted. Two statements, whatever is asked."""
    sorting = _sorting(wanted)
    stmt: Select[*tuple[Any, ...]] = select(model).where(*_conditions(ctx, model, wanted, sorting))
    score: Any = None
    if wanted.words and (hits := matching(wanted.words)) is not None:
        found = hits.subquery()
        score = found.c.score
        stmt = stmt.join(found, found.c.process_id == model.id)
    elif wanted.words:
        return Listing(Page([]), 0, sorting)
    total = ctx.session.scalar(stmt.with_only_columns(func.count(model.id))) or 0
    order = _order(model, wanted, sorting, score)
    page = fetch(ctx.session, stmt, order, size, (wanted.after, wanted.before))
    return Listing(page, total, sorting)


def choices(ctx: Context, model: type[Process]) -> Choices:
    """What one can choose from. One statement over all that is public."""
    tags = cast(model.tags, String)
    stmt = (
        select(model.area, tags, func.count(model.id))
        .where(model.publication.in_(rules.PUBLIC))
        .group_by(model.area, tags)
    )
    areas: set[str] = set()
    seen: Counter[str] = Counter()
    for area, written, number in ctx.session.execute(stmt):
        areas.add(area)
        for tag in json.loads(written):
            seen[tag] += number
    common = sorted(seen, key=lambda tag: (-seen[tag], tag))[:MOST_TAGS]
    return Choices(sorted(areas - {""}), sorted(common))


def _sorting(wanted: Filter) -> Sorting:
    if wanted.sorting is None or (wanted.sorting is Sorting.MATCH and not wanted.words):
        return Sorting.MATCH if wanted.words else Sorting.NEWEST
    return wanted.sorting


def _conditions(ctx: Context, model: type[Process], wanted: Filter, sorting: Sorting) -> list[Any]:
    is_late = model.decided_at.is_(None) & (model.answer_due_at < ctx.now)
    closes_first = sorting is Sorting.CLOSING and wanted.window is None
    asked: list[tuple[Any, Any]] = [
        (wanted.kind, model.kind == wanted.kind),
        (wanted.publication, model.publication == wanted.publication),
        (wanted.handling, model.handling == wanted.handling),
        (wanted.answered, model.decided_at.is_not(None)),
        (wanted.late, is_late),
        (wanted.area, model.area == wanted.area),
        (wanted.tag, _has_tag(model, wanted.tag)),
        (closes_first, model.closes_at > ctx.now),
    ]
    conditions = [condition for is_asked, condition in asked if is_asked]
    if wanted.window is not None:
        conditions += _in_window(model, ctx.now, wanted.window)
    return [model.publication.in_(rules.PUBLIC), *conditions]


def _has_tag(model: type[Process], tag: str) -> Any:
    # Tags are stored as JSON; SQLAlchemy writes it with json.dumps, and so do we.
    return cast(model.tags, String).contains(json.dumps(tag), autoescape=True)


def _in_window(model: type[Process], now: datetime, window: Window) -> list[Any]:
    published = model.publication == Publication.PUBLISHED
    if window is Window.UPCOMING:
        return [published, model.opens_at > now]
    if window is Window.OPEN:
        return [
            published,
            model.opens_at <= now,
            or_(model.closes_at.is_(None), model.closes_at > now),
        ]
    over = published & (model.closes_at <= now)
    return [or_(over, model.publication == Publication.STOPPED)]


def _order(model: type[Process], wanted: Filter, sorting: Sorting, score: Any) -> Order:
    if sorting is Sorting.MATCH:
        return Order(score, model.id)
    if sorting is Sorting.NAMES:
        return Order(model.count_valid + model.count_unverified, model.id)
    if sorting is Sorting.CLOSING:
        closes_at = func.coalesce(model.closes_at, NEVER, type_=model.closes_at.type)
        is_over = wanted.window is Window.CLOSED
        return Order(closes_at, model.id, descending=is_over, is_moment=True)
    shown_at = func.coalesce(model.published_at, model.created_at)
    return Order(shown_at, model.id, is_moment=True)
